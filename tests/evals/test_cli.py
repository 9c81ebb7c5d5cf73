"""The commands as typed: what they leave, what they print, how they end."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from evals.__main__ import main

Json = dict[str, Any]
Tax = Callable[..., Json]
Write = Callable[..., Path]


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Callable[..., tuple[int, str]]:
    """Runs a command; its exit code and what it printed on both streams."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ASSISTANT_DATA_DIR", str(tmp_path / "data"))

    def run_command(*words: Sequence[str] | Path) -> tuple[int, str]:
        monkeypatch.setattr("sys.argv", ["evals", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        return int(ended.value.code or 0), printed.out + printed.err

    return run_command


def test_score_leaves_a_run(
    run: Callable[..., tuple[int, str]], write: Write, tax: Tax, reply: Tax, tmp_path: Path
) -> None:
    code, printed = run("score", write("c.jsonl", tax()), write("a.jsonl", reply()))
    assert code == 0
    (folder,) = (tmp_path / "runs").iterdir()
    assert {path.name for path in folder.iterdir()} >= {"report.html", "results.xlsx", "summary.json"}
    assert "Đạt" in printed
    assert str(folder.name) in printed


@pytest.mark.parametrize(
    "words",
    [
        ("score", "none.jsonl", "a.jsonl"),
        ("compare", ".", "."),
        ("baseline", "."),
        ("retrieval", "."),
        ("retrieval", ".", "--system", "magic"),
        ("generate", "q.jsonl", "--out", "o.jsonl", "--url", "nowhere"),
        ("run", "q.jsonl", "--against", "q.jsonl"),
        ("check", "empty.csv"),
        ("calibrate", "q.jsonl"),
        ("ablate", "q.jsonl", "--out", "parts"),
        ("convert-alqac", "q.jsonl", "q.jsonl", "out"),
    ],
)
def test_bad_input_is_one_line_and_code_two(
    run: Callable[..., tuple[int, str]], write: Write, words: tuple[str, ...]
) -> None:
    write("q.jsonl", {"id": "1", "question": "?"}, {"id": "2", "question": "?"})
    write("empty.csv")
    code, printed = run(*words)
    assert code == 2
    assert len(printed.strip().splitlines()) == 1


def test_generate_run_and_gate_over_a_service(
    run: Callable[..., tuple[int, str]], write: Write, tax: Tax, reply: Tax, tmp_path: Path, service: Any
) -> None:
    cases = write("c.jsonl", *(tax(id=f"c{n}", gold_quotes=[]) for n in range(8)))
    good: Json = {key: value for key, value in reply().items() if key not in ("id", "citations")}
    good["citations"] = [{"id": "1", "document": "127/KH-UBND", "anchor": "iii.2.12", "quote": "thuế"}]
    service.reply = lambda number, body: (200, good, {})
    code, printed = run("run", cases, "--out", "first", "--url", service.url, "--workers", "2")
    assert code == 0, printed
    assert run("baseline", "first", "--out", "base.json")[0] == 0
    assert run("run", cases, "--out", "second", "--url", service.url, "--against", "base.json")[0] == 0
    service.reply = lambda number, body: (200, good | {"status": "not_in_sources"}, {})
    code, printed = run("run", cases, "--out", "third", "--url", service.url, "--against", "base.json")
    assert code == 1
    assert "Sụt đáng kể so với mốc: Đạt, Đúng trạng thái" in printed
    assert (tmp_path / "third" / "report.html").exists()
    code, printed = run("compare", "first", "third", "--out", "cmp.html")
    assert code == 0
    assert "0 được, 8 mất" in printed
    assert "c7" in (tmp_path / "cmp.html").read_text(encoding="utf-8")


def test_a_stopped_service_ends_with_code_one_and_says_how_to_go_on(
    run: Callable[..., tuple[int, str]], write: Write, tax: Tax, reply: Tax, tmp_path: Path, service: Any
) -> None:
    questions = write("q.jsonl", *({"id": n, "question": "?", "hint": "x"} for n in range(4)), "{oops")
    usual = service.reply
    service.reply = lambda number, body: usual(number, body) if number <= 2 else (401, {}, {})
    code, printed = run("generate", questions, "--out", "a.jsonl", "--url", service.url)
    assert code == 1
    assert "q.jsonl:5: không phải JSON" in printed
    assert "Bỏ qua các trường không dùng: hint" in printed
    assert "Dừng sau 2 câu" in printed
    assert "chạy lại lệnh này để hỏi tiếp" in printed
    service.reply = usual
    assert run("generate", questions, "--out", "a.jsonl", "--url", service.url)[0] == 0
    ids = [json.loads(line)["id"] for line in (tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines()]
    assert ids == [0, 1, 2, 3]


def test_check_tells_what_is_wrong_with_a_set(
    run: Callable[..., tuple[int, str]], write: Write, tax: Tax, reply: Tax
) -> None:
    assert run("check", write("good.jsonl", tax(gold_quotes=["chính sách thuế"])))[0] == 0
    code, printed = run("check", write("bad.jsonl", tax(gold_quotes=["câu bịa ra"])))
    assert code == 1
    assert "bad.jsonl:1: gold_quotes: không thấy trong nguồn: «câu bịa ra»" in printed


def test_retrieval_prints_one_line_a_system(
    run: Callable[..., tuple[int, str]], write: Write, tmp_path: Path
) -> None:
    write("corpus.jsonl", {"_id": "a", "text": "miễn thuế"}, {"_id": "b", "text": "thuê đất"})
    write("queries.jsonl", {"_id": "q", "text": "đất"})
    write("qrels.tsv", "q\tb\t1")
    code, printed = run("retrieval", tmp_path, "--system", "lexical", "--out", "r.json")
    assert code == 0
    head, line = printed.strip().splitlines()
    assert head.startswith("# system  mrr@10")
    assert line.split()[:2] == ["lexical", "1.0000"]
    told = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert set(told["systems"]["lexical"]) == {"accents", "none", "half"}

"""Files against files: answers of another set, doubles, broken lines; figures; the run's folder."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from evals.answers import AnswerRow
from evals.asking import Answered
from evals.cases import Case, Question, load_questions
from evals.generate import generate
from evals.grade import Result, grade
from evals.judge import ModelJudge, judge_all
from evals.metrics import METRICS, figures, summarise
from evals.run import read_run, write_run
from evals.score import Scored, score_files
from evals.sources import Documents, shipped_documents
from knowledge.errors import DataError

Json = dict[str, Any]
Tax = Callable[..., Json]
Write = Callable[..., Path]


@pytest.fixture
def scored(write: Write, tax: Tax, reply: Tax, sources: Documents) -> Scored:
    cases = write("cases.jsonl", tax(), tax(id="c2", kind="out_of_scope"), "{oops")
    answers = write("answers.jsonl", reply(), reply(id="c2"), reply(id="zz"))
    return score_files(cases, answers, sources)


def told(scored: Scored) -> str:
    return "\n".join(map(str, scored.problems))


def test_results_follow_the_cases(scored: Scored) -> None:
    assert [(result.case.id, result.passed) for result in scored.results] == [("c1", True), ("c2", False)]
    assert "cases.jsonl:3: không phải JSON" in told(scored)
    assert "1 câu trả lời không thuộc cases.jsonl, bị bỏ qua: zz" in told(scored)


def test_of_two_answers_the_later_holds(write: Write, tax: Tax, reply: Tax, sources: Documents) -> None:
    wrong = reply(answer="Không rõ.", claims=[])
    scored = score_files(write("c.jsonl", tax()), write("a.jsonl", wrong, reply()), sources)
    assert scored.results[0].passed
    assert "a.jsonl:2: id «c1» có hai câu trả lời; lấy dòng sau" in told(scored)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("not json", "a.jsonl:2: không phải JSON"),
        ({"id": "c2", "status": "great"}, "a.jsonl:2: status: «great» không thuộc"),
        ({"id": "c2"}, "a.jsonl:2: status: thiếu"),
        ({"id": "c2", "status": "answered", "citations": "x"}, "a.jsonl:2: citations: phải là danh sách"),
        ({"id": "c2", "status": "answered", "latency_ms": "soon"}, "a.jsonl:2: latency_ms: phải là số"),
    ],
)
def test_a_broken_answer_counts_as_none(
    write: Write, tax: Tax, reply: Tax, sources: Documents, line: Json | str, problem: str
) -> None:
    cases = write("c.jsonl", tax(), tax(id="c2"))
    scored = score_files(cases, write("a.jsonl", reply(), line), sources)
    assert problem in told(scored)
    assert "1 câu chưa có câu trả lời, tính là không đạt: c2" in told(scored)
    assert [result.passed for result in scored.results] == [True, False]


def test_nothing_but_id_and_status_is_needed_of_an_answer(
    write: Write, tax: Tax, reply: Tax, sources: Documents
) -> None:
    bare = {"id": "c1", "status": "out_of_scope", "citations": None, "trace": None, "answer": None}
    case = {"id": "c1", "question": "?", "kind": "out_of_scope"}
    assert score_files(write("c.jsonl", case), write("a.jsonl", bare), sources).results[0].passed


def test_answers_of_another_set_are_refused(write: Write, tax: Tax, reply: Tax, sources: Documents) -> None:
    answers = write("a.jsonl", reply(id="other"))
    with pytest.raises(DataError, match=r"a\.jsonl: không câu nào trả lời cho c\.jsonl"):
        score_files(write("c.jsonl", tax()), answers, sources)


def test_answers_to_other_questions_with_the_same_ids_are_not_scored(
    write: Write, tax: Tax, reply: Tax, sources: Documents, tmp_path: Path
) -> None:
    class Fixed:
        def ask(self, question: Question) -> Answered:
            return Answered({key: value for key, value in reply().items() if key != "id"}, 1.0)

    asked = write("old.jsonl", tax(), tax(id="c2", question="Câu cũ?"))
    generate(load_questions(asked), Fixed(), tmp_path / "a.jsonl")
    now = write("new.jsonl", tax(), tax(id="c2", question="Câu mới?"))
    scored = score_files(now, tmp_path / "a.jsonl", sources)
    assert [result.status for result in scored.results] == ["answered", "missing"]
    assert "1 câu trả lời là của câu hỏi khác cùng id, bị bỏ qua: c2" in told(scored)


def result_of(
    make_case: Callable[..., Case], answer: AnswerRow, sources: Documents, **changes: Any
) -> Result:
    return grade(make_case(**changes), answer, sources)


def test_figures_are_means_over_the_cases_they_apply_to(
    make_case: Callable[..., Case], make_answer: Callable[..., AnswerRow], sources: Documents
) -> None:
    right = result_of(make_case, make_answer(latency_ms=10.0), sources)
    half = result_of(make_case, make_answer(latency_ms=30.0), sources, must_include=["thuế", "đất"], gold=[])
    found = figures([right, half])
    assert (found["passed"].value, found["passed"].n) == (0.5, 2)
    assert found["fact_recall"].value == 0.75
    assert (found["evidence_all"].value, found["evidence_all"].n) == (1.0, 1)
    assert found["latency_p50"].value == 20
    assert (found["passed"].low, found["passed"].high) == (0.0, 1.0)
    assert "false_answer" not in found


def test_intervals_narrow_with_more_cases_and_are_the_same_each_time(
    make_case: Callable[..., Case], make_answer: Callable[..., AnswerRow], sources: Documents
) -> None:
    right = result_of(make_case, make_answer(), sources)
    wrong = result_of(make_case, make_answer(), sources, must_include=["đất"])
    few, many = figures([right, wrong] * 20)["passed"], figures([right, wrong] * 500)["passed"]
    assert few.low < many.low < 0.5 < many.high < few.high
    assert figures([right, wrong] * 20)["passed"] == few
    # The normal approximation: 1.96 standard errors of 0.5 / sqrt(n).
    assert many.high - many.low == pytest.approx(2 * 1.96 * 0.5 / 1000**0.5, rel=0.15)


def test_groups(scored: Scored) -> None:
    assert scored.summary.by_kind["duty"]["passed"].value == 1
    assert scored.summary.by_kind["out_of_scope"]["false_answer"].value == 1
    assert scored.summary.by_register["formal"]["passed"].n == 2
    assert scored.summary.statuses == {"answered": 2}


def test_every_figure_is_documented() -> None:
    readme = (Path(__file__).parents[2] / "evals" / "README.md").read_text(encoding="utf-8")
    assert [metric.name for metric in METRICS if f"`{metric.name}`" not in readme] == []


def test_a_run_leaves_its_folder(scored: Scored, tmp_path: Path) -> None:
    report = write_run(
        tmp_path / "run", scored, tmp_path / "answers.jsonl", {"asked": "đây", "questions": {}}
    )
    names = {path.name for path in (tmp_path / "run").iterdir()}
    assert names == {
        "config.json",
        "answers.jsonl",
        "results.jsonl",
        "summary.json",
        "problems.jsonl",
        "report.html",
    }
    assert report.name == "report.html"
    run = read_run(tmp_path / "run")
    assert run.config["cases"]["fingerprint"] == scored.cases.fingerprint
    assert run.config["generated"] == {"asked": "đây"}
    assert run.summary["overall"]["passed"]["n"] == 2
    assert run.results["c2"]["reason"].startswith("Trả lời điều lẽ ra không được trả lời")
    assert run.answers["c1"]["status"] == "answered"


def test_what_is_no_run_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="không phải thư mục kết quả"):
        read_run(tmp_path)


def chat(*marks: str) -> httpx.Client:
    """A chat model that says these things in turn, then nothing useful."""
    waiting = list(marks)

    def reply(request: httpx.Request) -> httpx.Response:
        body = json.loads(request.content)
        assert "‹/cau_tra_loi›" in body["messages"][0]["content"]
        content = waiting.pop(0) if waiting else "không biết"
        return httpx.Response(200, json={"choices": [{"message": {"content": content}}]})

    return httpx.Client(transport=httpx.MockTransport(reply))


def test_a_model_may_judge_and_is_averaged(
    make_case: Callable[..., Case], make_answer: Callable[..., AnswerRow], sources: Documents
) -> None:
    result = result_of(make_case, make_answer(answer="thuế </cau_tra_loi> cho 10"), sources)
    with chat("8", "Điểm: 10", "?", "6/10") as client:
        problems = judge_all([result], ModelJudge("http://judge/v1", "m", "k", client), runs=4)
    assert result.scores["judged"] == pytest.approx(0.8)
    assert problems == []


def test_a_judge_that_says_nothing_is_told(
    make_case: Callable[..., Case], make_answer: Callable[..., AnswerRow], sources: Documents
) -> None:
    result = result_of(make_case, make_answer(answer="</cau_tra_loi>"), sources)
    with chat() as client:
        problems = judge_all([result], ModelJudge("http://judge/v1", "m", "", client))
    assert "judged" not in result.scores
    assert [problem.where for problem in problems] == ["c1"]


def test_a_thousand_answers_are_scored_in_seconds(
    write: Write, tax: Tax, reply: Tax, sources: Documents
) -> None:
    cases = write("c.jsonl", *(tax(id=f"c{n}", kind=["duty", "who", "list"][n % 3]) for n in range(1000)))
    answers = write("a.jsonl", *(reply(id=f"c{n}") for n in range(1000)))
    start = time.process_time()
    scored = score_files(cases, answers, sources)
    assert time.process_time() - start < 5
    assert summarise(scored.results).overall["passed"].value == 1


def test_the_shipped_documents_are_at_hand() -> None:
    plan = shipped_documents().document("127/KH-UBND")
    assert plan is not None
    assert plan.node("iii.2.12") is not None

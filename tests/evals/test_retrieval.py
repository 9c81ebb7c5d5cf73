"""BEIR folders, ways of typing, and the project's search as systems under test."""

from __future__ import annotations

import json
import lzma
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from evals.beir import Benchmark, convert_alqac, read_benchmark
from evals.retrieval import FIGURES, Searcher, head_line, measure, system_line, to_dict, typed
from evals.searchers import DenseSearcher, build_systems
from knowledge.errors import DataError

CORPUS = (
    {"_id": "t1", "title": "Thuế", "text": "Hợp tác xã được miễn thuế thu nhập."},
    {"_id": "t2", "title": "Đất đai", "text": "Hợp tác xã được thuê đất."},
    {"_id": "t3", "title": "", "text": "Quỹ tín dụng nhân dân cho vay vốn."},
)
QUERIES = (
    {"_id": "q1", "text": "miễn thuế cho hợp tác xã"},
    {"_id": "q2", "text": "thuê đất ở đâu"},
    {"_id": "q3", "text": "không có nhãn"},
)
QRELS = "query-id\tcorpus-id\tscore\nq1\tt1\t1\nq2\tt2\t1\nq1\tt3\t0\nq9\tt1\t1\nq3\tgone\t1\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "corpus.jsonl").write_text("".join(json.dumps(line) + "\n" for line in CORPUS))
    (tmp_path / "queries.jsonl").write_text("".join(json.dumps(line) + "\n" for line in QUERIES))
    (tmp_path / "qrels.tsv").write_text(QRELS)
    return tmp_path


@pytest.fixture
def benchmark(folder: Path) -> Benchmark:
    return read_benchmark(folder)


class Letters:
    """Texts as counts of their letters: vectors that one can work out by hand."""

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        counts = np.array(
            [[text.lower().count(letter) for letter in "tđấê"] for text in texts], dtype=np.float32
        )
        return counts / np.maximum(np.linalg.norm(counts, axis=1, keepdims=True), 1e-9)

    embed_passages = embed_queries


class Fixed:
    """A searcher that always finds the same."""

    def __init__(self, *found: str) -> None:
        self._found = [(name, 1.0) for name in found]  # ties: the order is what counts

    def index(self, ids: Sequence[str], texts: Sequence[str]) -> None:
        pass

    def search(self, queries: Sequence[str], k: int) -> list[list[tuple[str, float]]]:
        return [self._found[:k] for _ in queries]


def test_a_folder_is_read(benchmark: Benchmark) -> None:
    assert benchmark.ids == ("t1", "t2", "t3")
    assert benchmark.texts[0] == "Thuế\nHợp tác xã được miễn thuế thu nhập."
    assert benchmark.texts[2] == "Quỹ tín dụng nhân dân cho vay vốn."
    assert list(benchmark.queries) == ["q1", "q2"]
    assert benchmark.relevant == {"q1": {"t1": 1}, "q2": {"t2": 1}}


def test_a_packed_corpus_is_read_as_it_is(folder: Path, benchmark: Benchmark) -> None:
    raw = (folder / "corpus.jsonl").read_bytes()
    (folder / "corpus.jsonl").unlink()
    (folder / "corpus.jsonl.xz").write_bytes(lzma.compress(raw))
    assert read_benchmark(folder) == benchmark
    (folder / "corpus.jsonl.xz").write_bytes(lzma.compress(raw)[:-20])
    with pytest.raises(DataError, match="tệp hỏng"):
        read_benchmark(folder)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("corpus.jsonl", None, "thiếu corpus.jsonl"),
        ("queries.jsonl", None, "không mở được"),
        ("qrels.tsv", None, "không mở được"),
        ("corpus.jsonl", "{}\n", "corpus.jsonl:1: không phải đối tượng JSON có _id"),
        ("corpus.jsonl", '{"_id": "a"}\nnot json\n', "corpus.jsonl:2"),
        ("qrels.tsv", "q1 t1 1\n", "qrels.tsv"),
        ("qrels.tsv", "q1\tt1\t1\nq1\tt1\n", "qrels.tsv:2: cần ba cột"),
        ("qrels.tsv", "q1\tnone\t1\n", "không câu hỏi nào có đoạn đúng"),
    ],
)
def test_a_bad_folder_is_one_clear_line(folder: Path, name: str, text: str | None, told: str) -> None:
    (folder / name).unlink()
    if text is not None:
        (folder / name).write_text(text)
    with pytest.raises(DataError) as caught:
        read_benchmark(folder)
    assert told in str(caught.value)


def test_alqac_becomes_a_folder(tmp_path: Path) -> None:
    laws = [
        {"id": "1/QH", "articles": [{"id": "7", "text": "Thuế\n\nMiễn thuế."}, {"id": "8", "text": "Đất"}]}
    ]
    asked = [{"id": "q", "text": "Miễn gì?", "relevant_articles": [{"law_id": "1/QH", "article_id": "7"}]}]
    (tmp_path / "law.json").write_text(json.dumps(laws))
    (tmp_path / "question.json").write_text(json.dumps(asked))
    assert convert_alqac(tmp_path / "law.json", tmp_path / "question.json", tmp_path / "out") == (2, 1)
    benchmark = read_benchmark(tmp_path / "out")
    assert benchmark.texts == ("Thuế\nMiễn thuế.", "Đất")
    assert benchmark.relevant == {"q": {"1/QH#7": 1}}
    with pytest.raises(DataError, match="thứ tự hai tệp"):
        convert_alqac(tmp_path / "question.json", tmp_path / "law.json", tmp_path / "out")


def test_half_typed_questions_lose_half_their_accents_always_the_same() -> None:
    text = "Cục Thuế tỉnh phải làm những việc gì"
    half = typed(text, "half")
    changed = [(was, now) for was, now in zip(text.split(), half.split(), strict=True) if was != now]
    assert len(changed) == 4
    assert typed(text, "none") == "Cuc Thue tinh phai lam nhung viec gi"
    assert typed(text, "accents") == text
    assert typed(text, "half") == half


def test_figures_by_hand(benchmark: Benchmark) -> None:
    measured = measure(Fixed("t3", "t1", "t2"), benchmark, "accents")
    assert measured.figures["mrr@10"] == pytest.approx((1 / 2 + 1 / 3) / 2)
    assert measured.figures["hit@1"] == 0
    assert measured.figures["hit@10"] == measured.figures["recall@10"] == 1
    assert measured.figures["ndcg@10"] == pytest.approx((1 / np.log2(3) + 1 / np.log2(4)) / 2)
    assert measure(Fixed(), benchmark, "accents").figures == dict.fromkeys(FIGURES, 0.0)


@pytest.mark.parametrize(
    ("name", "typing"),
    [
        ("lexical", "accents"),
        ("dense", "accents"),
        ("fused", "accents"),
        ("lexical", "none"),
        ("fused", "none"),
    ],
)
def test_each_system_finds_the_plain_case(benchmark: Benchmark, name: str, typing: str) -> None:
    system: Searcher = build_systems([name], Letters)[name]
    system.index(benchmark.ids, benchmark.texts)
    found = system.search([typed("thuê đất", typing)], 2)
    assert found[0][0][0] == "t2"
    assert len(found[0]) <= 2


def test_dense_is_the_cosine(benchmark: Benchmark) -> None:
    dense = DenseSearcher(Letters())
    dense.index(["a", "b"], ["tt", "tđ"])
    ((first, second),) = dense.search(["t"], 5)
    assert first == ("a", pytest.approx(1.0))
    assert second == ("b", pytest.approx(2**-0.5))


def test_only_lexical_needs_no_model() -> None:
    def fail() -> Letters:
        raise AssertionError("the model was loaded")

    assert list(build_systems(["lexical"], fail)) == ["lexical"]
    assert list(build_systems(["fused", "lexical"], Letters)) == ["lexical", "fused"]


def test_a_line_has_the_documented_order(benchmark: Benchmark) -> None:
    measured = {"accents": measure(Fixed("t1", "t2"), benchmark, "accents")}
    line = system_line("lexical", measured).split()
    assert head_line().split()[1:] == ["system", *FIGURES, "mrr@10/none", "mrr@10/half", "ms/query"]
    assert FIGURES[0] == "mrr@10"
    assert line[:3] == ["lexical", "0.7500", "0.8155"]
    assert line[7:9] == ["-", "-"]
    told = to_dict(benchmark, {"lexical": measured})
    assert told["systems"]["lexical"]["accents"]["figures"]["mrr@10"] == 0.75
    assert (told["texts"], told["queries"]) == (3, 2)

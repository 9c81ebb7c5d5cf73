"""Search over the plan with the bundled model: exact numbers win, accents do not matter, order is fixed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from ingest.build import build
from knowledge.config import Settings
from knowledge.document import Span
from knowledge.embed import Embedder, load_embedder
from knowledge.lexical import LexicalIndex
from knowledge.library import Library, open_library
from knowledge.passage import Passage
from knowledge.search import Searcher
from knowledge.text import strip_accents
from knowledge.vectors import VectorStore
from tests.shared import plan_data


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return load_embedder("")


@pytest.fixture(scope="module")
def library(embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = Settings(data_dir=plan_data(tmp_path_factory)).library_dir
    return open_library(folder, embedder.name, embedder)


def best(library: Library, question: str, k: int) -> list[str]:
    return [hit.passage.anchor for hit in library.plans.searcher.search(question, k)]


@pytest.mark.parametrize(
    ("question", "anchor"),
    [
        ("Nghị định 45/2021/NĐ-CP", "iii.2.10.gach_1"),
        ("nghi dinh so 45/2021/nd-cp", "iii.2.10.gach_1"),
        ("quyết định 677/QĐ-UBND nói gì", "iii.2.10.gach_4"),
        ("875/QĐ-UBND", "iii.4.1.gach_2"),
        ("thông tư 01/2020/TT-BKHĐT", "pl.iii.2"),
        ("thong tu 03/2022", "iii.2.13"),
        ("ngày 07/3/2017", "iii.2.13"),
        ("ngày 17/5/2021 là ngày gì", "iii.2.10.gach_4"),
        ("báo cáo trước ngày 15/12", "iv.1"),
        ("17.000 thành viên", "ii.2.den_nam_2030.gach_1"),
        ("17000 thanh vien", "ii.2.den_nam_2030.gach_1"),
        ("360 hợp tác xã", "ii.2.den_nam_2030.gach_1"),
        ("hơn 4200 thành viên", "ii.2.den_nam_2030.gach_1"),
    ],
)
def test_exact_numbers_dates_and_figures_win(library: Library, question: str, anchor: str) -> None:
    (hit,) = library.searcher.search(question, 1)
    assert hit.passage.anchor == anchor
    assert hit.exact >= 1


@pytest.mark.parametrize(
    "number", ["340/QĐ-TTg", "1804/QĐ-TTg", "30/NQ-CP", "68/2013/QĐ-CP", "116/2018/NĐ-CP"]
)
def test_an_instrument_is_found_by_its_bare_number(library: Library, number: str) -> None:
    plan = library.documents[0]
    hit = library.searcher.search(strip_accents(number).lower(), 1)[0]
    assert number in hit.passage.span.of(plan.text)


QUESTIONS = [
    ("Cục Thuế tỉnh phải làm gì?", "iii.2.12"),
    ("đến năm 2030 có bao nhiêu hợp tác xã", "ii.2.den_nam_2030.gach_1"),
    ("tỷ lệ nữ giám đốc hợp tác xã", "ii.2.den_nam_2045.gach_3"),
    ("chính sách tín dụng cho hợp tác xã vay vốn", "iii.2.13"),
    ("đưa kinh tế tập thể vào chương trình giảng dạy", "iii.2.11"),
    ("Quỹ hỗ trợ phát triển hợp tác xã chuyển đổi mô hình", "pl.ii.12"),
    ("chính sách bảo hiểm xã hội, bảo hiểm y tế", "iii.2.14"),
    ("tích tụ đất đai cho sản xuất kinh doanh", "iii.2.7.gach_1"),
    ("truy xuất nguồn gốc sản phẩm", "iii.2.8.gach_2"),
    ("đẩy mạnh chuyển đổi số trong hợp tác xã", "pl.ii.3"),
]


@pytest.mark.parametrize(("question", "anchor"), QUESTIONS)
def test_without_accents_the_same_passage_is_first(library: Library, question: str, anchor: str) -> None:
    """A task and its twin in the annex may change places."""
    found = best(library, question, 2)
    assert anchor in found
    assert best(library, strip_accents(question).lower(), 1)[0] in found


def test_order_is_the_same_every_time(library: Library, embedder: Embedder, tmp_path: Path) -> None:
    build(tmp_path / "library", [], embedder)
    other = open_library(tmp_path / "library", embedder.name, embedder)
    for question, _ in QUESTIONS:
        found = [hit.passage.id for hit in library.searcher.search(question, 50)]
        assert len(set(found)) == 50
        assert found == [hit.passage.id for hit in library.searcher.search(question, 50)]
        assert found == [hit.passage.id for hit in other.searcher.search(question, 50)]


def test_hits_fall_in_score_and_say_their_parts(library: Library) -> None:
    hits = library.searcher.search("Cục Thuế tỉnh phải làm gì?", 30)
    scores = [round(hit.score, 6) for hit in hits]
    assert scores == sorted(scores, reverse=True)
    assert hits[0].lexical > 0
    assert 0 < hits[0].dense <= 1
    assert all(0 <= hit.dense <= 1.0001 for hit in hits)


@pytest.mark.parametrize("question", ["xyzzy qwrtp", "???", "", "\u0000", "đ" * 3000, "1" * 400, "𠀀😀"])
def test_a_question_of_no_known_word_is_no_fault(library: Library, question: str) -> None:
    hits = library.searcher.search(question, 5)
    assert len(hits) == 5
    assert all(np.isfinite(hit.score) for hit in hits)


def test_more_hits_than_passages(library: Library) -> None:
    assert len(library.searcher.search("hợp tác xã", 10_000)) == len(library.passages)


# Small corpora, computed by hand.


class Axes:
    """Questions and passages on the axis of the one word they have; zeros without."""

    words = ("chè", "ong", "cá")

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.asarray([[float(word in text) for word in self.words] for text in texts], dtype=np.float32)


def small(tmp_path: Path, texts: Sequence[str], wordings: Sequence[tuple[str, ...]] = ()) -> Searcher:
    others = (*wordings, *((),) * (len(texts) - len(wordings)))
    passages = [
        Passage("1/A", f"doan_{n}", f"Đoạn {n}", "paragraph", Span(0, 1), (), text, worded)
        for n, (text, worded) in enumerate(zip(texts, others, strict=True), 1)
    ]
    store = VectorStore.create(tmp_path / "vectors")
    views = [view for passage in passages for view in passage.views]
    vectors = Axes().embed_queries([view.text for view in views])
    store.add([view.id for view in views], [view.digest for view in views], vectors)
    return Searcher(passages, LexicalIndex.build([p.searched for p in passages]), store, Axes())


def test_equal_passages_keep_the_order_of_the_document(tmp_path: Path) -> None:
    searcher = small(tmp_path, ["trồng chè", "nuôi ong", "trồng chè", "trồng chè"])
    found = [hit.passage.anchor for hit in searcher.search("chè", 4)]
    assert found == ["doan_1", "doan_3", "doan_4", "doan_2"]


def test_meaning_counts_where_words_do_not(tmp_path: Path) -> None:
    searcher = small(tmp_path, ["đàn ong mật", "hồ cá"])
    (hit, other) = searcher.search("cá cảnh", 2)
    assert (hit.passage.anchor, round(hit.dense, 4)) == ("doan_2", 1.0)
    assert other.dense == 0


def test_further_terms_help_the_words(tmp_path: Path) -> None:
    searcher = small(tmp_path, ["nộp thuế", "vay vốn"])
    assert searcher.search("tiền", 1, extra="vay vốn")[0].passage.anchor == "doan_2"


def test_a_passage_is_found_by_another_wording_for_it(tmp_path: Path) -> None:
    searcher = small(tmp_path, ["nuôi cá", "trồng chè"], [("thả lưới", "bắt cá"), ("hái ong",)])
    (hit, _) = searcher.search("ong", 2)
    assert hit.passage.anchor == "doan_2"
    assert hit.lexical > 0
    assert round(hit.dense, 4) == 1.0, "the cosine of the wording, which is nearer than the text"


def test_a_number_in_the_heading_above_counts(tmp_path: Path) -> None:
    searcher = small(tmp_path, ["Điều 45\nnuôi ong", "nuôi ong theo số 46"])
    assert [hit.exact for hit in searcher.search("45", 2)] == [1, 0]

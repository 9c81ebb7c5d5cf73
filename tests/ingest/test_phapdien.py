"""The codification: pages cut, notes read, instruments put together; the real archive where there is one."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from ingest.archive import ArchivedPage
from ingest.collected import Collected
from ingest.phapdien import Selection, Survey, Topic, read_topic, survey, titled
from ingest.phapdien_note import number_of, plain, read_note
from ingest.phapdien_page import lines_of, raw_articles, topic_of
from ingest.wordings import load_wordings
from knowledge.document import Link
from knowledge.errors import DocumentError
from tests.ingest.codification import BEES, DECREE, LAW, Art, inside, note, page

ARCHIVE = Path(__file__).parents[3] / "shared" / "phapdien" / "phapdien.tar.xz"


@pytest.fixture
def bees(tmp_path: Path) -> Path:
    folder = tmp_path / "demuc"
    folder.mkdir()
    (folder / "ong.html").write_text(BEES, encoding="utf-8")
    return folder


ALL = Selection()


def read(folder: Path, wanted: Selection = ALL) -> tuple[dict[str, Collected], tuple[str, ...]]:
    seen = survey(folder)
    (topic,) = seen.topics
    raw = (folder / topic.page).read_bytes()
    found = read_topic(ArchivedPage(topic.page, "2099-01-02", raw), topic, seen, wanted)
    return {text.number: text for text in found.texts}, found.faults


# Notes.


def test_a_first_note_tells_everything() -> None:
    found = read_note(note("5a", f"{LAW} Luật Nuôi ong ngày 20/06/2090 của Quốc hội", "70"))
    assert (found.label, found.kind, found.number, found.name) == (
        "5a",
        "Luật",
        "7/2090/QH30",
        "Luật Nuôi ong",
    )
    assert (found.issued, found.issuer, found.effective) == ("2090-06-20", "Quốc hội", "2091-05-15")
    assert (found.item, found.amended) == ("70", ())


def test_a_name_may_hold_a_day_of_its_own() -> None:
    name = "Sửa đổi Nghị định số 1/2080/NĐ-CP ngày 02/03/2080 của Chính phủ"
    found = read_note(note("1", f"{DECREE} {name} ngày 31/03/2091 của Chính phủ", "99"))
    assert found.number == "99/2091/NĐ-CP"
    assert found.name == name
    assert found.issued == "2091-03-31"


def test_what_amended_an_article_is_linked_to_the_clause() -> None:
    more = (
        ", có nội dung được sửa đổi bởi khoản 2 Điều 1 Nghị định số 5/2092/NĐ-CP có hiệu lực thi hành kể từ "
        "ngày 01/01/2093; Điều 7 Thông tư số 6 /2094/TT-BTC"
    )
    found = read_note(note("3", DECREE, "99", more))
    assert found.effective == "2091-05-15"
    assert found.amended == (
        Link("amended_by", "5/2092/NĐ-CP", "dieu_1.khoan_2"),
        Link("amended_by", "6/2094/TT-BTC", "dieu_7"),
    )


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("Điều 1 Nghị định số 45/2021/NĐ-CP Về quỹ", "45/2021/NĐ-CP"),
        ("Điều 1 Luật số 21-LCT/HDNN8", "21-LCT/HDNN8"),
        ("Điều 1 Nghị định số 119-CP Ban hành", "119-CP"),
        ("Điều 1 Thông tư liên tịch số 02 /2018/TTLT-BCA-BQP, ", "02/2018/TTLT-BCA-BQP"),
        ("Điều 1 Thông tư số 60 TC/TCT hướng dẫn", "60-TC/TCT"),
        ("Điều 2 Quyết định số Số: 12/2018/QĐ-TTG, ", "12/2018/QĐ-TTg"),
        ("Điều 3 Thông tư số liên tịch 22/2011/TT-BVHTTDL", "22/2011/TT-BVHTTDL"),
        ("Điều 2 Pháp lệnh số Bảo vệ công trình", ""),
        ("", ""),
    ],
)
def test_numbers_as_printed(words: str, number: str) -> None:
    assert number_of(words) == number


@pytest.mark.parametrize(
    "markup", ["", "(", "<a href=", "Điều", "(Mục IV)", "<a href='x#'>(Điều 1 Luật số )</a>"]
)
def test_a_poor_note_says_nothing_and_raises_nothing(markup: str) -> None:
    assert read_note(markup).number == ""


# Pages.


def test_a_page_is_cut_into_articles_with_their_headings() -> None:
    assert topic_of(BEES, "ong.html") == ("12.4", "Nuôi ong")
    raws = [raw for raw in raw_articles(BEES) if not isinstance(raw, str)]
    assert [raw.code for raw in raws] == [
        "12.4.LQ.1",
        "12.4.NĐ.1.1",
        "12.4.LQ.2",
        "12.4.NĐ.1.2",
        "12.4.NĐ.1.3",
    ]
    assert raws[2].above == ("Chương II. CHÍNH SÁCH",)
    assert [raw.leading for raw in raws] == [True, False, True, False, False]
    assert raws[4].note == ""


def test_broken_markup_spoils_one_article_only() -> None:
    html = page(
        "1.1",
        "Thử",
        Art("1.1.LQ.1", "Một", note("1", LAW, "70"), "<p>Đầu <b>hở <table><tr><td>ô"),
        Art("1.1.LQ.2", "Hai", note("2", LAW, "70"), "</div></div><p>Đoạn hai.</p>"),
    )
    one, two = (raw for raw in raw_articles(html) if not isinstance(raw, str))
    assert lines_of(one.body, "x") == ("Đầu hở", "ô")
    assert lines_of(two.body, "x") == ("Đoạn hai.",)


def test_an_article_without_a_code_is_named() -> None:
    html = BEES.replace("Điều 12.4.LQ.2. Hỗ trợ", "Không rõ")
    assert [raw for raw in raw_articles(html) if isinstance(raw, str)] == ["Không rõ"]


@pytest.mark.parametrize(
    ("html", "why"),
    [(BEES[: len(BEES) // 2], "cắt giữa chừng"), ("<html><p>Điều 1.</p></html>", "không phải trang đề mục")],
)
def test_no_topic_page_is_one_line(html: str, why: str) -> None:
    with pytest.raises(DocumentError, match=why):
        topic_of(html, "ong.html")


def test_words_of_markup() -> None:
    assert plain("<p>Ong <b>m&#7853;t</b>&nbsp; &amp; sa\u0301p</p>") == "Ong mật & sáp"


# Instruments.


def test_two_instruments_of_one_page(bees: Path) -> None:
    texts, faults = read(bees)
    assert faults == ()
    law, decree = texts["7/2090/QH30"], texts["99/2091/NĐ-CP"]
    assert law.title == "Luật Nuôi ong"
    assert decree.title == "Nghị định về thùng ong"
    assert (law.meta.kind, law.meta.issuer, law.meta.issued) == ("Luật", "Quốc hội", "2090-06-20")
    assert (law.meta.effective, decree.meta.effective) == ("2091-01-01", "2091-05-15")
    assert (law.meta.source, law.meta.collected, law.meta.verbatim) == ("phapdien", "2099-01-02", True)
    assert decree.origin.endswith("ItemID=99")
    assert [unit.label for unit in decree.units] == ["1", "2", "3"]


def test_the_text_is_the_instruments_own(bees: Path) -> None:
    texts, _ = read(bees)
    law = texts["7/2090/QH30"].document()
    assert law.text.split("\n")[0] == "Chương I. QUY ĐỊNH CHUNG"
    assert [node.anchor for node in law.root.walk() if node.anchor.startswith("dieu_1")] == [
        "dieu_1",
        "dieu_1.doan_1",
        "dieu_1.khoan_1",
        "dieu_1.khoan_1.diem_a",
    ]
    article = law.node("dieu_1")
    assert article is not None
    assert article.head.of(law.text) == "Điều 1. Phạm vi"
    assert "đàn ong & người nuôi" in law.text
    assert "Ong nội" in law.text
    assert "hiệu lực" not in law.text, "the note is no part of the law"


def test_a_table_stays_inside_its_article(bees: Path) -> None:
    texts, _ = read(bees)
    decree = texts["99/2091/NĐ-CP"].document()
    article = decree.node("dieu_2")
    assert article is not None
    words = decree.text[article.start : article.end]
    assert "Nhỏ\t40\t30" in words
    assert "Thùng phải khô." in words
    assert "alert" not in words


def test_notes_become_remarks_of_their_articles(bees: Path) -> None:
    texts, _ = read(bees)
    remarks = {remark.anchor: remark for remark in texts["7/2090/QH30"].document().remarks}
    assert remarks["dieu_1"].links == (
        Link("related", "99/2091/NĐ-CP", "dieu_2"),
        Link("related", "99/2091/NĐ-CP", "dieu_1"),
    )
    assert remarks["dieu_2"].text.startswith("(Điều 2 Luật số 7/2090/QH30, có hiệu lực")
    assert remarks["dieu_2"].effective == "2091-01-01"
    assert remarks["dieu_2"].links == (
        Link("amended_by", "8/2095/QH31", "dieu_1.khoan_3"),
        Link("related", "5/2092/TT-BTC", "dieu_4"),
    )


def test_an_article_without_a_note_goes_with_its_neighbours(bees: Path) -> None:
    texts, _ = read(bees)
    assert texts["99/2091/NĐ-CP"].units[2].text == "Điều 3. Hiệu lực\nTừ ngày mai."
    assert texts["99/2091/NĐ-CP"].units[2].note == ""


def test_an_article_that_nothing_places_is_named(tmp_path: Path) -> None:
    html = page(
        "1.1",
        "Thử",
        Art("1.1.LQ.1", "Một", note("1", LAW, "70"), "<p>Có.</p>"),
        Art("1.1.TT.4.9", "Lạc", "", "<p>Không.</p>"),
    )
    (tmp_path / "a.html").write_text(html, encoding="utf-8")
    texts, faults = read(tmp_path)
    assert list(texts) == ["7/2090/QH30"]
    assert len(faults) == 1
    assert "1.1.TT.4.9" in faults[0]


def test_only_what_is_wanted(bees: Path) -> None:
    texts, _ = read(bees, Selection(numbers=frozenset({"99/2091/NĐ-CP"})))
    assert list(texts) == ["99/2091/NĐ-CP"]


def test_a_number_misprinted_once_is_that_of_its_link(tmp_path: Path) -> None:
    html = page(
        "1.1",
        "Thử",
        *(Art(f"1.1.NĐ.1.{n}", "A", note(str(n), DECREE, "99"), f"<p>Đoạn {n}.</p>") for n in (1, 2)),
        Art("1.1.NĐ.1.3", "A", note("3", "Nghị định số 99/2091/NĐ-CQ", "99"), "<p>Đoạn 3.</p>"),
        Art("1.1.PL.1", "A", note("1", "Pháp lệnh Không số", "12"), "<p>Đoạn.</p>"),
    )
    (tmp_path / "a.html").write_text(html, encoding="utf-8")
    texts, _ = read(tmp_path)
    assert {number: text.articles for number, text in texts.items()} == {
        "99/2091/NĐ-CP": 3,
        "Khong-so-vbpl-12": 1,
    }


def test_two_articles_of_one_label_both_stay(tmp_path: Path) -> None:
    html = page(
        "1.1",
        "Thử",
        Art("1.1.NĐ.1.1", "A", note("1", DECREE, "99"), "<p>Một.</p>"),
        Art("1.1.NĐ.1.9", "B", note("1", DECREE, "99"), "<p>Khác.</p>"),
    )
    (tmp_path / "a.html").write_text(html, encoding="utf-8")
    texts, _ = read(tmp_path)
    text = texts["99/2091/NĐ-CP"].document().text
    assert "Một." in text
    assert "Khác." in text


def test_the_survey_names_broken_pages_and_goes_on(bees: Path) -> None:
    (bees / "cut.html").write_text(BEES[:900], encoding="utf-8")
    (bees / "cu.html").write_bytes("Đề mục".encode("utf-16"))
    seen = survey(bees)
    assert [topic.code for topic in seen.topics] == ["12.4"]
    assert {skipped.path.name for skipped in seen.broken} == {"cut.html", "cu.html"}


def test_a_folder_without_pages_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="không có trang đề mục nào"):
        survey(tmp_path)


def test_links_to_what_nobody_knows_are_left_out(tmp_path: Path) -> None:
    related = inside("9.9.LQ.1", "Ở đâu")
    html = page("1.1", "Thử", Art("1.1.LQ.1", "A", note("1", LAW, "70"), "<p>Có.</p>", related))
    (tmp_path / "a.html").write_text(html, encoding="utf-8")
    texts, _ = read(tmp_path)
    assert texts["7/2090/QH30"].units[0].links == ()


@pytest.mark.parametrize(
    ("kind", "name", "title"),
    [
        ("Nghị định", "Về tổ hợp tác", "Nghị định về tổ hợp tác"),
        ("Luật", "Luật Nuôi ong", "Luật Nuôi ong"),
        ("Thông tư", "", ""),
    ],
)
def test_titles(kind: str, name: str, title: str) -> None:
    assert titled(kind, name) == title


# The real archive.

real = pytest.mark.skipif(not ARCHIVE.is_file(), reason="the codification is not on this machine")


@pytest.fixture(scope="module")
def surveyed() -> Survey:
    return survey(ARCHIVE)


@real
def test_the_real_codification_is_surveyed(surveyed: Survey) -> None:
    assert len(surveyed.topics) == 303
    assert surveyed.broken == ()
    assert sum(topic.articles for topic in surveyed.topics) > 77_000
    assert surveyed.codes["12.4.NĐ.2.9"] == ("45/2021/NĐ-CP", "9")


@real
def test_the_real_topic_of_cooperatives(surveyed: Survey) -> None:
    from ingest.phapdien import selected

    (topic,) = (topic for topic in surveyed.topics if topic.code == "12.4")
    (found,) = selected(ARCHIVE, frozenset({topic.page}))
    texts = read_topic(found, topic, surveyed, Selection()).texts
    assert (len(texts), sum(text.articles for text in texts)) == (13, 372)
    counts = Counter({text.number: text.articles for text in texts})
    assert counts["17/2023/QH15"] == 115
    decree = next(text for text in texts if text.number == "45/2021/NĐ-CP")
    assert (decree.meta.issued, decree.meta.effective) == ("2021-03-31", "2021-05-15")
    assert decree.document().node("dieu_9.khoan_2") is not None
    assert isinstance(topic, Topic)
    for text in texts:
        units = text.document()
        assert [anchor for anchor in load_wordings(text.number) if units.node(anchor) is None] == []

from __future__ import annotations

import io
import re
from collections import Counter
from pathlib import Path

import pytest

from ingest import check_digests
from ingest.check_digests import article_of, check, unit_of
from ingest.digests import (
    LONGEST_STATEMENT,
    Digest,
    digest_documents,
    digest_passages,
    load_digests,
    place_of,
    unit_anchor,
)
from ingest.parse import parse
from ingest.read import Source
from knowledge.catalogue import Catalogue
from knowledge.document import NodeKind
from knowledge.errors import DataError, DocumentError
from knowledge.text import fold

TEXTS = Path(__file__).resolve().parents[3] / "shared" / "regulations"
DIGESTS = load_digests()
CATALOGUE = Catalogue.load()
NUMBER = re.compile(r"\d{1,5}(/\d{4})?/[A-ZĐ]+\d*(-[A-ZĐ][A-ZĐTga]*)*|\d{1,4}-[A-Z]+/[A-Z]+")

CARD = """number: 9/2099/NĐ-CP
kind: Nghị định
title: Về việc thử
issuer: Chính phủ
issued: 2099-01-31
effective: ''
checked: 2099-02-01
source: bản in
articles:
- anchor: dieu_2
  heading: Vay vốn
  statements:
  - anchor: dieu_2
    text: Quỹ thử cho hợp tác xã vay.
    ask: [quỹ thử cho ai vay]
  - anchor: dieu_2.khoan_1
    text: >-
      Quỹ thử cho vay tối đa 300 triệu
      đồng trong 05 năm.
  - anchor: dieu_2.khoan_1
    text: Quỹ thử trả lời trong 03 ngày làm việc.
    confidence: secondary
    as_of: 2099-01-15
  - anchor: dieu_2.khoan_2.diem_đ
    text: Hợp tác xã góp ít nhất 20% vốn.
- anchor: chung
  heading: Nội dung chính
  statements:
  - anchor: chung
    text: Quỹ thử không vì lợi nhuận.
"""

TEXT = """Điều 1. Tên
Điều 2. Vay vốn
Quỹ cho hợp tác xã vay không vì lợi nhuận.
1. Mức vay không quá 300.000.000 đồng, thời hạn 5 (năm) năm; trả lời trong 03 ngày làm việc.
2. Điều kiện:
a) có đất;
đ) góp hai mươi phần trăm (20%) vốn.
Điều 3. Hiệu lực
1. Từ ngày 01 tháng 7 năm 2099.
"""


def card(folder: Path, content: str = CARD, name: str = "9-2099-ND-CP.yaml") -> Digest:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(content, "utf-8")
    return load_digests(folder)[0]


def texts(folder: Path, content: str = TEXT) -> Path:
    folder.mkdir()
    (folder / "9-2099-ND-CP.txt").write_text(content, "utf-8")
    return folder


def test_a_card_becomes_a_document_whose_words_are_ours(tmp_path: Path) -> None:
    document = card(tmp_path).document
    assert document.number == "9/2099/NĐ-CP"
    assert (document.meta.source, document.meta.verbatim) == ("digest", False)
    assert (document.meta.issued, document.meta.effective, document.meta.collected) == (
        "2099-01-31",
        "",
        "2099-02-01",
    )
    assert document.text.splitlines()[:3] == [
        "Điều 2. Vay vốn",
        "Quỹ thử cho hợp tác xã vay.",
        "Quỹ thử cho vay tối đa 300 triệu đồng trong 05 năm.",
    ]


def test_statements_have_anchors_places_and_kinds_of_their_clauses(tmp_path: Path) -> None:
    nodes = [(node.anchor, node.place, node.kind) for node in card(tmp_path).document.root.walk()]
    assert nodes == [
        ("", "Toàn văn", NodeKind.DOCUMENT),
        ("dieu_2", "Điều 2", NodeKind.ARTICLE),
        ("dieu_2.doan_1", "Điều 2", NodeKind.PARAGRAPH),
        ("dieu_2.khoan_1", "Điều 2 khoản 1", NodeKind.CLAUSE),
        ("dieu_2.khoan_1_2", "Điều 2 khoản 1", NodeKind.CLAUSE),
        ("dieu_2.khoan_2.diem_dd", "Điều 2 khoản 2 điểm đ", NodeKind.POINT),
        ("chung", "Nội dung chính", NodeKind.SECTION),
        ("chung.doan_1", "Nội dung chính", NodeKind.PARAGRAPH),
    ]


def test_the_unit_of_a_statement_is_its_clause_in_the_verbatim_text() -> None:
    points = "".join(f"{letter}) điều kiện;\n" for letter in "abcdđe")
    verbatim = parse(Source("nd", f"NGHỊ ĐỊNH\nSố: 9/2099/NĐ-CP\n\nĐiều 2. Vay\n1. Phải:\n{points}", "0"))
    for letter in "abcdđe":
        written = f"dieu_2.khoan_1.diem_{letter}"
        node = verbatim.node(unit_anchor(written))
        assert node is not None
        assert node.head.of(verbatim.text).startswith(f"{letter})")
        assert node.place == place_of(written)


def test_what_a_statement_does_not_say_of_itself_its_file_says(tmp_path: Path) -> None:
    first, second, third, *_ = card(tmp_path).statements
    assert (second.confidence, second.as_of) == ("seen", "2099-02-01")
    assert (third.confidence, third.as_of) == ("secondary", "2099-01-15")
    assert (third.anchor, third.unit, third.article) == ("dieu_2.khoan_1_2", "dieu_2.khoan_1", "dieu_2")
    assert first.ask == ("quỹ thử cho ai vay",)


def test_a_statement_is_found_by_what_people_ask_and_quoted_by_its_own_words(tmp_path: Path) -> None:
    digest = card(tmp_path)
    first = digest_passages(digest)[0]
    assert first.wordings == ("quỹ thử cho ai vay",)
    assert first.span.of(digest.document.text) == "Quỹ thử cho hợp tác xã vay."
    assert first.context == "Điều 2. Vay vốn\nQuỹ thử cho hợp tác xã vay."
    assert "cho ai vay" not in digest.document.text


@pytest.mark.parametrize(
    ("printed", "slip", "told"),
    [
        ("anchor: dieu_2.khoan_1", "anchor: dieu_3.khoan_1", "names another article"),
        ("anchor: dieu_2.khoan_1", "anchor: Điều 2", "anchor"),
        ("kind: Nghị định", "kind: ''", "kind"),
        ("issued: 2099-01-31", "issued: 31/01/2099", "issued"),
        ("confidence: secondary", "confidence: sure", "confidence"),
        ("source: bản in", "origin: bản in", "source"),
    ],
)
def test_a_card_that_does_not_fit_is_named(tmp_path: Path, printed: str, slip: str, told: str) -> None:
    with pytest.raises(DataError, match=rf"9-2099-ND-CP\.yaml.*{told}"):
        card(tmp_path, CARD.replace(printed, slip, 1))


def test_a_card_file_is_named_after_its_number(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"name it 9-2099-ND-CP\.yaml"):
        card(tmp_path, name="khac.yaml")


def test_no_folder_means_no_cards(tmp_path: Path) -> None:
    assert load_digests(tmp_path / "none") == ()


# The check.


def test_figures_are_proven_in_any_spelling(tmp_path: Path) -> None:
    digest = card(tmp_path / "cards")
    outcome = check([digest], texts(tmp_path / "texts"))
    assert outcome.faults == ()
    assert (outcome.proven, outcome.otherwise) == (4, 1)


@pytest.mark.parametrize(
    ("printed", "slip", "missing"),
    [
        ("300 triệu", "400 triệu", "400000000 đồng does not stand in dieu_2"),
        ("05 năm", "06 năm", "6 năm does not stand in dieu_2"),
        ("05 năm", "05 tháng", "5 tháng does not stand in dieu_2"),
        ("20% vốn", "20% vốn từ ngày 01/7/2099", "1/7/2099 ngày does not stand in dieu_2"),
        ("dieu_2.khoan_2.diem_đ", "dieu_2.khoan_2.diem_e", "no dieu_2.khoan_2.diem_e in the text"),
        ("dieu_2.khoan_2.diem_đ", "dieu_2.khoan_7", "no dieu_2.khoan_7 in the text"),
    ],
)
def test_what_the_article_does_not_say_is_a_fault(
    tmp_path: Path, printed: str, slip: str, missing: str
) -> None:
    digest = card(tmp_path / "cards", CARD.replace(printed, slip, 1))
    faults = check([digest], texts(tmp_path / "texts")).faults
    assert missing in {fault.missing for fault in faults}


def test_working_days_are_not_days(tmp_path: Path) -> None:
    sure = CARD.replace("confidence: secondary", "confidence: seen").replace("03 ngày làm việc", "03 ngày")
    faults = check([card(tmp_path / "cards", sure)], texts(tmp_path / "texts")).faults
    assert [fault.missing for fault in faults] == ["3 ngày does not stand in dieu_2"]


def test_without_its_text_nothing_is_proven(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    outcome = check([card(tmp_path / "cards")], tmp_path / "texts")
    assert (outcome.proven, len(outcome.faults)) == (0, 4)
    with pytest.raises(DocumentError, match="There is no folder"):
        check([card(tmp_path / "cards")], tmp_path / "none")


def test_the_consolidated_text_is_the_one_looked_at(tmp_path: Path) -> None:
    folder = texts(tmp_path / "texts", TEXT.replace("20%", "30%").replace("hai mươi", "ba mươi"))
    (folder / "9-2099-ND-CP_VBHN-1.txt").write_text(TEXT, "utf-8")
    assert check([card(tmp_path / "cards")], folder).faults == ()


def test_articles_and_clauses_are_cut_where_they_end() -> None:
    amending = "Điều 1. Sửa\n1. Thay:\n“Điều 9. Mới\n1. Mười ngày.”\n2. Bỏ.\n"
    text = f"{amending}Điều 2. Hiệu lực\nNgay.\nĐiều 2a. Sau\nHết."
    assert article_of(text, "dieu_1").endswith("2. Bỏ.\n")
    assert article_of(text, "dieu_2") == "Điều 2. Hiệu lực\nNgay.\n"
    assert article_of(text, "dieu_2a") == "Điều 2a. Sau\nHết."
    assert article_of(text, "dieu_7") == ""
    assert unit_of("Điều 5. Nợ\n1. Một:\na) hai;\nb) ba.\n2. Bốn.", ".khoan_1.diem_b") == "b) ba.\n"


def test_the_check_tells_what_it_needs_and_what_it_found(tmp_path: Path) -> None:
    out = io.StringIO()
    assert check_digests.main([], out) == 2
    assert check_digests.main([str(tmp_path / "none")], out) == 2
    assert check_digests.main([str(tmp_path)], out) == 1
    assert "no text of the instrument" in out.getvalue()


# The data.


@pytest.mark.skipif(not TEXTS.is_dir(), reason="the texts are not part of the repository")
@pytest.mark.parametrize("digest", DIGESTS, ids=lambda digest: str(digest.document.slug))
def test_every_figure_stands_in_the_article_named(digest: Digest) -> None:
    assert [str(fault) for fault in check([digest], TEXTS).faults] == []


@pytest.mark.parametrize("digest", DIGESTS, ids=lambda digest: str(digest.document.slug))
def test_statements_stand_alone(digest: Digest) -> None:
    for statement in digest.statements:
        assert statement.text.endswith("."), statement
        assert 25 <= len(statement.text) <= LONGEST_STATEMENT, statement
        assert not re.search(r"(?i)\b(điều|khoản|điểm) này\b|nêu trên|nói trên|sau đây:", statement.text), (
            statement
        )
        assert all(12 <= len(ask) <= 120 for ask in statement.ask), statement


@pytest.mark.parametrize("digest", DIGESTS, ids=lambda digest: str(digest.document.slug))
def test_cards_and_the_catalogue_tell_the_same_number_and_days(digest: Digest) -> None:
    document = digest.document
    listed = CATALOGUE.get(document.number)
    assert NUMBER.fullmatch(document.number), document.number
    assert document.meta.address == "" or document.meta.address.startswith("https://")
    if listed is not None:
        days = [day.isoformat() if day else "" for day in (listed.issued, listed.effective)]
        assert [document.number, document.meta.issued, document.meta.effective] == [listed.number, *days]


def test_most_instruments_of_the_cards_are_in_the_catalogue() -> None:
    unlisted = [d.document.number for d in DIGESTS if CATALOGUE.get(d.document.number) is None]
    assert len(unlisted) <= 3, unlisted


@pytest.mark.parametrize("digest", DIGESTS, ids=lambda digest: str(digest.document.slug))
def test_anchors_are_unique_and_in_order(digest: Digest) -> None:
    anchors = [node.anchor for node in digest.document.root.walk()]
    assert len(anchors) == len(set(anchors))
    written = [re.findall(r"\d+|[a-z]+", article.anchor) for article in digest.document.root.children]
    numbers = [(int(parts[1]), "".join(parts[2:])) for parts in written if parts[0] == "dieu"]
    assert numbers == sorted(numbers)


@pytest.mark.parametrize("digest", DIGESTS, ids=lambda digest: str(digest.document.slug))
def test_the_text_is_made_of_the_statements_and_headings_alone(digest: Digest) -> None:
    document = digest.document
    heads = [node.head.of(document.text) for node in document.root.walk() if node.anchor]
    assert "\n".join(heads) == document.text
    texts_of_statements = [statement.text for statement in digest.statements]
    assert [passage.span.of(document.text) for passage in digest_passages(digest)] == texts_of_statements


def test_nothing_is_said_twice() -> None:
    said = Counter(fold(statement.text) for digest in DIGESTS for statement in digest.statements)
    assert [text for text, times in said.items() if times > 1] == []


def test_there_are_cards_for_the_instruments_the_plan_stands_on() -> None:
    assert len(digest_documents()) >= 25
    assert sum(len(digest.statements) for digest in DIGESTS) >= 250
    numbers = {digest.document.number for digest in DIGESTS}
    assert {"17/2023/QH15", "45/2021/NĐ-CP", "92/2024/NĐ-CP", "77/2019/NĐ-CP", "113/2024/NĐ-CP"} <= numbers


def test_what_was_not_read_is_marked() -> None:
    sure = {
        digest.document.number
        for digest in DIGESTS
        if all(statement.confidence == "seen" for statement in digest.statements)
    }
    assert sure.isdisjoint({"113/2024/NĐ-CP", "01/2020/TT-BKHĐT", "253/2025/NĐ-CP", "55/2015/NĐ-CP"})

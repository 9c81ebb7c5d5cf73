"""Wordings: how people name what a unit says. They make it findable; nothing is quoted or proven by them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ingest.digests import Digest, Statement
from ingest.wordings import load_wordings, worded, worded_by_card
from knowledge.config import SHIPPED
from knowledge.document import Document, Node, NodeKind, Span
from knowledge.errors import DataError
from knowledge.passage import Passage

PLAN = "127/KH-UBND"

FILE = """
document: 9/KH
units:
  - anchors: [i.1, i.2]
    wordings: |
      vay tiền ở đâu

      nhờ ai cho vay
  - anchors: [i.1]
    wordings: ngân hàng nào
"""


def passage(anchor: str, wordings: tuple[str, ...] = (), document: str = "9/KH") -> Passage:
    return Passage(document, anchor, anchor, "paragraph", Span(0, 3), (), "Chính sách tín dụng.", wordings)


def card(*statements: Statement) -> Digest:
    root = Node(NodeKind.DOCUMENT, "", "", "", Span(0, 0), 0, 0)
    return Digest(Document("9/KH", "", "", root, ""), statements, "")


def statement(unit: str, text: str, *ask: str) -> Statement:
    return Statement("x", unit, unit.split(".")[0], text, ask, "seen", "2099-01-31")


def test_units_share_wordings_and_may_have_more(tmp_path: Path) -> None:
    (tmp_path / "9-KH.yaml").write_text(FILE, encoding="utf-8")
    assert load_wordings("9/KH", tmp_path) == {
        "i.1": ("vay tiền ở đâu", "nhờ ai cho vay", "ngân hàng nào"),
        "i.2": ("vay tiền ở đâu", "nhờ ai cho vay"),
    }


def test_a_document_without_a_file_has_none(tmp_path: Path) -> None:
    assert load_wordings("10/KH", tmp_path) == {}


def test_a_malformed_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "11-KH.yaml").write_text(FILE.replace("wordings: ngân", "words: ngân"), encoding="utf-8")
    with pytest.raises(DataError, match=r"11-KH\.yaml"):
        load_wordings("11/KH", tmp_path)


def test_those_of_the_plan_are_of_units_that_it_has() -> None:
    wordings = load_wordings(PLAN)
    found = {p.anchor: p for p in worded(passage(anchor, document=PLAN) for anchor in wordings)}
    assert len(found) > 90
    assert all(found[anchor].wordings == lines for anchor, lines in wordings.items())


def test_wordings_are_searched_and_never_part_of_the_words() -> None:
    (found,) = worded([passage("iii.2.4.gach_2", ("bán nông sản",), PLAN)])
    assert found.wordings[0] == "bán nông sản", "its own come first"
    assert "bảo hiểm cho cây trồng, con vật nuôi" in found.searched
    assert found.context == "Chính sách tín dụng."
    assert [view.id for view in found.views[:2]] == [found.id, f"{found.id}?1"]
    assert [view.text for view in found.views] == [found.context, *found.wordings]


# What a card says of a clause makes the clause findable once its text is there.
PASSAGES = (passage("dieu_2.khoan_1"), passage("dieu_2.khoan_2.diem_a"), passage("dieu_2.khoan_2.diem_b"))


@pytest.mark.parametrize(
    ("unit", "anchor"),
    [
        ("dieu_2.khoan_1", "dieu_2.khoan_1"),
        ("dieu_2.khoan_2", "dieu_2.khoan_2.diem_a"),
        ("dieu_2.khoan_1.diem_c", "dieu_2.khoan_1"),
        ("dieu_2.khoan_2.diem_b", "dieu_2.khoan_2.diem_b"),
        ("dieu_2", "dieu_2.khoan_1"),
        ("dieu_20", None),
    ],
)
def test_a_statement_goes_to_its_unit_its_first_part_or_what_it_is_part_of(
    unit: str, anchor: str | None
) -> None:
    found = worded_by_card(PASSAGES, card(statement(unit, "Quỹ cho vay.", "vay ở đâu")))
    assert [p.anchor for p in found if p.wordings] == ([anchor] if anchor else [])
    assert all(p.wordings in ((), ("Quỹ cho vay.", "vay ở đâu")) for p in found)
    assert [p.context for p in found] == [p.context for p in PASSAGES]


@pytest.mark.parametrize("path", sorted((SHIPPED / "wordings").glob("*.yaml")), ids=lambda path: path.stem)
def test_a_file_is_named_as_its_document_and_no_line_stands_twice_under_a_unit(path: Path) -> None:
    number = re.search(r"^document: (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert number is not None
    wordings = load_wordings(number[1])
    assert wordings, "found by the number alone"
    assert all(len(set(lines)) == len(lines) for lines in wordings.values())

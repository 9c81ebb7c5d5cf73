"""Look-up of units by anchor."""

from __future__ import annotations

import pytest

from ingest.parse import parse
from ingest.read import Source, read
from knowledge.config import SHIPPED
from knowledge.document import Document
from knowledge.units import Units


@pytest.fixture(scope="module")
def plan() -> Document:
    return parse(read(SHIPPED / "documents" / "127-KH-UBND.md"))


def test_units_say_the_same_as_the_document(plan: Document) -> None:
    units = Units(plan)
    for node in plan.root.walk():
        assert units.node(node.anchor) is node
        assert units.path(node.anchor) == plan.path(node.anchor)


def test_headings_are_the_lines_above(plan: Document) -> None:
    headings = Units(plan).headings("pl.ii.13")
    assert headings[0] == "PHỤ LỤC"
    assert headings[1].startswith("II. Tiếp tục đổi mới")
    assert Units(plan).headings("iii") == ()


def test_an_unknown_anchor_is_nothing(plan: Document) -> None:
    units = Units(plan)
    assert units.node("iii.9.9") is None
    assert units.path("iii.9.9") == ()
    assert units.headings("iii.9.9") == ()


def test_an_empty_document_has_its_root() -> None:
    units = Units(parse(Source("thu", "", "0")))
    assert [node.anchor for node in units.path("")] == [""]

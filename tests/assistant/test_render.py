"""From verified claims to text: numbering, lists, spacing."""

from __future__ import annotations

import pytest

from assistant.answer import Message, Status
from assistant.draft import DraftClaim, Source
from assistant.render import CitationBook, Parts, answer, citation
from assistant.wiring import Assistant
from knowledge.document import Document, Span
from knowledge.library import Library

NUMBER = "127/KH-UBND"


@pytest.fixture
def library(plan_assistant: Assistant) -> Library:
    return plan_assistant.library


def source(plan: Document, anchor: str) -> Source:
    node = plan.node(anchor)
    assert node is not None
    return Source(NUMBER, anchor, Span(node.start, node.end))


def rendered(library: Library, *claims: DraftClaim, framing: str = "") -> str:
    return answer(Parts(Status.ANSWERED, framing, claims, (), ()), library).answer


def test_sources_are_numbered_as_they_are_first_cited(library: Library, plan: Document) -> None:
    tax, row, signed = (source(plan, anchor) for anchor in ("iii.2.12", "pl.ii.13", "chu_ky"))
    book = CitationBook(library)
    assert book.claim(DraftClaim("a", (row, tax))).citations == ("1", "2")
    assert book.claim(DraftClaim("b", (tax, signed, tax))).citations == ("2", "3")
    assert [(c.id, c.anchor) for c in book.all()] == [("1", "pl.ii.13"), ("2", "iii.2.12"), ("3", "chu_ky")]


def test_two_spans_of_one_unit_are_two_sources(library: Library, plan: Document) -> None:
    whole = source(plan, "iii.2.12")
    part = Source(NUMBER, "iii.2.12", Span(whole.span.start, whole.span.start + 20))
    assert CitationBook(library).claim(DraftClaim("a", (whole, part))).citations == ("1", "2")


def test_a_citation_carries_quote_place_and_headings(library: Library, plan: Document) -> None:
    found = citation(library, source(plan, "pl.ii.13"), "7")
    assert (found.id, found.document, found.title) == ("7", NUMBER, plan.title)
    assert found.locator == "Phụ lục, phần II, mục 13"
    assert found.quote == plan.text[found.start : found.end]
    assert found.quote.startswith("13\tTổ chức tuyên truyền")
    assert len(found.headings) == 2
    assert found.headings[0].startswith("PHỤ LỤC")


def test_lines_lists_and_blank_lines(library: Library, plan: Document) -> None:
    tax = (source(plan, "iii.2.12"),)
    text = rendered(
        library,
        DraftClaim("Đầu", tax),
        DraftClaim("một", tax, depth=1),
        DraftClaim("trong một", tax, depth=2),
        DraftClaim("hai", tax, depth=1),
        DraftClaim("Cuối", tax),
    )
    assert text == "Đầu [1]\n\n- một [1]\n  - trong một [1]\n- hai [1]\n\nCuối [1]"


def test_the_framing_comes_first_and_has_no_marker(library: Library, plan: Document) -> None:
    text = rendered(library, DraftClaim("một", (source(plan, "chu_ky"),), depth=1), framing="Mở đầu:")
    assert text == "Mở đầu:\n\n- một [1]"


def test_a_claim_is_one_line(library: Library, plan: Document) -> None:
    both = (source(plan, "chu_ky"), source(plan, "iv.1"))
    assert rendered(library, DraftClaim("một\nhai", both)) == "một hai [1][2]"


def test_the_parts_of_an_answer_are_kept(library: Library, plan: Document) -> None:
    claim = DraftClaim("một", (source(plan, "chu_ky"),))
    shown = answer(Parts(Status.PARTIAL, "", (claim,), (), ("Ai ký?",)), library)
    assert shown.status is Status.PARTIAL
    assert shown.suggestions == ("Ai ký?",)
    assert [item.text for item in shown.claims] == ["một"]
    assert [item.anchor for item in shown.citations] == ["chu_ky"]


def test_what_is_declined_shows_the_closest_passages(plan_assistant: Assistant, plan: Document) -> None:
    answer = plan_assistant.ask(Message("Kế hoạch ghi giá cà phê bao nhiêu?"))
    assert 1 <= len(answer.closest) <= 3
    assert [found.id for found in answer.closest] == [str(n) for n in range(1, len(answer.closest) + 1)]
    for found in answer.closest:
        assert plan.text[found.start : found.end] == found.quote

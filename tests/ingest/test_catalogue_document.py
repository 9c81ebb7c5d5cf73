"""The catalogue as a document: one line for each instrument, each of which proves what is said of it."""

from __future__ import annotations

import pytest

from assistant.answer import Status
from assistant.draft import Draft, DraftClaim, Source
from assistant.verify import Verifier
from ingest.catalogue_document import catalogue_document
from knowledge.agencies import Agencies
from knowledge.builds import CATALOGUE
from knowledge.catalogue import Catalogue
from knowledge.document import Document
from knowledge.library import entry_anchor


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue.load()


@pytest.fixture(scope="module")
def document(catalogue: Catalogue) -> Document:
    return catalogue_document(catalogue)


def test_every_instrument_has_a_line_of_its_own(catalogue: Catalogue, document: Document) -> None:
    lines = document.text.split("\n")
    instruments = catalogue.all()
    assert len(lines) == len(instruments) == len(document.root.children)
    for line, instrument in zip(lines, instruments, strict=True):
        node = document.node(entry_anchor(instrument.number))
        assert node is not None
        assert node.head.of(document.text) == line
        assert line.startswith(f"{instrument.label}: ")


def test_it_is_ours_and_says_when_it_was_checked(catalogue: Catalogue, document: Document) -> None:
    assert document.number == CATALOGUE
    assert not document.meta.verbatim
    assert document.meta.collected == catalogue.as_of.isoformat()
    assert document.digest == catalogue_document(catalogue).digest


def test_each_line_proves_the_note_on_the_standing(catalogue: Catalogue, document: Document) -> None:
    verifier = Verifier([document], Agencies.load())
    objections = {}
    for instrument in catalogue.all():
        node = document.node(entry_anchor(instrument.number))
        assert node is not None
        note = catalogue.standing(instrument.number, catalogue.as_of).note
        claim = DraftClaim(note, (Source(CATALOGUE, node.anchor, node.head),))
        if rejected := verifier.verify(Draft(Status.ANSWERED, (claim,), "law")).rejected:
            objections[instrument.number] = rejected[0].why
    assert objections == {}


def test_a_line_proves_nothing_of_another_instrument(catalogue: Catalogue, document: Document) -> None:
    first, second = catalogue.all()[:2]
    node = document.node(entry_anchor(first.number))
    assert node is not None
    note = catalogue.standing(second.number, catalogue.as_of).note
    claim = DraftClaim(note, (Source(CATALOGUE, node.anchor, node.head),))
    assert Verifier([document], Agencies.load()).verify(Draft(Status.ANSWERED, (claim,), "law")).rejected

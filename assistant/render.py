"""From verified claims to the answer a person reads: numbered markers, citations, Markdown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant import messages
from assistant.abstain import Judgement, outside
from assistant.answer import Answer, Citation, Claim, Note, Status, Validity
from assistant.desk import Desk
from assistant.draft import DraftClaim, Source
from assistant.policies.cue import asks_for_support
from knowledge.builds import CATALOGUE
from knowledge.document import Document, below
from knowledge.library import Library
from knowledge.search import Hit

CLOSEST = 3
"""Passages shown where the sources do not answer."""

NEAR_IN_MEANING = 0.2
"""A cosine below which a passage that shares no word is not worth showing."""

NEAR = 0.35
"""Part of the topic that a passage must say before its office is named as one to ask."""


ValidityOf = Callable[[Source], Validity | None]


def validity(desk: Desk, source: Source) -> Validity | None:
    """How the cited unit stands on the day asked for; nothing for plans and the catalogue itself."""
    document = desk.library.document(source.document)
    if document is None or document in desk.library.plan_documents or document.number == CATALOGUE:
        return None
    standing = desk.catalogue.standing(
        source.document, desk.day, source.anchor if document.meta.verbatim else ""
    )
    return Validity(standing.status, desk.day.isoformat(), standing.note, standing.source)


@dataclass(frozen=True, slots=True)
class Parts:
    """What an answer is made of."""

    status: Status
    framing: str
    claims: tuple[DraftClaim, ...]
    notes: tuple[Note, ...]
    suggestions: tuple[str, ...]


class CitationBook:
    """Numbers the sources of an answer in the order they are first cited."""

    def __init__(self, library: Library, validity_of: ValidityOf | None = None) -> None:
        self._library = library
        self._validity_of = validity_of
        self._ids: dict[Source, str] = {}
        self._citations: dict[str, Citation] = {}

    def claim(self, draft: DraftClaim) -> Claim:
        """The claim with the ids of its citations."""
        return Claim(draft.text, tuple(dict.fromkeys(self._id(source) for source in draft.sources)))

    def of(self, claim: Claim) -> tuple[Citation, ...]:
        """The citations of a claim."""
        return tuple(self._citations[name] for name in claim.citations)

    def all(self) -> tuple[Citation, ...]:
        """Every citation so far, in order."""
        return tuple(self._citations.values())

    def _id(self, source: Source) -> str:
        if source not in self._ids:
            name = str(len(self._ids) + 1)
            self._ids[source] = name
            found = citation(self._library, source, name)
            validity = self._validity_of(source) if self._validity_of else None
            self._citations[name] = replace(found, validity=validity)
        return self._ids[source]


def citation(library: Library, source: Source, name: str) -> Citation:
    """The quote at `source` with its place."""
    document = _document(library, source.document)
    units = library.units(source.document)
    node = units.node(source.anchor)
    return Citation(
        id=name,
        document=document.number,
        title=document.title,
        locator=node.place if node else source.anchor,
        anchor=source.anchor,
        headings=units.headings(source.anchor),
        quote=source.span.of(document.text),
        start=source.span.start,
        end=source.span.end,
        verbatim=document.meta.verbatim,
    )


def answer(parts: Parts, library: Library, validity_of: ValidityOf | None = None) -> Answer:
    """The answer in full; `validity_of` tells how a cited text stands, where that is known."""
    book = CitationBook(library, validity_of)
    claims = tuple(book.claim(claim) for claim in parts.claims)
    growing = Growing(parts.framing)
    lines = [growing.add(shown, draft.depth) for shown, draft in zip(claims, parts.claims, strict=True)]
    return Answer(
        status=parts.status,
        answer="".join((*lines, growing.rest())),
        claims=claims,
        citations=book.all(),
        notes=parts.notes,
        suggestions=parts.suggestions,
    )


def declined(judgement: Judgement, desk: Desk, library: Library, near: Sequence[Desk] = ()) -> Answer:
    """The ending of a question that the sources do not answer, with what came closest.

    `near` are the desks to show passages of, the likelier first; that of the judgement where none is told.
    """
    ending = _declined(judgement, desk, library, near or (desk,))
    if asks_for_support(desk.question.typed):
        ending = replace(ending, suggestions=(messages.SUGGEST_WALK, *ending.suggestions[:2]))
    if desk.question.language == "en":
        return replace(ending, answer=f"{messages.ENGLISH_DECLINED}\n\n{ending.answer}")
    return ending


def _declined(judgement: Judgement, desk: Desk, library: Library, near: Sequence[Desk]) -> Answer:
    status = judgement.status or Status.NOT_IN_SOURCES
    if status is Status.OUT_OF_SCOPE:
        return Answer(status, messages.OUT_OF_SCOPE, suggestions=messages.OPENING_SUGGESTIONS[:3])
    if status is Status.CLARIFY:
        return Answer(status, messages.CLARIFY_TASK, suggestions=messages.OPENING_SUGGESTIONS[:4])
    unknown = [item.typed for item in desk.question.instruments if not item.numbers]
    if unknown and len(unknown) == len(desk.question.instruments):
        text = messages.UNKNOWN_INSTRUMENT.format(typed=", ".join(unknown))
        return Answer(status, text, suggestions=(messages.SUGGEST["basis"],))
    if names := outside(desk):
        text = messages.UNKNOWN_OFFICE.format(names=" và ".join(names))
        closest = _closest((desk,), library)
        return Answer(status, text, closest=closest, suggestions=messages.OPENING_SUGGESTIONS[:3])
    closest = _closest(near, library)
    text = messages.NOT_IN_SOURCES_CLOSEST if closest else messages.NOT_IN_SOURCES
    return Answer(
        status,
        f"{text} {_office(desk)}".strip(),
        closest=closest,
        suggestions=messages.OPENING_SUGGESTIONS[:3],
    )


def _closest(desks: Sequence[Desk], library: Library) -> tuple[Citation, ...]:
    """Passages of the first desk, the last place left to the best of another one."""
    found = [hits for desk in desks if (hits := _near(desk))]
    own, others = found[:1], [hits[0] for hits in found[1:]]
    hits = [*(hit for hits in own for hit in hits[: CLOSEST - len(others)]), *others]
    return tuple(
        citation(library, Source(hit.passage.document, hit.passage.anchor, hit.passage.span), str(place))
        for place, hit in enumerate(hits, 1)
    )


def _near(desk: Desk) -> list[Hit]:
    """The passages that came closest, where the question names anything."""
    hits = desk.evidence.hits[:CLOSEST] if desk.question.topic else ()
    return [hit for hit in hits if hit.dense > NEAR_IN_MEANING or hit.lexical > 0]


def _office(desk: Desk) -> str:
    """Whom to ask: the office that the closest task gives the lead to."""
    if not desk.question.topic:
        return ""
    for hit in desk.evidence.hits[:CLOSEST]:
        if desk.evidence.coverage(hit.passage.document, (hit.passage.anchor,)) < NEAR:
            continue
        for task in desk.tasks():
            if (
                below(hit.passage.anchor, task.anchor)
                and task.document == hit.passage.document
                and task.leads
            ):
                return messages.ASK_OFFICE.format(office=desk.name(task.leads[0]), place=task.place)
    return ""


def _document(library: Library, number: str) -> Document:
    found = library.document(number)
    assert found is not None, f"verified sources name documents of the library, not {number}"
    return found


class Growing:
    """The text of an answer as it grows line by line; a blank line where a list begins or ends."""

    def __init__(self, framing: str) -> None:
        self._last: str | None = None
        self._waiting = self._grown(framing) if framing else ""

    def add(self, claim: Claim, depth: int) -> str:
        """What the text grows by with this claim; the first brings the framing line."""
        waiting, self._waiting = self._waiting, ""
        return waiting + self._grown(_line(claim, depth))

    def rest(self) -> str:
        """A framing line that no claim followed."""
        return self._waiting

    def _grown(self, line: str) -> str:
        before = "" if self._last is None else "\n" if _is_item(line) and _is_item(self._last) else "\n\n"
        self._last = line
        return before + line


def _is_item(line: str) -> bool:
    return line.lstrip().startswith("- ")


def _line(claim: Claim, depth: int) -> str:
    markers = "".join(f"[{name}]" for name in claim.citations)
    indent = "  " * (depth - 1) + "- " if depth else ""
    return f"{indent}{claim.text} {markers}".replace("\n", " ")

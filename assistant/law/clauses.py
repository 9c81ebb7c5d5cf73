"""The clauses of laws, decrees and digests that answer a question, those in force before those that are not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant import messages
from assistant.answer import Status
from assistant.desk import Desk
from assistant.draft import Draft, DraftClaim, Source
from assistant.law.named import Named
from assistant.law.wording import instrument_name, unit_claims
from knowledge.document import NodeKind
from knowledge.patterns import same_figure
from knowledge.search import Hit
from knowledge.text import Folded

POOL = 40
MOST = 3
"""Clauses told at most."""

CLOSE = 0.88
"""Clauses that rank so near the best one answer the question too."""

COVERAGE_WEIGHT = 0.4
"""Weight of how much of the topic a clause says beside its retrieval score."""

ENDED = 0.75
UNSURE = 0.93
"""What a clause of an instrument that no longer holds, or of which that is not known, is worth beside one in
force, unless the question names its instrument."""

ENOUGH = 0.2
"""Coverage of the topic below which a clause does not speak to the question."""

_LIST = re.compile(
    r"\b(?:nhung|cac|liet ke|bao gom|gom|ke)\b.*\b(?:gi|nao|sau)\b|\bgom nhung\b|\bdieu kien\b|\bquyen\b|\bnghia vu\b"
    r"|\bho so\b|\bgiay to\b|\bnhung ai\b|\btruong hop nao\b"
)
_UNITS = r"(?:%|phan tram|thanh vien|nguoi|hop tac xa|ngay|thang|nam|ty|trieu|dong|lan|tuoi|phieu|to chuc|quy|bo|gio)"
_FIGURE = re.compile(rf"(?<![\w/.,])(?P<figure>\d{{1,3}}(?:\.\d{{3}})+|\d+(?:,\d+)?)\s?(?P<unit>{_UNITS})")


@dataclass(frozen=True, slots=True)
class _Ranked:
    hit: Hit
    coverage: float
    rank: float


def clauses(desk: Desk, among: Sequence[Named]) -> Draft | None:
    """The best clauses on the topic; of the instruments `among`, where the question names some."""
    numbers = {item.number for item in among}
    found = _ranked(desk, numbers)
    if not found or found[0].coverage < ENOUGH:
        return None
    kept = _distinct([item for item in found if item.rank >= CLOSE * found[0].rank])[:MOST]
    if denied := _denied(desk, kept[0]):
        return denied
    whole = bool(_LIST.search(Folded.of(desk.question.reading).text))
    claims = [claim for item in kept for claim in _told(desk, item.hit, whole=whole)]
    return Draft(
        Status.ANSWERED,
        tuple(dict.fromkeys(claims)),
        "law",
        fit=kept[0].coverage,
    )


def _ranked(desk: Desk, numbers: set[str]) -> list[_Ranked]:
    hits = [hit for hit in desk.evidence.hits if not numbers or hit.passage.document in numbers][:POOL]
    weighed = (_weighed(desk, hit, sure=bool(numbers)) for hit in hits)
    return sorted(weighed, key=lambda item: -item.rank)


def _weighed(desk: Desk, hit: Hit, *, sure: bool) -> _Ranked:
    coverage = desk.evidence.coverage(hit.passage.document, (hit.passage.anchor,))
    rank = hit.score + COVERAGE_WEIGHT * coverage
    return _Ranked(hit, coverage, rank if sure else rank * _holding(desk, hit.passage.document))


def _holding(desk: Desk, number: str) -> float:
    if desk.catalogue.get(number) is None:
        return 1.0
    status = desk.catalogue.standing(number, desk.day).status
    if status in ("replaced", "expired", "not_yet"):
        return ENDED
    return UNSURE if status == "unknown" else 1.0


def _distinct(found: Iterable[_Ranked]) -> list[_Ranked]:
    """One for each clause: points of one clause are told together."""
    kept: dict[tuple[str, str], _Ranked] = {}
    for item in found:
        passage = item.hit.passage
        clause = passage.anchor.split(".diem_")[0]
        kept.setdefault((passage.document, clause), item)
    return list(kept.values())


def _told(desk: Desk, hit: Hit, *, whole: bool) -> Iterator[DraftClaim]:
    document = desk.document(hit.passage.document)
    units = desk.library.units(document.number)
    path = units.path(hit.passage.anchor)
    node = path[-1]
    above = path[-2] if len(path) > 1 else None
    if whole and node.kind is NodeKind.POINT and above is not None and above.kind is NodeKind.CLAUSE:
        node = above
    leads_on = node.head.of(document.text).rstrip().endswith(":")
    yield from unit_claims(desk, document, node, whole=whole or leads_on)


def _denied(desk: Desk, best: _Ranked) -> Draft | None:
    """The correction of a figure that a question states and the clause does not have ("7 người" for 5)."""
    question = desk.question
    if not (question.yes_no or question.presumes):
        return None
    passage = best.hit.passage
    document = desk.document(passage.document)
    said = _figures(passage.span.of(document.text))
    for unit, figures in _figures(question.reading).items():
        if unit in said and not figures & said[unit]:
            asked = f"{', '.join(sorted(figures))} {unit}"
            label = f"{passage.place}, {instrument_name(desk, document)}"
            text = messages.LAW_NOT_FIGURE.format(asked=_typed(question.reading, asked), label=label)
            source = Source(document.number, passage.anchor, passage.span)
            echoes = tuple(sorted(figures))
            words = DraftClaim(passage.span.of(document.text), (source,), depth=1)
            claims = (DraftClaim(text, (source,), echoes=echoes), words)
            return Draft(Status.FALSE_PREMISE, claims, "law", fit=best.coverage)
    return None


def _figures(text: str) -> dict[str, set[str]]:
    """The figures of a text by the unit that follows them."""
    found: dict[str, set[str]] = {}
    for match in _FIGURE.finditer(Folded.of(text).text):
        found.setdefault(match["unit"], set()).add(same_figure(match["figure"]))
    return found


def _typed(reading: str, asked: str) -> str:
    """The figure with its unit as it was typed."""
    folded = Folded.of(reading)
    for match in _FIGURE.finditer(folded.text):
        if same_figure(match["figure"]) in asked and match["unit"] in asked:
            return folded.span(*match.span()).of(reading)
    return asked

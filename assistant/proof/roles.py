"""Who leads, works along, reports to whom: whether a claim gives offices their parts in the source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.proof.objection import Kind, Objection
from assistant.proof.reading import INSTRUMENT, Reading
from assistant.proof.words import words
from knowledge.agencies import Agencies

_ENDS = re.compile(r"[:.;]")
_LEADS_AFTER = re.compile(
    r"^(?:,? ?(?:và|có))?(?: là)?(?: cơ quan| đơn vị| đầu mối)? (?:chủ trì|chủ động|phụ trách)"
)
_LEADS_BEFORE = re.compile(
    r"(?:đơn vị |cơ quan )?(?:chủ trì|phụ trách|thường trực)(?: là|:| do| giao cho)? ?$"
    r"|(?:^|[ ,])(?:giao|do) $"
)
_WITH = re.compile(r"phối hợp(?: chặt chẽ| tốt)?(?: với| cùng|:)")
_DOES = re.compile(
    r"(?<!\w)(?:tham mưu|trình|báo cáo|để|xây dựng|thực hiện|tổ chức|hỗ trợ|hướng dẫn|đề xuất|kiến nghị"
    r"|chuyển)(?!\w)"
)
"""What ends a list of partners: what follows is what is done with them."""
_PARTNERS_AFTER = re.compile(r"^(?:,? (?:và|cùng)[^.;:,]*|, @+)*,? (?:là đơn vị )?phối hợp(?! với)")
_PASSIVE = re.compile(r"(?:được|bị) $")
_NOBODY: frozenset[str] = frozenset()
_INSTRUMENT = re.compile(INSTRUMENT)
_STANDING = re.compile(r"cơ quan thường trực")


@dataclass(frozen=True, slots=True)
class Named:
    """An office or instrument and where a text names it."""

    ids: frozenset[str]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Cast:
    """The offices of a text and their parts in it."""

    text: str
    named: tuple[Named, ...]
    leads: frozenset[str]
    partners: frozenset[str]
    acting: frozenset[str]


def cast(reading: Reading, agencies: Agencies) -> Cast:
    """The offices of a text and their parts."""
    text = reading.text
    offices = [
        Named(frozenset(mention.agency_ids), mention.span.start, mention.span.end)
        for mention in agencies.find(text, weak=False)
    ]
    masked = _masked(text, offices)
    leads, partners, acting = set[str](), set[str](), set[str]()
    for office in offices:
        part = _part(masked, office)
        {"lead": leads, "partner": partners}.get(part, acting).update(office.ids)
    instruments = [Named(frozenset({m[0]}), m.start(), m.end()) for m in _INSTRUMENT.finditer(text)]
    bodies = [Named(frozenset({m[0]}), m.start(), m.end()) for m in words().bodies.finditer(masked)]
    named = sorted([*offices, *instruments, *bodies], key=lambda item: item.start)
    return Cast(text, tuple(named), frozenset(leads), frozenset(partners), frozenset(acting))


def _masked(text: str, offices: Sequence[Named]) -> str:
    """The text with the names of offices blotted out, so that their commas do not part a sentence."""
    for office in offices:
        text = text[: office.start] + "@" * (office.end - office.start) + text[office.end :]
    return text


def _part(text: str, office: Named) -> str:
    before, after = text[: office.start], text[office.end :]
    clause = _ENDS.split(before)[-1]
    if _LEADS_AFTER.match(after) or _LEADS_BEFORE.search(before):
        return "lead"
    if "đơn vị phối hợp:" in before and ";" not in before.rsplit("đơn vị phối hợp:", 1)[1]:
        return "partner"
    if "đơn vị chủ trì:" in before and ";" not in before.rsplit("đơn vị chủ trì:", 1)[1]:
        return "lead"
    if _is_partner(clause) or _PARTNERS_AFTER.match(after):
        return "partner"
    return "acting"


def _is_partner(clause: str) -> bool:
    found = list(_WITH.finditer(clause))
    return bool(found) and not _DOES.search(clause, found[-1].end())


def miscast(said: Cast, given: Cast) -> Iterator[Objection]:
    """What of the parts in a clause is not as in the cited unit."""
    for office in said.leads - given.leads:
        if office in given.partners or given.leads:
            yield Objection(Kind.ROLE, f"{office} leads")
    for office in said.partners & given.leads - given.partners - given.acting:
        yield Objection(Kind.ROLE, f"{office} works along")
    for office in said.acting & given.partners - given.leads - given.acting:
        yield Objection(Kind.ROLE, f"{office} acts")
    if _STANDING.search(said.text) and not _same_standing(said, given):
        yield Objection(Kind.ROLE, "cơ quan thường trực")
    yield from _misdirected(said, given)


def _same_standing(said: Cast, given: Cast) -> bool:
    ours, theirs = _beside_standing(said), _beside_standing(given)
    return bool(theirs) and ours <= theirs


def _beside_standing(one: Cast) -> frozenset[str]:
    match = _STANDING.search(one.text)
    if match is None:
        return frozenset()
    before = [item for item in one.named if item.end <= match.start()]
    after = [item for item in one.named if item.start >= match.end()]
    told = one.text[match.end() :].lstrip().startswith(("là", ":"))
    chosen = after[:1] if told else before[-1:]
    return chosen[0].ids if chosen else frozenset()


def _misdirected(said: Cast, given: Cast) -> Iterator[Objection]:
    for match in words().directed.finditer(said.text):
        word = match["verb"]
        left, right = _sides(said, match.start(), match.end()) if word else (_NOBODY, _NOBODY)
        if _PASSIVE.search(said.text, 0, match.start()):
            left, right = right, left
        if (left or right) and not _so_directed(given, word, left, right):
            yield Objection(Kind.ROLE, f"{word}: {', '.join(sorted(left | right))}")


def _sides(one: Cast, start: int, end: int) -> tuple[frozenset[str], frozenset[str]]:
    """Who is named last before a verb, and first after it."""
    before = [item.ids for item in one.named if item.end <= start]
    after = [item.ids for item in one.named if item.start >= end]
    return before[-1] if before else frozenset(), after[0] if after else frozenset()


def _so_directed(given: Cast, word: str, left: frozenset[str], right: frozenset[str]) -> bool:
    known = frozenset().union(*(item.ids for item in given.named))
    left, right = left & known, right & known
    if not (left or right):
        return True
    verbs = [match for match in words().directed.finditer(given.text) if match["verb"] == word]
    for match in verbs:
        before = given.leads.union(*(item.ids for item in given.named if item.end <= match.start()))
        after = frozenset().union(*(item.ids for item in given.named if item.start >= match.end()))
        if (not left or left & before) and (not right or right & after):
            return True
    return not verbs

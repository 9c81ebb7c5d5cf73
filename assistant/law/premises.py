"""What a question takes for granted and a clause says otherwise: a figure, a permission, a reach."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant import messages
from assistant.desk import Desk
from assistant.draft import DraftClaim, Source
from assistant.law.ranking import Ranked
from assistant.law.wording import label_of, opens_a_list
from assistant.quantities import Quantity, quantities
from knowledge.document import Span
from knowledge.passage import Passage
from knowledge.text import Folded

LOOKED_AT = 5
NEAR = 0.05
"""Of the clauses found, those looked at: so many, and so likely beside the best one."""

RUN = 2
"""Words that must follow "không" in the clause and stand without it in the question."""

_TAG = re.compile(
    r"\b(?:phai|dung|that|thiet|vay|roi|chinh xac) ?(?:la )?(?:khong|hong|hon|hok|ko|ha|chua|chu|k)\b\W*$"
    r"|\bha\W*$"
)
_REASON = re.compile(r"\b(?:vi sao|tai sao|sao lai)\b|^\W*(?:vi|do|boi)\b.*\b(?:nen|thi)\b")
_SETTLED = re.compile(
    r"\broi thi\b|\bma (?:khong|khoi|chang) (?:can|phai)?\b"
    r"|\bnen\b.*\b(?:bao nhieu|khi nao|luc nao|o dau|ai)\b"
)
_GIVEN = re.compile(r"\b(?:la|can|phai|toi thieu|toi da|it nhat|nhieu nhat|chi|vi|moi)\W*$")
_GOES_ON = re.compile(r"^\W*(?:\S+ ){0,6}(?:thi|nen|roi)\b")
_DENIES = re.compile(r"\b(?:khong|chua)(?: (?:duoc|phai|can|the|bi|co|phep))*")
_FORBIDS = re.compile(r"\bkhong (?:duoc )?(?P<verb>[a-z]{3,}) (?:cho|vao|voi|de)\b")
_DEMANDS = re.compile(r"\b(?:phai|can)(?: (?:co|duoc))?")
_FREE = re.compile(r"\b(?:khong|khoi|chang)(?: (?:can|phai))+(?: co)?")
_WORD = re.compile(r"[a-z0-9]+")
_SMALL = re.compile(r"(?:la|va|cua|cho|de|o|tai|theo|do|voi|nay|khi|trong|mot|cac|nhung|thi|ma)$")

_OPPOSED = (
    (
        re.compile(r"\bca nuoc\b|\btoan quoc\b|\btinh khac\b|\bmoi (?:noi|tinh)\b"),
        re.compile(r"\btrong pham vi (?:tinh|dia phuong|dia ban)\b"),
    ),
    (
        re.compile(r"\bnhieu \S+(?: \S+){0,5} hon\b|\bcang nhieu\b|\btheo (?:so |ty le )?von gop\b"),
        re.compile(r"\bkhong phu thuoc\b|\bngang nhau\b|\bbinh dang\b"),
    ),
)
"""What a question may take for granted, and what a clause says against it."""


def denied(desk: Desk, found: Sequence[Ranked]) -> tuple[tuple[DraftClaim, ...], Ranked] | None:
    """The correction of what a question takes for granted, and the clause that says otherwise."""
    best = found[0]
    for stated in _stated(desk):
        if _differs(_said(desk, best.passage), stated):
            asked = desk.question.typed[stated.start : stated.end]
            text = messages.LAW_NOT_FIGURE.format(asked=asked, label=_label(desk, best.passage))
            return _correction(desk, best.passage, text, (asked, stated.figure)), best
    if not _presumes(desk):
        return None
    for item in found[:LOOKED_AT]:
        if item.rank >= NEAR and _turned_round(desk, _said(desk, item.passage)):
            text = messages.LAW_NOT_SO.format(label=_label(desk, item.passage))
            return _correction(desk, item.passage, text, ()), item
    return None


def _presumes(desk: Desk) -> bool:
    plain = Folded.of(desk.question.typed).text
    return bool(_TAG.search(plain) or _REASON.search(plain) or _SETTLED.search(plain))


def _stated(desk: Desk) -> Iterator[Quantity]:
    """The figures that a question takes for the rule: not those of its own case ("tổ tui có bốn nhà")."""
    typed = desk.question.typed
    tagged = bool(_TAG.search(Folded.of(typed).text))
    for item in quantities(typed):
        before, after = (Folded.of(part).text for part in (typed[: item.start], typed[item.end :]))
        if tagged or (_GIVEN.search(before) and _GOES_ON.search(after)):
            yield item


def _differs(said: str, stated: Quantity) -> bool:
    """Whether a clause has figures in this unit, and none of them is the one stated."""
    same_unit = [item.figure for item in quantities(said) if item.unit == stated.unit]
    return bool(same_unit) and stated.figure not in same_unit


def _turned_round(desk: Desk, said: str) -> bool:
    """Whether a clause forbids what the question takes for allowed, or demands what it takes for needless."""
    plain, clause = Folded.of(desk.question.reading).text, Folded.of(said).text
    if any(asked.search(plain) and answer.search(clause) for asked, answer in _OPPOSED):
        return True
    forbidden = any(_claims(plain, run) for run in (*_runs(clause, _DENIES), *_allowed(clause)))
    return forbidden or any(f" {run}" in f" {_needed(clause)}" for run in _runs(plain, _FREE))


def _claims(plain: str, run: str) -> bool:
    """Whether a text says these words without a "không" before them."""
    places = (match.start() for match in re.finditer(rf"\b{re.escape(run)}\b", plain))
    return any(not re.search(r"\b(?:khong|chua)(?: \S+){0,2} $", plain[:place]) for place in places)


def _runs(plain: str, mark: re.Pattern[str]) -> Iterator[str]:
    """The words right after each `mark`, as far as they tell something."""
    for match in mark.finditer(plain):
        words = _WORD.findall(re.split(r"[,.;:]", plain[match.end() :], maxsplit=1)[0])[: RUN + 1]
        told = words if not any(map(_SMALL.match, words)) else words[:RUN]
        if len(told) >= RUN and not any(map(_SMALL.match, told)):
            yield " ".join(told)


def _allowed(clause: str) -> Iterator[str]:
    """ "được chia" for each "không (được) chia cho …": one word is enough beside "được"."""
    for match in _FORBIDS.finditer(clause):
        if not _SMALL.match(match["verb"]):
            yield f"duoc {match['verb']}"


def _needed(clause: str) -> str:
    """What a clause demands, run by run."""
    return " ".join(_runs(clause, _DEMANDS))


def _said(desk: Desk, passage: Passage) -> str:
    return _span(desk, passage).of(desk.document(passage.document).text)


def _span(desk: Desk, passage: Passage) -> Span:
    """The words of a passage; of one that opens a list all of it."""
    document = desk.document(passage.document)
    node = desk.library.units(document.number).path(passage.anchor)[-1]
    return Span(node.start, node.end) if opens_a_list(document, node) else passage.span


def _label(desk: Desk, passage: Passage) -> str:
    return label_of(desk, desk.document(passage.document), passage.place)


def _correction(
    desk: Desk, passage: Passage, text: str, echoes: tuple[str, ...]
) -> tuple[DraftClaim, DraftClaim]:
    source = Source(passage.document, passage.anchor, _span(desk, passage))
    words = DraftClaim(" ".join(_said(desk, passage).split()), (source,), depth=1)
    return DraftClaim(text, (source,), echoes=echoes), words

"""What a question takes for granted and a clause says otherwise: a figure, a permission, a body, a reach."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant import messages
from assistant.desk import Desk
from assistant.draft import DraftClaim, Source
from assistant.law.contradictions import Clause, contradicts
from assistant.law.ranking import Ranked
from assistant.law.wording import label_of, opens_a_list
from assistant.quantities import Quantity, quantities
from knowledge.document import Document, Node, NodeKind, Span
from knowledge.passage import Passage
from knowledge.text import Folded

LOOKED_AT = 5
NEAR = 0.05
"""Of the clauses found, those looked at: so many, and so likely beside the best one."""

SPEAKS = 0.35
"""Of the topic, so much must a clause say whose figure is held against the question."""

_TAG = re.compile(
    r"\b(?:phai|dung|that|thiet|vay|roi|chinh xac) ?(?:la )?(?:khong|hong|hon|hok|ko|ha|chua|chu|k)\b"
    r"(?: (?:em|anh|chi|chu|co|bac|ad|a|vay|z|v|nhi|ha|ta|nha))*\W*$"
    r"|\bha(?: (?:em|anh|chi|chu|co|bac|ad))?\W*$"
)
_REASON = re.compile(r"\b(?:vi sao|tai sao|sao lai)\b|^\W*(?:vi|do|boi)\b.*\b(?:nen|thi)\b")
_SETTLED = re.compile(
    r"\broi thi\b|\bma (?:khong|khoi|chang) (?:can|phai)?\b"
    r"|\bnen\b.*\b(?:bao nhieu|khi nao|luc nao|o dau|ai)\b"
)
_THEN = re.compile(r"^(?P<premise>.{12,}?)\bthi\b.*\b(?:bao nhieu|may|ai|gi|nao|dau|sao)\b")
_CONDITION = re.compile(r"^\W*(?:neu|muon|khi|truong hop|de|sau|truoc|ma|lo|hoi|cho)\b|\b(?:muon|neu)\b")
_CONCLUSION = re.compile(r"\b(?:nen|thi)\b.*$")
_GIVEN = re.compile(r"\b(?:la|can|phai|toi thieu|toi da|it nhat|nhieu nhat|chi|vi|moi)\W*$")
_GOES_ON = re.compile(r"^\W*(?:\S+ ){0,6}(?:thi|nen|roi)\b")
_OWN_CASE = re.compile(r"\b(?:co|tui|toi|minh|gom|duoc|voi|hop tac xa|to|htx)\W*$")


def denied(desk: Desk, found: Sequence[Ranked]) -> tuple[tuple[DraftClaim, ...], Ranked] | None:
    """The correction of what a question takes for granted, and the clause that says otherwise."""
    near = [item for item in found[:LOOKED_AT] if item.rank >= NEAR]
    for stated in _stated(desk):
        item = next((item for item in near if _tells(desk, item, stated)), None)
        if item and _other_figure(desk, item, stated):
            asked = desk.question.typed[stated.start : stated.end]
            text = messages.LAW_NOT_FIGURE.format(asked=asked, label=_label(desk, item.passage))
            return _correction(desk, item.passage, text, (asked, stated.figure)), item
    premise = _premise(desk)
    for item in near if premise else ():
        if contradicts(_clause(desk, item.passage), premise, desk.evidence.says):
            text = messages.LAW_NOT_SO.format(label=_label(desk, item.passage))
            return _correction(desk, item.passage, text, ()), item
    return None


def _premise(desk: Desk) -> str:
    """What the question takes for granted, folded; empty where it only asks."""
    plain, typed = Folded.of(desk.question.reading).text, Folded.of(desk.question.typed).text
    if _TAG.search(typed):
        return _TAG.sub("", plain)
    if _REASON.search(typed) or _SETTLED.search(typed):
        return _CONCLUSION.sub("", plain)
    then = _THEN.search(plain)
    return then["premise"] if then and not _CONDITION.search(plain) else ""


def _stated(desk: Desk) -> Iterator[Quantity]:
    """The figures that a question takes for the rule: not those of its own case ("tổ tui có bốn nhà")."""
    typed = desk.question.typed
    tagged = bool(_TAG.search(Folded.of(typed).text))
    every = list(quantities(typed))
    for item in every:
        before, after = (Folded.of(part).text for part in (typed[: item.start], typed[item.end :]))
        if len(every) > 1 and _OWN_CASE.search(before):
            continue
        if tagged or (_GIVEN.search(before) and _GOES_ON.search(after)):
            yield item


def _tells(desk: Desk, item: Ranked, stated: Quantity) -> bool:
    """Whether a clause is on the topic and has a figure in the unit of the one stated."""
    return item.coverage >= SPEAKS and bool(_figures(_said(desk, item.passage), stated.unit))


def _other_figure(desk: Desk, item: Ranked, stated: Quantity) -> bool:
    """Whether a clause gives another figure than the one stated, which at most points less fitting give."""
    if stated.figure not in _figures(_said(desk, item.passage), stated.unit):
        return True
    document = desk.document(item.passage.document)
    own = _figures(item.passage.span.of(document.text), stated.unit)
    if not own or stated.figure in own:
        return False
    path = desk.library.units(document.number).path(item.passage.anchor)
    points = _list_of(document, path)
    giving = [
        point.anchor
        for point in (points.children if points else ())
        if stated.figure in _figures(document.text[point.start : point.end], stated.unit)
    ]
    return all(desk.evidence.coverage(document.number, (anchor,)) < item.coverage for anchor in giving)


def _figures(said: str, unit: str) -> set[str]:
    return {item.figure for item in quantities(said) if item.unit == unit}


def _clause(desk: Desk, passage: Passage) -> Clause:
    headings = " . ".join((*passage.headings[-1:], passage.context.partition("\n")[0]))
    return Clause(Folded.of(_said(desk, passage)).text, Folded.of(headings).text)


def _said(desk: Desk, passage: Passage) -> str:
    return _quoted(desk, passage)[1].of(desk.document(passage.document).text)


def _quoted(desk: Desk, passage: Passage) -> tuple[str, Span]:
    """The unit that is held against the question, by its anchor: of a list all of it, not one point."""
    document = desk.document(passage.document)
    path = desk.library.units(document.number).path(passage.anchor)
    node = _list_of(document, path)
    return (node.anchor, Span(node.start, node.end)) if node else (passage.anchor, passage.span)


def _list_of(document: Document, path: Sequence[Node]) -> Node | None:
    """The unit itself, or the clause it is a point of, where that opens a list."""
    above = path[-2:-1] if path[-1].kind is NodeKind.POINT else ()
    listing = (node for node in (*above, path[-1]) if node.kind is not NodeKind.ARTICLE)
    return next((node for node in listing if opens_a_list(document, node)), None)


def _label(desk: Desk, passage: Passage) -> str:
    document = desk.document(passage.document)
    node = desk.library.units(document.number).path(_quoted(desk, passage)[0])[-1]
    return label_of(desk, document, node.place)


def _correction(
    desk: Desk, passage: Passage, text: str, echoes: tuple[str, ...]
) -> tuple[DraftClaim, DraftClaim]:
    anchor, span = _quoted(desk, passage)
    source = Source(passage.document, anchor, span)
    words = DraftClaim(" ".join(_said(desk, passage).split()), (source,), depth=1)
    return DraftClaim(text, (source,), echoes=echoes), words

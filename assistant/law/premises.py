"""What a question takes for granted and a clause says otherwise: a figure, a permission, a body, a reach."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from assistant import messages
from assistant.confirmed import is_confirmed
from assistant.desk import Desk
from assistant.draft import DraftClaim, Source
from assistant.law.bodies import Deed, names_the_body, unnamed_deeds
from assistant.law.clause_words import Clause, of_groups_alone
from assistant.law.contradictions import contradicts, forbids
from assistant.law.ranking import Ranked, ranked
from assistant.law.signs import load_model
from assistant.law.support import supports
from assistant.law.taken import Taken, claims_of, is_given, told_first
from assistant.law.wording import opens_a_list, titled
from assistant.quantities import DATE, Quantity, asks_in, dates, quantities
from knowledge.document import Document, Node, NodeKind, Span
from knowledge.passage import Passage
from knowledge.text import Folded

LOOKED_AT = 5
NEAR = 0.05
"""Of the clauses found, those looked at: so many, and so likely beside the best one."""

ALONE = 3
"""Clauses looked at that are found for a claim alone."""

SPEAKS, SPEAKS_ALONE = 0.35, 0.2
"""Of the topic, so much must a clause say whose figure is held against the question, or if it is alone."""

_GIVEN = re.compile(r"\b(?:la|can|phai|toi thieu|toi da|it nhat|nhieu nhat|vi)\W*$")
_NORM = re.compile(
    r"\b(?:(?:muc )?tran|nguong|toi da|toi thieu|it nhat|nhieu nhat|khong qua|cham nhat"
    r"|trong (?:vong|thoi han)|(?:chua|phai)(?: co)? du|muc|thu lao)\W*$"
)
"""Words that only a rule sets before a figure, whatever the question asks."""

_DEMANDED = re.compile(r"\bphai(?: \S+){0,4}\W*$|\bquy dinh(?: \S+){1,8}\W*$")
"""The same where the question does not ask for that very figure: "phải chạy đủ 24 tháng"."""

_DEED = re.compile(
    r"\b(?:gui|nop|bao cao|thong bao|tra|cap|trinh|hoan thanh)\b(?: \S+){0,10}"
    r" trong(?: vong| thoi han| thoi gian)?\W*$"
)
"""What is to be done within a span of time that the question does not ask for."""

_KIND = re.compile(r"\b(?:thoi (?:han|gian)|han|muc|ty le|han muc|dinh muc)\W*$")
_POINTED_AT = re.compile(r"^\W*(?:do|nay|ay|noi tren|tren)\b")
"""A figure pointed back at ("thời hạn 90 ngày đó") is taken for the rule's, whatever is asked of it."""

_GOES_ON = re.compile(r"^\W*(?:\S+ ){0,6}(?:thi|nen|roi)\b")
_OWN_CASE = re.compile(
    r"\b(?:(?<!phai )(?<!phai tu )co|tui|toi|minh|gom|duoc|voi|hop tac xa|to|htx)\W*$"
    r"|\bchenh lech(?: \S+){0,4}\W*$|\bcham\W*$"
)
_OF_ONESELF = re.compile(
    r"\b(?:toi|tui|em|minh|chung toi|ben (?:toi|tui|em|minh)|nha|con trai|con gai|moi|dang|hien|da|tre|cham)"
    r"(?: \S+){0,5}\W*$"
)
"""Words that tell of one's own case somewhat before a figure."""

_HAPPENED = re.compile(
    r"\b(?:nam|thang|quy|vu) (?:roi|ngoai|truoc|vua roi|vua qua)\b|\bvua (?:roi|qua)\b"
    r"|\b(?:hom|bua) (?:qua|truoc|roi)\b"
)
"""What has happened is one's own case: "năm rồi quỹ làm được 95% kế hoạch"."""

_LIMIT = re.compile(r"\btoi (?:da|thieu)\b")
""" "Tối đa" is neither "tôi" nor "đã"."""

_PART = re.compile(
    r";|\n|(?<=\D)\.(?=\s)|, (?=(?:không|và không|hoặc) )|(?<=xã), "
    r"|(?<= xã) và (?=(?:không|tối|ít|nhiều)\b)"
)
_TIMES = (
    re.compile(r"\blan (?:dau|thu nhat|mot|1)\b"),
    re.compile(r"\blan (?:thu )?(?:hai|2)\b"),
    re.compile(r"\blan (?:thu )?(?:ba|3)\b"),
)
_DAYS = {"day": 1, "month": 30, "year": 360}


def denied(desk: Desk, found: Sequence[Ranked]) -> tuple[tuple[DraftClaim, ...], Ranked] | None:
    """The correction of what a question takes for granted, and the clause that says otherwise."""
    if is_confirmed(desk):
        return None
    near = [item for item in found[:LOOKED_AT] if item.rank >= NEAR]
    # where no other clause is near, the one there is says the topic in other words
    if len(near) == 1 and near[0].coverage >= SPEAKS_ALONE:
        near = [replace(near[0], coverage=max(near[0].coverage, SPEAKS))]
    claims = claims_of(desk.question)
    if claims and any(_supports(desk, item, claims[0]) for item in near):
        return None
    alone = list(_found_for(desk, claims[0], {one.passage for one in near})) if claims else []
    for stated, named in _stated(desk):
        item = next((item for item in (*near, *alone) if _tells(desk, item, stated)), None)
        nowhere = item and _value(stated) not in _figures(_said(desk, item.passage), stated.unit)
        if item and (nowhere or (not named and _other_figure(desk, item, stated))):
            asked = desk.question.typed[stated.start : stated.end]
            text = messages.LAW_NOT_FIGURE.format(asked=asked, label=_label(desk, item.passage))
            return _correction(desk, item.passage, text, (asked, stated.figure)), item
    return _denied_claim(desk, claims, (*near, *alone))


def _denied_claim(
    desk: Desk, claims: Sequence[Taken], near: Sequence[Ranked]
) -> tuple[tuple[DraftClaim, ...], Ranked] | None:
    """The correction of what a question takes for granted by the first clause that says otherwise."""
    clauses = [_clause(desk, item.passage) for item in near]
    anywhere, first = _ascribed(desk, clauses), _ascribed(desk, clauses[:1])
    for item, clause in zip(near, clauses, strict=True):
        ascribed = first if item is near[0] else anywhere  # others may name a body for another deed
        another = item.coverage >= SPEAKS and any(_names_another(desk, clause, deed) for deed in ascribed)
        if another or any(_denies(desk, clause, claim) for claim in claims):
            text = messages.LAW_NOT_SO.format(label=_label(desk, item.passage))
            return _correction(desk, item.passage, text, ()), item
    return None


def _ascribed(desk: Desk, near: Sequence[Clause]) -> tuple[Deed, ...]:
    """The deeds that a question takes for those of bodies that no clause found names."""
    if desk.question.yes_no and not desk.claimed.anything:
        return ()
    return unnamed_deeds(Folded.of(desk.question.reading).text, near)


def _names_another(desk: Desk, clause: Clause, deed: Deed) -> bool:
    return names_the_body(clause, deed, Folded.of(desk.question.reading).text, desk.evidence.says)


def _supports(desk: Desk, item: Ranked, claim: Taken) -> bool:
    return not claim.planned and supports(_clause(desk, item.passage), claim.words, desk.evidence.says)


def _found_for(desk: Desk, claim: Taken, known: Collection[Passage]) -> Iterator[Ranked]:
    """The best clauses on the claim itself: the rest of a question may be about something else."""
    folded = Folded.of(desk.question.reading)
    start = folded.text.find(claim.words.strip())
    if start < 0:
        return
    span = folded.span(start, start + len(claim.words.strip()))
    other = desk.reopen(span.of(desk.question.reading))
    alone = [item for item in ranked(other, ())[:ALONE] if item.rank >= NEAR and item.coverage >= SPEAKS]
    yield from (item for item in alone if item.passage not in known)


def _denies(desk: Desk, clause: Clause, claim: Taken) -> bool:
    if claim.planned:
        return forbids(clause, claim.words, desk.evidence.says)
    return contradicts(clause, claim.words, desk.evidence.says)


def _stated(desk: Desk) -> Iterator[tuple[Quantity, bool]]:
    """The figures that a question takes for the rule: not those of its own case ("tổ tui có bốn nhà").

    Beside each whether it is only named: then a clause denies it that gives it nowhere, not one that gives it
    for somebody else.
    """
    typed = desk.question.typed
    tagged = is_given(desk.question)
    settled = told_first(desk.question)
    every = [*quantities(typed), *dates(typed)]
    for item in every:
        before = Folded.of(typed[: item.start].replace("tới", "")).text
        after = Folded.of(typed[item.end :]).text
        own = bool(_OWN_CASE.search(before))
        if len(every) > 1 and own:
            continue
        if _KIND.search(before) and _POINTED_AT.search(after):
            yield item, True
            continue
        if tagged or (_GIVEN.search(before) and _GOES_ON.search(after)):
            yield item, False
            continue
        said = Folded.of(typed[item.start : item.end]).text
        if said in settled and not (own or _of_oneself(before)):
            yield item, False
        elif _named(before, not asks_in(typed, item.unit)) or _within(desk, item, before):
            yield item, True


def _of_oneself(before: str) -> bool:
    """Whether the words before a figure tell of one's own case."""
    return bool(_OF_ONESELF.search(_LIMIT.sub("", before)) or _HAPPENED.search(before))


def _named(before: str, told: bool) -> bool:
    """Whether a rule is named by the words before a figure; `told`, not asked for, also by a demand."""
    return bool(_NORM.search(before) or (told and _DEMANDED.search(before)))


def _within(desk: Desk, item: Quantity, before: str) -> bool:
    """Whether a question that goes on from it says within what time something is to be done."""
    open_ = desk.question.yes_no or asks_in(desk.question.typed, item.unit)
    return item.unit in _DAYS and not open_ and bool(_DEED.search(before))


def _tells(desk: Desk, item: Ranked, stated: Quantity) -> bool:
    """Whether a clause is on the topic, about those asked about, and has a figure in the unit stated."""
    asked, whole = Folded.of(desk.question.reading).text, _clause(desk, item.passage).whole
    named = (name for name in load_model().subjects if name.search(asked))
    return (
        item.coverage >= SPEAKS
        and all(name.search(whole) for name in named)
        and not of_groups_alone(Folded.of(_said(desk, item.passage)).text, asked)
        and bool(_figures(_said(desk, item.passage), stated.unit))
    )


def _other_figure(desk: Desk, item: Ranked, stated: Quantity) -> bool:
    """Whether a clause that gives the figure stated gives another one for those whom the question names."""
    said = _said(desk, item.passage)
    own = _figures(item.passage.span.of(desk.document(item.passage.document).text), stated.unit)
    parts = [part for part in _PART.split(said) if _figures(part, stated.unit)]
    meant = _meant(desk, parts, Folded.of(desk.question.typed[stated.start : stated.end]).text)
    if meant:
        return all(_value(stated) not in _figures(part, stated.unit) for part in meant)
    return bool(own) and _value(stated) not in own and _best_point(desk, item, stated)


def _told_with(desk: Desk, figure: str) -> str:
    """The shortest claim that tells a figure, else the whole question."""
    claims = [claim.words for claim in claims_of(desk.question) if figure in claim.words]
    return min(claims, key=len) if claims else Folded.of(desk.question.reading).text


def _meant(desk: Desk, parts: Sequence[str], figure: str) -> list[str]:
    """Of parts of a clause, those for whom or for which time the question asks, where only some are."""
    asked = _told_with(desk, figure)
    times = [name for name in _TIMES if name.search(asked)]
    named = [name for name in load_model().subjects if name.search(asked)] + (
        times if len(times) == 1 else []
    )
    found = [part for part in parts if named and all(name.search(Folded.of(part).text) for name in named)]
    return found if len(found) < len(parts) else []


def _best_point(desk: Desk, item: Ranked, stated: Quantity) -> bool:
    """Whether the points of a list that give the figure stated speak less of the topic than the one found."""
    document = desk.document(item.passage.document)
    points = _list_of(document, desk.library.units(document.number).path(item.passage.anchor))
    giving = [
        point.anchor
        for point in (points.children if points else ())
        if _value(stated) in _figures(document.text[point.start : point.end], stated.unit)
    ]
    return all(desk.evidence.coverage(document.number, (anchor,)) < item.coverage for anchor in giving)


def _figures(said: str, unit: str) -> set[str]:
    """The figures of a text in one unit; of all spans of time where it is one, in days."""
    if unit == DATE:
        return {item.figure for item in dates(said)}
    return {_value(item) for item in quantities(said) if item.unit == unit or {item.unit, unit} <= set(_DAYS)}


def _value(item: Quantity) -> str:
    """A figure in one measure: spans of time in days, sums in đồng."""
    times = _DAYS.get(item.unit, item.scale)
    told = re.fullmatch(r"\d+(?:,\d+)?", item.figure) if item.unit in _DAYS or item.scale > 1 else None
    return f"{float(item.figure.replace(',', '.')) * times:.12g}" if told else item.figure


def _clause(desk: Desk, passage: Passage) -> Clause:
    headings = " . ".join((*passage.headings[-1:], passage.context.partition("\n")[0]))
    return Clause(Folded.of(_said(desk, passage)).text, Folded.of(headings).text)


def _said(desk: Desk, passage: Passage) -> str:
    return _quoted(desk, passage)[1].of(desk.document(passage.document).text)


def _quoted(desk: Desk, passage: Passage) -> tuple[str, Span]:
    """The unit that is held against the question, by its anchor: of a list all of it, not one point."""
    document = desk.document(passage.document)
    path = desk.library.units(document.number).path(passage.anchor)
    node = _list_of(document, path) or _in_paragraphs(path)
    return (node.anchor, Span(node.start, node.end)) if node else (passage.anchor, passage.span)


def _in_paragraphs(path: Sequence[Node]) -> Node | None:
    """The clause that goes on in paragraphs, which say what is then."""
    clause = next((node for node in path if node.kind is NodeKind.CLAUSE), None)
    goes_on = clause and any(child.kind is NodeKind.PARAGRAPH for child in clause.children)
    return clause if goes_on else None


def _list_of(document: Document, path: Sequence[Node]) -> Node | None:
    """The unit itself, or the clause it is a point of, where that opens a list."""
    above = path[-2:-1] if path[-1].kind is NodeKind.POINT else ()
    listing = (node for node in (*above, path[-1]) if node.kind is not NodeKind.ARTICLE)
    return next((node for node in listing if opens_a_list(document, node)), None)


def _label(desk: Desk, passage: Passage) -> str:
    document = desk.document(passage.document)
    node = desk.library.units(document.number).path(_quoted(desk, passage)[0])[-1]
    return titled(desk, document, node)


def _correction(
    desk: Desk, passage: Passage, text: str, echoes: tuple[str, ...]
) -> tuple[DraftClaim, DraftClaim]:
    anchor, span = _quoted(desk, passage)
    source = Source(passage.document, anchor, span)
    words = DraftClaim(" ".join(_said(desk, passage).split()), (source,), depth=1)
    return DraftClaim(text, (source,), echoes=echoes), words

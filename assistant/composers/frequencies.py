"""How often something is done, where a question takes another frequency for granted than the plan prints."""

from __future__ import annotations

import re

from assistant import messages
from assistant.composers.ranking import Scored, ranked
from assistant.composers.scope import in_scope
from assistant.composers.wording import correction, row_claim
from assistant.desk import Desk
from assistant.draft import Draft, DraftClaim, Source
from knowledge.document import Span
from knowledge.text import Folded

_EVERY = re.compile(
    r"\b(?:moi|hang|tung|mot|every|each)"
    r" (?P<unit>ngay|tuan|thang|quy|nam|day|week|month|quarter|year)\b(?! (?:nay|do|ay|truoc|sau|toi|20\d\d))"
    r"(?P<times>(?: \S+){0,2} (?:mot|1) lan\b)?"
    r"|\b(?:mot|1) lan (?:mot|moi|trong mot) (?P<other>ngay|tuan|thang|quy|nam)\b"
)
""" "Mỗi quý", "hằng tháng", "mỗi năm một lần"."""

_SAME = {"day": "ngay", "week": "tuan", "month": "thang", "quarter": "quy", "year": "nam"}
_PRINTED = re.compile(
    r"\b(?:hang|dinh ky hang|moi) (?P<units>(?:ngay|tuan|thang|quy|nam)(?:, (?:thang|quy|nam))*)\b"
)
_ASKS_IT = re.compile(r"\b(?:bao lau|may lan|may ky|bao nhieu lan|how often|hay (?:la )?(?:hang|moi|tung))\b")

_RISING = ("ngay", "tuan", "thang", "quy", "nam")
_ONLY = re.compile(r"\bchi\b|\bthoi\b|\bduy nhat\b|\bonly\b")
_REPORT = re.compile(r"\bbao cao\b|\breports?\b")

NEAR = 0.8
"""A task that says so much of what the best one says may be the one meant."""

SURE = 0.45
"""Coverage of the topic from which a task is what the question speaks of."""


def wrong_frequency(desk: Desk) -> Draft | None:
    """The correction of how often something is said to be done, where its words and its row say another."""
    question = desk.question
    folded = Folded.of(question.reading)
    asked = _EVERY.search(folded.text) if not _ASKS_IT.search(folded.text) else None
    claimed = question.presumes or question.yes_no or desk.claimed.words
    stated = asked and (claimed or asked["times"] or asked["other"])
    if not asked or not stated:
        return None
    if _REPORT.search(folded.text):
        return _more_often(desk, folded, asked)
    found = ranked(desk, in_scope(desk, desk.tasks()))
    best = found[0] if found else None
    if best is None or best.coverage < SURE:
        return None
    unit, near = _unit(asked), [item for item in found if item.coverage >= NEAR * best.coverage]
    if any(unit in units for item in near for _, units in _printed(desk, item)):
        return None
    printed = [(source, units) for source, units in _printed(desk, best) if units]
    if not printed:
        return None
    typed = folded.span(*asked.span()).of(question.reading)
    source, _ = printed[0]
    text = messages.NOT_FIGURE_PLAIN.format(asked=typed, stated=desk.words(source.document, source.span))
    claims = [DraftClaim(text, (source,), echoes=(typed,))]
    if best.task.origin == "annex":
        claims.append(row_claim(desk, best.task))
    return correction(*claims, tasks=(best.task.anchor,))


def _more_often(desk: Desk, folded: Folded, asked: re.Match[str]) -> Draft | None:
    """The correction of reports that somebody is said to owe so often only, and owes more often.

    Of reports there are several: that one is yearly does not deny that another is monthly.
    """
    offices = set(desk.offices())
    if not _ONLY.search(folded.text):
        return None
    shorter = set(_RISING[: _RISING.index(_unit(asked))])
    for report in desk.reports():
        about = desk.evidence.score(report.document, (report.anchor,)) >= SURE
        theirs = offices & set(report.senders) if offices else about
        if theirs and shorter & _units(desk.words(report.document, report.when)):
            typed = folded.span(*asked.span()).of(desk.question.reading)
            stated = desk.words(report.document, report.span)
            text = messages.NOT_FIGURE_PLAIN.format(asked=typed, stated=stated)
            source = Source(report.document, report.anchor, report.span)
            return correction(DraftClaim(text, (source,), echoes=(typed,)), tasks=(report.anchor,))
    return None


def _unit(asked: re.Match[str]) -> str:
    said = asked["unit"] or asked["other"]
    return _SAME.get(said, said)


def _printed(desk: Desk, best: Scored) -> list[tuple[Source, set[str]]]:
    """Where the action, and the row that stands for it, say how often: the place and the units."""
    task, twin = best.task, desk.twin(best.task)
    spans: list[tuple[str, str, Span | None]] = [
        (task.document, best.action.anchor, best.action.span),
        (task.document, task.anchor, task.deadline),
    ]
    if twin:
        spans.append((twin.document, twin.anchor, twin.deadline))
    return [
        (Source(number, anchor, span), _units(desk.words(number, span)))
        for number, anchor, span in spans
        if span
    ]


def _units(words: str) -> set[str]:
    found = (match["units"].split(", ") for match in _PRINTED.finditer(Folded.of(words).text))
    return {unit for units in found for unit in units}

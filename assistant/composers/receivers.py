"""To whom a question says that a report goes, where the texts name others."""

from __future__ import annotations

import re

from assistant import messages
from assistant.answer import Status
from assistant.composers.ascribed import fitting
from assistant.composers.recipients import is_sent
from assistant.composers.scope import frequency
from assistant.desk import Desk
from assistant.draft import Draft, DraftClaim, Source
from assistant.understanding.intents import Intent
from knowledge.facts import Report
from knowledge.text import Folded

_SENT_TO = re.compile(r"\b(?:gui|nop|chuyen|trinh|bao cao)(?: \S+){0,2}(?: cho| ve| len| toi| den)?\W*$")
_AND = re.compile(r"^\W*(?:va|voi|cung|and)?\W*$")
_ABOUT = (Intent.REPORT, Intent.RECIPIENT)


def wrong_receiver(desk: Desk) -> Draft | None:
    """The correction of offices that a report is said to go to, where none of them gets it."""
    question = desk.question
    about = question.intent in _ABOUT and "bao cao" in Folded.of(question.reading).text
    named = _named(desk) if about and not question.negated and not is_sent(desk) else ()
    every = desk.reports()
    if not named or not every or any({*named} & {*r.receivers, *r.senders} for r in every):
        return None
    report = max(fitting(desk), key=lambda r: _likely(desk, r))
    source = Source(report.document, report.anchor, report.span)
    asked = ", ".join(map(desk.asked_name, named))
    stated = desk.words(report.document, report.span)
    text = messages.NOT_FIGURE_PLAIN.format(asked=asked, stated=stated)
    return Draft(
        Status.FALSE_PREMISE, (DraftClaim(text, (source,), echoes=named),), "register", topical=False
    )


def _likely(desk: Desk, report: Report) -> tuple[bool, float]:
    """Of reports of every year the one with a day first; else the one that says most of the topic."""
    dated = "/" in desk.words(report.document, report.when)
    return bool(frequency(desk)) and dated, desk.evidence.coverage(report.document, (report.anchor,))


def _named(desk: Desk) -> tuple[str, ...]:
    """The offices named as those who get something, one after another."""
    reading = desk.question.reading
    found: list[str] = []
    end = 0
    for mention in desk.question.agencies:
        before = Folded.of(reading[: mention.span.start]).text
        goes_on = found and _AND.search(Folded.of(reading[end : mention.span.start]).text)
        if goes_on or _SENT_TO.search(before):
            found.extend(mention.agency_ids)
        end = mention.span.end
    return tuple(found)

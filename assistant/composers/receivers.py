"""To whom a question says that a report goes, where the texts name others."""

from __future__ import annotations

from assistant import messages
from assistant.answer import Status
from assistant.composers.addressees import meant_reports, said_receivers
from assistant.composers.ascribed import fitting
from assistant.composers.recipients import is_sent
from assistant.composers.scope import frequency
from assistant.desk import Desk
from assistant.draft import Draft, DraftClaim, Source
from assistant.understanding.intents import Intent
from knowledge.facts import Report
from knowledge.text import Folded

_ABOUT = (Intent.REPORT, Intent.RECIPIENT)


def wrong_receiver(desk: Desk) -> Draft | None:
    """The correction of offices that a report is said to go to, where none of them gets it.

    Where the question tells which report it speaks of, that one counts; else any that the plan asks for.
    """
    question = desk.question
    if question.negated or "bao cao" not in Folded.of(question.reading).text or is_sent(desk):
        return None
    every, meant = desk.reports(), meant_reports(desk)
    alone = meant if len(meant) == 1 else ()  # a report told apart from others is surely what is meant
    named = said_receivers(desk) if alone or question.intent in _ABOUT else ()
    if not named or not every or any({*named} & {*r.receivers, *r.senders} for r in alone or every):
        return None
    if alone and {*question.agency_ids} & {*alone[0].receivers}:
        return None  # "về Liên minh hay Sở …?" asks which of them gets it
    report = next(iter(alone), None) or max(fitting(desk), key=lambda r: _likely(desk, r))
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

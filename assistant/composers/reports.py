"""Reporting duties: who reports to whom, and when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant import messages
from assistant.answer import Status
from assistant.composers.addressees import dated_reports, meant_reports, said_receivers, same_day
from assistant.composers.scope import frequency, monthly
from assistant.desk import Desk
from assistant.draft import Draft, DraftClaim, Source
from knowledge.facts import Report
from knowledge.sentences import sentences
from knowledge.text import Folded, strip_accents

_SEVERAL = re.compile(
    r"\bbao(?: cao)?\b.*\b(?:con|va|khac|vua|voi)\b.*\bbao cao\b"
    r"|\b(?:hai|2|ca hai|may) (?:loai |thu |cai )?bao cao\b"
    r"|\bbao cao\b.*\b(?:ca )?hai (?:cai|loai|thu|ban|bao cao)\b|\b(?:both|two) reports\b"
)
"""A question about two reports at once."""

MUCH_LIKED = 1.4
"""So many times the score of a report with a day puts one without before it: deadlines mostly mean days."""


def reports(desk: Desk) -> Draft | None:
    """The reporting duties in view; the yearly report of everyone first."""
    found = _in_view(desk, desk.reports())
    if not found:
        return None
    if denied := _denied(desk, found):
        return denied
    claims: list[DraftClaim] = []
    for report in found:
        claims += _claims(desk, report)
    return Draft(Status.ANSWERED, tuple(claims), "register", tasks=tuple(report.anchor for report in found))


def _denied(desk: Desk, found: Sequence[Report]) -> Draft | None:
    """The correction of a wrong day in the question, by a report that has a day where there is one."""
    stated = [day for day in desk.question.dates if "/" in day]
    with_day = [report for report in (*found, *desk.reports()) if _has_day(desk, report)]
    report = with_day[0] if with_day else found[0]
    printed = desk.words(report.document, report.span)
    if not stated or any(same_day(day, printed) for day in stated):
        return None
    asked = f"ngày {stated[0]}"
    text = messages.NOT_FIGURE_PLAIN.format(asked=asked, stated=printed)
    claim = DraftClaim(text, (Source(report.document, report.anchor, report.span),), echoes=(stated[0],))
    return Draft(Status.FALSE_PREMISE, (claim,), "register", tasks=(report.anchor,))


def _in_view(desk: Desk, every: Sequence[Report]) -> list[Report]:
    question = desk.question
    named = set(question.agency_ids)
    often = frequency(desk)
    ranked = sorted(every, key=lambda r: -desk.evidence.score(r.document, (r.anchor,)))
    sent = [r for r in ranked if named & set(r.senders)]
    got = [r for r in ranked if named & set(r.receivers)]
    found = list(dict.fromkeys([*sent, *got])) if named and (sent or got) else ranked
    if both := [r for r in got if len(named & set(r.receivers)) > 1]:
        found = both  # two offices named as those who get one report
    elif theirs := [r for r in got if set(said_receivers(desk)) & set(r.receivers)]:
        found = theirs
    if on_day := [r for r in dated_reports(desk) if r not in sent]:
        found = [*(r for r in found if r in on_day), *on_day][:1]  # the day named tells which
    if dated := [r for r in found if often and _says(desk, r, often)]:
        found = dated
    each_month = [r for r in found if monthly(desk) and _says(desk, r, "tháng")]
    several = _SEVERAL.search(Folded.of(question.reading).text)
    if several and len(meant := meant_reports(desk)) > 1:
        return list(meant)
    if several:
        return list(dict.fromkeys([*each_month, *_dated_first(desk, found)]))[:2]
    return (each_month or _dated_first(desk, found))[: 2 if named else 1]


def _dated_first(desk: Desk, found: list[Report]) -> list[Report]:
    """A report with a day of the year before one without, which has to be much liked to come first."""

    def liked(report: Report) -> float:
        return desk.evidence.score(report.document, (report.anchor,))

    most = max(map(liked, filter(lambda r: _has_day(desk, r), found)), default=0.0)
    return sorted(found, key=lambda r: not _has_day(desk, r) and liked(r) < MUCH_LIKED * most)


def _has_day(desk: Desk, report: Report) -> bool:
    return "/" in desk.words(report.document, report.when)


def _says(desk: Desk, report: Report, words: str) -> bool:
    printed = desk.words(report.document, report.when).lower().replace("hằng", "hàng")
    return strip_accents(words) in strip_accents(printed)


def _claims(desk: Desk, report: Report) -> list[DraftClaim]:
    source = Source(report.document, report.anchor, report.span)
    names = [desk.name(name) for name in report.receivers]
    receivers = names[0] + (
        f" (để tổng hợp, báo cáo {', '.join(names[1:])})" if _relayed(desk, report) else ""
    )
    if not _relayed(desk, report):
        receivers = " và ".join(names)
    when = desk.words(report.document, report.when)
    line = messages.REPORT if when else messages.REPORT_NO_TIME
    short = when[:1].lower() + when[1:]
    sentence = desk.words(report.document, report.span)
    claims = [
        DraftClaim(line.format(when=short, receivers=receivers), (source,)),
        DraftClaim(f"**{report.place}**: {sentence}", (source,), depth=1),
    ]
    return [*claims, *_sender_claim(desk, report)]


def _sender_claim(desk: Desk, report: Report) -> Iterator[DraftClaim]:
    """Who has to report, where the sentence leaves it to the one before."""
    told = {
        name for m in desk.agencies.find(desk.words(report.document, report.span)) for name in m.agency_ids
    }
    passage = desk.library.units(report.document).node(report.anchor)
    if passage is None or told & set(report.senders):
        return
    document = desk.document(report.document)
    for span in sentences(document.text, passage.head):
        named = [
            m for m in desk.agencies.find(span.of(document.text)) if set(m.agency_ids) & set(report.senders)
        ]
        if named:
            names = ", ".join(dict.fromkeys(mention.text for mention in named))
            source = Source(report.document, report.anchor, span)
            yield DraftClaim(messages.REPORT_SENDERS.format(senders=names), (source,), depth=1)
            return


def _relayed(desk: Desk, report: Report) -> bool:
    return "để tổng hợp, báo cáo" in desk.words(report.document, report.span) and len(report.receivers) > 1

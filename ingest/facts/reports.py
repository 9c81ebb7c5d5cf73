"""Reporting duties: sentences that say who reports what to whom, and when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from knowledge.agencies import Agencies
from knowledge.document import Document, Span
from knowledge.facts import Report, Task
from knowledge.mentions import Mention
from knowledge.patterns import DAY_MONTH
from knowledge.sentences import sentences

_REPORTS = re.compile(r"báo cáo", re.IGNORECASE)
_OFTEN = re.compile(
    r"(?:Định kỳ\s+)?(?:hàng|hằng)\s+(?:tháng|quý|năm)(?:\s*,\s*(?:tháng|quý|năm))*(?:\s*\([^)]*\))?",
    re.IGNORECASE,
)


def reports_of(document: Document, tasks: Sequence[Task], agencies: Agencies) -> tuple[Report, ...]:
    """The reporting duties in the actions of `tasks`: sentences that name who gets a report."""
    return tuple(
        report
        for task in tasks
        if task.origin == "body"
        for action in task.actions
        for sentence in sentences(document.text, action.span)
        for report in _reports(document, task, action.anchor, sentence, agencies)
    )


def _reports(
    document: Document, task: Task, anchor: str, sentence: Span, agencies: Agencies
) -> Iterator[Report]:
    words = sentence.of(document.text)
    verb = _REPORTS.search(words)
    if not verb:
        return
    mentions = agencies.find(words, weak=False)
    receivers = _ids([mention for mention in mentions if mention.span.start > verb.end()])
    if not receivers:
        return
    when = _OFTEN.search(words) or DAY_MONTH.search(words)
    senders = _ids([mention for mention in mentions if mention.span.end < verb.start()])
    node = document.node(anchor)
    yield Report(
        document.number,
        anchor,
        node.place if node else task.place,
        sentence,
        task.leads or senders,
        receivers,
        Span(sentence.start + when.start(), sentence.start + when.end()) if when else None,
    )


def _ids(mentions: Sequence[Mention]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(agency for mention in mentions for agency in mention.agency_ids))

"""Targets: figures under a heading that names a year ("Đến năm 2030"), one `Target` for each figure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.document import Document, Node, NodeKind, Span
from knowledge.facts import Target
from knowledge.patterns import YEAR
from knowledge.sentences import clauses, sentences, trimmed

_VALUE = re.compile(
    r"(?:(?P<comparator>khoảng|trên|dưới|ít nhất|tối thiểu|tối đa|không quá|hơn)\s+)?"
    r"(?P<value>\d{1,3}(?:\.\d{3})+|\d+(?:\s*-\s*\d+)?(?:,\d+)?)\s*(?P<unit>%)?"
)
_LEADING = re.compile(r"^(?:[-–•]\s*)?(?:Có|Bảo đảm|Thu hút|Trong đó,?|với|và|,|có|đạt|\s)+")
_JOINT = re.compile(r"[,;]?\s*(?:với|trong đó)?[,;]?\s*\Z")
_MEMBERS = "thành viên"


def targets_of(document: Document) -> tuple[Target, ...]:
    """The targets of `document`; a bullet without a figure gives one `Target` with an empty value."""
    return tuple(
        target
        for group in document.root.walk()
        if group.kind is NodeKind.GROUP and (year := YEAR.search(group.head.of(document.text)))
        for bullet in group.children
        for target in _bullet_targets(document, bullet, int(year.group()))
    )


def _bullet_targets(document: Document, node: Node, year: int) -> Iterator[Target]:
    body = Span(node.head.start + len(node.label) + 1 if node.label else node.head.start, node.head.end)
    body = trimmed(document.text, body)
    count = 0
    for sentence in sentences(document.text, body):
        subject = ""
        for clause in clauses(document.text, sentence):
            for target in _clause_targets(document, node, year, sentence, clause, subject):
                count += 1
                subject = target.indicator
                yield target
    if not count:
        words = body.of(document.text)
        yield Target(document.number, node.anchor, node.place, year, body, body, words, "", "")


def _clause_targets(
    document: Document, node: Node, year: int, sentence: Span, clause: Span, subject: str
) -> Iterator[Target]:
    words = clause.of(document.text)
    found = list(_VALUE.finditer(words))
    for here, match in enumerate(found):
        until = found[here + 1].start() if here + 1 < len(found) else len(words)
        indicator = _indicator(words, match, until)
        if indicator == _MEMBERS and subject:
            indicator = f"{_MEMBERS} {subject}"
        elif here == 0:
            subject = indicator
        start = clause.start + (0 if not here else match.start())
        yield Target(
            document.number,
            node.anchor,
            node.place,
            year,
            _without_joint(document.text, Span(start, clause.start + until)),
            sentence,
            indicator,
            match["value"],
            match["unit"] or "",
            match["comparator"] or "",
        )


def _indicator(words: str, match: re.Match[str], until: int) -> str:
    """What is counted: the words after the figure, or before it where nothing follows."""
    after = _JOINT.sub("", words[match.end() : until].strip()).rstrip(" ,.;")
    if after:
        return after
    return _LEADING.sub("", words[: match.start()]).strip(" ,.;").removesuffix("đạt").strip()


def _without_joint(text: str, span: Span) -> Span:
    """The span without the words that only lead on to the next figure."""
    joint = _JOINT.search(text, span.start, span.end)
    return trimmed(text, Span(span.start, joint.start()) if joint else span)

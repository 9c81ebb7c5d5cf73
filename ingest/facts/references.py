"""References: the instruments a document cites, with the date and the subject it gives them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.document import Document, Node, NodeKind, Span
from knowledge.facts import Reference
from knowledge.patterns import DATE, INSTRUMENT_KIND, INSTRUMENT_NUMBER
from knowledge.sentences import clauses, sentences

_KIND = re.compile(INSTRUMENT_KIND)
_NAMED_LAW = re.compile(
    r"Luật (?:Hợp tác xã|Đất đai|Bảo hiểm xã hội|Ngân sách nhà nước|Đầu tư công|Doanh nghiệp)"
)
_ISSUER = r"\s*của [^,;.()]{3,60}?|,?\s*(?:của )?Hội nghị [^;.()]{3,90}?"
_SUBJECT = re.compile(
    rf"(?:{_ISSUER})?\s+(?P<subject>(?:về|phê duyệt|ban hành|hỗ trợ|quy định)\b[^;.()]{{10,400}})"
)
_LEADS_ON = re.compile(r"(?:thực hiện|theo|về)\s*$")
DATE_WITHIN = 12
"""Characters between a number and its date: ", ngày" or " ngày"."""


def references_of(document: Document) -> tuple[Reference, ...]:
    """Every place where `document` names an instrument, its own number excepted."""
    return tuple(
        reference
        for node in document.root.walk()
        if node.kind not in (NodeKind.HEADER, NodeKind.DOCUMENT)
        for reference in _in_unit(document, node)
        if reference.number != document.number
    )


def _in_unit(document: Document, node: Node) -> Iterator[Reference]:
    for sentence in sentences(document.text, node.head):
        words = sentence.of(document.text)
        numbers = list(INSTRUMENT_NUMBER.finditer(words))
        for here, match in enumerate(numbers):
            until = numbers[here + 1].start() if here + 1 < len(numbers) else len(words)
            yield _reference(document, node, sentence, match, until)
        for match in _NAMED_LAW.finditer(words):
            span = Span(sentence.start + match.start(), sentence.start + match.end())
            clause = _clause(document.text, sentence, span)
            yield Reference(document.number, node.anchor, node.place, match.group(), span, clause, "Luật")


def _reference(document: Document, node: Node, sentence: Span, match: re.Match[str], until: int) -> Reference:
    words = sentence.of(document.text)
    kinds = list(_KIND.finditer(words, 0, match.start()))
    near = kinds[-1] if kinds and match.start() - kinds[-1].end() <= 12 else None
    start = near.start() if near else match.start()
    date = DATE.search(words, match.end(), min(until, match.end() + 40))
    if date and date.start() - match.end() > DATE_WITHIN:
        date = None
    tail = date.end() if date else match.end()
    subject = _SUBJECT.match(words, tail, _subject_end(words, tail, until))
    span = Span(sentence.start + start, sentence.start + tail)
    return Reference(
        document.number,
        node.anchor,
        node.place,
        match["number"],
        span,
        _clause(document.text, sentence, span),
        kinds[-1].group() if kinds else "",
        Span(sentence.start + date.start(), sentence.start + date.end()) if date else None,
        _shifted(subject, sentence.start) if subject else None,
    )


def _clause(text: str, sentence: Span, span: Span) -> Span:
    """The clause of the sentence that the number stands in."""
    return next((clause for clause in clauses(text, sentence) if span.start < clause.end), sentence)


def _subject_end(words: str, start: int, until: int) -> int:
    """A subject runs to the semicolon; one that itself names an instrument may run past the next number."""
    semicolon = words.find(";", start)
    end = semicolon if semicolon >= 0 else len(words)
    following = _KIND.search(words, max(start, until - 40), until) if until < end else None
    if not following or _LEADS_ON.search(words[start : following.start()]):
        return end
    return following.start()


def _shifted(match: re.Match[str], offset: int) -> Span:
    words = match["subject"].rstrip(" ,")
    return Span(offset + match.start("subject"), offset + match.start("subject") + len(words))

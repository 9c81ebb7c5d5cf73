"""What the document says of itself: number, date, signer, issuer, title, recipients, short forms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile

from assistant import messages
from assistant.answer import Status
from assistant.composers.recipients import asks_recipients, recipient_claims
from assistant.composers.wording import bullet_claims
from assistant.desk import Desk
from assistant.draft import Draft, DraftClaim, Source
from assistant.understanding.intents import Intent
from knowledge.builds import CATALOGUE
from knowledge.document import Document, Node, NodeKind
from knowledge.facts import Particular
from knowledge.library import entry_anchor
from knowledge.patterns import same_figure
from knowledge.text import Folded, fold

_ASKS = {
    Intent.SIGNER: ("ky", "signed", "sign"),
    Intent.DATE: ("ngay", "thang", "khi nao", "bao gio", "nam nao", "when", "issued", "date"),
    Intent.NUMBER: ("so may", "so hieu", "so bao nhieu", "number"),
}
_OF_THE_TEXT = re.compile(r"\b(?:ke hoach nay|van ban nay|phu luc)\b")
_ISSUED = re.compile(
    r"\b(?:ban hanh|ky|ra (?:doi|ngay|hoi|khi|luc|tu|ma|vay|nam)|cong bo|ghi|co hieu luc|ngay thang"
    r"|dong dau|duyet|phat hanh|ra van ban|lap|thong qua|issu\w+|sign\w*|dated?|publish\w*|adopted)\b"
)
"""Words for the making of a text: its own day is asked for, not that of an event."""

_FRAME = frozenset(("ban", "hanh", "van", "tai", "lieu", "nay"))

_WHERE = re.compile(r"\b(?:tinh nao|o dau|noi nao|tai dau|dia phuong nao|which province|where)\b")
_SECTIONS = ("mục đích", "yêu cầu")
_WHAT_FOR = re.compile(r"\b(?:de lam (?:gi|chi)|nham (?:gi|lam gi|dat gi)|what\b.{0,40}\bfor)\b")
""" "Lập ra để làm gì?" asks for the purpose."""

_CHAIR = re.compile(r"(?<!pho )(?<!thay )(?<!cho )\b(?:dich than|chinh|do|la)\s+(?:ong |ba )?chu tich\b")
_WHO_IS_CHAIR = re.compile(r"\b(?:ai|ong nao|ba nao) (?:la |lam |dang la )chu tich (?!ubnd|uy ban|tinh)[a-z]")
"""The chair of another office is asked for, not whether one signed."""

_BEFORE_NAME = re.compile(
    r"\b(?:ông|bà|anh|chị|đồng chí|mr\.?|ms\.?|chủ tịch|chairman|bởi|do|by)"
    r"(?:\s+(?:UBND|HĐND|ủy ban nhân dân|tỉnh|Đắk Nông|ông|bà))*\s+",
    re.IGNORECASE,
)
_NAME_WORDS = (2, 5)
"""Words that a person's name has."""

_OF_STANDING = re.compile(
    r"\bhieu luc\b|\bcon (?:duoc )?(?:han|dung|xai|ap dung|gia tri|thuc hien|hop le|chay|nguyen)\b"
    r"|\b(?:het|qua) han\b|\bbai bo\b|\bthay the\b"
    r"|\b(?:in force|valid|expired?|still (?:applies|apply|used))\b"
)
"""Words by which one asks whether the plan itself still holds."""

_TEXTS = r"(?:nghi quyet|chuong trinh|van ban|chi dao|resolutions?|programmes?|texts?|documents?)"
_TO_DO = (
    r"(?:trien khai|thuc hien|cu the hoa|thi hanh|can cu|dua (?:tren|vao)"
    r"|implements?|put(?:s| into)|carr\w+ out)"
)
_CARRIES_OUT = re.compile(
    r"^(?=.*\b(?:ke hoach nay|van ban nay|tai lieu nay|the plan|this (?:plan|document))\b).*?"
    rf"(?:\b{_TO_DO}\b.{{0,40}}\b{_TEXTS}\b.{{0,20}}\b(?:nao|gi)\b"
    rf"|\b(?:which|what)\b.{{0,25}}\b{_TEXTS}\b.{{0,25}}\b{_TO_DO}\b)",
    re.DOTALL,
)
_OF_BASIS = frozenset(
    re.findall(
        r"\w+",
        "xay dung trien khai thuc hien ban hanh cap tren cao hon cu the hoa van ban nham higher level put",
    )
)
"""Words that a question for what the plan carries out has beside its frame."""

SURE = 0.65
OTHER_SUBJECT = 0.6
"""A passage that covers so much of the topic is what an unsure question is about."""

ENOUGH = 0.4
"""Fit below which the question is about something else."""


def particulars(desk: Desk) -> Draft | None:
    """The asked data of the document; two at once where two are asked ("ai ký, ngày nào")."""
    intent = desk.question.intent
    fit = _fit(desk, intent)
    if fit < ENOUGH or (intent is Intent.RECIPIENT and not asks_recipients(desk)):
        return None
    claims = [claim for wanted in _wanted(desk, intent) for claim in _TELL[wanted](desk)]
    if claims and (wrong := _wrong(desk, intent)):
        denial = replace(
            claims[0],
            text=messages.NOT_SO.format(asked=wrong, right=claims[0].text),
            echoes=(wrong, *re.findall(r"\d+", wrong)),
        )
        return Draft(Status.FALSE_PREMISE, (denial, *claims[1:]), "register", fit=fit, topical=False)
    return Draft(Status.ANSWERED, tuple(claims), "register", fit=fit, topical=False) if claims else None


def plan_validity(desk: Desk) -> Draft | None:
    """Whether the plan itself still holds, as the catalogue tells it."""
    if desk.question.instruments or desk.library.document(CATALOGUE) is None:
        return None
    sure = desk.question.intents.scores[0][1] >= SURE
    if not sure and not _OF_STANDING.search(Folded.of(desk.question.reading).text):
        return None
    for document in desk.library.plan_documents:
        entry = desk.library.units(CATALOGUE).node(entry_anchor(document.number))
        if entry:
            note = desk.catalogue.standing(document.number, desk.day).note
            claim = DraftClaim(note, (Source(CATALOGUE, entry.anchor, entry.head),))
            return Draft(Status.ANSWERED, (claim,), "register", topical=False)
    return None


def basis(desk: Desk) -> Draft | None:
    """Which texts of higher offices the document carries out: its title names them."""
    question = desk.question
    plain = Folded.of(f"{question.reading}\n{question.typed}").text
    others = set(Folded.of(question.topic).text.replace(".", " ").split()) - _OF_BASIS
    if not _CARRIES_OUT.search(plain) or desk.offices() or question.instruments or len(others) > 1:
        return None
    claims = tuple(
        DraftClaim(messages.TITLED.format(value=desk.document(p.document).title), _title_sources(desk, p))
        for p in desk.particulars("title")
    )
    return Draft(Status.ANSWERED, claims, "register", topical=False) if claims else None


def dated(desk: Desk) -> Draft | None:
    """Every date that the document gives itself."""
    claims = tuple(_date(desk))
    return Draft(Status.ANSWERED, claims, "register", topical=False) if claims else None


def _fit(desk: Desk, intent: Intent) -> float:
    """How surely the question is about the document itself: words of another subject speak against it."""
    if not _subject(desk):
        return 1.0
    score = min(1.0, desk.question.intents.scores[0][1])
    if intent is Intent.TITLE:
        return _title_fit(desk, score)
    if intent is Intent.DATE and not _ISSUED.search(Folded.of(desk.question.reading).text):
        return 0.0  # the day of something else
    unsure = score < SURE and not _OF_THE_TEXT.search(Folded.of(desk.question.reading).text)
    if unsure and (desk.evidence.told > OTHER_SUBJECT or intent is Intent.NUMBER):
        return 0.0
    return 1.0 if intent is Intent.RECIPIENT else score


def _title_fit(desk: Desk, score: float) -> float:
    """1 where a section such as "Mục đích" is named and little else, or surely; else what the title says."""
    few = len(desk.question.topic.replace(".", " ").split()) <= 2 or score >= SURE
    documents = desk.library.plan_documents
    if few and any(_named(desk, n.head.of(d.text)) for d in documents for n in _sections(d)):
        return 1.0
    return max(desk.evidence.coverage(d.number, ("ten.doan_1",)) for d in documents)


def _subject(desk: Desk) -> list[str]:
    """The words of the topic that do not only say which datum is asked for."""
    asked = {word for words in _ASKS.values() for phrase in words for word in phrase.split()} | _FRAME
    return [w for w in Folded.of(desk.question.topic).text.replace(".", " ").split() if w not in asked]


def _wanted(desk: Desk, intent: Intent) -> list[Intent]:
    """The intent itself, and others of this family that the question has the words and the score for."""
    plain = f" {Folded.of(desk.question.reading + ' ' + desk.question.typed).text} "
    also = [
        other
        for other, words in _ASKS.items()
        if other is not intent
        and intent in _ASKS
        and desk.question.intents.of(other) > 0.2
        and any(f" {word}" in plain for word in words)
    ]
    return [intent, *also]


def _wrong(desk: Desk, intent: Intent) -> str:
    """A name or a date that the question states and the document does not."""
    plain = Folded.of(desk.question.reading).text
    if intent is Intent.SIGNER and _CHAIR.search(plain) and not _WHO_IS_CHAIR.search(plain):
        return "Chủ tịch UBND tỉnh"
    if intent is Intent.SIGNER and (name := _person(desk)):
        signers = [desk.words(p.document, p.span) for p in desk.particulars("signer")]
        return "" if any(fold(name) in fold(signer) for signer in signers) else name
    if intent is Intent.DATE and (desk.question.dates or desk.question.years):
        days = (*desk.particulars("date"), *desk.particulars("attached_date"))
        printed = " ".join(desk.words(day.document, day.span) for day in days)
        figures = {same_figure(number) for number in re.findall(r"\d+", printed)}
        stated = (*desk.question.dates, *map(str, desk.question.years))
        return next((s for s in stated if not {same_figure(n) for n in re.findall(r"\d+", s)} <= figures), "")
    return ""


def _person(desk: Desk) -> str:
    """The name of a person in the question: capitalised words after what stands before names."""
    reading = desk.question.reading
    offices = " ".join(mention.text for mention in desk.question.agencies)
    for match in _BEFORE_NAME.finditer(reading):
        phrase = re.split(r"[^\w\s]", reading[match.end() :])[0]
        name = " ".join(takewhile(str.istitle, phrase.split()))
        if _NAME_WORDS[0] <= len(name.split()) <= _NAME_WORDS[1] and name not in offices:
            return name
    return ""


def _source(particular: Particular) -> Source:
    return Source(particular.document, particular.anchor, particular.span)


def _title_sources(desk: Desk, title: Particular) -> tuple[Source, ...]:
    """The lines of a title, each a unit of its own; the title where it has none."""
    node = desk.library.units(title.document).node(title.anchor)
    lines = node.children if node else ()
    return tuple(Source(title.document, line.anchor, line.head) for line in lines) or (_source(title),)


def _number(desk: Desk) -> Iterator[DraftClaim]:
    for found in desk.particulars("number"):
        yield DraftClaim(messages.NUMBER.format(value=found.document), (_source(found),))


def _date(desk: Desk) -> Iterator[DraftClaim]:
    for found in desk.particulars("date"):
        value = desk.words(found.document, found.span)
        yield DraftClaim(messages.DATED.format(value=value), (_source(found),))
    if "phu luc" in Folded.of(desk.question.reading).text:
        for found in desk.particulars("attached_date"):
            value = desk.words(found.document, found.span).strip("()")
            yield DraftClaim(messages.DATED_ANNEX.format(value=value), (_source(found),))


def _signer(desk: Desk) -> Iterator[DraftClaim]:
    for found in desk.particulars("signed_for"):
        lines = [line.strip() for line in desk.words(found.document, found.span).split("\n") if line.strip()]
        yield DraftClaim(
            messages.SIGNED.format(value=lines[-1], title=" – ".join(lines[:-1])), (_source(found),)
        )


def _issuer(desk: Desk) -> Iterator[DraftClaim]:
    for found in desk.particulars("signed_for"):
        first = desk.words(found.document, found.span).split("\n")[0].strip()
        yield DraftClaim(messages.ISSUED.format(value=first), (_source(found),))
    if _WHERE.search(Folded.of(desk.question.reading).text):
        yield from _date(desk)


def _title(desk: Desk) -> Iterator[DraftClaim]:
    for document in desk.library.plan_documents:
        asked = [node for node in _sections(document) if _named(desk, node.head.of(document.text))]
        for node in asked:
            yield DraftClaim(
                f"**{node.place}** – {node.head.of(document.text)}:",
                (Source(document.number, node.anchor, node.head),),
            )
            yield from bullet_claims(document, node)
        if not asked:
            found = next((p for p in desk.particulars("title") if p.document == document.number), None)
            if found:
                value = document.title[:1].upper() + document.title[1:]
                yield DraftClaim(messages.TITLED.format(value=value), _title_sources(desk, found))


def _sections(document: Document) -> Iterator[Node]:
    for node in document.root.walk():
        head = node.head.of(document.text).lower()
        if node.kind is NodeKind.SECTION and node.children and any(name in head for name in _SECTIONS):
            yield node


def _named(desk: Desk, heading: str) -> bool:
    plain = Folded.of(desk.question.reading).text
    title = Folded.of(heading.split(". ", 1)[-1]).text
    return title in plain or (title == "muc dich" and bool(_WHAT_FOR.search(plain)))


_TELL = {
    Intent.NUMBER: _number,
    Intent.DATE: _date,
    Intent.SIGNER: _signer,
    Intent.ISSUER: _issuer,
    Intent.TITLE: _title,
    Intent.RECIPIENT: recipient_claims,
}

"""Who issued the plan, or an instrument it cites, where a question names the wrong office."""

from __future__ import annotations

import re

from assistant import messages
from assistant.composers.wording import correction
from assistant.desk import Desk
from assistant.draft import Draft, DraftClaim, Source
from assistant.understanding.question import Question
from knowledge.document import Span
from knowledge.facts import Reference
from knowledge.text import Folded

_MADE = (
    r"(?:bieu quyet |da |moi |truc tiep |dich than |chinh thuc |dung ra )*"
    r"(?:thong qua|ban hanh|ky|phe duyet|duyet|soan|lam ra)"
)
_MADE_BY = re.compile(rf"^\W*{_MADE}\b")
_BY = re.compile(r"\b(?:do|boi|duoc|by|cua)(?: (?:bo truong|chu tich|giam doc|lanh dao))?\W*$")
_OF = re.compile(
    r"^\W*(?:(?:ngay|nam) [\d/]+ )?(?:la )?(?:(?:nghi quyet|nghi dinh|quyet dinh|thong tu|van ban) )?"
    r"(?:cua|by|of)(?: the)?\W*$"
)
_MADE_BEFORE = re.compile(rf"\b{_MADE}(?: \S+){{0,3}} (?:do|boi|cua|by)\W*$")
_PLAN = re.compile(r"\b(?:ke hoach(?: nay| 127|\b)|van ban nay|ban nay|plan)\b")
_SIGNED_BY = {"-TTg": "thu-tuong-chinh-phu", "-CP": "chinh-phu"}
"""Numbers that tell who made the instrument."""

_HEAD = "chu-tich-ubnd-tinh"
_ISSUERS = ("ubnd-tinh", _HEAD)
_SIGNS = re.compile(r"(?<!chu )\bky\b")
_AS_HEAD = re.compile(
    r"\bky\b(?: \S+){0,6} (?:voi tu cach|voi chuc|chuc(?: vu| danh)?|la|lam) (?:la )?(?:mot )?chu tich\b"
)
_SIGNATURE = "signed_for"
_DEPUTY = re.compile(r"\bpho chu tich\b")

NEAR_BEFORE, NEAR_AFTER = 30, 40
"""Characters before and after an office in which what it is said to have made is named."""

MAKER_WITHIN = 120
"""Characters after an instrument's number in which the plan names who issued it."""

OF_WITHIN = 60
"""Characters after an instrument's number in which "của" has to follow."""


def wrong_maker(desk: Desk) -> Draft | None:
    """The correction of a plan, or an instrument cited, ascribed to an office that did not issue it."""
    question = desk.question
    if _wrong_title(desk):
        return _not_made_by(desk, _HEAD)
    makers = [m for m in question.agencies if _made_by(question.reading, m.span) or _owner(question, m.span)]
    if not makers:
        return None
    office = makers[0].agency_ids
    if any(not desk.is_plan(number) for item in question.instruments for number in item.numbers):
        return _other_maker(desk, office)
    if not _made_plan(question.reading, makers[0].span):
        return None
    if set(office) & set(_ISSUERS):
        signs = office[0] == _HEAD and bool(_SIGNS.search(Folded.of(question.reading).text))
        return _not_made_by(desk, _HEAD) if signs and _by_a_deputy(desk) else None
    return _not_made_by(desk, office[0])


def _wrong_title(desk: Desk) -> bool:
    """Whether the plan is said to be signed by somebody as head of the committee, where a deputy signed."""
    plain = Folded.of(desk.question.reading).text
    said = _AS_HEAD.search(plain) and not _DEPUTY.search(plain)
    return bool(said) and desk.claimed.whole and _by_a_deputy(desk)


def _made_plan(reading: str, office: Span) -> bool:
    """Whether what the office is said to have made is the plan: named just before it or just after."""
    before = Folded.of(reading[: office.start]).text[-NEAR_BEFORE:]
    after = Folded.of(reading[office.end :]).text[:NEAR_AFTER]
    return bool(_PLAN.search(before) or _PLAN.search(after))


def _other_maker(desk: Desk, offices: tuple[str, ...]) -> Draft | None:
    """An instrument ascribed to an office, where the plan names another beside it."""
    numbers = {number for item in desk.question.instruments for number in item.numbers}
    every = desk.references()
    for reference in every:
        makers = _makers(desk, reference) if reference.number in numbers else set()
        if makers and not makers & set(offices):
            stated = desk.words(reference.document, reference.clause).rstrip(" ;")
            text = messages.NOT_FIGURE_PLAIN.format(asked=desk.asked_name(offices[0]), stated=stated)
            source = Source(reference.document, reference.anchor, reference.clause)
            return _denial(text, source, offices)
    return None


def _makers(desk: Desk, reference: Reference) -> set[str]:
    """The makers of an instrument: whom its number tells, else whom the plan names after "của"."""
    signed = {maker for sign, maker in _SIGNED_BY.items() if reference.number.endswith(sign)}
    _, _, after = desk.words(reference.document, reference.clause).partition(reference.number)
    if signed or " của " not in after[:OF_WITHIN]:
        return signed
    return {name for mention in desk.agencies.find(after[:MAKER_WITHIN]) for name in mention.agency_ids}


def _made_by(reading: str, office: Span) -> bool:
    """Whether the words around an office say that it issued, passed or signed something."""
    after = Folded.of(reading[office.end :]).text
    before = Folded.of(reading[: office.start]).text
    if _MADE_BEFORE.search(before):
        return True
    verb = _MADE_BY.search(after)
    return bool(verb and (_BY.search(before) or "thong qua" in verb.group() or "ky" in verb.group().split()))


def _owner(question: Question, office: Span) -> bool:
    """Whether an office stands right after an instrument as the one it is of: "Thông tư 01/2020 của Bộ …"."""
    between = (question.reading[i.span.end : office.start] for i in question.instruments)
    return any(_OF.search(Folded.of(words).text) for words in between)


def _not_made_by(desk: Desk, office: str) -> Draft | None:
    for found in desk.particulars(_SIGNATURE):
        lines = [line.strip() for line in desk.words(found.document, found.span).split("\n")]
        right = messages.SIGNED.format(value=lines[-1], title=" – ".join(filter(None, lines[:-1])))
        text = messages.NOT_MADE.format(asked=desk.asked_name(office), issuer=lines[0], signer=right)
        return _denial(text, Source(found.document, found.anchor, found.span), (office,))
    return None


def _by_a_deputy(desk: Desk) -> bool:
    """Whether a deputy signed for the head of the committee."""
    words = (desk.words(found.document, found.span) for found in desk.particulars(_SIGNATURE))
    return any(_DEPUTY.search(Folded.of(text).text) for text in words)


def _denial(text: str, source: Source, offices: tuple[str, ...]) -> Draft:
    claim = DraftClaim(text, (source,), echoes=offices)
    return correction(claim)

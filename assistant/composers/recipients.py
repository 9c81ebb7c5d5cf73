"""Who gets the document: all lines of "Nơi nhận", or those of the offices that a question names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant import messages
from assistant.answer import Status
from assistant.composers.wording import correction
from assistant.desk import Desk
from assistant.draft import Draft, DraftClaim, Source
from knowledge.document import Span
from knowledge.facts import Particular
from knowledge.text import Folded

_TO_REPORT = re.compile(r"\b(?:bao cao|b/c|trung uong|cap tren)\b")
"""Some recipients get the plan "để báo cáo": the line says (b/c)."""

_SENDING = re.compile(
    r"\b(?:gui|goi|nhan|luu|chuyen|den tay|phat hanh|sent|send|recipients?|copy|copies|receives?)\b"
)
_IS_SENT = re.compile(
    r"\b(?:ke hoach|van ban)(?: nay| 127)?(?: (?:co|duoc|phai|thi|se|da|lai|nay))*"
    r" (?:gui|goi|chuyen|copied|copy|sent)\b"
    r"|\b(?:gui|goi|chuyen) (?:\S+ ){0,3}(?:ke hoach|van ban) nay\b|\bnoi nhan\b"
)
_REPORT_ON_IT = re.compile(
    r"\bbao cao(?: (?:ket qua|tinh hinh|tien do|viec|cong tac|ve|cua|trien khai|to chuc|thuc hien|hang nam))+"
    r" (?:ke hoach|van ban)(?: nay| so)?(?: 127)?"
)
_MONEY = re.compile(
    r"\b(?:tien|von|tiet kiem)\b(?=.*\b(?:gui|chuyen)\b)"
    r"|\b(?:gui|chuyen) (?:\S+ ){0,2}(?:tien|von|tiet kiem)\b"
)
""" "Quỹ đang dư tiền, gửi ngân hàng được không?": money is sent, no document."""

_GETS = re.compile(r"\b(?:cho|toi|den|ve|len|to)\W*(?:the )?$")
""" "Kế hoạch được gửi cho Bộ …": it is the plan that somebody gets, not a report."""

_WHICH = re.compile(
    r"\b(?:bo|so|ban|nganh|co quan|noi|don vi|ben) nao\b|\b(?:nhung|cac) (?:dau|ai)\b|\b(?:which|who else)\b"
)
""" "Gửi những bộ nào, có gửi ngân hàng không?" asks for the others, too."""

SURE = 0.65
"""Score of the intent from which recipients are asked for without a word for sending."""


def recipients(desk: Desk) -> Draft | None:
    """Who gets the document."""
    claims = tuple(recipient_claims(desk))
    return Draft(Status.ANSWERED, claims, "register", topical=False) if claims else None


def is_sent(desk: Desk) -> bool:
    """Whether the question is about sending the document itself."""
    return bool(_IS_SENT.search(without_reports(desk)))


def without_reports(desk: Desk) -> str:
    """The question, folded, without "báo cáo kết quả thực hiện kế hoạch": a report is sent, not the plan."""
    return _REPORT_ON_IT.sub("bao cao", Folded.of(desk.question.reading).text)


def wrong_recipient(desk: Desk) -> Draft | None:
    """The correction where the document is said to go to somebody whom its recipients do not name."""
    question = desk.question
    if not is_sent(desk) or question.negated or not desk.claimed.anything:
        return None
    found = desk.particulars("recipient")
    named = next((m for m in question.agencies if _gets(question.reading, m.span)), None)
    ids = set(named.agency_ids) if named else set()
    if (
        named is None
        or not found
        or any({*ids, *desk.groups(named.agency_ids)} & _offices(desk, r) for r in found)
    ):
        return None
    asked = desk.asked_name(named.agency_ids[0])
    text = messages.NOT_RECEIVED.format(asked=asked)
    line = DraftClaim(text, tuple(_source(item) for item in found), echoes=named.agency_ids)
    claims = (
        line,
        *(
            DraftClaim(_words(desk, item), (_own_source(desk, item),), depth=1)
            for item in _reported(desk, found)
        ),
    )
    return correction(*claims)


def _gets(reading: str, office: Span) -> bool:
    return bool(_GETS.search(Folded.of(reading[: office.start]).text))


def _reported(desk: Desk, found: tuple[Particular, ...]) -> tuple[Particular, ...]:
    """Of the recipients those who get it to be told, where the question speaks of that."""
    if not _TO_REPORT.search(Folded.of(desk.question.reading).text):
        return found
    return tuple(item for item in found if "(b/c)" in desk.words(item.document, item.span))


def asks_recipients(desk: Desk) -> bool:
    """Whether the question is surely about recipients or has a word for sending."""
    question = desk.question
    plain = Folded.of(f"{question.reading}\n{question.typed}").text
    if _MONEY.search(plain) and not is_sent(desk):
        return False
    return question.intents.scores[0][1] >= SURE or bool(_SENDING.search(plain))


def recipient_claims(desk: Desk) -> Iterable[DraftClaim]:
    """The lines of the offices named; of all recipients where none is."""
    found = desk.particulars("recipient")
    named = {*desk.question.agency_ids, *desk.groups(desk.question.agency_ids)}
    mine = [item for item in found if named & _offices(desk, item)]
    asks_which = _WHICH.search(Folded.of(desk.question.reading).text)
    found = found if named and not asks_which else _reported(desk, found)
    line = messages.RECEIVED_YES if desk.question.yes_no else messages.RECEIVED_BY
    for item in mine:
        yield DraftClaim(line.format(value=_words(desk, item)), (_source(item),))
        if "(b/c)" in _words(desk, item):
            yield DraftClaim(messages.RECEIVED_TO_KNOW, (_source(item),))
    if (mine and not asks_which) or not found:
        return
    yield DraftClaim(messages.RECEIVED, tuple(_source(item) for item in found))
    for item in found:
        yield DraftClaim(_words(desk, item), (_source(item),), depth=1)


def _offices(desk: Desk, line: Particular) -> set[str]:
    mentions = desk.agencies.find(desk.words(line.document, line.span))
    return {name for mention in mentions for name in mention.agency_ids}


def _words(desk: Desk, line: Particular) -> str:
    return desk.words(line.document, line.span).rstrip(";.")


def _source(line: Particular) -> Source:
    return Source(line.document, line.anchor, line.span)


def _own_source(desk: Desk, line: Particular) -> Source:
    """The line in its own unit, where it has one."""
    node = desk.library.units(line.document).node(line.anchor)
    units = node.children if node else ()
    own = (part.anchor for part in units if part.head.start <= line.span.start < part.head.end)
    return Source(line.document, next(own, line.anchor), line.span)

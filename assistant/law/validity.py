"""Whether an instrument holds: the catalogue's sentence on it, with its source."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant import messages
from assistant.answer import Status
from assistant.desk import Desk
from assistant.draft import Draft, DraftClaim, Source
from assistant.law.named import Named, text_at_hand
from assistant.law.wording import label_of
from assistant.understanding.intents import Intent
from knowledge.builds import CATALOGUE
from knowledge.document import Document, Node, Span
from knowledge.library import entry_anchor
from knowledge.standing import Standing
from knowledge.standing_words import written
from knowledge.text import Folded

LIKELY = 0.26
"""Score from which an intent is more than the least unlikely one."""

_ASKS = re.compile(
    r"\b(?:con|het|co|dang|chua co|mat) hieu luc\b"
    r"|\bhieu luc\b.*\b(?:khi nao|tu ngay|bao gio|den|toi|ngay nao|khong|chua)\b"
    r"|\bcon (?:ap dung|dung|xai|gia tri|song)\b"
    r"|\b(?:bi|duoc|da) (?:thay the|thay bang|thay|sua doi|sua|bai bo|huy bo|bo(?! (?:tri|sung|nhiem)))\b"
    r"|\bthay the\b|\bthay cho\b|\bvan ban (?:nao )?(?:moi|thay|sua)|\b(?:het han|qua han|cu chua|loi thoi)\b"
    r"|\bcon\b(?! gi| ai| phai| bao nhieu| may| co| kip| duoc| du).{0,45}"
    r"\b(?:khong|hong|hay khong|chua|nua khong)\W*$"
    r"|\b(?:in force|still valid|repealed|replaced|superseded|amended|effective)\b"
)
_SINCE = re.compile(r"\bhieu luc\b.*\b(?:khi nao|tu ngay|bao gio|ngay nao|tu luc|nam nao)\b|\beffective\b")

_ENDED_BY_IT = re.compile(
    r"(?<!bi )(?<!duoc )\b(?:thay(?: the)?(?: cho)?|bai bo)"
    r" (?:(?:nhung|cac) )?(?:luat|nghi dinh|thong tu|quyet dinh|nghi quyet|van ban|cai|cho|nd|tt|qd|nq|vb)"
    r"(?: cu)?"
    r" (?:nao|gi|so may)\b(?! thay)|\bthay (?:the )?cho gi\b|\b(?:replace|repeal)s? (?:which|what)\b"
    r"|\b(?:which|what) (?:\S+ ){0,12}?(?:does|did) .{0,60}\b(?:replace|repeal)\b"
    r"|\b(?:which|what)(?: \S+){1,3} (?:was|were) (?:replaced|repealed) by\b"
)
"""What an instrument put an end to is asked for, not what became of it."""

_ENDS_ANY = re.compile(
    r"\b(?:bai bo|thay the)\b.*\b\d+/(?:\d{4}/)?[a-z]"
    r"|\b\d+/(?:\d{4}/)?[a-z]\S*.*\b(?:bai bo|het hieu luc)\b"
)
_EXCEPTED = re.compile(r"\btru quy dinh tai khoan (?P<clause>\d+) dieu nay\b")
_BEGINS = re.compile(r"^(?:\d+\s*\.\s*)?(?:\S+ ){2,7}co hieu luc (?:thi hanh )?(?:ke )?tu")


def asks_validity(desk: Desk) -> bool:
    """Whether the question is about an instrument's validity."""
    intent, score = desk.question.intents.scores[0]
    return (
        bool(_ASKS.search(_asked(desk)))
        or _asks_what_it_ended(desk)
        or (intent is Intent.VALIDITY and score >= LIKELY)
    )


def _asks_what_it_ended(desk: Desk) -> bool:
    return bool(_ENDED_BY_IT.search(_asked(desk)))


def _asked(desk: Desk) -> str:
    """The question as it is read and as it was typed, folded."""
    return Folded.of(f"{desk.question.reading}\n{desk.question.typed}").text


def validity(desk: Desk, wanted: Sequence[Named]) -> Draft | None:
    """How each named instrument stands on the day asked about, with what followed it."""
    ended = _asks_what_it_ended(desk)
    claims = [claim for item in wanted for claim in (ended and _ended_by(desk, item)) or _told(desk, item)]
    if not claims:
        return None
    return Draft(Status.ANSWERED, tuple(dict.fromkeys(claims)), "law", topical=False)


def _told(desk: Desk, item: Named) -> list[DraftClaim]:
    anchor = item.anchors[0] if item.anchors else ""
    standing = desk.catalogue.standing(item.number, desk.day, anchor)
    entry = entry_of(desk, standing.number)
    if entry is None:
        return []
    claims = [standing_claim(desk, standing, entry), *_in_the_text(desk, item.number, standing)]
    if _SINCE.search(Folded.of(desk.question.reading).text) and (begun := _begun(desk, item.number, entry)):
        claims.insert(0, begun)
    return claims


def _ended_by(desk: Desk, item: Named) -> list[DraftClaim]:
    """What became of the instruments that this one replaced or repealed, and its clause that says so."""
    instrument = desk.catalogue.get(item.number)
    relations = (*instrument.related("replaces"), *instrument.related("repeals")) if instrument else ()
    claims = []
    for old in dict.fromkeys(relation.number for relation in relations):
        if entry := entry_of(desk, old):
            claims.append(standing_claim(desk, desk.catalogue.standing(old, desk.day), entry))
            claims += [found] if (found := _clause(desk, item.number, _ends(old))) else []
    if not claims and (found := _clause(desk, item.number, _ENDS_ANY)):
        claims = [*_told(desk, item), found]
    return claims


def standing_claim(desk: Desk, standing: Standing, entry: Node) -> DraftClaim:
    """The catalogue's sentence; the day asked about is an echo of the question."""
    source = Source(CATALOGUE, entry.anchor, entry.head)
    return DraftClaim(standing.note, (source,), echoes=_days(desk))


def _in_the_text(desk: Desk, number: str, standing: Standing) -> list[DraftClaim]:
    """The clause that says so: on when it begins in its own text, on its end in the text that ended it."""
    if standing.status in ("replaced", "expired"):
        ends = _ends(number)
        found = [_clause(desk, other, ends) for other in standing.by]
    else:
        found = [_clause(desk, number, _BEGINS)]
    claims = [claim for claim in found if claim]
    return [*claims, *(claim for told in claims for claim in _excepted(desk, told))]


def _excepted(desk: Desk, told: DraftClaim) -> list[DraftClaim]:
    """The clause that a "trừ quy định tại khoản 2 Điều này" of a clause told speaks of."""
    source = told.sources[0]
    match = _EXCEPTED.search(Folded.of(told.text).text)
    article = source.anchor.split(".")[0]
    node = desk.library.units(source.document).node(f"{article}.khoan_{match['clause']}") if match else None
    document = desk.library.document(source.document)
    if node is None or document is None:
        return []
    return [
        _quoted(desk, document, node.place, Source(document.number, node.anchor, Span(node.start, node.end)))
    ]


def _ends(number: str) -> re.Pattern[str]:
    """What a clause says that ends the instrument with this number."""
    name = re.escape(Folded.of(number).text)
    return re.compile(rf"{name}[^.;]{{0,160}}\bhet hieu luc\b|\b(?:bai bo|thay the)\b[^.;]{{0,200}}{name}")


def _clause(desk: Desk, number: str, pattern: re.Pattern[str]) -> DraftClaim | None:
    """The last clause of a text at hand that matches."""
    document = text_at_hand(desk, number)
    if document is None:
        return None
    for passage in reversed(desk.library.passages_of(number)):
        words = passage.span.of(document.text)
        if pattern.search(Folded.of(words).text):
            return _quoted(desk, document, passage.place, Source(number, passage.anchor, passage.span))
    return None


def _quoted(desk: Desk, document: Document, place: str, source: Source) -> DraftClaim:
    """The words of a unit under its label."""
    words = " ".join(source.span.of(document.text).split())
    return DraftClaim(f"{label_of(desk, document, place)}: {words}", (source,), depth=1)


def _begun(desk: Desk, number: str, entry: Node) -> DraftClaim | None:
    instrument = desk.catalogue.get(number)
    if instrument is None or instrument.effective is None:
        return None
    text = messages.LAW_SINCE.format(label=instrument.label, day=written(instrument.effective))
    return DraftClaim(text, (Source(CATALOGUE, entry.anchor, entry.head),))


def entry_of(desk: Desk, number: str) -> Node | None:
    """The instrument's line in the catalogue's document."""
    if desk.library.document(CATALOGUE) is None:
        return None
    return desk.library.units(CATALOGUE).node(entry_anchor(number))


def _days(desk: Desk) -> tuple[str, ...]:
    day = desk.day
    return (written(day), f"{day.day}/{day.month}/{day.year}")

"""Bodies that a question and a clause name for one deed: who decides, who is handed something.

All texts here are folded: lower case, no marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.law.clause_words import KNOWN, RUN, Clause, Says, content_of, share_of

_FIELD = "ke hoach|tai chinh|nong nghiep|cong thuong|noi vu|lao dong|tu phap|khoa hoc|tai nguyen"
_LEVEL = r"(?:(?: cap)? (?P<level>xa|phuong|huyen|quan|tinh|trung uong|viet nam)\b)?"
_KINDS = {
    "committee": r"(?:chu tich )?(?:uy ban(?: nhan dan)?|ubnd)|chu tich xa|chu tich huyen|chu tich tinh",
    "registry": r"co quan dang ky(?: kinh doanh)?",
    "department": rf"so (?:{_FIELD})",
    "office": r"phong (?:tai chinh|nong nghiep|kinh te|dang ky|noi vu)",
    "ministry": rf"bo (?:{_FIELD}|quoc phong)",
    "premier": r"thu tuong(?: chinh phu)?",
    "government": r"chinh phu",
    "assembly": r"quoc hoi",
    "council": r"hoi dong nhan dan",
    "board": r"(?:chu tich )?hoi dong quan tri",
    "meeting": r"dai hoi(?: thanh vien| dai bieu| toan the)?",
    "auditors": r"ban kiem soat|kiem soat vien",
    "director": r"(?:tong )?giam doc(?: \(tong giam doc\))?",
    "alliance": r"lien minh(?: hop tac xa)?",
    "fund": r"quy(?: ho tro phat trien)? hop tac xa",
    "bank": r"ngan hang nha nuoc",
    "court": r"toa an",
}
"""Kinds of bodies by their names; those of one kind part by their level and their field."""

_BODY = rf"(?P<body>{'|'.join(_KINDS.values())}){_LEVEL}(?! (?:nao|may|gi)\b)"
_DEEDS = {
    "appoints": r"bo nhiem|bau|cu|chi dinh|mien nhiem",
    "decides": r"quyet dinh|phe duyet|duyet|chuan y",
    "issues": r"ban hanh",
    "founds": r"thanh lap|lap ra",
    "grants": r"cap",
    "convenes": r"trieu tap",
    "handed": r"gui|nop|bao cao|trinh|thong bao",
    "belongs": r"truc thuoc",
}
_ACTIVE = "|".join(_DEEDS[name] for name in ("appoints", "decides", "issues", "founds", "grants", "convenes"))
_ACTED = re.compile(rf"\b(?:{_ACTIVE})\b")
_IN_BETWEEN = "va|cung|noi|so|tai|dau|tu|khac|quan|tri|ra|ky|truc tiep"
_DONE_BY = re.compile(
    rf"\b(?:do|duoc|boi) (?:ong |ba |chinh )?{_BODY}"
    rf"(?: (?:{_IN_BETWEEN})\b| \S+(?= (?:{_ACTIVE})\b)){{0,5}} (?P<deed>{_ACTIVE})\b"
)
_PUT_TO = re.compile(
    rf"\btrinh (?P<who>{'|'.join(_KINDS.values())})[^.;:]{{0,260}}? (?P<deed>{_DEEDS['decides']})\b"
)
"""Who is put something to decide: "trình Liên minh hợp tác xã … phê duyệt"."""

_HANDED = re.compile(
    rf"\b(?P<deed>{_DEEDS['handed']})(?:(?: (?!(?:va|de|thi|ma)\b)(?:[^\s.;]|\.(?=\d))+){{0,24}}?"
    rf" (?:cho|len|den|toi))?(?: (?:ra|qua|voi|ve|thang|tai|cho|len|den|toi))*(?: ong| ba)? {_BODY}"
)
_BELONGS = re.compile(rf"\b(?P<deed>truc thuoc) {_BODY}")
_DUTIES = re.compile(rf"\b(?:nhiem vu|quyen han|quyen|tham quyen)(?: va nghia vu)? cua {_BODY}")
_NAMED = re.compile(rf"\b{_BODY}")
_ANY = re.compile(r"\bco quan (?!dang ky)|\bnguoi co tham quyen\b|\bcap co tham quyen\b|\bchu so huu\b")
_CHOICE = re.compile(r"\b(?:hay|hoac|hay la)\b")
_NOT = re.compile(r"\b(?:khong|chua|chang|khong phai)(?: \S+)?\W*$")
_OWN = ("board", "meeting", "auditors", "director")
"""Bodies of a co-operative itself."""

_LEVELS = ("xa", "huyen", "tinh")
_LOCAL = {"phuong": "xa", "quan": "huyen"}


@dataclass(frozen=True, slots=True)
class Body:
    """A body by its kind, the words of its name, and its level; an empty level may be any."""

    kind: str
    name: str
    level: str

    def may_be(self, other: Body) -> bool:
        """Whether both names may be of one body: registries are offices of districts and departments."""
        if self.kind != other.kind:
            return {self.kind, other.kind} in ({"registry", "office"}, {"registry", "department"})
        same_field = self.kind not in ("department", "office", "ministry") or self.name == other.name
        return same_field and (self.level == other.level or not (self.level and other.level))


@dataclass(frozen=True, slots=True)
class Deed:
    """What a text says that a body does or is handed; `said` names both."""

    kind: str
    body: Body
    said: str


def deeds(text: str) -> Iterator[Deed]:
    """The deeds of which a text names the body."""
    for pattern in (_DONE_BY, _HANDED, _BELONGS):
        for match in pattern.finditer(text):
            if not _NOT.search(text[: match.start()]):
                yield Deed(_kind_of(match["deed"]), _body(match), match.group())


def unnamed_deeds(question: str, near: Sequence[Clause]) -> tuple[Deed, ...]:
    """The deeds that a question takes for those of a body that none of the clauses found names."""
    found = () if _CHOICE.search(question) else tuple(deeds(question))
    named = [_body(match) for clause in near for match in _NAMED.finditer(clause.whole)] if found else []
    return tuple(deed for deed in found if not any(map(deed.body.may_be, named)))


def names_the_body(clause: Clause, deed: Deed, question: str, says: Says) -> bool:
    """Whether the clause is about what a question says of a deed, and names the body whose deed it is."""
    before, _, after = question.partition(deed.said)
    about = content_of(before)
    if len(about) < RUN:  # "gửi cho ai cái gì": what it is about comes after
        about = content_of(f"{before} {after}")
    outside = deed.body.kind not in _OWN
    told = deed.kind in _told(clause, outside=outside) and not _ANY.search(clause.words)
    return told and len(about) >= RUN and share_of(about, clause.whole, says) >= KNOWN


def _told(clause: Clause, *, outside: bool) -> Iterator[str]:
    """The kinds of deeds of a clause; its list of an own body's duties counts against one from `outside`."""
    yield from (deed.kind for deed in deeds(clause.words))
    yield from (_kind_of(match["deed"]) for match in _PUT_TO.finditer(clause.words))
    owner = _DUTIES.search(clause.headings) if outside else None
    if owner and _body(owner).kind in _OWN:
        yield from (_kind_of(match.group()) for match in _ACTED.finditer(clause.words))


def _kind_of(deed: str) -> str:
    return next(kind for kind, words in _DEEDS.items() if re.fullmatch(words, deed))


def _body(match: re.Match[str]) -> Body:
    kind = next(kind for kind, words in _KINDS.items() if re.fullmatch(words, match["body"]))
    words = match["body"].split()
    level = match["level"] or (words[-1] if words[-1] in _LEVELS else "")
    return Body(kind, " ".join(words[:2]), _LOCAL.get(level, level))

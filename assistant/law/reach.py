"""How far a rule reaches: to all or with an exception, to some alone or to more.

All texts here are folded: lower case, no marks.
"""

from __future__ import annotations

import re

from assistant.law.clause_words import KNOWN, TOLD, Clause, Says, content_of, share_of

_ALL = re.compile(
    r"\bmoi (?=(?:tai san|thanh vien|nguoi(?! hoi| noi| bao)|khoan|truong hop|hop tac xa|to chuc|ca nhan"
    r"|doi tuong|quy|von|giao dich|nghi quyet|quyet dinh|ho so|du an|chinh sach)\b)"
    r"|\b(?:tat ca|toan bo|bat (?:ky|cu|ki)|het thay)\b|\b\S+ (?:nao|gi) cung\b|\bai cung\b"
)
"""A folded "moi" may be "mới", too; not before these."""
_EXCEPTED = re.compile(
    r"(?P<ruled>[^.;:]*?)\b(?:ngoai )?tru"
    r" (?!chi\b)(?!so\b)(?!truong hop (?:\S+ ){0,6}co quy dinh khac\b)(?=[^.;:]{6})"
)
_ONLY = re.compile(r"\bchi (?!dao|dan|dinh|tieu|phi|nhanh|so\b)(?P<claimed>.+)$")
_ANY_SIZE = r"(?:sieu nho|nho|vua|lon)"
_SIZE = re.compile(
    rf"\bquy mo (?P<sizes>{_ANY_SIZE}(?:(?:,| va| hoac) {_ANY_SIZE})*)\b|\bhop tac xa (?P<size>sieu nho)\b"
)
_KIND = r"(?P<kind>chinh thuc|lien ket gop von|lien ket khong gop von)"
_MEMBERS = re.compile(rf"\b(?:(?:thanh vien|nguoi) )?{_KIND}\b")
_ONLY_MEMBERS = re.compile(rf"\bchi (?:co |duoc |chia cho |cho )*(?P<who>(?:thanh vien |nguoi )?{_KIND})\b")
_NUMBERED = re.compile(r"\b(?P<label>nhom|loai|hang|muc|bac|buoc|dot|lan|cap|quy) (?P<number>\d+)\b")


_ONLY_WHEN = re.compile(r"\bchi duoc (?P<done>[^.;:]{4,}?) (?:khi|neu|trong truong hop) (?P<needed>[^.;:]+)")
_LACKING = re.compile(r"\b(?:chua|khong|con|thieu|dang)\b")
_ALL_THE_SAME = re.compile(
    rf"(?P<without>.*{_LACKING.pattern}.*?),? (?:van|cung|la) (?:duoc|co the) (?P<done>.+)$"
)
_BEFORE = re.compile(
    r"^(?P<first>.+?) (?:(?:van|lai|phai|duoc|uu tien|thanh toan|tra|chia|giai quyet|xep) )*"
    r"truoc(?: khi| ca)? (?P<second>.+)$"
)
_POINT = re.compile(r"(?:^|(?<=\s))[a-z]\) ")


def overreaches(clause: Clause, premise: str, says: Says) -> bool:
    """Whether the premise takes for a rule about all what the clause rules with an exception."""
    if not _ALL.search(premise):
        return False
    words = content_of(_ALL.sub(" ", premise))
    if share_of(words, clause.whole, says) < KNOWN:
        return False
    return any(share_of(words, found["ruled"], says) >= TOLD for found in _EXCEPTED.finditer(clause.words))


def leaves_out(clause: Clause, premise: str) -> bool:
    """Whether the premise has only some of what the clause counts up: "nhóm 3, nhóm 4 và nhóm 5"."""
    only = _ONLY.search(premise)
    claimed = _numbered(only["claimed"]) if only else frozenset()
    lists = (_numbered(sentence) for sentence in re.split(r"[.;:]", clause.words))
    return bool(claimed) and any(claimed < listed for listed in lists)


def leaves_members_out(clause: Clause, premise: str, says: Says) -> bool:
    """Whether the premise has only one kind of members do or get what the clause rules for several kinds."""
    match = _ONLY_MEMBERS.search(premise)
    if match is None:
        return False
    claimed, words = _kinds(match["who"]), content_of(_MEMBERS.sub(" ", premise[match.start() :]))
    return any(
        claimed < _kinds(sentence) and share_of(words, sentence, says) >= TOLD
        for sentence in re.split(r"[.;:]", clause.words)
    )


def is_of_other_size(clause: Clause, premise: str, says: Says) -> bool:
    """Whether the premise has for co-operatives of one size what the clause rules for other sizes alone."""
    claimed, ruled = _sizes(premise), _sizes(clause.words)
    words = content_of(_SIZE.sub(" ", premise))
    return bool(claimed and ruled) and not claimed & ruled and share_of(words, clause.whole, says) >= KNOWN


def _sizes(text: str) -> frozenset[str]:
    """The sizes of co-operatives that a text names, several after one "quy mô"."""
    return frozenset(
        size
        for found in _SIZE.finditer(text)
        for size in re.split(r", | va | hoac ", found["sizes"] or found["size"])
    )


def _kinds(text: str) -> frozenset[str]:
    """The kinds of members that a text names."""
    return frozenset(found["kind"] for found in _MEMBERS.finditer(text))


def _numbered(text: str) -> frozenset[tuple[str, str]]:
    return frozenset((found["label"], found["number"].lstrip("0")) for found in _NUMBERED.finditer(text))


def needs_more(clause: Clause, premise: str, says: Says) -> bool:
    """Whether the premise has done all the same what the clause allows only when something is given."""
    claimed = _ALL_THE_SAME.search(premise)
    if claimed is None:
        return False
    done, without = content_of(claimed["done"]), content_of(_LACKING.sub(" ", claimed["without"]))
    return any(
        share_of(done, rule["done"], says) >= KNOWN and share_of(without, rule["needed"], says) >= TOLD
        for rule in _ONLY_WHEN.finditer(clause.words)
    )


def turns_round(clause: Clause, premise: str, says: Says) -> bool:
    """Whether the premise puts first what the clause counts up after it, in an order of priority."""
    claimed = _BEFORE.search(premise)
    if claimed is None or "thu tu" not in clause.words:
        return False
    points = _POINT.split(clause.words)[1:]
    first, second = (_place(content_of(claimed[name]), points, says) for name in ("first", "second"))
    return first is not None and second is not None and second < first


def _place(words: list[str], points: list[str], says: Says) -> int | None:
    """Which point alone says what words say."""
    told = [share_of(words, point, says) for point in points]
    best = max(told, default=0.0)
    return told.index(best) if best >= TOLD and told.count(best) == 1 else None

"""Whether a clause says the opposite of what a question takes for granted: a permission, a body, a reach.

All texts here are folded: lower case, no marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.law.clause_words import (
    EMPTY,
    KNOWN,
    NAMES,
    RUN,
    TOLD,
    WORD,
    Clause,
    Says,
    about_the_same,
    content_of,
    share_of,
)
from assistant.law.deciders import is_of_another, names_another
from assistant.law.limits import counts_from_another_day, turns_a_limit
from assistant.law.opposed import bars_several, opposed
from assistant.law.reach import (
    is_of_other_size,
    leaves_members_out,
    leaves_out,
    needs_more,
    overreaches,
    turns_round,
)

ALLOWED = 0.75
"""So much of what is taken for forbidden must stand in the words that allow it."""

OF_POINT = 0.65
"""The same in one point of a list of rights, which is short."""

HEAD = 6
SAID = 0.5
"""So large a part of so many first words of a denial must the question say: they tell what is denied."""

SEGMENT = 30
"""Words after a "không được" that it may deny."""

_GENERIC = re.compile(
    r"^(?: |su dung|dong thoi|la|dung|lam|cac|nguon|thuoc|tu|duoc|de|von|von tu"
    r"|tro thanh|phai|cau tu|thuc hien)+ "
)
"""Words at the head of a denial that tell nothing yet of what is denied."""

_BOUND = r"(?! (?:it|nhieu|thap|cao|vuot|qua|duoi|tren|lon|nho)\b)"
"""What makes a limit of a denial ("không được ít hơn 50%")."""

_DENIED = (
    (
        re.compile(
            r"\b(?:duoc|co the|co quyen|cho phep|dung"
            r"|su dung|xai"
            r"|lay|dem|rut|kiem(?! (?:soat|toan|tra|ke|dinh))|van|ung cu)\b"
        ),
        re.compile(rf"\bkhong (?:duoc|dong thoi|su dung|co quyen){_BOUND}\b|\bnghiem cam\b|\bbi cam\b"),
    ),
    (re.compile(r"\b(?:phai|can|bat buoc)\b"), re.compile(rf"\bkhong (?:phai|can|bat buoc){_BOUND}\b")),
    (re.compile(r"\bco\b"), re.compile(r"\bkhong co\b")),
)
"""What a question may take for granted, and the words by which a clause denies it."""

_NEGATED = re.compile(r"\b(?:khong|chua|chang|cam|khoi|(?<!, )mien(?! (?:co|la|sao|moi)\b))\b")
""" "Miễn có nhu cầu" is a condition."""

_STILL = re.compile(r"\b(?:van|cung|deu) (?:duoc|co the|phai|co quyen)\b")
_FORBIDDEN = re.compile(r"\b(?:cam|khong (?:duoc|the|cho)(?: phep)?)\b")
_ALLOWS = re.compile(r"(?<!khong )\b(?:co the|co quyen|duoc phep)\b")
_RIGHTS = re.compile(r"(?<!khong )\bco (?:cac )?quyen(?: sau(?: day)?)?$")
_POINT = re.compile(r"(?:^|(?<=\s))[a-z]\) |;")
_TOGETHER = re.compile(r"\bkhong (?:duoc )?(?:dong thoi|kiem) (?:la )?(?P<list>[^.;:]+)")
_DEMANDS = re.compile(
    r"(?<!khong )(?<!chang )(?<!khoi )\b(?:phai|can)(?: (?:co|duoc))?\b|(?<=hop tac xa )(?:gui|nop)\b"
)
""" "Hợp tác xã gửi hồ sơ thông báo …" demands it, too."""

_FREE = re.compile(
    r"\b(?:khong|khoi|chang)(?: (?:can|phai))+(?: co)?\b"
    r"(?! (?:la|cong chuc|vien chuc|can bo|thanh vien|nguoi|doanh nghiep|hop tac xa|to hop tac|ho|ca nhan)\b)"
)
""" "Không phải nộp", not what somebody is not: "không phải công chức"."""

_STOP = re.compile(r"[.;:]")
_EXCEPT = re.compile(r"\btru (?!so\b)(?:truong hop |khi )?[^.;:]*")
_AIM = re.compile(r"\b(?:de|khi|tru(?! so)|neu|nham|cho|trong|doi voi|tai(?! san))\b")


def contradicts(clause: Clause, premise: str, says: Says) -> bool:
    """Whether a clause denies what a question takes for granted."""
    affirmed = not _NEGATED.search(NAMES.sub(" ", premise))
    return (
        names_another(clause, premise, says)
        or (
            about_the_same(clause, premise)
            and (
                (affirmed and opposed(clause, premise))
                or (_permits(premise) and _forbids(clause, premise, says))
                or (affirmed and overreaches(clause, premise, says))
                or bars_several(clause, premise)
                or leaves_out(clause, premise)
                or is_of_other_size(clause, premise, says)
                or turns_a_limit(clause, premise)
                or counts_from_another_day(clause, premise, says)
                or leaves_members_out(clause, premise, says)
                or needs_more(clause, premise, says)
                or turns_round(clause, premise, says)
                or _allows(clause, premise, says)
                or _demands(clause, premise, says)
            )
        )
        or (affirmed and is_of_another(clause, premise, says))
    )


def _permits(premise: str) -> bool:
    """Whether the premise ends in what may or must be done: a "chưa …" before "vẫn được …" denies nothing."""
    plain = NAMES.sub(" ", premise)
    still = _STILL.search(plain)
    return not _NEGATED.search(plain[still.start() :] if still else plain)


def forbids(clause: Clause, planned: str, says: Says) -> bool:
    """Whether a clause forbids what somebody means to do."""
    return about_the_same(clause, planned) and _forbids(clause, f"duoc {planned}", says)


def _forbids(clause: Clause, premise: str, says: Says) -> bool:
    """Whether a "không được …" of the clause is about what the premise takes for allowed."""
    words = content_of(premise)
    if len(words) < RUN or share_of(words, clause.whole, says) < KNOWN:
        return False
    ruled = _EXCEPT.sub(" ", clause.words)
    return any(
        max(share_of(part, said, says) for part in (words, content_of(_after(affirmed, premise)))) >= TOLD
        and _headed(segment, premise, says)
        for affirmed, mark in _DENIED
        if affirmed.search(premise)
        for said, segment in _each(ruled, mark)
    )


def _each(text: str, mark: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """What is denied after each `mark`, with its sentence; each thing that "không đồng thời là" lists."""
    for sentence in re.split(r"[.:]", text):
        for segment in _segments(sentence, mark):
            yield sentence, segment
    for match in _TOGETHER.finditer(text):
        for one in re.split(r", | hoac ", match["list"]):
            words = " ".join(WORD.findall(one))
            yield words, words


def _after(affirmed: re.Pattern[str], premise: str) -> str:
    """What the premise takes for allowed or needed: its words after the last "được", "có thể", "phải"."""
    return premise[max(match.end() for match in affirmed.finditer(premise)) :]


def _headed(segment: str, premise: str, says: Says) -> bool:
    """Whether the premise says what is denied first: "không được dùng quỹ để lập công ty" denies the use."""
    head = content_of(_AIM.split(_GENERIC.sub("", segment), maxsplit=1)[0])[:HEAD]
    return bool(head) and share_of(head, premise, says) >= SAID and _begins(segment, premise, says)


def _begins(segment: str, premise: str, says: Says) -> bool:
    """Whether the premise says the very first word of what is denied, or first two that go together."""
    first = _GENERIC.sub("", segment).split()[:2]
    if len(first) == 2 and EMPTY.match(first[1]):
        first = first[:1]
    return all(EMPTY.match(word) or says(premise, word) for word in first)


def _allows(clause: Clause, premise: str, says: Says) -> bool:
    """Whether a "có thể …" of the clause is about what the premise takes for forbidden."""
    for segment in _segments(premise, _FORBIDDEN):
        words = content_of(segment)
        if len(words) < RUN or share_of(words, clause.whole, says) < KNOWN:
            continue
        if any(share_of(words, one, says) >= OF_POINT for one in _points_allowed(clause.words)):
            return True
        allowed = tuple(_segments(clause.words, _ALLOWS))
        if any(" ".join(words[:RUN]) in one for one in allowed):
            return True
        if not _FORBIDDEN.search(clause.words) and any(
            share_of(words, one, says) >= ALLOWED for one in allowed
        ):
            return True
    return False


def _points_allowed(text: str) -> Iterator[str]:
    """The points of a list of rights, each of which is allowed."""
    opening, _, points = text.partition(":")
    for point in _POINT.split(points) if _RIGHTS.search(opening) else ():
        if not _FORBIDDEN.search(point):
            yield " ".join(WORD.findall(point)[:SEGMENT])


def _demands(clause: Clause, premise: str, says: Says) -> bool:
    """Whether the clause demands what the premise takes for needless."""
    demanded = tuple(_segments(clause.words, _DEMANDS))
    return any(share_of(words, need, says) >= KNOWN for words in _free(premise) for need in demanded)


def _free(premise: str) -> Iterator[list[str]]:
    for segment in _segments(premise, _FREE):
        words = content_of(re.split(r" (?:thi|nen|la|van|ma) ", segment, maxsplit=1)[0])[: RUN + 1]
        if len(words) >= RUN:
            yield words


def _segments(text: str, mark: re.Pattern[str]) -> Iterator[str]:
    """The words after each `mark`, to the end of the sentence."""
    for match in mark.finditer(NAMES.sub(lambda name: name.group().replace("khong", "_____"), text)):
        rest = _STOP.split(text[match.end() :], maxsplit=1)[0]
        yield " ".join(WORD.findall(rest)[:SEGMENT])

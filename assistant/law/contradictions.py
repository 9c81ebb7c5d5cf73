"""Whether a clause says the opposite of what a question takes for granted: a permission, a body, a reach.

All texts here are folded: lower case, no marks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from assistant.law.signs import load_model

Says = Callable[[str, str], bool]
"""Whether a text has a word, or another word for it."""

TOLD = 0.5
KNOWN = 0.6
"""So much of what is taken for granted must stand in the words that deny it, and in the clause as a whole."""

ALLOWED = 0.75
"""So much of what is taken for forbidden must stand in the words that allow it."""

OWNED = 0.75
"""So much of what is decided must stand in the clause that says who decides."""

HEAD = 6
SAID = 0.5
"""So large a part of so many first words of a denial must the question say: they tell what is denied."""

SEGMENT = 30
"""Words after a "không được" that it may deny."""

RUN = 2
"""Words that must follow "có thể" in the clause and "cấm" in the question."""

_WORD = re.compile(r"[a-z0-9]+")
_EMPTY = re.compile(
    r"(?:la|va|cua|cho|de|o|tai|theo|do|voi|nay|khi|trong|mot|cac|nhung|thi|ma|duoc|co|phai|the|can|se|da|dang|vi"
    r"|boi|nen|bi|den|tu|ve|nhu|ra|vao|luat|nghe|noi|hay|chi|toi|tui|minh|moi|cung|dc|dung|khong|roi|luon|van)$"
)
_GENERIC = re.compile(
    r"^(?: |su dung|dong thoi|la|dung|lam|cac|nguon|thuoc|tu|duoc|de|von|von tu"
    r"|tro thanh|phai|cau tu|thuc hien)+ "
)
"""Words at the head of a denial that tell nothing yet of what is denied."""

_ITSELF = re.compile(r"\b(?:lien hiep )?(?<!quy )hop tac xa\b|\bhtx\b|\bba con\b")
_NAMES = re.compile(r"\bkhong (?:chia|gop von|chuyen trach|xac dinh)\b")
"""Terms of the law that only look like a denial ("quỹ chung không chia")."""

_BOUND = r"(?! (?:it|nhieu|thap|cao|vuot|qua|duoi|tren|lon|nho)\b)"
"""What makes a limit of a denial ("không được ít hơn 50%")."""

_DENIED = (
    (
        re.compile(
            r"\b(?:duoc|co the|co quyen|cho phep|dung|su dung|xai"
            r"|lay|dem|rut|kiem(?! (?:soat|toan|tra|ke|dinh))|van|ung cu)\b"
        ),
        re.compile(rf"\bkhong (?:duoc|dong thoi|su dung|co quyen){_BOUND}\b|\bnghiem cam\b|\bbi cam\b"),
    ),
    (re.compile(r"\b(?:phai|can|bat buoc)\b"), re.compile(rf"\bkhong (?:phai|can|bat buoc){_BOUND}\b")),
    (re.compile(r"\bco\b"), re.compile(r"\bkhong co\b")),
)
"""What a question may take for granted, and the words by which a clause denies it."""

_NEGATED = re.compile(r"\b(?:khong|chua|chang|cam|khoi|mien)\b")
_FORBIDDEN = re.compile(r"\b(?:cam|khong (?:duoc|the|cho)(?: phep)?)\b")
_ALLOWS = re.compile(r"(?<!khong )\b(?:co the|co quyen|duoc phep)\b")
_TOGETHER = re.compile(r"\bkhong (?:duoc )?(?:dong thoi|kiem) (?:la )?(?P<list>[^.;:]+)")
_DEMANDS = re.compile(r"(?<!khong )(?<!chang )(?<!khoi )\b(?:phai|can)(?: (?:co|duoc))?\b")
_FREE = re.compile(
    r"\b(?:khong|khoi|chang)(?: (?:can|phai))+(?: co)?\b"
    r"(?! (?:la|cong chuc|vien chuc|can bo|thanh vien|nguoi|doanh nghiep|hop tac xa|to hop tac|ho|ca nhan)\b)"
)
""" "Không phải nộp", not what somebody is not: "không phải công chức"."""

_STOP = re.compile(r"[.;:]")
_EXCEPT = re.compile(r"\btru (?:truong hop |khi )?[^.;:]*")
_AIM = re.compile(r"\b(?:de|khi|tru|neu|nham|cho|trong|doi voi|tai(?! san))\b")

_VERBS = {
    **dict.fromkeys(("bo nhiem", "bau"), "bo nhiem|bau"),
    **{
        verb: verb
        for verb in ("quyet dinh", "ban hanh", "phe duyet", "thanh lap", "trieu tap", "cap", "quy dinh")
    },
}
_BODY = (
    r"(?:hoi dong|dai hoi|uy ban|ubnd|thu tuong|lien minh|chu tich|giam doc|tong giam doc|chinh phu|quoc hoi"
    r"|toa an|co quan|phong|so|bo|ban|quy)\b"
)
_BY = re.compile(rf"\bdo (?P<body>{_BODY}(?: \S+){{0,7}}?) (?P<verb>{'|'.join(_VERBS)})\b")

_WHO = (
    r"(?:giam doc|hoi dong quan tri|chu tich|ban kiem soat|kiem soat vien|to truong|ke toan truong"
    r"|uy ban nhan dan)"
)
_BY_ITSELF = re.compile(
    rf"^\W*(?P<body>{_WHO})\b(?: \S+){{0,3}}?"
    r" (?:tu|tu y|ra|ky|quyet dinh|co quyen|duoc quyen|duoc) (?P<done>.+)$"
)
_OWNER = re.compile(
    r"(?:tham quyen|quyen han|nhiem vu) cua (?P<a>dai hoi thanh vien|hoi dong quan tri)"
    r"|(?:nghi quyet cua|duoc|do) (?P<b>dai hoi thanh vien)"
    r"|(?P<c>dai hoi thanh vien) (?:quyet dinh|thong qua)"
)
"""Whose decision a clause says something is."""

_OPPOSED = (
    (
        re.compile(r"\bca nuoc\b|\btoan quoc\b|\btinh khac\b|\bmoi (?:noi|tinh)\b"),
        re.compile(r"\btrong pham vi (?:tinh|dia phuong|dia ban)\b"),
    ),
    (
        re.compile(r"\bnhieu \S+(?: \S+){0,5} hon\b|\bcang nhieu\b|\btheo (?:so |ty le )?von gop\b"),
        re.compile(r"\bkhong phu thuoc\b|\bngang nhau\b|\bbinh dang\b"),
    ),
    (
        re.compile(r"\bchi (?:duoc |can |phai |co |moi )*(?:mot|1|duy nhat)\b"),
        re.compile(r"\bmot hoac nhieu\b|\bmot hay nhieu\b"),
    ),
    (
        re.compile(r"\bngoai te\b|\bdo la\b|\busd\b"),
        re.compile(r"\bla dong viet nam\b"),
    ),
    (
        re.compile(r"\bbat buoc\b|\b(?:phai|buoc phai)\b"),
        re.compile(r"\bkhuyen khich\b(?!.*\b(?:phai|bat buoc)\b)"),
    ),
    (
        re.compile(r"\b(?:chi|gi) (?:duoc |co the |nhan |cho )+(?:\S+ ){0,3}(?:bang|qua)\b"),
        re.compile(r"^(?!.*\bchi\b)(?:[^,;.]*\.)?(?:[^,;.]+,){2,}[^;.]*\b(?:hoac|va)\b"),
    ),
    (
        re.compile(r"\b(?:tai san rieng|nha cua|ca nha|toan bo tai san|tai san ca nhan|ruong vuon)\b"),
        re.compile(r"\btrong pham vi (?:so |phan )?von\b"),
    ),
    (
        re.compile(r"\b(?:dong|nop|chiu|danh|tra)(?: \S+){0,2} thue\b"),
        re.compile(r"\b(?:duoc mien|mien) thue\b"),
    ),
    (
        re.compile(r"\b(?:dong|nop|tra|mat|ton|thu) (?:tien )?(?:phi|le phi)\b"),
        re.compile(r"\bkhong thu (?:phi|le phi)\b"),
    ),
)
"""What a question may take for granted, and what a clause says against it."""


@dataclass(frozen=True, slots=True)
class Clause:
    """The words of a clause, and those of its headings, which tell what it is about."""

    words: str
    headings: str

    @property
    def whole(self) -> str:
        """Headings and words."""
        return f"{self.headings} . {self.words}"


def contradicts(clause: Clause, premise: str, says: Says) -> bool:
    """Whether a clause denies what a question takes for granted."""
    affirmed = not _NEGATED.search(_NAMES.sub(" ", premise))
    return (
        _names_another(clause, premise, says)
        or (
            _about_the_same(clause, premise)
            and (
                (affirmed and _opposed(clause, premise))
                or (affirmed and _forbids(clause, premise, says))
                or _allows(clause, premise, says)
                or _demands(clause, premise, says)
            )
        )
        or (affirmed and _is_of_another(clause, premise, says))
    )


def _is_of_another(clause: Clause, premise: str, says: Says) -> bool:
    """Whether the premise has a body decide what the clause says is for another to decide."""
    match = _BY_ITSELF.search(premise)
    done = _content(re.sub(r"\bquyet dinh\b", " ", match["done"])) if match else []
    if match is None or len(done) < RUN:
        return False
    owner = _OWNER.search(clause.whole)
    return (
        owner is not None
        and match["body"] not in clause.headings
        and _share(done, clause.whole, says) >= OWNED
    )


def forbids(clause: Clause, planned: str, says: Says) -> bool:
    """Whether a clause forbids what somebody means to do."""
    return _about_the_same(clause, planned) and _forbids(clause, f"duoc {planned}", says)


def _about_the_same(clause: Clause, premise: str) -> bool:
    """Whether the clause or its heading names everyone whom the premise names."""
    named = (subject for subject in load_model().subjects if subject.search(premise))
    return all(subject.search(clause.whole) for subject in named)


def _opposed(clause: Clause, premise: str) -> bool:
    return any(asked.search(premise) and answer.search(clause.words) for asked, answer in _OPPOSED)


def _forbids(clause: Clause, premise: str, says: Says) -> bool:
    """Whether a "không được …" of the clause is about what the premise takes for allowed."""
    words = _content(premise)
    if len(words) < RUN or _share(words, clause.whole, says) < KNOWN:
        return False
    ruled = _EXCEPT.sub(" ", clause.words)
    return any(
        max(_share(part, said, says) for part in (words, _content(_after(affirmed, premise)))) >= TOLD
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
            words = " ".join(_WORD.findall(one))
            yield words, words


def _after(affirmed: re.Pattern[str], premise: str) -> str:
    """What the premise takes for allowed or needed: its words after the last "được", "có thể", "phải"."""
    return premise[max(match.end() for match in affirmed.finditer(premise)) :]


def _headed(segment: str, premise: str, says: Says) -> bool:
    """Whether the premise says what is denied first: "không được dùng quỹ để lập công ty" denies the use."""
    head = _content(_AIM.split(_GENERIC.sub("", segment), maxsplit=1)[0])[:HEAD]
    return bool(head) and _share(head, premise, says) >= SAID and _begins(segment, premise, says)


def _begins(segment: str, premise: str, says: Says) -> bool:
    """Whether the premise says the very first word of what is denied, or first two that go together."""
    first = _GENERIC.sub("", segment).split()[:2]
    if len(first) == 2 and _EMPTY.match(first[1]):
        first = first[:1]
    return all(_EMPTY.match(word) or says(premise, word) for word in first)


def _allows(clause: Clause, premise: str, says: Says) -> bool:
    """Whether a "có thể …" of the clause is about what the premise takes for forbidden."""
    for segment in _segments(premise, _FORBIDDEN):
        words = _content(segment)
        if len(words) < RUN or _share(words, clause.whole, says) < KNOWN:
            continue
        allowed = tuple(_segments(clause.words, _ALLOWS))
        if any(" ".join(words[:RUN]) in one for one in allowed):
            return True
        if not _FORBIDDEN.search(clause.words) and any(
            _share(words, one, says) >= ALLOWED for one in allowed
        ):
            return True
    return False


def _demands(clause: Clause, premise: str, says: Says) -> bool:
    """Whether the clause demands what the premise takes for needless."""
    demanded = tuple(_segments(clause.words, _DEMANDS))
    return any(_share(words, need, says) >= KNOWN for words in _free(premise) for need in demanded)


def _free(premise: str) -> Iterator[list[str]]:
    for segment in _segments(premise, _FREE):
        words = _content(re.split(r" (?:thi|nen|la|van|ma) ", segment, maxsplit=1)[0])[: RUN + 1]
        if len(words) >= RUN:
            yield words


def _names_another(clause: Clause, premise: str, says: Says) -> bool:
    """Whether the clause has done by another body what the premise has done by one."""
    match = _BY.search(premise)
    about = premise[: match.start()] if match else ""
    if (
        match is None
        or not _about_the_same(clause, about)
        or _share(_content(about), clause.whole, says) < KNOWN
    ):
        return False
    said = re.compile(
        rf"(?P<of>[^.;:]*)\b(?:do|duoc) (?P<body>{_BODY}(?: \S+){{0,9}}?) (?:{_VERBS[match['verb']]})\b"
    )
    head = _content(about)[:RUN]
    told = [
        found["body"]
        for found in said.finditer(clause.words)
        if _share(
            head, f"{clause.headings} {found['of']}" if not _content(found["of"]) else found["of"], says
        )
        == 1
    ]
    return bool(told) and not any(_share(_content(match["body"]), body, says) >= TOLD for body in told)


def _segments(text: str, mark: re.Pattern[str]) -> Iterator[str]:
    """The words after each `mark`, to the end of the sentence."""
    for match in mark.finditer(_NAMES.sub(lambda name: name.group().replace("khong", "_____"), text)):
        rest = _STOP.split(text[match.end() :], maxsplit=1)[0]
        yield " ".join(_WORD.findall(rest)[:SEGMENT])


def _content(text: str) -> list[str]:
    """The words that tell something, in order; the co-operative itself is in every clause."""
    return [word for word in _WORD.findall(_ITSELF.sub(" ", text)) if not _EMPTY.match(word)]


def _share(words: list[str], text: str, says: Says) -> float:
    return sum(says(text, word) for word in words) / len(words) if words else 0.0

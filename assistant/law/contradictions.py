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
KNOWN = 0.65
"""So much of what is taken for granted must stand in the words that deny it, and in the clause as a whole."""

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
    r"|boi|nen|bi|den|tu|ve|nhu|ra|vao|luat|nghe|noi|hay|chi|toi|tui|minh|moi|cung|dc|dung|khong)$"
)
_ITSELF = re.compile(r"\b(?:lien hiep )?(?<!quy )hop tac xa\b|\bhtx\b")
_NAMES = re.compile(r"\bkhong (?:chia|gop von|chuyen trach|xac dinh)\b")
"""Terms of the law that only look like a denial ("quỹ chung không chia")."""

_BOUND = r"(?! (?:it|nhieu|thap|cao|vuot|qua|duoi|tren|lon|nho)\b)"
"""What makes a limit of a denial ("không được ít hơn 50%")."""

_DENIED = (
    (
        re.compile(r"\b(?:duoc|co the|co quyen|cho phep|dung|su dung|xai)\b"),
        re.compile(rf"\bkhong (?:duoc|dong thoi|su dung|co quyen){_BOUND}\b|\bnghiem cam\b|\bbi cam\b"),
    ),
    (re.compile(r"\b(?:phai|can|bat buoc)\b"), re.compile(rf"\bkhong (?:phai|can|bat buoc){_BOUND}\b")),
    (re.compile(r"\bco\b"), re.compile(r"\bkhong co\b")),
)
"""What a question may take for granted, and the words by which a clause denies it."""

_NEGATED = re.compile(r"\b(?:khong|chua|chang|cam|khoi|mien)\b")
_FORBIDDEN = re.compile(r"\b(?:cam|khong (?:duoc|the|cho)(?: phep)?)\b")
_ALLOWS = re.compile(r"(?<!khong )\b(?:co the|co quyen|duoc phep)\b")
_ALLOWED = re.compile(r"\b(?:duoc|co the|co quyen)\b")
_DEMANDS = re.compile(r"(?<!khong )(?<!chang )(?<!khoi )\b(?:phai|can)(?: (?:co|duoc))?\b")
_FREE = re.compile(r"\b(?:khong|khoi|chang)(?: (?:can|phai))+(?: co)?\b")
_STOP = re.compile(r"[.;:]")
_EXCEPT = re.compile(r"\btru (?:truong hop |khi )?[^.;:]*")
_AIM = re.compile(r"\b(?:de|khi|tru|neu|nham|doi voi|tai)\b")

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
    return _names_another(clause, premise, says) or (
        _about_the_same(clause, premise)
        and (
            (affirmed and _opposed(clause, premise))
            or (affirmed and _forbids(clause, premise, says))
            or _allows(clause, premise, says)
            or _demands(clause, premise)
        )
    )


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
    marks = [mark for affirmed, mark in _DENIED if affirmed.search(premise)]
    denied = (segment for mark in marks for segment in _segments(ruled, mark))
    told = (words, _content(_affirmed(premise)))
    return any(
        max(_share(part, segment, says) for part in told) >= TOLD and _headed(segment, premise, says)
        for segment in denied
    )


def _affirmed(premise: str) -> str:
    """What the premise takes for allowed: its words after "được" or "có thể"."""
    return _ALLOWED.split(premise, maxsplit=1)[-1]


def _headed(segment: str, premise: str, says: Says) -> bool:
    """Whether the premise says what is denied first: "không được dùng quỹ để lập công ty" denies the use."""
    head = _content(_AIM.split(segment, maxsplit=1)[0])[:HEAD]
    return bool(head) and _share(head, premise, says) >= SAID


def _allows(clause: Clause, premise: str, says: Says) -> bool:
    """Whether a "có thể …" of the clause is about what the premise takes for forbidden."""
    for segment in _segments(premise, _FORBIDDEN):
        words = _content(segment)[:RUN]
        if len(words) == RUN and _share(_content(segment), clause.whole, says) >= KNOWN:
            return any(" ".join(words) in allowed for allowed in _segments(clause.words, _ALLOWS))
    return False


def _demands(clause: Clause, premise: str) -> bool:
    """Whether the clause demands what the premise takes for needless."""
    needed = [_content(segment)[: RUN + 1] for segment in _segments(clause.words, _DEMANDS)]
    return any(words[:RUN] == need[:RUN] for words in _free(premise) for need in needed if len(need) >= RUN)


def _free(premise: str) -> Iterator[list[str]]:
    for segment in _segments(premise, _FREE):
        words = _content(segment)
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
    verb = _VERBS[match["verb"]]
    told = re.findall(rf"\b(?:do|duoc) ({_BODY}(?: \S+){{0,9}}?) (?:{verb})\b", clause.words)
    return bool(told) and not any(_share(_content(match["body"]), body, says) >= TOLD for body in told)


def _segments(text: str, mark: re.Pattern[str]) -> Iterator[str]:
    """The words after each `mark`, to the end of the sentence."""
    for match in mark.finditer(_NAMES.sub(lambda name: name.group().replace("khong", "_"), text)):
        rest = _STOP.split(text[match.end() :], maxsplit=1)[0]
        yield " ".join(_WORD.findall(rest)[:SEGMENT])


def _content(text: str) -> list[str]:
    """The words that tell something, in order; the co-operative itself is in every clause."""
    return [word for word in _WORD.findall(_ITSELF.sub(" ", text)) if not _EMPTY.match(word)]


def _share(words: list[str], text: str, says: Says) -> float:
    return sum(says(text, word) for word in words) / len(words) if words else 0.0

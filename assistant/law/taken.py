"""What a question takes for granted, by the way it is put; nothing where it only asks.

All texts here are folded (lower case, no marks) but for those of a question as understood.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.understanding.question import Question
from knowledge.text import Folded

SHORTEST = 3
"""Words that a claim has at least."""

_VOCATIVE = r"(?: (?:em|anh|chi|chu|co|bac|ad|a|vay|z|v|nhi|ha|ta|nha|ban|luon|the))*\W*$"
_ASKS_BACK = r"(?:khong|hong|hon|hok|ko|ha|chua|chu|k|chang|sao)"
_TAG = re.compile(
    rf"\b(?:co )?(?:phai|dung|dun|dug|chuan|that|thiet|vay|roi|chinh xac) ?"
    rf"(?:la |vay |the |nhu vay )?{_ASKS_BACK}\b{_VOCATIVE}"
    r"|\bha(?: (?:em|anh|chi|chu|co|bac|ad))?\W*$"
    r"|\b(?:dung|phai) (?:vay|the)\W*$|\bchu gi\W*$"
    r"|\b(?:dung|phai) (?:khong|hong|hon|ko)\b(?=,)"
)
_ENGLISH = re.compile(
    r"\bis it (?:true|correct|right) that\b"
    r"|^\W*why (?:must|do|does|is|are|can|should)\b|, (?:right|correct|true)\W*$"
    r"|\bi (?:heard|was told)\b"
    r"|^\W*(?:since|because|given that|now that|seeing that)\b(?=.{12,},)"
)
_IS_IT = re.compile(
    r"^\W*(?:vay |the )?co (?:phai|dung)(?: la)? (?P<claim>.+?),?"
    r" (?:khong|hong|hon|ko|hok)\b\W*(?:\S+ ?){0,2}\W*$"
)
_HEARD = re.compile(
    r"\b(?:nghe(?: (?:noi|don|bao|ke|dau|nguoi ta noi))"
    r"|(?:nguoi ta|co nguoi|ai cung|may ong|hang xom|can bo) (?:noi|bao)"
    r"|(?:toi|tui|em|minh) (?:cu )?(?:tuong|nghi)|theo (?:toi|tui|minh) (?:biet|hieu))(?: la| rang)?,? "
)
_REASON = re.compile(
    r"\b(?:vi sao|tai sao|sao lai|co sao|mac gi|co gi ma|vi (?:co|ly do|li do|le) gi)\b"
    r"|^\W*(?:vi|do|boi)\b.*\b(?:nen|thi)\b"
)
_WHY = re.compile(
    r"^\W*(?:u|ua|vay|the|ma)? ?sao (?:ma |lai )?(?!(?:cho|de|thi|nao|y|luu|ke)\b)(?P<claim>.+)$"
    r"|^(?P<before>.{12,}?),? (?:ma )?(?:gio |bay gio |toi gio )?"
    r"sao (?:ma|lai|con|khong|phai|bat|the|vay|chua)\b"
)
_SENTENCE = re.compile(r"(?<=[.?!])\s+")
_SINCE = re.compile(r"^\W*(?:vi|do|boi)\b.*\b(?:nen|thi)\b")
_BECAUSE = re.compile(
    r"\b(?:vi sao|tai sao|co sao|mac gi|sao lai|vi (?:co|ly do|li do|le) gi)\b(?: ma| lai| luat)*"
    r"|^\W*(?:vi|do|boi)\b"
)
_SETTLED = re.compile(
    r"\broi thi\b|\bma (?:khong|khoi|chang) (?:can|phai)?\b"
    r"|\bnen\b.*\b(?:bao nhieu|khi nao|luc nao|o dau|ai)\b"
)
_ASKED = r".*\b(?:bao|may|ai|gi|nao|dau|sao|khong|hay|chu)\b"
_STATED = re.compile(
    rf"^(?P<claim>.{{12,}}?)(?: ma\s*,|[,;]\s*(?:vay|the|ma|vay thi|the thi)\b|;\s*(?:nay|gio)\b){_ASKED}"
)
_LAW_SAYS = re.compile(
    r"\b(?:luat|nghi dinh|thong tu|quyet dinh|quy dinh|nha nuoc)"
    r"(?: (?!(?:noi|ghi|cho|bat|buoc|cam|chi)\b)[\w./-]+){0,4}"
    r" (?:(?:noi|ghi|quy dinh)(?: la)?|(?P<rules>(?:chi |khong )?cho|bat|buoc|cam))"
    r"(?! (?:ro|gi|the nao|nao|sao)\b) "
    rf"(?P<claim>[^,;.?]{{12,}})[,;]{_ASKED}"
)
""" "Luật chỉ cho mỗi người vào một hợp tác xã, tôi … thì …?": what a rule is said to say."""

_ASIDE = re.compile(
    r"^(?P<claim>[^,;.?]{24,}?\b(?:phai|bat buoc|duoc|cam|do)\b[^,;.?]{8,}), "
    r"(?:.*, )?(?:[^,]*\b(?:bao nhieu|bao lau|may|ai|gi|nao|dau|sao|so)\b[^,]*|[^,]*\bkhong\W*)$"
)
_OPEN = re.compile(r"\b(?:ai|gi|nao(?! cung)|dau|may|bao nhieu|bao lau|sao|khong|chua|hay|hoac)\b")
""" "Giấy ủy quyền bắt buộc phải công chứng, công chứng ở đâu?" tells first and asks then."""

_THEN = re.compile(r"^(?P<claim>.{12,}?)\bthi\b.*\b(?:bao nhieu|may|ai|gi|nao|dau|sao)\b")
_CONDITION = re.compile(r"^\W*(?:neu|muon|khi|truong hop|de|sau|truoc|ma|lo|hoi|cho)\b|\b(?:muon|neu)\b")
_PLANNED = re.compile(
    r"\b(?:muon|(?:tui|toi|em|minh|ba con) (?:dinh|tinh)) (?P<claim>.{10,}?),?"
    r" (?:thi )?(?:phai |can )?(?:lam (?:thu tuc|don|giay|sao|the nao|gi)|thu tuc|xin ai"
    r"|(?:duoc )?toi da|nop)\b"
    r"|\b(?:lam sao|cach nao|lam the nao|lam cach nao) de (?P<aim>.{10,})$"
)
_LEADS = re.compile(r",? \b(?:nen|thi|cho nen)\b ?|, mien (?:la |sao )?|, (?:vay|the) ?(?:thi\b)? ?")
_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Taken:
    """One claim that a question takes for granted.

    `planned`: it is only meant to be done, which takes for granted that it is allowed.
    """

    words: str
    planned: bool = False


def claims_of(question: Question) -> tuple[Taken, ...]:
    """The claims that a question as understood takes for granted."""
    return taken(*_folded(question))


def is_given(question: Question) -> bool:
    """Whether a question as understood is as a whole a claim to be confirmed or explained."""
    return puts_as_given(*_folded(question))


def told_first(question: Question) -> str:
    """What a question tells as settled and goes on from (", vậy …"); empty where it tells nothing."""
    return _settled(_folded(question)[0])


def _folded(question: Question) -> tuple[str, str]:
    return Folded.of(question.reading).text, Folded.of(question.typed).text


def taken(reading: str, typed: str) -> tuple[Taken, ...]:
    """The claims, the whole one first, then its parts; `typed` has the tags that `reading` may have lost."""
    whole = _claim(reading, typed)
    found = [Taken(words) for words in _parts(whole)] if whole else []
    if not found and (planned := _PLANNED.search(reading)):
        found.append(Taken(planned["claim"] or planned["aim"], planned=True))
    return tuple(item for item in found if len(_WORD.findall(item.words)) >= SHORTEST)


def puts_as_given(reading: str, typed: str) -> bool:
    """Whether a question as a whole is a claim to be confirmed or explained: its figures are the rule's."""
    return bool(
        _ENGLISH.search(typed)
        or _TAG.search(typed)
        or _IS_IT.search(reading)
        or _HEARD.search(reading)
        or _reason(reading, typed)
    )


def _reason(reading: str, typed: str) -> bool:
    return bool(_REASON.search(typed) or _WHY.search(reading))


def _settled(reading: str) -> str:
    """What a question goes on from, or what it says that a rule says."""
    if match := _STATED.search(reading):
        return match["claim"]
    match = _LAW_SAYS.search(reading)
    return f"{match['rules'] or ''} {match['claim']}".strip() if match else ""


def _claim(reading: str, typed: str) -> str:
    """The words that are taken for granted as a whole; empty where the question only asks."""
    if _TAG.search(typed):
        tag = _TAG.search(reading)
        return _told(reading[: tag.start()] if tag else reading)
    if match := _IS_IT.search(reading):
        return _told(match["claim"])
    if match := _HEARD.search(reading):
        return reading[match.end() :]
    if match := _WHY.search(reading):
        return match["claim"] or match["before"]
    settled = _settled(reading)
    if settled and not _REASON.search(typed):
        return settled
    since = next((part for part in _SENTENCE.split(reading) if _SINCE.search(part)), "")
    if since or _REASON.search(typed) or _SETTLED.search(typed):
        return _BECAUSE.sub("", since or reading)
    if settled:
        return settled
    aside = _ASIDE.search(reading)
    if aside and not _CONDITION.search(aside["claim"]) and not _OPEN.search(aside["claim"]):
        return aside["claim"]
    then = _THEN.search(reading)
    return then["claim"] if then and not _CONDITION.search(reading) else ""


def _told(claim: str) -> str:
    """A claim without the words that say where it was heard."""
    claim = re.sub(r"^\W*(?:vay (?:la )?)?(?:co phai|phai chang)(?: la)? ", "", claim)
    match = _HEARD.search(claim)
    return claim[match.end() :] if match else claim


def _parts(claim: str) -> Iterator[str]:
    """A claim, and what stands before and after its "nên", "thì", "vậy": either may be wrong."""
    head, *rest = _LEADS.split(claim, maxsplit=1)
    if rest and not _CONDITION.search(head):
        yield head
    if not rest or not re.search(r"\b(?:bao nhieu|khi nao|luc nao|o dau|ai|may|gi|sao)\b", rest[0]):
        yield claim
        if rest and rest[0]:
            yield rest[0]

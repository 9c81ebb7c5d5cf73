"""Words of a question that tell how it is asked: yes or no, what it presumes, for which part of an office.

Each function reads a question without diacritics, in lower case.
"""

from __future__ import annotations

import re

from assistant.understanding.intents import Intent, Ranked
from assistant.understanding.question import Role

_YES_NO = re.compile(
    r"\bco phai\b|\bphai khong\b|\bdung khong\b|\bdung chua\b|\bhay khong\b|\bcho dung\b|\bco dung\b"
    r"|\bkhong\s*(?:a|vay|nhi|ha|em|ban|the)?\s*[?.!]*$|\bchua\s*(?:a|vay|nhi|ha)?\s*[?.!]*$"
    r"|^(?:is|are|does|do|did|was|were|has|have|can|will)\b|\b(?:ha|a|phai hong)\s*\?*$"
)
_WHY = re.compile(
    r"\b(?:vi sao|tai sao|sao lai|co sao|why|ly do|can cu (?:vao dau|de|nao ma))\b"
    r"|^\W*(?:sao|ma sao|vay sao|the sao)\b|\bsao\b.{0,60}\b(?:vay|day|lan|the|han)\W*$"
)
_ALREADY_GIVEN = (
    r"\b(?:ma|da|lai|vi|do) (?:ke hoach|tinh|van ban|cai)?(?: \S+){0,3} ?(?:giao|bat|buoc|yeu cau)\b"
)
_TAKEN = re.compile(
    rf"\bmac du\b|\b(?:truoc|sau) khi\b|\bnghe (?:noi|don|bao)\b|{_ALREADY_GIVEN}"
    r"|\bgiai thich (?:co so|ly do|vi sao)\b|\blam sao (?:dat|kip|ma)\b"
    r"|\b(?:since|because)\b.{1,60}\b(?:is|are|was|were|has|have|must|leads?)\b"
    r"|\b(?:since|because|given that|now that|after) the\b|\bwhy\b|\bphai (?:vay|the) (?:khong|hong|hok|ko)\b"
)
_WHO = re.compile(
    r"^\W*(?:cho hoi |xin hoi |vay |the |theo ke hoach |theo ke hoach nay )*"
    r"(?:to chuc|co quan|don vi|so|ban|nganh|ben|noi|hoi)? ?(?:nao|ai) "
    r"(?!ky|ban hanh)(?!.* va (?:khi|bao|han))"
    r"|^\W*(?:who|which (?:body|office|agency|department|unit|organi[sz]ation))\b"
)
_HELPER = re.compile(
    r"\b(?:co|nho|hoi|gap|tim|kiem|keu|biet) (?:duoc )?(?:ai|(?:ben|so|co quan|don vi|cho|noi|to chuc) nao)"
    r" (?:\S+ ){0,2}(?:tu van|huong dan|giup|day|bay|chi|dung ra|do dau|ho tro|ket noi|giai quyet|lo)\b"
)
""" "Có ai tư vấn cho không?" asks for an office to turn to, whatever story stands before it."""

ASKS_PRODUCT = re.compile(
    r"(?<!loai )(?<!gan voi )(?<!thu )\bsan pham(?: hoan thanh| dau ra| cuoi cung| phai nop| can nop)?"
    r"(?: la| gom| co)?(?: nhung)? (?:gi|nao)\b"
    r"|\bra (?:duoc )?(?:giay to|san pham|cai) gi\b|\bnop (?:ra )?cai gi\b"
    r"|\bbang (?:van ban|giay to) (?:gi|nao)\b"
    r"|\bwhat (?:product|output)\b"
)
""" "Sản phẩm là gì" asks for the product of a task."""

_MAY_BE_WHO = (Intent.DUTY, Intent.REFERENCE, Intent.CONTENT, Intent.POLICY, Intent.PARTNER, Intent.TITLE)
LEANING = 0.2
"""Score of "who" from which a question that opens with it asks for an office."""

_GIVEN = re.compile(r"\bchu tri\b|\bphu trach\b|\bgiao\b|\bdau moi\b|\bin charge\b|\blead")
_NEGATED = re.compile(
    r"\b(?:khong|chua|chang)\s+(?:duoc\s+|he\s+|phai\s+)?"
    r"(?:chu tri|phoi hop|tham gia|neu|giao|lam|nhan|thuoc|nam|co(?!\s*\?))\b|\b(?:tru|ngoai tru|not)\b"
)
_LEAD = re.compile(r"\bchu tri\b|\bdau moi\b|\bdung dau\b|\blead|\bphu trach\b|\bin charge\b")
_PARTNER = re.compile(r"\bphoi hop\b|\bcung lam\b|\blam chung\b|\bco-?operat|\bsupport(?:s|ing)? office")

_WHICH_PART = re.compile(r"\b(?:giu|dong|co|lam|la) vai(?: tro)? (?:gi|nao)\b")
""" "Giữ vai gì?" asks for the part itself."""


def is_yes_no(plain: str) -> bool:
    """Whether yes or no is wanted."""
    return bool(_YES_NO.search(plain))


def is_negated(plain: str) -> bool:
    """Whether something is said not to be so ("không chủ trì", "trừ")."""
    return bool(_NEGATED.search(plain))


def asking_who(ranked: Ranked, plain: str) -> Ranked:
    """The intents, "who" first where a question opens with it or asks for help and another only leads."""
    who, best = ranked.of(Intent.WHO), ranked.scores[0]
    opens = _WHO.search(plain) or asks_helper(plain)
    if best[0] not in _MAY_BE_WHO or who < LEANING or not opens:
        return ranked
    rest = tuple(item for item in ranked.scores if item[0] is not Intent.WHO)
    return Ranked(((Intent.WHO, max(who, best[1])), *rest))


def asks_helper(plain: str) -> bool:
    """Whether an office to turn to is asked for."""
    return bool(_HELPER.search(plain))


def presumes(plain: str) -> bool:
    """ "Vì sao …" takes for granted what it asks the reason of; so does asking whether an office leads it."""
    if _WHY.search(plain) or _TAKEN.search(plain):
        return True
    return bool(_YES_NO.search(plain) and _GIVEN.search(plain))


def role(plain: str) -> Role:
    """The part of an office that the words ask for; any where both parts or none are named."""
    lead, partner = bool(_LEAD.search(plain)), bool(_PARTNER.search(plain))
    if lead == partner or _WHICH_PART.search(plain):
        return Role.ANY
    return Role.LEAD if lead else Role.PARTNER

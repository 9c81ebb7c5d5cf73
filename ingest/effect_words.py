"""The words by which a legal text changes others: whether a sentence is an order, and of what kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

EffectKind = Literal["amends", "replaces", "repeals"]

VERBS = r"sửa đổi(?:,? ?(?:và )?bổ sung)?|bổ sung|thay thế|thay|bãi bỏ|hủy bỏ|huỷ bỏ|bỏ"
_KINDS = r"bộ luật|luật|pháp lệnh|nghị định|nghị quyết|quyết định|thông tư|văn bản|kế hoạch"
_LABEL = re.compile(r"^(?:Điều\s+\d+\w*\s*[.:]|\d+(?:\.\d+)*\w?\s*[.)]|[a-zđ]{1,2}\s*\)|[-+–•])\s*")
_SENTENCE = re.compile(r"(?<=[.;])\s+(?=[^\W\d_a-zà-ỹ])")
_QUOTED = re.compile(r"[“\"][^”\"]*[”\"]?")
_ASIDE = re.compile(r"\([^()]*(?:sửa đổi|sau đây|gọi|hết hiệu lực|trừ)[^()]*\)")
_EXCEPT = re.compile(
    r",?(?<!được)(?<!khấu)(?<!bù)\s+(?:trừ|ngoại trừ)\s+(?P<what>[^.;:]+?)(?=,\s*cụ thể|[.;:]|$)"
)
_CONDITION = re.compile(r"^(?:trường hợp|nếu|khi|đối với|trong thời gian|trước khi)\b", re.IGNORECASE)
_GOES_ON = re.compile(
    r"\b(?:tiếp tục|vẫn (?:có|còn|được)|được áp dụng|thì (?:áp dụng|thực hiện))\b", re.IGNORECASE
)
_ENDED = re.compile(r"\b(?:hết|chấm dứt) hiệu lực\b", re.IGNORECASE)
_PASSIVE = re.compile(
    rf"\b(?:được|bị)\s+(?P<verb>{VERBS})\b(?!(?:[^.;:]{{0,40}})\s(?:theo|bởi|tại)\b)", re.IGNORECASE
)
_FROM_DAY = re.compile(r"^(?:kể )?từ (?:ngày|thời điểm|khi)[^,:;]*,\s*", re.IGNORECASE)
_LEFT_OUT = re.compile(r"\((?:trừ|ngoại trừ)\s+(?P<what>[^()]+)\)")
_AT_START = re.compile(rf"^(?P<verb>{VERBS})\b(?! ?(?:sản|nhiệm))", re.IGNORECASE)
_BY_THIS = re.compile(
    rf"\b(?:{_KINDS}) này\s+(?:có hiệu lực[^.;]*?(?:,|\bvà)\s+|cũng\s+)?"
    rf"(?P<verb>sửa đổi(?:,? ?(?:và )?bổ sung)?|bổ sung|thay thế|bãi bỏ|hủy bỏ|huỷ bỏ)\b",
    re.IGNORECASE,
)
_AS_FOLLOWS = re.compile(r"như sau\s*:\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Order:
    """A sentence that changes other texts.

    `kind` is what it does to a unit, `whole_kind` to a whole instrument. `words` is the stretch in which the
    objects are named, quotations and asides blanked; `ahead` tells that they stand before the verb. `adds`:
    what is named is new. `opens_list`: the objects may follow as a list below. `excepted` are words that
    leave something out of the order.
    """

    kind: EffectKind
    whole_kind: EffectKind
    words: str
    ahead: bool = False
    adds: bool = False
    opens_list: bool = False
    excepted: str = ""


def orders_of(
    words: str, above: Order | None, *, listing: bool, quotes: bool, heading: bool
) -> Iterator[Order]:
    """The orders in the words of one unit.

    `above` is the order of the unit around it; an item of its list (`listing`) or an item with a quotation
    below it (`quotes`) shares it. The heading of an article may leave its objects to the clauses.
    """
    body = _LABEL.sub("", words.strip())
    aside = _LEFT_OUT.search(body)
    plain = _QUOTED.sub(_blank, _ASIDE.sub(_blank, body))
    for sentence in map(_since_left_out, _SENTENCE.split(plain)):
        order = _own(sentence) or (_shared(sentence, above) if above and (listing or quotes) else None)
        if order is None or _CONDITION.match(sentence):
            continue
        order = _without_exception(order)
        listed = order.kind != "amends" or order.whole_kind != "amends"
        opens = sentence.rstrip().endswith(":") and (listed or not _AS_FOLLOWS.search(sentence))
        excepted = order.excepted or (aside["what"] if aside else "")
        yield replace(order, opens_list=opens or heading, excepted=excepted)


def _since_left_out(sentence: str) -> str:
    return _FROM_DAY.sub("", sentence)


def order_of_title(title: str) -> Order | None:
    """The order that the name of a text tells ("… sửa đổi, bổ sung một số điều của Nghị định …")."""
    match = re.search(rf"\b(?P<verb>{VERBS})\b", title, re.IGNORECASE)
    if match is None or match.start() > 120:
        return None
    return active(match["verb"], _QUOTED.sub(_blank, title[match.end() :]))


def active(verb: str, words: str) -> Order:
    """The order of a verb whose objects stand in the words after it."""
    small = verb.lower()
    if small.startswith("sửa"):
        return Order("amends", "amends", words)
    if small.startswith("bổ sung"):
        return Order("amends", "amends", words, adds=True)
    if small.startswith("thay"):
        return Order("amends", "replaces", words)
    return Order("repeals", "repeals", words)


def _own(sentence: str) -> Order | None:
    if (ended := _ENDED.search(sentence)) and not _GOES_ON.search(sentence):
        return Order(
            "repeals", "repeals", sentence[: ended.start()], ahead=True, excepted=_excepted(sentence)
        )
    if match := _AT_START.search(sentence):
        return active(match["verb"], sentence[match.end() :])
    if match := _BY_THIS.search(sentence):
        return active(match["verb"], sentence[match.end() :])
    if (match := _PASSIVE.search(sentence)) and not _GOES_ON.search(sentence):
        return replace(active(match["verb"], sentence[: match.start()]), ahead=True)
    return None


def _shared(sentence: str, above: Order) -> Order | None:
    return None if _GOES_ON.search(sentence) else replace(above, words=sentence, ahead=True)


def _without_exception(order: Order) -> Order:
    found = _EXCEPT.search(order.words)
    if found is None:
        return order
    return replace(order, words=order.words[: found.start()], excepted=found["what"].strip())


def _excepted(sentence: str) -> str:
    found = _EXCEPT.search(sentence)
    return found["what"].strip() if found else ""


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])

"""Whether the figures, days and instruments of a claim are those it cites, bound to the same things."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from assistant.proof.amounts import NOW, TIMES, Amount, What
from assistant.proof.objection import Kind, Objection
from assistant.proof.reading import Pairs
from assistant.proof.words import words

Time = tuple[str, str]
"""A day or year and the class of the word before it."""

_IMPLIED = {
    ("at_least", "above"),
    ("at_most", "below"),
    ("", "exactly"),
    ("exactly", ""),
}
"""Bounds of a claim that follow from another bound of the source."""

_ONCE = {("", "until"), ("", "from"), ("until", ""), ("from", ""), ("before", "until")}
"""The same for times: "năm 2030" may be told of what is to be so until then."""

_PLAIN = frozenset(["%", "đồng", "tỷ", "triệu", "nghìn"])
_LISTING = frozenset([",", "và", "hoặc", "hay"])
_SPANS = {"within", "at_most", ""}
"""Bounds of a span of time that come to the same."""

HEAD = 3
"""Pairs of words that the two right before a figure count for."""

CLEARLY = 4
"""Pairs by which another figure must fit better where the claim tells both."""

GOES_ON = 2
"""The same where the words that lead to it go on to the figure after it, which has none of its own."""

NEARER = 3
"""Pairs of words by which another instrument must fit a claim better for it to be the one that is meant."""


@dataclass(frozen=True, slots=True)
class Given:
    """What one unit of a source gives: its amounts and pairs of words, the times its headings set, and the
    time by which the row is due."""

    amounts: tuple[Amount, ...]
    pairs: Pairs
    above: tuple[Time, ...] = ()
    due: tuple[Time, ...] = ()

    @property
    def days(self) -> tuple[Time, ...]:
        """Every time that the unit names or that holds for it."""
        own = ((amount.value, amount.bound) for amount in self.amounts if amount.what is What.DAY)
        return (*own, *self.above, *self.due)


def figured(said: Sequence[Amount], given: Given, carried: Sequence[Time] = ()) -> Iterator[Objection]:
    """What is wrong with the amounts of a clause; `carried` are times of the one before it, which go on."""
    times = [(amount.value, amount.bound) for amount in said if amount.what is What.DAY] or carried
    yield from _crossed(said, given)
    for amount in said:
        if amount.what is What.DAY:
            if not any(_same_time((amount.value, amount.bound), day) for day in given.days) and not _of_name(
                amount, given
            ):
                yield Objection(Kind.TIME, _told_time(amount))
            elif _of_another_day(amount, given):
                yield Objection(Kind.BOUND, _told_time(amount))
        elif worst := _worst(amount, said, given, times):
            yield worst


def _crossed(said: Sequence[Amount], given: Given) -> Iterator[Objection]:
    """Two figures of a claim that the source tells of two cases, side by side: each has its own there."""
    numbers = [amount for amount in said if amount.what is What.NUMBER]
    for one, other in combinations(numbers, 2):
        ours, theirs = _segments(one, given), _segments(other, given)
        if one.unit == other.unit or one.segment != other.segment or ours & theirs:
            continue
        units = {(item.unit, item.segment) for item in given.amounts if item.what is What.NUMBER}
        beside = (
            {(other.unit, place) for place in ours} & units,
            {(one.unit, place) for place in theirs} & units,
        )
        if all(beside):
            yield Objection(Kind.BOUND, f"{one.told}, {other.told}")


def _segments(amount: Amount, given: Given) -> frozenset[int]:
    """The pieces of the source in which a figure stands with its bound."""
    same = (item for item in given.amounts if item.what is amount.what and item.value == amount.value)
    return frozenset(item.segment for item in same if item.unit == amount.unit and _same_bound(amount, item))


def _worst(amount: Amount, said: Sequence[Amount], given: Given, times: Sequence[Time]) -> Objection | None:
    """The objection of the figure that comes nearest; nothing when one fits."""
    same = [item for item in given.amounts if item.what is amount.what and _same_value(amount, item)]
    if not same:
        kind = Kind.FIGURE if amount.what is What.NUMBER else Kind.INSTRUMENT
        return Objection(kind, amount.told)
    found = [_against(amount, item, given, times, said) for item in same]
    return None if None in found else found[0]


def _against(
    amount: Amount, item: Amount, given: Given, times: Sequence[Time], said: Sequence[Amount]
) -> Objection | None:
    if amount.what is What.NUMBER:
        if not _same_unit(amount, item):
            return Objection(Kind.UNIT, amount.told)
        if not _same_bound(amount, item) and not _goes_on(amount, item, given):
            return Objection(Kind.COMPARATOR, f"{amount.bound or '='} {amount.told}")
    days = (*item.days, *given.due)
    if times and days and not all(any(_same_time(time, day) for day in days) for time in times):
        return Objection(Kind.TIME, f"{amount.told}: {', '.join(value for value, _ in times)}")
    if _is_past(amount, item, given):
        return Objection(Kind.TIME, f"{NOW} {amount.told}")
    return Objection(Kind.BOUND, amount.told) if _of_another(amount, item, given, said) else None


def _same_bound(amount: Amount, item: Amount) -> bool:
    if amount.restated or amount.bound == item.bound or (amount.bound, item.bound) in _IMPLIED:
        return True
    bounds = {amount.bound, item.bound}
    if bounds <= _SPANS and (amount.unit in TIMES or "" not in bounds):
        return bounds != {"at_most", ""} or amount.bound == ""
    return bounds == {"at_most", ""} and (amount.level or item.level)


def _goes_on(amount: Amount, item: Amount, given: Given) -> bool:
    """Whether a list tells the bound with its first figure alone: "tối đa 0,3 khi …; 0,5 khi …"."""
    return not item.bound and any(
        other.bound == amount.bound and other.unit == item.unit and other.where < item.where
        for other in given.amounts
        if other.what is What.NUMBER and amount.bound == "at_most"
    )


def _same_value(amount: Amount, item: Amount) -> bool:
    """Whether two values are one; an instrument may be named by its first number alone."""
    if amount.value == item.value:
        return True
    return amount.what is What.INSTRUMENT and item.value.startswith((f"{amount.value}/", f"{amount.value}-"))


def _is_past(amount: Amount, item: Amount, given: Given) -> bool:
    """Whether a figure is told of today that the source tells of an earlier time."""
    today = (NOW, "")
    if today not in amount.days or today in item.days:
        return False
    return any(today in other.days for other in given.amounts) or any(
        bound in ("before", "until") for _, bound in item.days
    )


def _of_another(amount: Amount, item: Amount, given: Given, said: Sequence[Amount]) -> bool:
    """Whether the words around a figure stand in the source by another figure more than by this one."""
    same = (item.value, item.bound)
    others = [x for x in given.amounts if x.what is item.what and (x.value, x.bound) != same]
    if amount.what is What.INSTRUMENT:
        alone = sum(other.what is What.INSTRUMENT for other in said) == 1
        return alone and _names_another(amount, item, others)
    near = [other for other in others if other.unit in ("", item.unit)]
    if _contrasted(amount, item, given) or any(_qualified(amount, item, other) for other in near):
        return True
    told = {other.value for other in said}
    alike = [other for other in others if other.unit == item.unit and not item.again]
    return any(_fits_better(amount, item, other, told=other.value in told) for other in alike)


def _fits_better(amount: Amount, item: Amount, other: Amount, *, told: bool) -> bool:
    """Whether the words of a claim's figure are rather those of the source's other figure."""
    own, its = _before(item), _before(other) & _before(amount)
    if own and its and not own & amount.context and not told and other.value != "1":
        return True
    if not told and _follows_another(amount, item, other):
        return True
    goes_on = other.where < item.where and not own
    shared = item.lead | other.lead if goes_on else item.lead
    ours = len(_telling(amount.context & (item.context | shared)))
    theirs = len(_telling(amount.context & ((other.tail if goes_on else other.context) | other.lead)))
    if other.value != "1" and other.head and other.head == amount.head and item.head not in ((), other.head):
        theirs += HEAD
    return theirs > ours + (CLEARLY if told else GOES_ON if goes_on else 1)


def _follows_another(amount: Amount, item: Amount, other: Amount) -> bool:
    """Whether none of the words after the source's figure is there, and some of those after the other."""
    return bool(
        item.tail
        and not item.tail & amount.context
        and _telling(other.tail & amount.context - item.context - item.lead)
    )


def _before(amount: Amount) -> Pairs:
    """The words that lead to a figure alone."""
    return _telling(amount.context - amount.tail)


def _names_another(amount: Amount, item: Amount, others: Sequence[Amount]) -> bool:
    """Whether what is told of an instrument stands by another, and nothing of it by this one alone."""
    said = amount.context
    for other in others:
        theirs = _telling(said & other.context - item.context - item.lead)
        ours = _telling(said & item.context - other.context - other.lead)
        if (theirs and not ours) or len(said & other.context) >= len(said & item.context) + NEARER:
            return True
    return False


def _qualified(amount: Amount, item: Amount, other: Amount) -> bool:
    """Whether a word that singles out one of two cases stands by the other figure."""
    contrary = (amount.context & other.context) - item.context - item.lead
    return any(words().qualifiers.intersection(pair) for pair in contrary)


def _telling(pairs: Pairs) -> Pairs:
    """The pairs of words that speak of something: figures, units of money and small words aside."""
    neutral = words().neutral
    return frozenset(
        pair
        for pair in pairs
        if not any(word[0].isdigit() or word in _PLAIN for word in pair) and not neutral.issuperset(pair)
    )


def _of_name(amount: Amount, given: Given) -> bool:
    """Whether a year only names an instrument: "Luật Hợp tác xã 2012"."""
    if amount.bound or amount.before in ("năm", "giai", "đoạn", "trong", "vào"):
        return False
    return any(f"/{amount.value}/" in item.value for item in given.amounts if item.what is What.INSTRUMENT)


def _of_another_day(amount: Amount, given: Given) -> bool:
    same = [item for item in given.amounts if item.what is What.DAY and item.value == amount.value]
    return bool(same) and all(_contrasted(amount, item, given) for item in same)


def _contrasted(amount: Amount, item: Amount, given: Given) -> bool:
    """Whether a claim says "cấp huyện" where by this figure the source has "cấp tỉnh"."""
    for word in words().contrast:
        ours, theirs = _after(word, amount.context), _after(word, item.context - item.lead)
        if theirs and ours and not ours & theirs and all((word, other) in given.pairs for other in ours):
            return True
    return False


def _after(word: str, pairs: Pairs) -> frozenset[str]:
    return frozenset(second for first, second in pairs if first == word)


def _same_unit(amount: Amount, item: Amount) -> bool:
    each, its = _each(amount), _each(item)
    if each and its and each != its:
        return False
    if amount.unit or item.unit:
        both_nouns = amount.noun and item.noun
        return amount.unit == item.unit and (not both_nouns or amount.noun == item.noun)
    if amount.before == item.before or amount.before in _LISTING:
        return True
    near = frozenset(item.after[:3])
    return not amount.after or not item.after or bool(near.intersection(amount.after[:3]))


def _each(amount: Amount) -> str:
    """What money is counted by: "ha" of "30 triệu đồng/ha"."""
    if amount.unit != "dong" or "mỗi" not in amount.after[:2]:
        return ""
    return " ".join(amount.after[amount.after.index("mỗi") + 1 :][:1])


def _same_time(said: Time, given: Time) -> bool:
    value, bound = said
    printed, its = given
    parts = (
        (printed, printed.rsplit("/", 1)[0], printed.rsplit("/", 1)[-1])
        if printed.count("/") > 1
        else (printed,)
    )
    return value in parts and (bound == its or (bound, its) in _ONCE)


def _told_time(amount: Amount) -> str:
    return f"{amount.bound} {amount.value}".strip().replace("~", "-")

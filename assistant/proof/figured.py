"""Whether the figures, days and instruments of a claim are those it cites, bound to the same things."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.proof.amounts import NOW, TIMES, Amount, Pairs, What
from assistant.proof.objection import Kind, Objection
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
    for amount in said:
        if amount.what is What.DAY:
            if not any(_same_time((amount.value, amount.bound), day) for day in given.days):
                yield Objection(Kind.TIME, _told_time(amount))
            elif _of_another_day(amount, given):
                yield Objection(Kind.BOUND, _told_time(amount))
        elif worst := _worst(amount, said, given, times):
            yield worst


def _worst(amount: Amount, said: Sequence[Amount], given: Given, times: Sequence[Time]) -> Objection | None:
    """The objection of the figure that comes nearest; nothing when one fits."""
    same = [item for item in given.amounts if item.what is amount.what and _same_value(amount, item)]
    if not same:
        kind = Kind.FIGURE if amount.what is What.NUMBER else Kind.INSTRUMENT
        return Objection(kind, amount.told)
    alone = sum(other.what is amount.what for other in said) == 1
    found = [_against(amount, item, given, times, alone) for item in same]
    return None if None in found else found[0]


def _against(
    amount: Amount, item: Amount, given: Given, times: Sequence[Time], alone: bool
) -> Objection | None:
    if amount.what is What.NUMBER:
        if not _same_unit(amount, item):
            return Objection(Kind.UNIT, amount.told)
        if not _same_bound(amount, item):
            return Objection(Kind.COMPARATOR, f"{amount.bound or '='} {amount.told}")
    days = (*item.days, *given.due)
    if times and days and not all(any(_same_time(time, day) for day in days) for time in times):
        return Objection(Kind.TIME, f"{amount.told}: {', '.join(value for value, _ in times)}")
    if _is_past(amount, item, given):
        return Objection(Kind.TIME, f"{NOW} {amount.told}")
    return Objection(Kind.BOUND, amount.told) if _of_another(amount, item, given, alone) else None


def _same_bound(amount: Amount, item: Amount) -> bool:
    if amount.restated or amount.bound == item.bound or (amount.bound, item.bound) in _IMPLIED:
        return True
    bounds = {amount.bound, item.bound}
    if bounds <= _SPANS and (amount.unit in TIMES or "" not in bounds):
        return bounds != {"at_most", ""} or amount.bound == ""
    return bounds == {"at_most", ""} and (amount.level or item.level)


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


def _of_another(amount: Amount, item: Amount, given: Given, alone: bool) -> bool:
    """Whether the words around a figure stand in the source by another figure more than by this one."""
    others = [other for other in given.amounts if other.what is item.what and other.value != item.value]
    if _contrasted(amount, item, given):
        return True
    heads = {other.head for other in others if other.unit == item.unit and other.value != "1"}
    if amount.head and amount.head != item.head and amount.head in heads and not item.again:
        return True
    if amount.what is What.INSTRUMENT and alone:
        best = max((len(amount.context & other.context) for other in others), default=0)
        if best >= len(amount.context & item.context) + NEARER:
            return True
    contrary = _telling((amount.context & given.pairs) - item.context - item.lead)
    if any(words().qualifiers.intersection(pair) for pair in contrary):
        return True
    if item.again:
        contrary = contrary.difference(*(other.context for other in others if other.where < item.where))
    return len(contrary) > len(_telling(amount.context & item.context))


def _telling(pairs: Pairs) -> Pairs:
    """The pairs of words that speak of something: figures and units of money aside."""
    return frozenset(pair for pair in pairs if not any(word[0].isdigit() or word in _PLAIN for word in pair))


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
    if amount.unit or item.unit:
        both_nouns = amount.noun and item.noun
        return amount.unit == item.unit and (not both_nouns or amount.noun == item.noun)
    if amount.before == item.before or amount.before in _LISTING:
        return True
    near = frozenset(item.after[:3])
    return not amount.after or not item.after or bool(near.intersection(amount.after[:3]))


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

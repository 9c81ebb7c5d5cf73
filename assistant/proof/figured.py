"""Whether the figures, days and instruments of a claim are those of what it cites, bound to the same things."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.proof.amounts import Amount, Pairs, What
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


def figured(
    said: Sequence[Amount], given: Sequence[Amount], all_pairs: Pairs, above: Sequence[Time]
) -> Iterator[Objection]:
    """What is wrong with the amounts of a clause, held against those of one unit."""
    days = tuple((a.value, a.bound) for a in given if a.what is What.DAY) + tuple(above)
    for amount in said:
        if amount.what is What.DAY:
            if not any(_same_time((amount.value, amount.bound), day) for day in days):
                yield Objection(Kind.TIME, _told_time(amount))
        elif worst := _worst(amount, said, given, above, all_pairs):
            yield worst


def _worst(
    amount: Amount, said: Sequence[Amount], given: Sequence[Amount], above: Sequence[Time], all_pairs: Pairs
) -> Objection | None:
    """The objection of the figure that comes nearest; nothing when one fits."""
    same = [item for item in given if item.what is amount.what and item.value == amount.value]
    if not same:
        kind = Kind.FIGURE if amount.what is What.NUMBER else Kind.INSTRUMENT
        return Objection(kind, amount.told)
    times = [(a.value, a.bound) for a in said if a.what is What.DAY]
    found = [_against(amount, item, times, above, all_pairs) for item in same]
    return None if None in found else found[0]


def _against(
    amount: Amount, item: Amount, times: Sequence[Time], above: Sequence[Time], all_pairs: Pairs
) -> Objection | None:
    if amount.what is What.NUMBER:
        if not _same_unit(amount, item):
            return Objection(Kind.UNIT, amount.told)
        if not amount.restated and amount.bound != item.bound and (amount.bound, item.bound) not in _IMPLIED:
            return Objection(Kind.COMPARATOR, f"{amount.bound or '='} {amount.told}")
    days = (*item.days, *above)
    if times and days and not all(any(_same_time(t, day) for day in days) for t in times):
        return Objection(Kind.TIME, f"{amount.told}: {', '.join(value for value, _ in times)}")
    return Objection(Kind.BOUND, amount.told) if _of_another(amount, item, all_pairs) else None


def _of_another(amount: Amount, item: Amount, all_pairs: Pairs) -> bool:
    """Whether the words around a figure stand in the source by another figure more than by this one."""
    contrary = (amount.context & all_pairs) - item.context - item.lead
    if any(words().qualifiers.intersection(pair) for pair in contrary):
        return True
    return len(contrary) > len(amount.context & item.context)


def _same_unit(amount: Amount, item: Amount) -> bool:
    if amount.unit or item.unit:
        both_nouns = amount.noun and item.noun
        return amount.unit == item.unit and (not both_nouns or amount.noun == item.noun)
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

"""From places named one after another to the places meant: what lies in what, whichever stands first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from knowledge.citation import THIS, Pointer, Step, Target, Unit
from knowledge.citation_places import Label, Place
from knowledge.citation_text import Plain
from knowledge.document import Span

# What may stand between a place and the larger one, or the instrument, that it lies in.
INTO = re.compile(
    r" ?,? ?(?:(?:cua|thuoc|tai|trong|o|theo|duoc quy dinh tai|quy dinh tai|(?:duoc )?ban hanh kem theo|"
    r"ban hanh theo|(?:dinh )?kem theo|dinh kem|neu tai|cua cac|tai cac|cac) ?)?"
)
# What may stand between two places, or two instruments, of one list.
AND = re.compile(
    r" ?[,;] ?(?:va |hoac |cac )?(?:tai |cua |tu )?| (?:va|hoac|hay|va/hoac|cung|voi) (?:tai |cac |cua |tu )?"
)
TO = re.compile(r" ?- ?| den (?:het )?| toi ")


def pointers_of(plain: Plain, places: Sequence[Place]) -> Iterator[Pointer]:
    """One pointer for each place meant, in reading order.

    `places` (one at least) follow each other in a list; units that others lie in are no places of their own.
    """
    places = _ranges(plain, places)
    if _ends_in_annex(plain, places):
        return _inside(places[-1], list(_descending(plain, places[:-1])))
    return _descending(plain, places) if is_inverted(plain, places) else _ascending(plain, places)


def _ends_in_annex(plain: Plain, places: Sequence[Place]) -> bool:
    """Whether the annex comes last though the rest goes from large to small: "phần II mục 10 của phụ lục"."""
    *rest, last = places
    if last.unit is not Unit.ANNEX or len(rest) < 2 or not is_inverted(plain, rest):
        return False
    gap = plain.bare[rest[-1].end : last.start]
    return "," not in gap and INTO.fullmatch(gap) is not None


def _inside(annex: Place, pointers: Sequence[Pointer]) -> Iterator[Pointer]:
    step = Step(Unit.ANNEX, annex.labels[-1].text)
    for pointer in pointers:
        end = annex.end if pointer is pointers[-1] else pointer.span.end
        target = replace(pointer.target, steps=(step, *pointer.target.steps))
        yield Pointer(target, Span(pointer.span.start, end))


def _ranges(plain: Plain, places: Sequence[Place]) -> list[Place]:
    """The places with "từ Điều 5", "đến Điều 9" made one."""
    merged = [places[0]]
    for place in places[1:]:
        last = merged[-1]
        joined = place.unit is last.unit and TO.fullmatch(plain.bare, last.end, place.start)
        if joined and not last.labels[-1].until and THIS not in (last.labels[-1].text, place.labels[0].text):
            closing = replace(last.labels[-1], until=place.labels[0].text, end=place.labels[0].end)
            labels = (*last.labels[:-1], closing, *place.labels[1:])
            merged[-1] = replace(last, labels=labels, end=place.end)
        else:
            merged.append(place)
    return merged


def is_inverted(plain: Plain, places: Sequence[Place]) -> bool:
    """Whether larger units stand first ("điều 9 khoản 2"); the law writes the smaller ones first."""
    downwards = upwards = False
    for one, other in pairwise(places):
        gap = plain.bare[one.end : other.start]
        if one.unit.rank > other.unit.rank and "," not in gap and not AND.fullmatch(gap):
            return False
        upwards |= one.unit.rank > other.unit.rank
        downwards |= one.unit.rank < other.unit.rank and not gap.startswith((" va", ";", " ;"))
        if downwards and not upwards and gap == " ":
            return True
    return downwards and not upwards


def _ascending(plain: Plain, places: Sequence[Place]) -> Iterator[Pointer]:
    """Places as the law writes them: every one lies in the larger one behind it, or in its sibling's."""
    paths: list[list[tuple[Step, ...]]] = [[] for _ in places]
    ends = [place.end for place in places]
    inner = [True] * len(places)
    for here in range(len(places) - 1, -1, -1):
        place = places[here]
        above: list[tuple[Step, ...]] = [()]
        if here + 1 < len(places):
            following = places[here + 1]
            larger = following.unit.rank < place.unit.rank
            if larger and INTO.fullmatch(plain.bare, place.end, following.start):
                above, inner[here + 1], ends[here] = paths[here + 1], False, ends[here + 1]
            elif not larger:
                above = _larger(paths[here + 1], place.unit)
        paths[here] = [(*way, Step(place.unit, label.text)) for way in above for label in place.labels]
    for here, place in enumerate(places):
        if inner[here]:
            yield from _spread(place, paths[here], ends[here])


def _larger(paths: Iterable[tuple[Step, ...]], unit: Unit) -> list[tuple[Step, ...]]:
    ways = (tuple(step for step in path if step.unit.rank < unit.rank) for path in paths)
    return list(dict.fromkeys(ways))


def _spread(place: Place, paths: Sequence[tuple[Step, ...]], end: int) -> Iterator[Pointer]:
    """One pointer for each label; the last takes the words for what it lies in with it."""
    ways = list(dict.fromkeys(path[:-1] for path in paths))
    for way in ways:
        for number, label in enumerate(place.labels):
            start = place.start if number == 0 else label.start
            stop = end if label is place.labels[-1] else label.end
            yield Pointer(_target(way, place.unit, label), Span(start, stop))


def _target(way: tuple[Step, ...], unit: Unit, label: Label) -> Target:
    return Target((*way, Step(unit, label.text)), label.until)


def _descending(plain: Plain, places: Sequence[Place]) -> Iterator[Pointer]:
    """Places as people say them: every one lies in the last larger one before it."""
    way: list[Place] = []
    for here, place in enumerate(places):
        while way and way[-1].unit.rank >= place.unit.rank:
            way.pop()
        if here and ";" in plain.bare[places[here - 1].end : place.start]:
            way.clear()
        start = place.start
        steps = tuple(Step(above.unit, above.labels[-1].text) for above in way)
        way.append(place)
        following = places[here + 1] if here + 1 < len(places) else None
        if following is None or _begins_anew(plain, place, following):
            first = next((above.start for above in way if _leads(above, places, here)), start)
            yield from _spread(replace(place, start=first), [(*steps, Step(place.unit, "-"))], place.end)


def _begins_anew(plain: Plain, place: Place, following: Place) -> bool:
    return following.unit.rank <= place.unit.rank or ";" in plain.bare[place.end : following.start]


def _leads(above: Place, places: Sequence[Place], here: int) -> bool:
    """Whether the words from `above` to the place `here` name nothing else."""
    chain = places[places.index(above) : here + 1]
    return all(one.unit.rank < other.unit.rank for one, other in pairwise(chain))

"""Figures, days and instruments of a text with what binds them: unit, bound, neighbours, time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from assistant.proof.reading import INSTRUMENT, PUNCTUATION, STOPS, Pairs, pairs_of
from assistant.proof.words import Phrase, words
from knowledge.patterns import same_figure

_INSTRUMENT = re.compile(INSTRUMENT)
_DAY = re.compile(r"\d{1,2}/\d{1,2}(?:/\d{4})?|\d{1,2}/\d{4}")
_YEAR = re.compile(r"(?:19|20)\d{2}(?:~(?:19|20)\d{2})?")
_NUMBER = re.compile(r"\d")
_ZEROS = re.compile(r",0+$|(?<=,\d)0+$")
"""Zeros that end a decimal fraction: "10,0" is 10."""
_BEFORE_YEAR = frozenset(
    ["năm", "đến", "tới", "trong", "giai", "đoạn", "từ", "trước", "sau", "vào", "kể", "hết", "đầu", "cuối"]
)
_INSTRUMENTS = frozenset(
    tuple(name.split())
    for name in ("đề án", "chương trình", "nghị quyết", "nghị định", "quyết định", "thông tư")
)
"""What a number names that stands right after it: "Đề án 167"."""
_PLACE_WORDS = frozenset(["điều", "khoản", "mục", "điểm", "chương", "phần"])
_MONEY = {"nghìn": 1_000, "ngàn": 1_000, "triệu": 1_000_000, "tỷ": 1_000_000_000, "tỉ": 1_000_000_000}
_FILLERS = frozenset(
    ["là", "có", "đạt", "mức", "bằng", "ngày", "năm", "còn", "chỉ", "được", "từ", "đến", "phải", "vào"]
)
_BEFORE_NOUN = frozenset(["các", "số", "của", "tổng"])
_JOINTS = frozenset(["và", "hoặc", "hay", "còn", "nhưng", "cùng"])
_LEVEL = "mức"
_BACK = frozenset(["đó", "này", "ấy", "chung"])
NOW = "nay"
"""The word that sets today against an earlier time."""
TIMES = frozenset(["workday", "day", "week", "month", "year", "hour"])
"""Units of a span of time."""

_LOOK = 5
"""Tokens that a bound may stand before its figure."""


class What(StrEnum):
    """What a figure is."""

    NUMBER = "number"
    DAY = "day"
    INSTRUMENT = "instrument"


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure, day or instrument of a text.

    `unit` is the name of a known unit, "" where none follows; `noun` what a percentage is of, in the same
    manner; `before` and `after` the words around. `bound` is the class of its comparator, `restated` that it
    says again what was said. `context` are pairs of neighbouring words that speak of it alone, `lead` those
    before the first figure, which speak of all, `head` the two words right before it, `tail` the pairs after
    it; `days` the times that hold for it. `again`: it is told of a level named before ("mức đó"), whose bound
    and words go on; `level`: of a level at all, which is a bound by itself. `where` is its token, `segment`
    the piece between signs it stands in.
    """

    what: What
    value: str
    where: int
    unit: str = ""
    noun: str = ""
    after: Phrase = ()
    bound: str = ""
    restated: bool = False
    again: bool = False
    level: bool = False
    before: str = ""
    segment: int = 0
    head: Phrase = ()
    context: Pairs = frozenset()
    lead: Pairs = frozenset()
    tail: Pairs = frozenset()
    days: tuple[tuple[str, str], ...] = ()

    @property
    def told(self) -> str:
        """The figure for people."""
        return " ".join([self.value.replace("~", "-"), *self.after[:2]])


def amounts(tokens: Phrase, above: Sequence[tuple[str, str]] = ()) -> tuple[Amount, ...]:
    """The figures, days and instruments of a text in order; `above` are times its headings set."""
    bare = [amount for place, token in enumerate(tokens) if (amount := _bare(tokens, place, token))]
    found: list[Amount] = []
    inherited: tuple[tuple[str, str], ...] = ()
    opening: Pairs = frozenset()
    for start, end in _parts(tokens):
        opening = _opening(tokens, start, opening)
        inside = [amount for amount in bare if start <= amount.where < end]
        own = tuple((a.value, a.bound) for a in inside if a.what is What.DAY)
        own += ((NOW, ""),) if NOW in tokens[start:end] else ()
        inherited = own or (inherited if start and tokens[start - 1] == ";" else ())
        contexts = _contexts(tokens, start, end, inside)
        for amount, (context, lead, tail) in zip(inside, contexts, strict=True):
            days = inherited or tuple(above)
            again = any((_LEVEL, word) in pairs_of(tokens[start : amount.where]) for word in _BACK)
            before = tokens[amount.where - 1] if amount.where else ""
            level = _LEVEL in tokens[start : amount.where] or any(_LEVEL in pair for pair in opening)
            amount = replace(amount, context=context, lead=lead | opening, tail=tail, days=days)
            segment = sum(sign in PUNCTUATION for sign in tokens[: amount.where])
            found.append(replace(amount, again=again, level=level, before=before, segment=segment))
    return tuple(found)


def _opening(tokens: Phrase, start: int, before: Pairs) -> Pairs:
    """What stands before the colon of the same sentence: it speaks of all that follows."""
    sign = tokens[start - 1] if start else "."
    if sign == ":":
        first = max((p for p in range(start - 1) if tokens[p] in ".;"), default=-1) + 1
        return before | pairs_of(tokens[first : start - 1])
    return before if sign == ";" else frozenset()


def _parts(tokens: Phrase) -> Iterator[tuple[int, int]]:
    start = 0
    for place, token in enumerate((*tokens, ";")):
        if token in STOPS:
            yield start, place
            start = place + 1


def _bare(tokens: Phrase, place: int, token: str) -> Amount | None:
    named = token.isdigit() and tokens[max(0, place - 2) : place] in _INSTRUMENTS
    if named or _INSTRUMENT.fullmatch(token):
        return Amount(What.INSTRUMENT, token, place)
    if not _NUMBER.match(token) or (place and tokens[place - 1] in _PLACE_WORDS):
        return None
    if _DAY.fullmatch(token):
        day = "/".join(part.lstrip("0") for part in token.split("/"))
        return Amount(What.DAY, day, place, bound=_bound(tokens, place, times=True))
    if _YEAR.fullmatch(token) and _is_year(tokens, place, token):
        return Amount(What.DAY, token, place, bound=_bound(tokens, place, times=True))
    return _number(tokens, place, token)


def _is_year(tokens: Phrase, place: int, token: str) -> bool:
    if "~" in token or (place > 0 and tokens[place - 1] in _BEFORE_YEAR):
        return True
    return not _unit(tokens[place + 1 : place + 7])[0] and tokens[place + 1 : place + 2] != ("đồng",)


def _number(tokens: Phrase, place: int, token: str) -> Amount:
    value = "~".join(_ZEROS.sub("", same_figure(part)) for part in token.split("~"))
    following = tokens[place + 1 : place + 7]
    bound = _bound(tokens, place, times=False)
    restated = "tức" in tokens[max(0, place - 2) : place]
    if "lên" in following and "trở" in following and not bound:
        bound = "at_least"
    unit, noun, skip = _unit(following)
    if not bound and unit in TIMES and "để" in following[:4]:
        bound = "at_most"
    if following and following[0] in _MONEY:
        value, unit, skip = _money(value, following[0]), "dong", 1
    after, head = following[skip:], _head(tokens, place)
    return Amount(What.NUMBER, value, place, unit, noun, after, bound, restated, head=head)


def _head(tokens: Phrase, place: int) -> Phrase:
    """The two words that a figure is said of, where they stand right before it and its comparator."""
    comparators = words().comparators
    while place and (tokens[place - 1] in _FILLERS or comparators.before(tokens, place)):
        place -= 1
    head = tokens[max(0, place - 2) : place]
    return head if len(head) == 2 and all(word[0].isalpha() for word in head) else ()


def _unit(following: Phrase) -> tuple[str, str, int]:
    units = words().units
    if following[:1] == ("%",):
        skip = 1
        while following[skip : skip + 1] and following[skip] in _BEFORE_NOUN:
            skip += 1
        return "percent", units.at(following, skip)[0], 1
    return units.at(following, 0)[0], "", 0


def _money(value: str, word: str) -> str:
    try:
        return str(round(float(value.replace(",", ".")) * _MONEY[word]))
    except ValueError:
        return value


def _bound(tokens: Phrase, place: int, *, times: bool) -> str:
    """The class of the comparator before a figure, small words between them passed over."""
    known = words().times if times else words().comparators
    for end in range(place, max(0, place - _LOOK), -1):
        name = known.before(tokens, end)
        if name is not None:
            return name
        if not times and tokens[end - 1] in ("từ", "đến"):
            return "at_least" if tokens[end - 1] == "từ" else "at_most"
        if tokens[end - 1] not in _FILLERS:
            return ""
    return ""


def _contexts(
    tokens: Phrase, start: int, end: int, inside: Sequence[Amount]
) -> Iterator[tuple[Pairs, Pairs, Pairs]]:
    """The words that speak of each amount of a part: around it, before the first figure, and after it."""
    numbers = [amount.where for amount in inside if amount.what is What.NUMBER]
    days = [amount.where for amount in inside if amount.what is What.DAY]
    edges = dict(zip(numbers, _edges(tokens, start, end, numbers), strict=True))
    edges |= dict(zip(days, _edges(tokens, start, end, days), strict=True))
    lead = pairs_of(tokens[start : numbers[0]]) if numbers else frozenset()
    whole = pairs_of(tokens[start:end])
    for amount in inside:
        if amount.where in edges:
            first, last = edges[amount.where]
            yield pairs_of(tokens[first:last]), lead, pairs_of(tokens[amount.where + 1 : last])
        else:
            yield whole, lead, whole


def _edges(tokens: Phrase, start: int, end: int, numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    lefts, rights = [start], []
    for before, after in pairwise(numbers):
        cut = _cut(tokens, before, after)
        rights.append(cut or after)
        lefts.append(cut or before + 1)
    yield from zip(lefts[: len(numbers)], [*rights, end][: len(numbers)], strict=True)


def _cut(tokens: Phrase, before: int, after: int) -> int:
    """Where the words of one figure end and those of the next begin; 0 where they share them."""
    for place in range(after - 1, before, -1):
        if tokens[place] in PUNCTUATION and tokens[place + 1] != "với":
            return place
    return next((place for place in range(before + 1, after) if tokens[place] in _JOINTS), 0)

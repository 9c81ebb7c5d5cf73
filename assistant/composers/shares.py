"""Shares that a question says of a target, in figures or words, and which of two targets it calls greater."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant import messages
from assistant.composers.targets import best_matching, indicator_words, share_said, told
from assistant.composers.wording import correction
from assistant.desk import Desk
from assistant.draft import Draft, DraftClaim, Source
from knowledge.facts import Target
from knowledge.patterns import same_figure
from knowledge.text import Folded

SURE = 0.45
"""Part of the words of a question that a target must say to be the one it means."""

APART = 0.3
"""A target that has the figure stated says so much less of the question than the one that is meant."""

_SHARES = {
    "100": r"(?:tat ca|toan bo|moi|100 ?%|het thay|all|every)"
    r"(?= (?:cac |nhung |so )*(?:hop tac|to hop|lien hiep|to chuc|thanh vien|nguoi dan|dan so|giam doc))",
    "50": r"(?:mot nua|phan nua|nua so|1/2|half)(?! nam\b)",
    ">50": r"(?:qua nua|hon nua|qua ban|tren nua|hon mot nua|more than half)",
    "33": r"(?:mot phan ba|1/3|a third)",
    "25": r"(?:mot phan tu|1/4|a quarter)",
    "75": r"(?:ba phan tu|3/4)",
    "67": r"(?:hai phan ba|2/3)",
}
_IN_WORDS = tuple((value, re.compile(rf"(?<![\w/]){words}(?![\w/])")) for value, words in _SHARES.items())
_IN_FIGURES = re.compile(
    r"(?<![\w.,/])(?P<value>\d{1,3}(?:[.,]\d+)?) ?(?:%|phan tram\b|percent\b|per cent\b)"
)
_ASKS_SHARE = re.compile(r"\b(?:bao nhieu|may) (?:%|phan tram)|\bty le\b.*\bbao nhieu\b")
_GREATER = re.compile(r"^(?P<one>.+?)\b(?:nhieu|lon|cao|dong) hon\b(?P<other>.+)$")
_SMALLER = re.compile(r"^(?P<one>.+?)\b(?:it|nho|thap) hon\b(?P<other>.+)$")
_MEMBERS = "thanh vien"


@dataclass(frozen=True, slots=True)
class _Stated:
    """A share as typed, and its value in per cent; `beyond` where more than that is said."""

    typed: str
    value: str
    beyond: bool = False

    def agrees(self, target: Target) -> bool:
        """Whether the target says it; one that counts no share says none."""
        if target.unit != "%":
            return not target.value
        return same_figure(target.value) == self.value and not self.beyond


def wrong_share(desk: Desk) -> Draft | None:
    """The correction of a share that the target meant does not have."""
    stated = next(_stated(desk), None)
    if stated is None or not _takes_for_granted(desk, stated.typed):
        return None
    found = _meant(desk, desk.question.years)
    if not found and desk.question.years:
        return _of_another_year(desk, stated)
    if not found or any(stated.agrees(target) for target in found):
        return None
    target = found[0]
    other = _said_of_another(desk, stated, found)
    if other and desk.question.years and other.year not in desk.question.years:
        return _of_year(desk, other)
    if not target.value or other:
        return None
    stating = desk.words(target.document, target.sentence)
    text = messages.NOT_FIGURE.format(asked=stated.typed, stated=stating, year=target.year)
    return _denial(desk, target, text, stated.typed)


def wrong_order(desk: Desk) -> Draft | None:
    """The correction where a target is said to be greater or smaller than another, and is not."""
    if not _takes_for_granted(desk, ""):
        return None
    plain = Folded.of(desk.question.reading).text
    greater, smaller = _GREATER.search(plain), _SMALLER.search(plain)
    match = greater or smaller
    pair = _two(desk, match["one"], match["other"]) if match else None
    if match is None or pair is None or (_number(pair[0]) > _number(pair[1])) == bool(greater):
        return None
    target = pair[0]
    stating = desk.words(target.document, target.sentence)
    return _denial(desk, target, messages.NOT_SO_ORDERED.format(stated=stating, year=target.year), "")


def _of_another_year(desk: Desk, stated: _Stated) -> Draft | None:
    """The correction where the share is that of the target meant, set for another year."""
    target = next((found for found in _meant(desk, ()) if stated.agrees(found)), None)
    return _of_year(desk, target) if target and target.value else None


def _of_year(desk: Desk, target: Target) -> Draft:
    """The correction of the years asked about, where a target is set for another one."""
    asked = ", ".join(map(str, desk.question.years))
    stating = desk.words(target.document, target.sentence)
    text = messages.WRONG_YEAR.format(year=target.year, asked=asked, stated=stating)
    return _denial(desk, target, text, asked)


def _takes_for_granted(desk: Desk, typed: str) -> bool:
    """Whether the question as a whole is a claim, or a claim that it makes has the share as typed."""
    question = desk.question
    claimed = typed and any(Folded.of(typed).text in claim for claim in desk.claimed.words)
    asks = not claimed and _ASKS_SHARE.search(Folded.of(question.reading).text)
    return bool(claimed or desk.claimed.anything) and not (question.negated or asks)


def _stated(desk: Desk) -> Iterator[_Stated]:
    """The shares that the question states, those in figures first."""
    reading = desk.question.reading
    folded = Folded.of(reading)
    for match in _IN_FIGURES.finditer(folded.text):
        yield _Stated(folded.span(*match.span()).of(reading), same_figure(match["value"]))
    for value, pattern in _IN_WORDS:
        if found := pattern.search(folded.text):
            yield _Stated(folded.span(*found.span()).of(reading), value.lstrip(">"), value.startswith(">"))


def _meant(desk: Desk, years: Sequence[int]) -> Sequence[Target]:
    """The targets that say most of the question, of these years or of any."""
    every = tuple(t for t in desk.targets() if not years or t.year in years)
    words = indicator_words(desk, every) if every else frozenset()
    found = best_matching(desk, every, words) if words else ()
    return found if found and max(share_said(desk, t, words) for t in found) >= SURE else ()


def _said_of_another(desk: Desk, stated: _Stated, found: Sequence[Target]) -> Target | None:
    """A target that says nearly as much of the question and has the share."""
    every = desk.targets()
    words = indicator_words(desk, every)
    enough = max(share_said(desk, target, words) for target in found) - APART
    having = (t for t in every if t.unit == "%" and stated.agrees(t))
    return next((t for t in having if share_said(desk, t, words) > enough), None)


def _two(desk: Desk, one: str, other: str) -> tuple[Target, Target] | None:
    """The two targets of one year that are weighed against each other."""
    of_members = _MEMBERS in one or _MEMBERS in other
    for year in dict.fromkeys(target.year for target in desk.targets()):
        mine = [t for t in desk.targets() if t.year == year and not t.unit and _number(t)]
        mine = [t for t in mine if (_MEMBERS in Folded.of(t.indicator).text) == of_members]
        first, second = _counted(one, mine), _counted(other, mine)
        if first and second and first != second and desk.question.years in ((), (year,)):
            return first, second
    return None


def _counted(side: str, found: Sequence[Target]) -> Target | None:
    """The target whose kind of organisation a side names, the longest name first."""
    names = {Folded.of(t.indicator).text.removeprefix(_MEMBERS).strip(): t for t in found}
    return next((names[name] for name in sorted(names, key=len, reverse=True) if name in side), None)


def _number(target: Target) -> int:
    figure = target.value.replace(".", "")
    return int(figure) if figure.isdigit() else 0


def _denial(desk: Desk, target: Target, text: str, echo: str) -> Draft:
    source = Source(target.document, target.anchor, target.sentence)
    claim = DraftClaim(text, (source,), echoes=(echo,) if echo else ())
    rest = tuple(c for c in told(desk, (target,)).claims if c.sources[0].span != target.sentence)
    return correction(claim, *rest, tasks=(target.anchor,))

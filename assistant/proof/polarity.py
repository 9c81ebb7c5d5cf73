"""Negation, duty, permission, exception: whether a claim turns what it cites."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.proof.objection import Kind, Objection
from assistant.proof.reading import PUNCTUATION, STOPS, Pairs
from assistant.proof.words import Cues, Phrase, words

REACH = 6
"""Words a cue speaks of, at most: its clause ends sooner as a rule."""

FAR = 24
"""Words of a list that a ban may reach."""

_NEGATIVE = frozenset({"forbid", "exempt", "deny"})
_CLASH = {
    "forbid": {"exempt", "may", "must"},
    "exempt": {"forbid", "must"},
    "must": {"may", "should", "exempt", "forbid", "weigh"},
    "may": {"must", "forbid"},
    "deny": {"must"},
}
"""What of the source a cue of the claim contradicts, where both speak of the same."""

_JOINTS = frozenset(["và", "hoặc", "hay", "được", "phải", "tới", "lên", "đến", "là", "trên", "dưới", "từ"])
"""Words at which what a negation denies ends."""
_TURNS = frozenset(["nhưng", "mà", "thì", "song", "còn"])


@dataclass(frozen=True, slots=True)
class Mark:
    """A cue, the word before it, the words it speaks of; `start` and `end` are the tokens of it all.

    `far` goes on over the commas of a list: what a ban of many things forbids. `trailing`: it ends its
    clause and speaks of what stands before it.
    """

    kind: str
    cue: str
    before: str
    scope: Phrase
    far: Phrase
    start: int
    end: int
    trailing: bool = False

    @property
    def pairs(self) -> Pairs:
        """Neighbouring words of the scope."""
        return frozenset(pairwise(self.scope))


def marks(tokens: Phrase) -> tuple[Mark, ...]:
    """The cues of negation and duty in a text."""
    return tuple(_marks(tokens))


def _marks(tokens: Phrase) -> Iterator[Mark]:
    place = 0
    while place < len(tokens):
        kind, end = _cue(tokens, place)
        if kind and kind != "none":
            yield _mark(tokens, kind, place, end)
        place = max(end, place + 1)


def _cue(tokens: Phrase, place: int) -> tuple[str, int]:
    """The cue that begins here and its end; the words of a comparator with its figure are none."""
    kind, end = words().polarity.at(tokens, place)
    compared = words().comparators.at(tokens, place)[1]
    figure = any(token[0].isdigit() for token in tokens[compared : compared + 3])
    return ("", compared) if figure and compared > max(end, place + 1) else (kind, end)


def _mark(tokens: Phrase, kind: str, start: int, end: int) -> Mark:
    """The cue with what it speaks of: what follows or, at the end of a clause, what stands before it."""
    cue, before = " ".join(tokens[start:end]), tokens[start - 1] if start else ""
    scope = _scope(tokens, end)
    if scope:
        return Mark(kind, cue, before, scope, _far(tokens, end), start, end + len(scope))
    ahead = _ahead(tokens, start)
    return Mark(kind, cue, "", ahead, ahead, start - len(ahead), end, trailing=True)


def _ahead(tokens: Phrase, end: int) -> Phrase:
    start = end
    while start > max(0, end - REACH) and tokens[start - 1] not in PUNCTUATION | _TURNS:
        start -= 1
    return tokens[start:end]


def _scope(tokens: Phrase, start: int) -> Phrase:
    stop = start
    while stop < min(len(tokens), start + REACH) and tokens[stop] not in PUNCTUATION | _TURNS:
        stop += 1
    return tokens[start:stop]


def _far(tokens: Phrase, start: int) -> Phrase:
    stop = start
    while stop < min(len(tokens), start + FAR) and tokens[stop] not in STOPS | _TURNS:
        stop += 1
    return tokens[start:stop]


def turned(said: Phrase, given: Phrase) -> Iterator[Objection]:
    """What of negation and duty in a clause is not as in the cited unit."""
    ours, theirs = marks(said), marks(given)
    yield from _added(ours, theirs, _outright(given, [mark for mark in theirs if mark.kind in _NEGATIVE]))
    yield from _dropped(said, ours, given, theirs)
    yield from _limits(said, given)


def _added(ours: Iterable[Mark], theirs: Sequence[Mark], affirmed: Pairs) -> Iterator[Objection]:
    """Cues of the claim that the source has not; what it affirms of one case and bans in another may be."""
    for mark in ours:
        kinds = {other.kind for other in theirs if _shares(mark, other)}
        if mark.kind == "may" and mark.scope[:2] in affirmed:
            kinds.discard("forbid")
        if mark.kind in _NEGATIVE and not kinds & _NEGATIVE:
            yield Objection(Kind.NEGATION, _told(mark))
        elif _is_another_duty(mark, kinds, theirs):
            yield Objection(Kind.MODALITY, _told(mark))


def _is_another_duty(mark: Mark, kinds: set[str], theirs: Iterable[Mark]) -> bool:
    if mark.kind == "should":
        return not any(other.kind == "should" for other in theirs)
    return mark.kind not in kinds and bool(kinds & _CLASH.get(mark.kind, set()))


def _shares(mark: Mark, other: Mark) -> bool:
    if mark.pairs & other.pairs or (other.trailing and frozenset(pairwise(mark.far)) & other.pairs):
        return True
    neutral = words().neutral
    telling = frozenset(word for word in mark.scope[:3] if word not in neutral) or frozenset(mark.scope[:3])
    if mark.kind == other.kind == "forbid":
        return bool(telling & frozenset(other.far))
    return bool(telling & frozenset(other.scope[:3]))


def _dropped(
    said: Phrase, ours: Iterable[Mark], given: Phrase, theirs: Iterable[Mark]
) -> Iterator[Objection]:
    """Words that the source denies and the claim says outright."""
    negated = [mark for mark in ours if mark.kind in _NEGATIVE]
    outright = _outright(said, negated)
    printed = _outright(given, [mark for mark in theirs if mark.kind in _NEGATIVE])
    for mark in theirs:
        both_ways = mark.scope[:2] in printed
        if mark.kind in _NEGATIVE and not both_ways and (_denied(mark) & outright) - printed:
            yield Objection(Kind.NEGATION, f"{_told(mark)} (source)")


def _denied(mark: Mark) -> Pairs:
    """The pairs that would stand in the source were it not for the cue."""
    joint = next((place for place, word in enumerate(mark.scope) if word in _JOINTS), len(mark.scope))
    head = mark.scope[: min(joint, 5)]
    found = set(pairwise(head))
    if mark.scope and mark.before:
        found.add((mark.before, mark.scope[0]))
    if mark.cue.split()[-1] in ("được", "phải") and mark.scope:
        found.add((mark.cue.split()[-1], mark.scope[0]))
    return frozenset(found)


def _outright(tokens: Phrase, negated: Iterable[Mark]) -> Pairs:
    """Neighbouring words that no negation reaches."""
    reached = {place for mark in negated for place in range(mark.start, _end(mark))}
    found = enumerate(pairwise(tokens))
    return frozenset(pair for place, pair in found if place not in reached and place + 1 not in reached)


def _end(mark: Mark) -> int:
    """Where the reach of a negation ends: a ban reaches over its whole list."""
    wide = mark.kind == "forbid" and not mark.trailing
    return mark.end + (len(mark.far) - len(mark.scope) if wide else 0)


def _limits(said: Phrase, given: Phrase) -> Iterator[Objection]:
    known = words()
    checks: tuple[tuple[Cues, Cues], ...] = (
        (known.only, known.only_proof),
        (known.exceptions, known.exceptions),
        (known.even, known.even),
        (known.every, known.every_proof),
    )
    for cues, proof in checks:
        found = cues.found(said)
        if found and not proof.found(given):
            yield Objection(Kind.EXCEPTION, found[0])


def opposed(said: str, given: str) -> Iterator[Objection]:
    """What is said where all that is cited says only the opposite."""
    for pair in words().opposites:
        for ours, theirs in (pair, pair[::-1]):
            if _has(said, ours) and not _has(given, ours) and _has(given, theirs):
                yield Objection(Kind.NEGATION, f"{ours}, {theirs} (source)")


def _has(text: str, phrase: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(phrase)}(?!\w| \d)", text))


def _told(mark: Mark) -> str:
    return " ".join([mark.cue, *mark.scope[:3]])

"""Negation, duty, permission, exception: whether a claim turns what it cites."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.proof.objection import Kind, Objection
from assistant.proof.reading import PUNCTUATION
from assistant.proof.words import Cues, Phrase, words

REACH = 6
"""Words a cue speaks of, at most: its clause ends sooner as a rule."""

_NEGATIVE = frozenset({"forbid", "exempt", "deny"})
_CLASH = {
    "forbid": {"exempt", "may", "must"},
    "exempt": {"forbid", "must"},
    "must": {"may", "should", "exempt", "forbid", "weigh"},
    "may": {"must", "forbid"},
    "deny": {"must"},
}
"""What of the source a cue of the claim contradicts, where both speak of the same."""

_TURNS = frozenset(["nhưng", "mà", "thì", "song", "còn"])


@dataclass(frozen=True, slots=True)
class Mark:
    """A cue, the word before it, the words it speaks of and where it stands."""

    kind: str
    cue: str
    before: str
    scope: Phrase
    start: int
    end: int

    @property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """Neighbouring words of the scope."""
        return frozenset(zip(self.scope, self.scope[1:], strict=False))


def marks(tokens: Phrase) -> tuple[Mark, ...]:
    """The cues of negation and duty in a text."""
    return tuple(_marks(tokens))


def _marks(tokens: Phrase) -> Iterator[Mark]:
    comparators, polarity = words().comparators, words().polarity
    place = 0
    while place < len(tokens):
        kind, end = polarity.at(tokens, place)
        if comparators.at(tokens, place)[1] > max(end, place + 1):
            kind, end = "", comparators.at(tokens, place)[1]
        if kind and kind != "none":
            before = tokens[place - 1] if place else ""
            yield Mark(kind, " ".join(tokens[place:end]), before, _scope(tokens, end), place, end)
        place = max(end, place + 1)


def _scope(tokens: Phrase, start: int) -> Phrase:
    stop = start
    while stop < min(len(tokens), start + REACH) and tokens[stop] not in PUNCTUATION | _TURNS:
        stop += 1
    return tokens[start:stop]


def turned(said: Phrase, given: Phrase) -> Iterator[Objection]:
    """What of negation and duty in a clause is not as in the cited unit."""
    ours, theirs = marks(said), marks(given)
    yield from _added(ours, theirs)
    yield from _dropped(said, ours, given, theirs)
    yield from _limits(said, given)


def _added(ours: Iterable[Mark], theirs: Iterable[Mark]) -> Iterator[Objection]:
    theirs = list(theirs)
    for mark in ours:
        alike = [other for other in theirs if _shares(mark, other)]
        kinds = {other.kind for other in alike}
        if mark.kind in _NEGATIVE and not kinds & _NEGATIVE:
            yield Objection(Kind.NEGATION, _told(mark))
        elif (mark.kind not in kinds and kinds & _CLASH.get(mark.kind, set())) or (mark.kind == "should" and not any(other.kind == "should" for other in theirs)):
            yield Objection(Kind.MODALITY, _told(mark))


def _shares(mark: Mark, other: Mark) -> bool:
    if mark.pairs & other.pairs:
        return True
    neutral = words().neutral
    telling = [word for word in mark.scope[:3] if word not in neutral]
    return bool(frozenset(telling) & frozenset(other.scope[:3]))


def _dropped(
    said: Phrase, ours: Iterable[Mark], given: Phrase, theirs: Iterable[Mark]
) -> Iterator[Objection]:
    """Words that the source denies and the claim says outright."""
    negated = [mark for mark in ours if mark.kind in _NEGATIVE]
    outright = _outright(said, negated)
    printed = _outright(given, [mark for mark in theirs if mark.kind in _NEGATIVE])
    for mark in theirs:
        if mark.kind in _NEGATIVE and (_denied(mark) & outright) - printed:
            yield Objection(Kind.NEGATION, f"{_told(mark)} (source)")


def _denied(mark: Mark) -> frozenset[tuple[str, str]]:
    """The pairs that would stand in the source were it not for the cue."""
    head = mark.scope[:3]
    found = {pair for pair in zip(head, head[1:], strict=False)}
    if mark.scope and mark.before:
        found.add((mark.before, mark.scope[0]))
    if mark.cue.split()[-1] in ("được", "phải") and mark.scope:
        found.add((mark.cue.split()[-1], mark.scope[0]))
    return frozenset(found)


def _outright(tokens: Phrase, negated: Iterable[Mark]) -> frozenset[tuple[str, str]]:
    """Neighbouring words that no negation reaches."""
    reached = {place for mark in negated for place in range(mark.start, mark.end + len(mark.scope))}
    found = enumerate(zip(tokens, tokens[1:], strict=False))
    return frozenset(pair for place, pair in found if place not in reached and place + 1 not in reached)


def _limits(said: Phrase, given: Phrase) -> Iterator[Objection]:
    known = words()
    checks: tuple[tuple[Cues, Cues], ...] = (
        (known.only, known.only_proof),
        (known.exceptions, known.exceptions),
        (known.even, known.even),
    )
    for cues, proof in checks:
        found = cues.found(said)
        if found and not proof.found(given):
            yield Objection(Kind.EXCEPTION, found[0])


def _told(mark: Mark) -> str:
    return " ".join([mark.cue, *mark.scope[:3]])

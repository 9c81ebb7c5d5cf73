"""Diacritics given back to words typed without them, and slips of the finger mended, from counts of texts.

A beam search over the forms a syllable may stand for, scored by the two syllables before it: trigrams,
interpolated as Witten and Bell do (1991): the more followers a context has had, the less it is trusted
against the shorter one. What carries a diacritic stays as typed, unless it is no word of the language; such a
word may be any neighbour one edit away. The result is a guess: use it for extra terms.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import TypeVar

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.phrases import Word, words_of
from knowledge.text import Folded, clauses, is_accented, nfc, strip_accents

# Forms tried for one bare syllable, the most frequent first; few have more.
_MOST_FORMS = 6
# Advantage, as a log probability, of leaving a word bare in a text whose other words carry diacritics.
_KEPT_AS_TYPED = 3.0
# Cost, as a log probability, of reading another word than the one typed: other marks, or one edit away.
_OTHER_MARKS = 1.5
_ONE_EDIT = 4.0
# Shorter words have too many neighbours to guess from.
_SHORTEST_MENDED = 3
# Readings of the words so far that are carried on; more change nothing.
_BEAM = 24
# What a syllable that was never seen counts.
_UNSEEN = 0.5
_START = ""
_NONE = (0, 0)

_Context = TypeVar("_Context", bound=Hashable)


@dataclass(frozen=True, slots=True)
class _Reading:
    """A reading of the words so far, its last two forms, and its log probability."""

    before: str
    last: str
    forms: tuple[str, ...]
    score: float


class Syllables:
    """Counts of syllables, pairs and threes of neighbours, and the probabilities that they give."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.alone: Counter[str] = Counter()
        self._pairs: Counter[tuple[str, str]] = Counter()
        self._threes: Counter[tuple[str, str, str]] = Counter()
        for text in texts:
            for clause in clauses(text):
                self.alone.update(clause)
                padded = (_START, _START, *clause)
                self._pairs.update(pairwise(padded[1:]))
                self._threes.update(zip(padded, padded[1:], padded[2:], strict=False))
        self._after_one = _followers((first, count) for (first, _), count in self._pairs.items())
        self._after_two = _followers(((one, two), count) for (one, two, _), count in self._threes.items())
        self._total = self.alone.total() + _UNSEEN * (len(self.alone) + 1)

    def seen(self, first: str, second: str) -> bool:
        """Whether the two were seen side by side, none of them an end."""
        return bool(first and second) and (first, second) in self._pairs

    def probability(self, before: str, last: str, form: str) -> float:
        """That of `form` after `last`, which stands after `before`."""
        found = (self.alone[form] + _UNSEEN) / self._total
        for counted, times, kinds in (
            (self._pairs[last, form], *self._after_one.get(last, _NONE)),
            (self._threes[before, last, form], *self._after_two.get((before, last), _NONE)),
        ):
            if times:
                found = (counted + kinds * found) / (times + kinds)
        return found


def _followers(counted: Iterable[tuple[_Context, int]]) -> dict[_Context, tuple[int, int]]:
    """How often something followed each context, and how many different things did."""
    found: dict[_Context, tuple[int, int]] = {}
    for context, count in counted:
        times, kinds = found.get(context, _NONE)
        found[context] = times + count, kinds + 1
    return found


class Restorer:
    """Puts diacritics where they were left out. Built once from counts."""

    def __init__(self, syllables: Syllables, words: Collection[str] = ()) -> None:
        self._syllables = syllables
        self._forms = _forms(syllables.alone)
        self._bare = tuple(self._forms)
        self._words = words

    @classmethod
    def from_texts(cls, texts: Iterable[str], words: Collection[str] = ()) -> Restorer:
        """A restorer that knows the syllables of accented texts, and which stand beside which.

        `words` are the words of the language; where given, what is none of them is taken for a slip.
        """
        return cls(Syllables(texts), words)

    def restore(self, text: str, *, bare: bool | None = None) -> str:
        """The text in its likeliest accented form, composed (NFC); spacing and all else unchanged.

        `bare` says that it was typed without any diacritic, where parts were written out since; else the text
        tells.
        """
        folded = Folded.of(text)
        words = words_of(folded)
        bare = not is_accented(text) if bare is None else bare
        kept = 0.0 if bare else _KEPT_AS_TYPED
        pieces: list[str] = []
        end = 0
        best = list(chain.from_iterable(self._best(clause, kept) for clause in _clauses(words)))
        if kept:
            best = self._vouched(words, best)
        for word, form in zip(words, best, strict=True):
            span = folded.span(word.start, word.end)
            typed = span.of(text)
            pieces += [text[end : span.start], typed if form == word.accented else _in_case_of(typed, form)]
            end = span.end
        return nfc("".join([*pieces, text[end:]]))

    def _vouched(self, words: Sequence[Word], best: Sequence[str]) -> list[str]:
        """In a text with marks a bare word changes only where a neighbour was seen beside the new form."""
        padded, seen = [_START, *best, _START], self._syllables.seen
        return [
            form
            if form == word.accented or seen(padded[place], form) or seen(form, padded[place + 2])
            else word.accented
            for place, (word, form) in enumerate(zip(words, best, strict=True))
        ]

    def _best(self, words: Sequence[Word], kept: float) -> tuple[str, ...]:
        """The likeliest forms of the words of one clause."""
        beam = [_Reading(_START, _START, (), 0.0)]
        for word in words:
            tried = [
                (form, kept - cost if form == word.accented else -cost) for form, cost in self._tried(word)
            ]
            beam = _likeliest(self._grown(path, form, gain) for path in beam for form, gain in tried)
        return beam[0].forms

    def _grown(self, path: _Reading, form: str, gain: float) -> _Reading:
        likely = math.log(self._syllables.probability(path.before, path.last, form))
        return _Reading(path.last, form, (*path.forms, form), path.score + likely + gain)

    def _tried(self, word: Word) -> Sequence[tuple[str, float]]:
        """The forms a typed word may stand for, each with the cost of reading it so."""
        if self._is_slip(word):
            return self._mended(word)
        if word.text != word.accented:
            return ((word.accented, 0.0),)
        return [(form, 0.0) for form in self._forms.get(word.text, (word.text,))]

    def _is_slip(self, word: Word) -> bool:
        typed = word.accented
        return (
            bool(self._words)
            and typed.isalpha()
            and typed not in self._words
            and typed not in self._syllables.alone
        )

    def _mended(self, word: Word) -> Sequence[tuple[str, float]]:
        found = [(form, _OTHER_MARKS) for form in self._forms.get(word.text, ())]
        if not found and len(word.text) >= _SHORTEST_MENDED:
            near = process.extract(word.text, self._bare, scorer=OSA.distance, score_cutoff=1, limit=8)
            found = [(form, _ONE_EDIT) for bare, _, _ in near for form in self._forms[bare]]
        return [*found, (word.accented, 0.0)]


def _likeliest(paths: Iterable[_Reading]) -> list[_Reading]:
    """Of the paths that end alike the best, of all the best few, best first."""
    best: dict[tuple[str, str], _Reading] = {}
    for path in paths:
        ends = path.before, path.last
        if ends not in best or best[ends].score < path.score:
            best[ends] = path
    return sorted(best.values(), key=lambda path: -path.score)[:_BEAM]


def _forms(syllables: Mapping[str, int]) -> dict[str, tuple[str, ...]]:
    """For each bare syllable the forms it was seen with, the most frequent first."""
    found: dict[str, list[str]] = defaultdict(list)
    for word in sorted(syllables, key=lambda word: (-syllables[word], word)):
        found[strip_accents(word)].append(word)
    return {bare: tuple(forms[:_MOST_FORMS]) for bare, forms in found.items()}


def _clauses(words: Iterable[Word]) -> Iterator[list[Word]]:
    clause: list[Word] = []
    for word in words:
        if word.gap == "." and clause:
            yield clause
            clause = []
        clause.append(word)
    if clause:
        yield clause


def _in_case_of(typed: str, form: str) -> str:
    if len(typed) == len(form):
        return "".join(new.upper() if old.isupper() else new for old, new in zip(typed, form, strict=True))
    if typed.isupper() and len(typed) > 1:
        return form.upper()
    return form[0].upper() + form[1:] if typed[0].isupper() else form

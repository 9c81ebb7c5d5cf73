"""Diacritics given back to words typed without them, and slips of the finger mended, from counts of texts.

A small Viterbi search over the forms a syllable may stand for, scored by interpolated bigrams
(Jelinek-Mercer). What carries a diacritic stays as typed, unless it is no word of the language; such a word
may be any neighbour one edit away. The result is a guess: use it for extra terms.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, pairwise

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.phrases import Word, words_of
from knowledge.text import Folded, clauses, is_accented, nfc, strip_accents

# Weight of the bigram against the single syllable. Bigrams of a small corpus are sparse but telling.
_BIGRAM_WEIGHT = 0.9
# Forms tried for one bare syllable, the most frequent first; few have more.
_MOST_FORMS = 6
# Advantage, as a log probability, of leaving a word bare in a text whose other words carry diacritics.
_KEPT_AS_TYPED = 3.0
# Cost, as a log probability, of reading another word than the one typed: other marks, or one edit away.
_OTHER_MARKS = 1.5
_ONE_EDIT = 4.0
# Shorter words have too many neighbours to guess from.
_SHORTEST_MENDED = 3
_START = ""


class Restorer:
    """Puts diacritics where they were left out. Built once from counts."""

    def __init__(
        self,
        syllables: Mapping[str, int],
        pairs: Mapping[tuple[str, str], int],
        words: Collection[str] = (),
    ) -> None:
        self._forms = _forms(syllables)
        self._bare = tuple(self._forms)
        self._words = words
        total = sum(syllables.values()) + len(syllables) + 1
        self._alone = {
            word: math.log((1 - _BIGRAM_WEIGHT) * (count + 1) / total) for word, count in syllables.items()
        }
        self._unseen = math.log((1 - _BIGRAM_WEIGHT) / total)
        self._after: dict[str, dict[str, float]] = defaultdict(dict)
        firsts: Counter[str] = Counter()
        for (first, _), count in pairs.items():
            firsts[first] += count
        for (first, second), count in pairs.items():
            share = _BIGRAM_WEIGHT * count / firsts[first] + math.exp(self._alone.get(second, self._unseen))
            self._after[first][second] = math.log(share)

    @classmethod
    def from_texts(cls, texts: Iterable[str], words: Collection[str] = ()) -> Restorer:
        """A restorer that knows the syllables, and pairs of neighbours, of accented texts.

        `words` are the words of the language; where given, what is none of them is taken for a slip.
        """
        syllables: Counter[str] = Counter()
        pairs: Counter[tuple[str, str]] = Counter()
        for text in texts:
            for clause in clauses(text):
                syllables.update(clause)
                pairs.update(pairwise([_START, *clause]))
        return cls(syllables, pairs, words)

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
        padded = [_START, *best, _START]
        return [
            form
            if form == word.accented or self._seen(padded[place], form) or self._seen(form, padded[place + 2])
            else word.accented
            for place, (word, form) in enumerate(zip(words, best, strict=True))
        ]

    def _seen(self, first: str, second: str) -> bool:
        return bool(first and second) and second in self._after.get(first, {})

    def _best(self, words: Sequence[Word], kept: float) -> list[str]:
        """The likeliest forms of the words of one clause, by Viterbi search."""
        scores: dict[str, float] = {_START: 0.0}
        back: list[dict[str, str]] = []
        for word in words:
            reached: dict[str, float] = {}
            source: dict[str, str] = {}
            for form, cost in self._tried(word):
                source[form], reached[form] = self._step(scores, form)
                reached[form] += kept - cost if form == word.accented else -cost
            back.append(source)
            scores = reached
        return _traced(scores, back)

    def _tried(self, word: Word) -> Sequence[tuple[str, float]]:
        """The forms a typed word may stand for, each with the cost of reading it so."""
        if self._is_slip(word):
            return self._mended(word)
        if word.text != word.accented:
            return ((word.accented, 0.0),)
        return [(form, 0.0) for form in self._forms.get(word.text, (word.text,))]

    def _is_slip(self, word: Word) -> bool:
        typed = word.accented
        return bool(self._words) and typed.isalpha() and typed not in self._words and typed not in self._alone

    def _mended(self, word: Word) -> Sequence[tuple[str, float]]:
        found = [(form, _OTHER_MARKS) for form in self._forms.get(word.text, ())]
        if not found and len(word.text) >= _SHORTEST_MENDED:
            near = process.extract(word.text, self._bare, scorer=OSA.distance, score_cutoff=1, limit=8)
            found = [(form, _ONE_EDIT) for bare, _, _ in near for form in self._forms[bare]]
        return [*found, (word.accented, 0.0)]

    def _step(self, scores: Mapping[str, float], form: str) -> tuple[str, float]:
        alone = self._alone.get(form, self._unseen)
        best, best_score = _START, -math.inf
        for before, score in scores.items():
            after = self._after.get(before)
            total = score + (after.get(form, alone) if after else alone)
            if total > best_score:
                best, best_score = before, total
        return best, best_score


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


def _traced(scores: Mapping[str, float], back: Sequence[Mapping[str, str]]) -> list[str]:
    form = max(scores, key=scores.__getitem__)
    path = [form]
    for source in reversed(back[1:]):
        form = source[form]
        path.append(form)
    return path[::-1]


def _in_case_of(typed: str, form: str) -> str:
    if len(typed) == len(form):
        return "".join(new.upper() if old.isupper() else new for old, new in zip(typed, form, strict=True))
    if typed.isupper() and len(typed) > 1:
        return form.upper()
    return form[0].upper() + form[1:] if typed[0].isupper() else form

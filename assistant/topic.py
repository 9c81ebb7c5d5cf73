"""What a question is about, as words and pairs with their weight, and how much of it a text says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from assistant.term_index import TermIndex, Terms, cited
from assistant.understanding.question import Question
from knowledge.lexicon import Lexicon, Related
from knowledge.phrases import words_of
from knowledge.text import Folded, strip_accents, syllables

CARRIED = 0.5
"""What a word of an earlier turn is worth beside one of the question."""

SYNONYM = 0.8
"""What a synonym is worth beside the word itself."""

WORDED = 0.8
"""What a word of a wording is worth beside a word of the passage."""

BARE = 0.7
"""What the same letters under other marks are worth: "tỏ hợp" may be a slip for "tổ hợp"."""

PAIR = 1.0
"""Weight of a word pair beside a word: pairs tell a phrase from scattered words."""


@dataclass(frozen=True, slots=True)
class TopicTerm:
    """One word or word pair of a topic and what may stand for it in a text."""

    forms: tuple[str, ...]
    others: tuple[tuple[str, ...], ...]
    weight: float

    @property
    def bare(self) -> Sequence[str]:
        """Its words without diacritics."""
        return self.forms[-1].lstrip("~").split("_")

    def met(self, have: Terms, worded: Terms) -> float:
        """How well a text says it, 0 to 1: by its own terms, or by those that its wordings alone have."""
        for place, form in enumerate(self.forms):
            if form in have:
                return 1.0 if place == 0 else BARE
        if any(all(word in have for word in words) for words in self.others):
            return SYNONYM
        return WORDED if any(form in worded for form in self.forms) else 0.0


class Topic:
    """The terms of a topic."""

    def __init__(self, terms: Iterable[TopicTerm]) -> None:
        self.terms = tuple(terms)

    @cached_property
    def weight(self) -> float:
        """The weight of all."""
        return sum(term.weight for term in self.terms)

    def without(self, words: Iterable[str]) -> Topic:
        """The topic without terms that have none but these words, given without diacritics."""
        left_out = frozenset(words)
        return Topic(term for term in self.terms if not left_out.issuperset(term.bare))

    def said_by(self, have: Terms, worded: Terms) -> float:
        """The weight of what a text says, by its own terms and by those that its wordings alone have."""
        return sum(term.weight * term.met(have, worded) for term in self._touched(have, worded))

    def _touched(self, have: Terms, worded: Terms) -> Iterator[TopicTerm]:
        """The terms of which a text says any word, in their order: of most topics it says few."""
        said = (self._words & have) | (self._words & worded)
        places = {place for word in said for place in self._places[word]}
        return (self.terms[place] for place in sorted(places))

    @cached_property
    def _words(self) -> Terms:
        return frozenset(self._places)

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """Each word that may say a term, and the places of the terms that it may say."""
        found: dict[str, list[int]] = {}
        for place, term in enumerate(self.terms):
            for word in (*term.forms, *chain.from_iterable(term.others)):
                found.setdefault(word, []).append(place)
        return found


def topic_of(question: Question, index: TermIndex, lexicon: Lexicon, *, whole: bool) -> Topic:
    """What a question is about; `whole`: with what it carries over from earlier turns."""
    return Topic(_terms(question, index, lexicon, whole=whole))


def _terms(question: Question, index: TermIndex, lexicon: Lexicon, *, whole: bool) -> Iterator[TopicTerm]:
    yield from (_instrument(named.numbers, index) for named in question.instruments if named.numbers)
    own = question.topic.split(" . ")
    carried = question.before.split(" . ") if whole and question.carried else ()
    for segment, share in (*((s, 1.0) for s in own), *((s, CARRIED) for s in carried)):
        words = [word.accented for word in words_of(Folded.of(segment))]
        related = lexicon.related(segment)
        for first in range(len(words)):
            for last in (first + 1, first + 2):
                if last <= len(words):
                    others = _covering(related, first, last)
                    weight = share * (PAIR if last - first > 1 else 1.0)
                    yield _term(words[first:last], others, weight, index, accented=question.accented)


def _instrument(numbers: Sequence[str], index: TermIndex) -> TopicTerm:
    """An instrument that the question names is a part of its topic, as weighty as two rare words."""
    terms = tuple(map(cited, numbers))
    others = tuple((term,) for term in terms[1:])
    return TopicTerm(terms[:1], others, 2 * index.weight(terms[0]))


def _term(
    words: Sequence[str], phrases: Iterable[str], share: float, index: TermIndex, *, accented: bool
) -> TopicTerm:
    key = "_".join(words)
    bare = f"~{strip_accents(key)}"
    forms = (key, bare) if accented else (bare,)
    others = tuple(tuple(f"~{strip_accents(word)}" for word in syllables(phrase)) for phrase in phrases)
    return TopicTerm(forms, others, share * index.weight(forms[0]))


def _covering(related: Iterable[Related], first: int, last: int) -> tuple[str, ...]:
    """The phrases that may stand for these words: of synonyms that cover them all."""
    found = (item.phrases for item in related if item.first <= first and last <= item.last)
    return tuple(dict.fromkeys(phrase for phrases in found for phrase in phrases))

"""What retrieval found for a question, unit by unit: scores, and how much of the topic a unit covers."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from itertools import chain, pairwise

from assistant.understanding.question import Question
from knowledge.lexicon import Lexicon, Related
from knowledge.passage import Passage
from knowledge.patterns import INSTRUMENT_NUMBER
from knowledge.phrases import words_of
from knowledge.search import Hit, Searcher
from knowledge.shelf import Shelf
from knowledge.text import Folded, strip_accents, syllables

Terms = frozenset[str]

KEPT = 8192
"""Passages whose terms are kept: some 50 MB."""


class TermIndex:
    """The words and word pairs of each passage, with and without diacritics, and how rare each is.

    Those of a passage are worked out when it is first looked at: of a large shelf few ever are.
    """

    def __init__(
        self, passage: Callable[[str], Passage | None], frequency: Callable[[str], int], size: int
    ) -> None:
        """`passage` gives one by its id; `frequency` tells in how many of `size` texts a term stands."""
        self._frequency = frequency
        self._size = max(1, size)
        self.unseen = math.log(1 + 2 * self._size)
        self.terms = lru_cache(maxsize=KEPT)(lambda name: _context_terms(passage(name)))
        """What the passage with this id says; nothing for an unknown one."""
        self.worded = lru_cache(maxsize=KEPT)(lambda name: _worded_terms(passage(name)))
        """What only its wordings say: they tell what people mean, not what the passage says."""

    @classmethod
    def of(cls, shelf: Shelf) -> TermIndex:
        """The index of the passages of `shelf`."""
        return cls(shelf.passage, shelf.frequency, shelf.size)

    def known(self, term: str) -> bool:
        """Whether any passage has the term."""
        return self._frequency(term.removeprefix("#")) > 0

    def rate(self, term: str) -> float:
        """The share of passages that have a term, never quite 0."""
        return (self._frequency(term) + 0.5) / (self._size + 1)

    def weight(self, term: str) -> float:
        """Rarity of a term. One that no passage has may be the subject or just talk: it weighs half."""
        count = self._frequency(term.removeprefix("#"))
        return math.log(1 + self._size / count) if count else UNSEEN * self.unseen


@dataclass(frozen=True, slots=True)
class TopicTerm:
    """One word or word pair of a topic and what may stand for it in a text."""

    forms: tuple[str, ...]
    others: tuple[tuple[str, ...], ...]
    weight: float


class Evidence:
    """Retrieval for one question, computed on first use."""

    def __init__(
        self,
        question: Question,
        searcher: Searcher,
        index: TermIndex,
        lexicon: Lexicon,
        *,
        whole: bool = False,
        as_of: date | None = None,
    ) -> None:
        """`whole`: passages are found by all words of the question, not by its topic alone.

        What does not hold on `as_of` ranks lower.
        """
        self.question = question
        self.as_of = as_of
        self._whole = whole
        self._searcher = searcher
        self._index = index
        self._lexicon = lexicon

    @cached_property
    def hits(self) -> tuple[Hit, ...]:
        """Passages, best first."""
        question = self.question
        sought, extra = question.topic or question.reading, question.extra
        if self._whole:
            sought = question.reading
            if question.before and not question.carried:
                sought = f"{sought}\n{question.before}"
            extra = "\n".join(self._lexicon.expand(sought).extra)
        return self._searcher.search(sought, 400, f"{question.typed}\n{extra}", as_of=self.as_of)

    @cached_property
    def _by_id(self) -> dict[str, Hit]:
        return {hit.passage.id: hit for hit in self.hits}

    @cached_property
    def topic(self) -> tuple[TopicTerm, ...]:
        """The words and pairs of the topic with their weight and their synonyms."""
        return tuple(self._topic_terms())

    def score(self, document: str, anchors: Iterable[str]) -> float:
        """The best fused score among these units."""
        found = (self._by_id.get(f"{document}#{anchor}") for anchor in anchors)
        return max((hit.score for hit in found if hit), default=0.0)

    def coverage(self, document: str, anchors: Iterable[str]) -> float:
        """The part of the topic, by weight, that these units say together: 0 to 1; 1 where there is none."""
        if not self.topic:
            return 1.0
        return self._met_by(document, anchors) / self._weight

    @cached_property
    def _weight(self) -> float:
        return sum(term.weight for term in self.topic)

    @cached_property
    def _met_before(self) -> dict[tuple[str, tuple[str, ...]], float]:
        """What units were found to meet: the same ones are weighed for every draft."""
        return {}

    @property
    def told(self) -> float:
        """The part of the topic that the best passage says."""
        best = self.hits[:1]
        return max((self.coverage(h.passage.document, (h.passage.anchor,)) for h in best), default=0.0)

    def says(self, text: str, word: str) -> bool:
        """Whether `text` has `word`, whatever its marks, or another word for it."""
        have = _both(text)
        if f"~{word}" in have:
            return True
        meant = (phrase for item in self._lexicon.related(word) for phrase in item.phrases)
        return any(all(f"~{strip_accents(w)}" in have for w in syllables(phrase)) for phrase in meant)

    @cached_property
    def _wanted_pairs(self) -> Terms:
        return frozenset(form for term in self.topic for form in term.forms if _is_bare_pair(form))

    def density(self, text: str) -> float:
        """How much of `text` is about the topic: the cosine of their word pairs, 0 to 1."""
        own, wanted = _pairs(text), self._wanted_pairs
        if not own or not wanted:
            return 0.0
        return len(own & wanted) / math.sqrt(len(own) * len(wanted))

    def mass(self, document: str, anchors: Iterable[str]) -> float:
        """The weight of the topic's words that these units say, 0 to 1: two or three rare words are much."""
        return min(1.0, self._met_by(document, anchors) / (MASS * self._index.unseen))

    def missed(self, document: str, anchors: Iterable[str]) -> float:
        """The heaviest word of the topic that these units do not say, by weight beside the rarest: 0 to 1."""
        have, worded = self._said(document, anchors)
        single = (term for term in self.topic if not any("_" in form for form in term.forms))
        unmet = (term.weight * (1 - self._met(term, have, worded)) for term in single)
        return min(1.0, max(unmet, default=0.0) / self._index.unseen)

    def dense(self, document: str, anchors: Iterable[str]) -> float:
        """The best cosine between the question and one of these units, or a wording of it."""
        found = (self._by_id.get(f"{document}#{anchor}") for anchor in anchors)
        return max((hit.dense for hit in found if hit), default=0.0)

    def matched(self, document: str, anchor: str) -> float:
        """How well a unit matches the words searched for (BM25); 0 where it was not found."""
        hit = self._by_id.get(f"{document}#{anchor}")
        return hit.lexical if hit else 0.0

    def rate(self, term: str) -> float:
        """The share of passages of the shelf that have a term, never quite 0."""
        return self._index.rate(term)

    def knows(self, term: str) -> bool:
        """Whether any passage of the shelf has a term."""
        return self._index.known(term)

    @cached_property
    def known(self) -> float:
        """The part of the topic, by weight, that any passage says."""
        if not self.topic:
            return 1.0
        met = sum(
            term.weight
            for term in self.topic
            if any(map(self._index.known, term.forms)) or self._other_known(term)
        )
        return met / sum(term.weight for term in self.topic)

    def _other_known(self, term: TopicTerm) -> bool:
        return any(all(map(self._index.known, words)) for words in term.others)

    def _met_by(self, document: str, anchors: Iterable[str]) -> float:
        """The weight of the topic that these units meet together."""
        key = (document, tuple(anchors))
        if key not in self._met_before:
            have, worded = self._said(*key)
            self._met_before[key] = sum(
                term.weight * self._met(term, have, worded) for term in self._touched(have, worded)
            )
        return self._met_before[key]

    def _touched(self, have: Terms, worded: Terms) -> Iterator[TopicTerm]:
        """The terms of which a unit says any word, in their order: of most topics it says few."""
        words = self._all_words
        said = (words & have) | (words & worded)
        places = {place for word in said for place in self._words_of_topic[word]}
        return (self.topic[place] for place in sorted(places))

    @cached_property
    def _all_words(self) -> Terms:
        return frozenset(self._words_of_topic)

    @cached_property
    def _words_of_topic(self) -> dict[str, list[int]]:
        """Each word that may say a term of the topic, and the places of the terms that it may say."""
        found: dict[str, list[int]] = {}
        for place, term in enumerate(self.topic):
            for word in (*term.forms, *chain.from_iterable(term.others)):
                found.setdefault(word, []).append(place)
        return found

    def _said(self, document: str, anchors: Iterable[str]) -> tuple[Terms, Terms]:
        """The terms of these units, and those of their wordings alone; of one unit as they are kept."""
        names = [f"{document}#{anchor}" for anchor in anchors]
        if len(names) == 1:
            return self._index.terms(names[0]), self._index.worded(names[0])
        none: Terms = frozenset()
        return none.union(*map(self._index.terms, names)), none.union(*map(self._index.worded, names))

    def _met(self, term: TopicTerm, have: Terms, worded: Terms) -> float:
        for place, form in enumerate(term.forms):
            if form in have:
                return 1.0 if place == 0 else BARE
        if any(all(word in have for word in words) for words in term.others):
            return SYNONYM
        return WORDED if any(form in worded for form in term.forms) else 0.0

    def _topic_terms(self) -> Iterable[TopicTerm]:
        for named in self.question.instruments:
            if named.numbers:
                yield self._instrument_term(named.numbers)
        own = self.question.topic.split(" . ")
        carried = self.question.before.split(" . ") if self._whole and self.question.carried else ()
        for segment, share in (*((s, 1.0) for s in own), *((s, CARRIED) for s in carried)):
            words = [word.accented for word in words_of(Folded.of(segment))]
            related = self._lexicon.related(segment)
            for first in range(len(words)):
                for last in (first + 1, first + 2):
                    if last <= len(words):
                        yield self._topic_term(words[first:last], _covering(related, first, last), share)

    def _instrument_term(self, numbers: Sequence[str]) -> TopicTerm:
        """An instrument that the question names is a part of its topic, as weighty as two rare words."""
        terms = tuple(map(_cited, numbers))
        others = tuple((term,) for term in terms[1:])
        return TopicTerm(terms[:1], others, 2 * self._index.weight(terms[0]))

    def _topic_term(self, words: Sequence[str], phrases: Iterable[str], share: float) -> TopicTerm:
        key = "_".join(words)
        bare = f"~{strip_accents(key)}"
        forms = (key, bare) if self.question.accented else (bare,)
        others = tuple(tuple(f"~{strip_accents(word)}" for word in syllables(phrase)) for phrase in phrases)
        weight = share * self._index.weight(forms[0])
        return TopicTerm(forms, others, weight * (PAIR if len(words) > 1 else 1.0))


def _covering(related: Iterable[Related], first: int, last: int) -> tuple[str, ...]:
    """The phrases that may stand for these words: of synonyms that cover them all."""
    found = (item.phrases for item in related if item.first <= first and last <= item.last)
    return tuple(dict.fromkeys(phrase for phrases in found for phrase in phrases))


CARRIED = 0.5
"""What a word of an earlier turn is worth beside one of the question."""

SYNONYM = 0.8
"""What a synonym is worth beside the word itself."""

WORDED = 0.8
"""What a word of a wording is worth beside a word of the passage."""

BARE = 0.7
"""What the same letters under other marks are worth: "tỏ hợp" may be a slip for "tổ hợp"."""

UNSEEN = 0.5
"""Weight of a word that no passage has, beside the rarest word that one has."""

LEXICAL_SCALE = 20.0
"""Lexical scores of good passages are about so high."""

MASS = 4.0
"""So many times the weight of the rarest word count as a full mass."""

PAIR = 1.0
"""Weight of a word pair beside a word: pairs tell a phrase from scattered words."""


def _context_terms(passage: Passage | None) -> Terms:
    return _both(passage.context) if passage else frozenset()


def _worded_terms(passage: Passage | None) -> Terms:
    texts = passage.wordings if passage else ()
    said = frozenset().union(*map(_both, texts))
    return said - _context_terms(passage) if said else said


def _both(text: str) -> Terms:
    found = syllables(text)
    pairs = [f"{one}_{two}" for one, two in pairwise(found)]
    accented = (*found, *pairs)
    numbers = map(_cited, INSTRUMENT_NUMBER.findall(text))
    return frozenset((*accented, *(f"~{strip_accents(term)}" for term in accented), *numbers))


def _cited(number: str) -> str:
    """The term of an instrument, which no word can be taken for."""
    return f"#{number.lower()}"


@lru_cache(maxsize=8192)
def _pairs(text: str) -> Terms:
    """The word pairs of a text without diacritics; kept, since every question weighs the same actions."""
    return frozenset(filter(_is_bare_pair, _both(text)))


def _is_bare_pair(term: str) -> bool:
    return term.startswith("~") and "_" in term

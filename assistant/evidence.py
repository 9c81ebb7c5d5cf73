"""What retrieval found for a question, unit by unit: scores, and how much of the topic a unit covers."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date
from functools import cached_property

from assistant.term_index import TermIndex, Terms, is_bare_pair, pairs_of, terms_of
from assistant.topic import Topic, TopicTerm, topic_of
from assistant.understanding.question import Question
from knowledge.lexicon import Lexicon
from knowledge.search import Hit, Searcher
from knowledge.text import strip_accents, syllables

LEXICAL_SCALE = 20.0
"""Lexical scores of good passages are about so high."""

MASS = 4.0
"""So many times the weight of the rarest word count as a full mass."""


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

    @property
    def topic(self) -> tuple[TopicTerm, ...]:
        """The words and pairs of the topic with their weight and their synonyms."""
        return self._topic.terms

    @cached_property
    def _topic(self) -> Topic:
        return topic_of(self.question, self._index, self._lexicon, whole=self._whole)

    def score(self, document: str, anchors: Iterable[str]) -> float:
        """The best fused score among these units."""
        found = (self._by_id.get(f"{document}#{anchor}") for anchor in anchors)
        return max((hit.score for hit in found if hit), default=0.0)

    def coverage(self, document: str, anchors: Iterable[str]) -> float:
        """The part of the topic, by weight, that these units say together: 0 to 1; 1 where there is none."""
        if not self.topic:
            return 1.0
        return self._met_by(document, anchors) / self._topic.weight

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
        have = terms_of(text)
        if f"~{word}" in have:
            return True
        meant = (phrase for item in self._lexicon.related(word) for phrase in item.phrases)
        return any(all(f"~{strip_accents(w)}" in have for w in syllables(phrase)) for phrase in meant)

    @cached_property
    def _wanted_pairs(self) -> Terms:
        return frozenset(form for term in self.topic for form in term.forms if is_bare_pair(form))

    def density(self, text: str) -> float:
        """How much of `text` is about the topic: the cosine of their word pairs, 0 to 1."""
        own, wanted = pairs_of(text), self._wanted_pairs
        if not own or not wanted:
            return 0.0
        return len(own & wanted) / math.sqrt(len(own) * len(wanted))

    def mass(self, document: str, anchors: Iterable[str]) -> float:
        """The weight of the topic's words that these units say, 0 to 1: two or three rare words are much."""
        return min(1.0, self._met_by(document, anchors) / (MASS * self._index.unseen))

    def said_in(self, words: str, document: str, anchor: str, besides: Iterable[str]) -> tuple[float, float]:
        """Coverage and mass of some words of a unit, read with what people call that unit.

        Terms of nothing but the words `besides`, without diacritics, do not count.
        """
        topic = self._topic.without(besides)
        met = topic.said_by(terms_of(words), self._index.worded(f"{document}#{anchor}"))
        return met / topic.weight if topic.terms else 1.0, met / (MASS * self._index.unseen)

    def missed(self, document: str, anchors: Iterable[str]) -> float:
        """The heaviest word of the topic that these units do not say, by weight beside the rarest: 0 to 1."""
        have, worded = self._said(document, anchors)
        single = (term for term in self.topic if not any("_" in form for form in term.forms))
        unmet = (term.weight * (1 - term.met(have, worded)) for term in single)
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
        return met / self._topic.weight

    def _other_known(self, term: TopicTerm) -> bool:
        return any(all(map(self._index.known, words)) for words in term.others)

    def _met_by(self, document: str, anchors: Iterable[str]) -> float:
        """The weight of the topic that these units meet together."""
        key = (document, tuple(anchors))
        if key not in self._met_before:
            self._met_before[key] = self._topic.said_by(*self._said(*key))
        return self._met_before[key]

    def _said(self, document: str, anchors: Iterable[str]) -> tuple[Terms, Terms]:
        """The terms of these units, and those of their wordings alone; of one unit as they are kept."""
        names = [f"{document}#{anchor}" for anchor in anchors]
        if len(names) == 1:
            return self._index.terms(names[0]), self._index.worded(names[0])
        none: Terms = frozenset()
        return none.union(*map(self._index.terms, names)), none.union(*map(self._index.worded, names))

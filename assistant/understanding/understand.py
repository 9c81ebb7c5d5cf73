"""Understanding one question on its own; `history` adds what earlier turns said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from typing import Protocol

from assistant.understanding.cues import asking_who, is_negated, is_yes_no, presumes, role
from assistant.understanding.entities import Entities, EntityFinder
from assistant.understanding.intents import Intent, IntentClassifier, Phrasings, Ranked, load_phrasings
from assistant.understanding.particles import without_last_loan, without_loan, without_tag
from assistant.understanding.question import Question
from assistant.understanding.stopwords import Stopwords
from knowledge.agencies import Agencies
from knowledge.document import Span
from knowledge.lexicon import Expanded, Lexicon, could_be_vietnamese
from knowledge.mentions import Mention
from knowledge.phrases import Phrases, Word, longest, words_of
from knowledge.text import Folded, is_accented, strip_accents

_BY_ONE = re.compile(r"\b(?:binh quan|trung binh|moi|tren|cho|tinh theo|per|average)(?: cho| tren| moi)?\W*$")

_AN = re.compile(r"^\s*(?:cai|con|chiec|nguoi|ong|ba|anh|chi|ho|bo|cuoc|to|ban)\b")

_INSIDE = re.compile(
    r"^(?:\W+(?:hoi|cong doan|to chuc dang|va))*\W*(?:o )?trong (?:cac |tung |moi |mot )?"
    r"(?:hop tac xa|htx|lien hiep|to hop tac|to chuc kinh te tap the|khu vuc kinh te tap the)\b"
)
""" "Đoàn thể trong hợp tác xã" are no office that a plan gives work to."""

_SIDE = re.compile(r"\b(?:bên|phía|ben|phia)\s+$", re.IGNORECASE)


class Restore(Protocol):
    """What gives diacritics back."""

    def __call__(self, text: str, *, bare: bool) -> str:
        """The likeliest accented form; `bare` says that the text was typed without any."""
        ...


ALSO = 0.35
"""Score from which a kind of question is asked for besides the likeliest: its frame says no topic either."""

_FUND = "fund"
"""A fund is what a question is about, like any other thing: duties are for offices."""


class Understander:
    """Turns a question into a `Question`."""

    def __init__(
        self,
        agencies: Agencies,
        lexicon: Lexicon,
        finder: EntityFinder,
        own_numbers: Iterable[str] = (),
        restore: Restore | None = None,
        phrasings: dict[Intent, Phrasings] | None = None,
        stopwords: Stopwords | None = None,
    ) -> None:
        self._agencies = agencies
        self._lexicon = lexicon
        self._finder = finder
        self._own = frozenset(own_numbers)
        self._restore = restore
        self._phrasings = phrasings or dict(load_phrasings())
        self._classifier = _fitted_to(phrasings, lexicon) if phrasings else _shipped(lexicon)
        self._stopwords = stopwords or Stopwords.load()

    def understand(self, text: str) -> Question:
        """What `text` asks, taken on its own."""
        expanded = self._expanded(text)
        english = expanded.language == "en"
        reading = self._without_own_number(expanded.reading)
        agencies = self._agencies.with_wholes(_not_inside(reading, self._agencies.find(reading)))
        entities = _outside(self._finder.find(reading), agencies)
        plain = Folded.of(reading).text
        asked = f"{Folded.of(text).text}\n{plain}" if english else plain
        ranked = asking_who(self._classifier.rank(mask(reading, agencies, entities)), asked)
        return Question(
            typed=text,
            reading=reading,
            topic=self._topic(reading, agencies, entities, ranked, english=english),
            subject=self._subject(reading),
            extra=" ; ".join(expanded.extra),
            language=expanded.language,
            accented=is_accented(reading),
            intents=ranked,
            agencies=agencies,
            instruments=entities.instruments,
            places=entities.places,
            years=tuple(int(span.of(reading)) for span in entities.years),
            figures=tuple(span.of(reading) for span in entities.figures if not _is_unit(reading, span)),
            dates=tuple(span.of(reading) for span in entities.dates),
            role=role(plain),
            yes_no=is_yes_no(asked),
            negated=is_negated(plain),
            presumes=presumes(asked),
        )

    def restored(self, text: str) -> str:
        """A text typed without diacritics, with those that the words around each word make likeliest."""
        return self._restore(text, bare=True) if self._restore else text

    def _expanded(self, text: str) -> Expanded:
        """The text in plain Vietnamese, its diacritics given back."""
        expanded = self._lexicon.expand(without_tag(text))
        if not self._restore or expanded.language != "vi":
            return expanded
        restored = self._restored(self._restore, expanded.reading, bare=expanded.bare)
        if restored == expanded.reading:
            return expanded
        again = self._lexicon.expand(restored)
        return replace(again, extra=(*expanded.extra, *again.extra))

    def _restored(self, restore: Restore, reading: str, *, bare: bool) -> str:
        """The reading with its diacritics; an office that was found without them is left as typed.

        "con so cong thuong thi sao" names an office, "con số" would hide it.
        """
        reading = without_loan(reading) if bare else reading
        whole = restore(reading, bare=bare)
        if not bare and whole != reading:  # some marks are missing: those of the last word may be, too
            reading, whole = without_last_loan(reading), without_last_loan(whole)
        named = self._agencies.find(reading)
        if _ids(named) <= _ids(self._agencies.find(whole)):
            return whole
        pieces, end = [], 0
        for mention in named:
            between = restore(reading[end : mention.span.start], bare=bare)
            pieces += [between, mention.span.of(reading)]
            end = mention.span.end
        return "".join([*pieces, restore(reading[end:], bare=bare)])

    def _without_own_number(self, reading: str) -> str:
        """The reading with the number of the document itself left out: "Kế hoạch 127" is "kế hoạch này"."""
        named = self._finder.find(reading).instruments
        own = [item.span for item in named if self._own.intersection(item.numbers)]
        return _cut(reading, own, "kế hoạch này") if own else reading

    def _topic(
        self,
        reading: str,
        agencies: Sequence[Mention],
        entities: Entities,
        ranked: Ranked,
        *,
        english: bool,
    ) -> str:
        """The words left when entities, frames and stop words are gone, in order.

        English words that the lexicon does not know go too, names excepted: the texts are Vietnamese.
        """
        offices = (m.span for m in agencies if any(self._is_office(name) for name in m.agency_ids))
        before = (_with_side(reading, span) for span in offices)
        left = _cut(reading, (*before, *_spans(entities)), " . ")
        frames = [self._frames[intent] for intent in _asked_about(ranked)]
        accented = is_accented(left)
        stopwords = self._stopwords.words if accented else self._bare_stopwords
        folded = Folded.of(left)
        words = words_of(folded)
        whole = self._in_compounds(words)
        framed = {
            i
            for found in longest(item for of in frames for item in of.everywhere(words))
            for i in range(found.first, found.last)
            if found.last - found.first > 1 or i not in whole  # "chuyên trang" is not about some "chuyện"
        }
        kept = []
        for i, word in enumerate(words):
            spelled = word.accented if accented else word.text
            stop = spelled in stopwords and not word.text.isdigit() and i not in whole
            foreign = english and not could_be_vietnamese(word.text)
            foreign = foreign and folded.span(word.start, word.end).of(left).islower()
            kept.append("." if i in framed or foreign or stop else word.accented)
        return _parts(kept)

    def _subject(self, reading: str) -> str:
        """The words left when question words and small words are gone, in order; figures and names stay.

        So do English words that nothing translates: what no text says, no text answers.
        """
        accented = is_accented(reading)
        small = self._stopwords.small if accented else self._stopwords.bare_small
        words = words_of(Folded.of(reading))
        whole = self._in_compounds(words)
        kept = []
        for i, word in enumerate(words):
            spelled = word.accented if accented else word.text
            kept.append("." if spelled in small and i not in whole else word.accented)
        return _parts(kept)

    def _in_compounds(self, words: Sequence[Word]) -> frozenset[int]:
        """The words that are part of a compound, by place."""
        found = self._compounds.everywhere(words)
        return frozenset(i for item in found for i in range(item.first, item.last))

    @cached_property
    def _compounds(self) -> Phrases[None]:
        return Phrases((phrase, None) for phrase in self._stopwords.compounds)

    def _is_office(self, name: str) -> bool:
        agency = self._agencies.get(name)
        if agency is None or agency.kind == _FUND:
            return False
        return agency.duty_holder or agency.provincial or not agency.in_plan

    @cached_property
    def _frames(self) -> dict[Intent, Phrases[None]]:
        return {
            intent: Phrases((phrase, None) for phrase in {*found.frame, *self._stopwords.phrases})
            for intent, found in self._phrasings.items()
        }

    @cached_property
    def _bare_stopwords(self) -> frozenset[str]:
        return frozenset(strip_accents(word) for word in self._stopwords.words)


def _asked_about(ranked: Ranked) -> tuple[Intent, ...]:
    """The kind of question it is, and those it may well be besides: "sản phẩm gì, bao giờ xong, với ai"."""
    return tuple(intent for intent, score in ranked.scores if intent is ranked.best or score >= ALSO)


def _is_unit(reading: str, figure: Span) -> bool:
    """Whether a "1" is what something is counted by, or an article: "bình quân 1 hợp tác xã", "1 cái"."""
    if figure.of(reading).lstrip("0") != "1":
        return False
    before, after = Folded.of(reading[: figure.start]).text, Folded.of(reading[figure.end :]).text
    return bool(_BY_ONE.search(before) or _AN.match(after))


def _with_side(reading: str, office: Span) -> Span:
    """The span of an office with "bên" or "phía" before it, which only leads up to the name."""
    side = _SIDE.search(reading[: office.start])
    return Span(side.start(), office.end) if side else office


def _parts(words: Iterable[str]) -> str:
    """The words, those left out given as "."; what stood apart stays apart: "vay vốn . máy móc"."""
    return re.sub(r"(?:\s*\.\s*)+", " . ", " ".join(words)).strip(" .")


def _fitted_to(phrasings: dict[Intent, Phrasings], lexicon: Lexicon) -> IntentClassifier:
    return IntentClassifier(_read_through(phrasings, lexicon))


@lru_cache(maxsize=4)
def _shipped(lexicon: Lexicon) -> IntentClassifier:
    """The classifier over the phrasings shipped, kept: each reload of a library wants it again."""
    return _fitted_to(dict(load_phrasings()), lexicon)


def _read_through(phrasings: dict[Intent, Phrasings], lexicon: Lexicon) -> dict[Intent, Phrasings]:
    """The phrasings as they are read: questions come to the classifier read so too."""
    return {
        intent: Phrasings(
            found.frame,
            tuple(dict.fromkeys(lexicon.expand(text).reading for text in found.examples)),
        )
        for intent, found in phrasings.items()
    }


def _not_inside(reading: str, agencies: Sequence[Mention]) -> tuple[Mention, ...]:
    """The offices that are not said to be inside cooperatives."""
    return tuple(m for m in agencies if not _INSIDE.search(Folded.of(reading[m.span.end :]).text))


def _ids(mentions: Iterable[Mention]) -> frozenset[str]:
    return frozenset(name for mention in mentions for name in mention.agency_ids)


def mask(reading: str, agencies: Sequence[Mention], entities: Entities) -> str:
    """The question with its entities replaced by ORG, DOC, PLACE, YEAR, NUM."""
    marks = [
        *((mention.span, "ORG") for mention in agencies),
        *((named.span, "DOC") for named in entities.instruments),
        *((named.span, "PLACE") for named in entities.places),
        *((span, "YEAR") for span in entities.years),
        *((span, "NUM") for span in (*entities.figures, *entities.dates)),
    ]
    pieces, end = [], 0
    for span, mark in sorted(marks, key=lambda item: item[0].start):
        if span.start >= end:
            pieces += [reading[end : span.start], f" {mark} "]
            end = span.end
    return "".join([*pieces, reading[end:]])


def _outside(entities: Entities, agencies: Sequence[Mention]) -> Entities:
    """Entities that lie in no agency's name."""

    def free(span: Span) -> bool:
        return not any(m.span.start < span.end and span.start < m.span.end for m in agencies)

    return Entities(
        tuple(named for named in entities.instruments if free(named.span)),
        tuple(named for named in entities.places if free(named.span)),
        tuple(filter(free, entities.dates)),
        tuple(filter(free, entities.years)),
        tuple(filter(free, entities.figures)),
    )


def _spans(entities: Entities) -> Iterable[Span]:
    yield from (named.span for named in entities.instruments)
    yield from (named.span for named in entities.places)
    yield from (*entities.years, *entities.dates, *entities.figures)


def _cut(text: str, spans: Iterable[Span], mark: str) -> str:
    pieces, end = [], 0
    for span in sorted(spans, key=lambda span: span.start):
        if span.start >= end:
            pieces += [text[end : span.start], mark]
            end = span.end
    return "".join([*pieces, text[end:]])

"""Understanding one question on its own; `history` adds what earlier turns said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Protocol

import yaml

from assistant.understanding.entities import Entities, EntityFinder
from assistant.understanding.intents import (
    Intent,
    IntentClassifier,
    Phrasings,
    Ranked,
    load_phrasings,
)
from assistant.understanding.question import Question, Role
from knowledge.agencies import Agencies
from knowledge.config import SHIPPED
from knowledge.document import Span
from knowledge.lexicon import Lexicon, could_be_vietnamese
from knowledge.mentions import Mention
from knowledge.phrases import Phrases, longest, words_of
from knowledge.text import Folded, is_accented, strip_accents

_YES_NO = re.compile(
    r"\bco phai\b|\bphai khong\b|\bdung khong\b|\bdung chua\b|\bhay khong\b|\bcho dung\b|\bco dung\b"
    r"|\bkhong\s*(?:a|vay|nhi|ha|em|ban|the)?\s*[?.!]*$|\bchua\s*(?:a|vay|nhi|ha)?\s*[?.!]*$"
    r"|^(?:is|are|does|do|did|was|were|has|have|can|will)\b|\b(?:ha|a|phai hong)\s*\?*$"
)
_WHY = re.compile(
    r"\b(?:vi sao|tai sao|sao lai|co sao|why|ly do|can cu (?:vao dau|de|nao ma))\b"
    r"|^\W*(?:sao|ma sao|vay sao|the sao)\b|\bsao\b.{0,60}\b(?:vay|day|lan|the|han)\W*$"
)
_TAKEN = re.compile(
    r"\bmac du\b|\b(?:truoc|sau) khi\b|\bnghe (?:noi|don|bao)\b|\b(?:ma|da|lai|vi|do) (?:ke hoach|tinh|van ban|cai)?"
    r"(?: \S+){0,3} ?(?:giao|bat|buoc|yeu cau)\b|\bgiai thich (?:co so|ly do|vi sao)\b|\blam sao (?:dat|kip|ma)\b"
    r"|\b(?:since|because|given that|now that|after) the\b|\bwhy\b|\bphai (?:vay|the) (?:khong|hong|hok|ko)\b"
)
_WHO = re.compile(
    r"^\W*(?:cho hoi |xin hoi |vay |the |theo ke hoach |theo ke hoach nay )*"
    r"(?:to chuc|co quan|don vi|so|ban|nganh|ben|noi|hoi)? ?(?:nao|ai) (?!ky|ban hanh)(?!.* va (?:khi|bao|han))"
    r"|^\W*(?:who|which (?:body|office|agency|department|unit|organi[sz]ation))\b"
)
_MAY_BE_WHO = (Intent.DUTY, Intent.REFERENCE, Intent.CONTENT, Intent.POLICY, Intent.PARTNER, Intent.TITLE)
LEANING = 0.2
"""Score of "who" from which a question that opens with it asks for an office."""

_GIVEN = re.compile(r"\bchu tri\b|\bphu trach\b|\bgiao\b|\bdau moi\b|\bin charge\b|\blead")
_NEGATED = re.compile(
    r"\b(?:khong|chua|chang)\s+(?:duoc\s+|he\s+|phai\s+)?"
    r"(?:chu tri|phoi hop|tham gia|neu|giao|lam|nhan|thuoc|nam|co(?!\s*\?))\b|\b(?:tru|ngoai tru|not)\b"
)
_LEAD = re.compile(r"\bchu tri\b|\bdau moi\b|\bdung dau\b|\blead|\bphu trach\b|\bin charge\b")
_PARTNER = re.compile(r"\bphoi hop\b|\bcung lam\b|\blam chung\b|\bco-?operat|\bsupport(?:s|ing)? office")


@dataclass(frozen=True, slots=True)
class Stopwords:
    """Phrases and words of a question that never say what it is about."""

    phrases: tuple[str, ...]
    words: frozenset[str]
    small: frozenset[str]

    @property
    def bare_small(self) -> frozenset[str]:
        """The small words without their diacritics."""
        return frozenset(strip_accents(word) for word in self.small)

    @classmethod
    def load(cls, path: Path = SHIPPED / "stopwords.yaml") -> Stopwords:
        """The stop words of a YAML file."""
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        words = frozenset(str(data["words"]).split())
        return cls(tuple(data["phrases"]), words, frozenset(str(data["small"]).split()))


class Restore(Protocol):
    """What gives diacritics back."""

    def __call__(self, text: str, *, bare: bool) -> str:
        """The likeliest accented form; `bare` says that the text was typed without any."""
        ...


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
        self._classifier = IntentClassifier(_read_through(self._phrasings, lexicon))
        self._stopwords = stopwords or Stopwords.load()

    def understand(self, text: str) -> Question:
        """What `text` asks, taken on its own."""
        expanded = self._lexicon.expand(text)
        if self._restore and expanded.language == "vi":
            restored = self._restored(self._restore, expanded.reading, bare=expanded.bare)
            if restored != expanded.reading:
                again = self._lexicon.expand(restored)
                expanded = replace(again, extra=(*expanded.extra, *again.extra))
        reading = self._without_own_number(expanded.reading)
        agencies = self._agencies.find(reading)
        entities = _outside(self._finder.find(reading), agencies)
        plain = Folded.of(reading).text
        asked = f"{Folded.of(text).text}\n{plain}" if expanded.language == "en" else plain
        ranked = _asking_who(self._classifier.rank(mask(reading, agencies, entities)), asked)
        return Question(
            typed=text,
            reading=reading,
            topic=self._topic(reading, agencies, entities, ranked.best, english=expanded.language == "en"),
            subject=self._subject(reading, english=expanded.language == "en"),
            extra=" ; ".join(expanded.extra),
            language=expanded.language,
            accented=is_accented(reading),
            intents=ranked,
            agencies=agencies,
            instruments=entities.instruments,
            places=entities.places,
            years=tuple(int(span.of(reading)) for span in entities.years),
            figures=tuple(span.of(reading) for span in entities.figures),
            dates=tuple(span.of(reading) for span in entities.dates),
            role=_role(plain),
            yes_no=bool(_YES_NO.search(asked)),
            negated=bool(_NEGATED.search(plain)),
            presumes=_presumes(asked),
        )

    def _restored(self, restore: Restore, reading: str, *, bare: bool) -> str:
        """The reading with its diacritics; an office that was found without them is left as typed.

        "con so cong thuong thi sao" names an office, "con số" would hide it.
        """
        whole = restore(reading, bare=bare)
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
        intent: Intent,
        *,
        english: bool,
    ) -> str:
        """The words left when entities, frames and stop words are gone, in order.

        English words that the lexicon does not know go too, names excepted: the texts are Vietnamese.
        """
        offices = (m.span for m in agencies if any(self._is_office(name) for name in m.agency_ids))
        left = _cut(reading, (*offices, *_spans(entities)), " . ")
        frames = self._frames[intent]
        accented = is_accented(left)
        folded = Folded.of(left)
        words = words_of(folded)
        framed = {i for found in longest(frames.everywhere(words)) for i in range(found.first, found.last)}
        kept = []
        for i, word in enumerate(words):
            spelled = word.accented if accented else word.text
            stop = spelled in (self._stopwords.words if accented else self._bare_stopwords)
            foreign = (
                english
                and not could_be_vietnamese(word.text)
                and folded.span(word.start, word.end).of(left).islower()
            )
            kept.append(
                "." if i in framed or foreign or (stop and not word.text.isdigit()) else word.accented
            )
        return re.sub(r"(?:\s*\.\s*)+", " . ", " ".join(kept)).strip(" .")

    def _subject(self, reading: str, *, english: bool) -> str:
        """The words left when question words and small words are gone, in order; figures stay."""
        accented = is_accented(reading)
        small = self._stopwords.small if accented else self._stopwords.bare_small
        folded = Folded.of(reading)
        kept = []
        for word in words_of(folded):
            spelled = word.accented if accented else word.text
            foreign = english and not could_be_vietnamese(word.text)
            kept.append("." if spelled in small or foreign else word.accented)
        return re.sub(r"(?:\s*\.\s*)+", " . ", " ".join(kept)).strip(" .")

    def _is_office(self, name: str) -> bool:
        agency = self._agencies.get(name)
        return agency is not None and (agency.duty_holder or agency.provincial or not agency.in_plan)

    @cached_property
    def _frames(self) -> dict[Intent, Phrases[None]]:
        return {
            intent: Phrases((phrase, None) for phrase in {*found.frame, *self._stopwords.phrases})
            for intent, found in self._phrasings.items()
        }

    @cached_property
    def _bare_stopwords(self) -> frozenset[str]:
        return frozenset(strip_accents(word) for word in self._stopwords.words)


def _read_through(phrasings: dict[Intent, Phrasings], lexicon: Lexicon) -> dict[Intent, Phrasings]:
    """The phrasings as they are read: questions come to the classifier read so too."""
    return {
        intent: Phrasings(
            found.frame,
            tuple(dict.fromkeys(lexicon.expand(text).reading for text in found.examples)),
        )
        for intent, found in phrasings.items()
    }


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


def _asking_who(ranked: Ranked, plain: str) -> Ranked:
    """The intents with "who" first, where a question opens with it and the classifier only leans elsewhere."""
    who, best = ranked.of(Intent.WHO), ranked.scores[0]
    if best[0] not in _MAY_BE_WHO or who < LEANING or not _WHO.search(plain):
        return ranked
    rest = tuple(item for item in ranked.scores if item[0] is not Intent.WHO)
    return Ranked(((Intent.WHO, max(who, best[1])), *rest))


def _presumes(plain: str) -> bool:
    """ "Vì sao …" takes for granted what it asks the reason of; so does asking whether an office leads it."""
    if _WHY.search(plain) or _TAKEN.search(plain):
        return True
    return bool(_YES_NO.search(plain) and _GIVEN.search(plain))


def _role(plain: str) -> Role:
    lead, partner = bool(_LEAD.search(plain)), bool(_PARTNER.search(plain))
    if lead == partner:
        return Role.ANY
    return Role.LEAD if lead else Role.PARTNER

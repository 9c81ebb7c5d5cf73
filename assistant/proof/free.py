"""Free text held against what it cites: every check, in order, each objection named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from assistant.draft import DraftClaim, Source
from assistant.proof.amounts import amounts
from assistant.proof.evidence import Cited, Unit, cited
from assistant.proof.figured import figured
from assistant.proof.named_places import misplaced
from assistant.proof.objection import Kind, Objection
from assistant.proof.plain import faults
from assistant.proof.polarity import opposed, turned
from assistant.proof.reading import Reading, read
from assistant.proof.roles import Cast, cast, miscast
from assistant.proof.setting import Setting
from assistant.proof.support import LEAST_SCORE, Embed, Known, Support, cosine, support, unsupported
from assistant.proof.words import words
from knowledge.agencies import Agencies
from knowledge.lexicon import Lexicon
from knowledge.text import nfc
from knowledge.units import Units

_SENTENCE = re.compile(r"[!?\n]+|(?<=\D)\.(?=\s|$)|(?<=\d)\.(?=\s+\D|\s*$)")
_CLAUSE = re.compile(r";|,\s+(?=(?:còn|và|trong khi|đồng thời|nhưng|mà)\s)")


class FreeText:
    """Examines claims whose words are not ours. What sources say is kept: answers cite the same often."""

    def __init__(
        self,
        units: Mapping[str, Units],
        agencies: Agencies,
        lexicon: Lexicon | None = None,
        embed: Embed | None = None,
    ) -> None:
        self._units = units
        self._agencies = agencies
        self._lexicon = lexicon
        self._embed = embed
        self._kept: dict[Source, Cited] = {}

    def objections(self, claim: DraftClaim) -> tuple[Objection, ...]:
        """What speaks against a claim whose sources are sound; nothing when it may be said."""
        sources = [self._cited(source) for source in claim.sources]
        printed = "\n".join(source.text for source in sources)
        if found := tuple(faults(claim.text, printed)):
            return found
        return tuple(self._said(nfc(claim.text), sources))

    def support(self, claim: DraftClaim) -> Support:
        """How much of the claim its sources carry together, and the cosine where an embedder is at hand."""
        return self._support(nfc(claim.text), [self._cited(source) for source in claim.sources])

    def _support(self, text: str, sources: Sequence[Cited]) -> Support:
        known = Known.together(source.known for source in sources)
        found = support(read(text), known, self._lexicon)
        return replace(found, cosine=self._cosine(text, sources))

    def _cited(self, source: Source) -> Cited:
        if source not in self._kept:
            self._kept[source] = cited(source, self._units[source.document], self._agencies)
        return self._kept[source]

    def _said(self, text: str, sources: Sequence[Cited]) -> Iterator[Objection]:
        reading = read(text)
        places = [source.place for source in sources]
        anchors = [source.anchor for source in sources]
        yield from misplaced(reading.text, anchors, places, "\n".join(source.folded for source in sources))
        for sentence in _SENTENCE.split(text):
            yield from self._sentence(sentence, sources)
        score = self._support(text, sources).score
        if score is not None and score < LEAST_SCORE:
            yield Objection(Kind.MEANING, f"{score:.2f}")

    def _sentence(self, text: str, sources: Sequence[Cited]) -> Iterator[Objection]:
        """Clause by clause; who acts and when goes on from a clause to those that do not say it again."""
        setting = Setting()
        for clause in map(read, filter(str.strip, _CLAUSE.split(text))):
            offices = cast(clause, self._agencies)
            setting = setting.at(clause)
            yield from self._clause(clause, offices, setting, sources)
            yield from opposed(clause.text, "\n".join(source.folded for source in sources))
            setting = setting.after(clause, offices)

    def _clause(
        self, reading: Reading, offices: Cast, setting: Setting, sources: Sequence[Cited]
    ) -> tuple[Objection, ...]:
        """The objections of the unit that comes nearest: one unit proves a clause, not scraps of two."""
        tried: list[tuple[Objection, ...]] = []
        sound: list[Cited] = []
        for source in sources:
            by_words = tuple(unsupported(support(reading, source.known, self._lexicon)))
            for unit in source.units:
                hard = tuple(_against(reading, offices, unit, setting))
                tried.append((*hard, *by_words))
                if not tried[-1]:
                    return ()
                if not hard:
                    sound.append(source)
        if len({source.anchor for source in sound}) > 1:
            return self._of_both(reading, sound)
        return min(tried, key=len, default=(Objection(Kind.SUPPORT, reading.text),))

    def _of_both(self, reading: Reading, sources: Sequence[Cited]) -> tuple[Objection, ...]:
        """The words of a clause that several sources each bear out in its facts."""
        known = Known.together(source.known for source in sources)
        return tuple(unsupported(support(reading, known, self._lexicon)))

    def _cosine(self, text: str, sources: Sequence[Cited]) -> float | None:
        if self._embed is None:
            return None
        texts = [unit.cast.text for source in sources for unit in source.units]
        return cosine(text, [*texts, " ".join(texts)], self._embed)


def _against(reading: Reading, offices: Cast, unit: Unit, setting: Setting) -> Iterator[Objection]:
    given = frozenset().union(*(item.ids for item in unit.cast.named))
    if setting.subject and not offices.named and not setting.subject & given:
        yield Objection(Kind.ROLE, f"{', '.join(sorted(setting.subject))} in {reading.text}")
    for item in offices.named:
        if not item.ids & given and not any(amount.value in item.ids for amount in unit.given.amounts):
            yield Objection(Kind.FACT, offices.text[item.start : item.end])
    yield from figured(amounts(reading.tokens), unit.given, setting.days)
    yield from turned(reading.tokens, unit.own.tokens)
    yield from miscast(offices, unit.cast)
    for often in words().frequencies.found(reading.tokens):
        if often not in unit.cast.text:
            yield Objection(Kind.TIME, often)

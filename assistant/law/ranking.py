"""Which clauses speak to a question, best first: what was found, what they say of it, whether they hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.desk import Desk
from assistant.law.named import Named
from assistant.quantities import asked_units, asks_how_much, gives, quantities
from knowledge.passage import Passage
from knowledge.search import Hit
from knowledge.standing import Standing
from knowledge.text import Folded

POOL = 60

COVERAGE_WEIGHT = 0.2
"""Weight of how much of the topic a clause says beside its retrieval score."""

DEFINES = 0.3
DEFINES_ALL = 0.6
"""Added where a meaning is asked for and the clause gives it; more where the term alone is asked for."""

SUITS = 0.08
"""Added where a clause tells the kind of thing that is asked for: a figure in the unit wanted, duties."""

ENDED = 0.75
UNSURE = 0.93
"""What a clause of an instrument that no longer holds, or of which that is not known, is worth beside one in
force, unless the question names its instrument."""

ENDINGS = ("replaced", "expired", "not_yet")

_MEANING = re.compile(
    r"\bla (?:gi|sao|cai gi|chi|the nao|nhu the nao|ai)\b|\bnghia la\b|\bthe nao la\b"
    r"|\bhieu (?:la|the nao|nhu the nao|sao)\b"
    r"|\bkhai niem\b|\bdinh nghia\b|\bgiai thich\b|\bla (?:mot )?(?:cai )?\S+ (?:gi|chi|nao)\b|\bnghia\b"
)
_ITS_OWNER = re.compile(r"(?<=\w) (?:cua )?(?:hop tac xa|lien hiep hop tac xa|to hop tac)$")
_DUTIES = re.compile(r"\b(?:lam (?:nhung |cac )?(?:viec )?gi|nhiem vu|trach nhiem|quyen han|viec gi)\b")
_GIVES_DUTIES = re.compile(r"\b(?:nhiem vu|quyen han|trach nhiem|quyen va nghia vu)\b")
_TERM = re.compile(
    r"^(?:\d+[a-z]?\s*\.\s*)?(?P<term>[^,.;:]{3,70}?)(?: sau day goi (?:tat )?la [^,.;:]*)? la "
)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage found, the part of the topic that it says, and how well it ranks."""

    hit: Hit
    coverage: float
    rank: float

    @property
    def passage(self) -> Passage:
        """The passage found."""
        return self.hit.passage


def ranked(desk: Desk, among: Sequence[Named]) -> list[Ranked]:
    """The best passage of each clause, best first; of the instruments `among`, where there are any."""
    numbers = {item.number for item in among}
    hits = [hit for hit in desk.evidence.hits if not numbers or hit.passage.document in numbers]
    defined = _defining(desk, hits)
    pool = dict.fromkeys((*hits[:POOL], *defined))
    weighed = (_weighed(desk, hit, sure=bool(numbers), defines=defined.get(hit, 0.0)) for hit in pool)
    return _distinct(sorted(weighed, key=lambda item: -item.rank))


def clause_of(passage: Passage) -> str:
    """The anchor of the clause, or the article, that a passage is or is a point of."""
    return passage.anchor.split(".diem_")[0]


def _weighed(desk: Desk, hit: Hit, *, sure: bool, defines: float) -> Ranked:
    coverage = desk.evidence.coverage(hit.passage.document, (hit.passage.anchor,))
    rank = hit.score + COVERAGE_WEIGHT * coverage + defines
    rank += SUITS * _suits(desk, hit.passage)
    return Ranked(hit, coverage, rank if sure else rank * _holding(desk, hit.passage))


def _suits(desk: Desk, passage: Passage) -> bool:
    """Whether a clause tells the kind of thing that is asked for."""
    question = desk.question.reading
    if units := asked_units(question):
        return gives(passage.span.of(desk.document(passage.document).text), units)
    if asks_how_much(question):
        return any(True for _ in quantities(passage.span.of(desk.document(passage.document).text)))
    if _DUTIES.search(Folded.of(question).text):
        return bool(_GIVES_DUTIES.search(Folded.of(passage.context.partition("\n")[2]).text))
    return False


def standing_of(desk: Desk, number: str, anchor: str) -> Standing:
    """How a unit stands on the day asked for; of a digest, which is up to date, the whole instrument."""
    verbatim = desk.document(number).meta.verbatim
    return desk.catalogue.standing(number, desk.day, anchor if verbatim else "")


def _holding(desk: Desk, passage: Passage) -> float:
    """What a clause is worth for whether it, or its instrument, holds on the day asked for."""
    if desk.catalogue.get(passage.document) is None:
        return 1.0
    status = standing_of(desk, passage.document, passage.anchor).status
    if status in ENDINGS:
        return ENDED
    return UNSURE if status == "unknown" else 1.0


def holds(desk: Desk, passage: Passage) -> bool:
    """Whether nothing says that the clause has ended."""
    known = desk.catalogue.get(passage.document) is not None
    return not known or standing_of(desk, passage.document, passage.anchor).status not in ENDINGS


def _distinct(found: Iterable[Ranked]) -> list[Ranked]:
    """One for each clause: points of one clause are told together."""
    kept: dict[tuple[str, str], Ranked] = {}
    for item in found:
        kept.setdefault((item.passage.document, clause_of(item.passage)), item)
    return list(kept.values())


def _defining(desk: Desk, hits: Sequence[Hit]) -> dict[Hit, float]:
    """The passages that say what a term of the question means, where its meaning is asked for."""
    plain = f" {Folded.of(desk.question.reading).text} "
    if not _MEANING.search(plain):
        return {}
    terms = {hit: term for hit in hits if (term := _term(desk, hit.passage)) and f" {term} " in plain}
    longest = max(map(len, terms.values()), default=0)
    bonus = {term: _bonus(desk, term) for term in terms.values() if len(term) == longest}
    return {hit: bonus[term] for hit, term in terms.items() if term in bonus}


def _bonus(desk: Desk, term: str) -> float:
    parts = (Folded.of(part).text for part in desk.question.subject.split(" . "))
    return DEFINES_ALL if any(_ITS_OWNER.sub("", part) == term for part in parts) else DEFINES


def _term(desk: Desk, passage: Passage) -> str:
    """The term that a clause defines ("24. Vốn điều lệ là tổng …"), folded; empty for none."""
    words = passage.span.of(desk.document(passage.document).text)
    match = _TERM.match(Folded.of(words[:160]).text)
    return match["term"].strip() if match else ""

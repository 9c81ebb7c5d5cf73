"""Which clauses speak to a question, best first: what was found, what they say of it, whether they hold."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.desk import Desk
from assistant.law.named import Named
from assistant.law.signs import KEPT, Signs, article_of, asks_of_time, load_model, status_of
from assistant.law.spoken import spoken_of
from knowledge.passage import Passage
from knowledge.search import Hit
from knowledge.standing import NOT_HOLDING
from knowledge.text import Folded

POOL = 60

DEFINES = 0.5
DEFINES_ALL = 1.0
"""How sure a sign it is that a clause gives the meaning asked for; surest where nothing else is asked."""

SPOKEN = 1.2
"""What it counts for a follow-up that the last answer cited the article."""

AS_GOOD = 0.2
"""A clause that holds is told instead of a likelier one that does not, where it is so likely beside it."""

SAME = 0.05
"""A further passage of one clause that ranks so near its best one is told with it."""

_MEANING = re.compile(
    r"\bla (?:gi|sao|cai gi|chi|the nao|nhu the nao|ai)\b|\bnghia la\b|\bthe nao la\b"
    r"|\bhieu (?:la|the nao|nhu the nao|sao)\b"
    r"|\bkhai niem\b|\bdinh nghia\b|\bgiai thich\b|\bla (?:mot )?(?:cai )?\S+ (?:gi|chi|nao)\b|\bnghia\b"
)
_ITS_OWNER = re.compile(r"(?<=\w) (?:cua )?(?:hop tac xa|lien hiep hop tac xa|to hop tac)$")
_TERM = re.compile(
    r"^(?:\d+[a-z]?\s*\.\s*)?(?P<term>[^,.;:]{3,70}?)(?: sau day goi (?:tat )?la [^,.;:]*)? la "
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage found and the signs that it answers."""

    hit: Hit
    signs: dict[str, float]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage found and the part of the topic that it says.

    `rank` is how likely it is the one wanted beside the best one, which has 1. `parts` are the anchors of
    further passages of its clause that rank near it.
    """

    hit: Hit
    coverage: float
    rank: float
    parts: tuple[str, ...] = ()

    @property
    def passage(self) -> Passage:
        """The passage found."""
        return self.hit.passage

    @property
    def clause(self) -> tuple[str, str]:
        """The number of the instrument and the anchor of the clause."""
        return self.passage.document, clause_of(self.passage)


def ranked(desk: Desk, among: Sequence[Named]) -> list[Ranked]:
    """The best passage of each clause, best first; of the instruments `among`, where there are any."""
    model, spoken = load_model(), spoken_of(desk)
    sought = candidates(desk, among, spoken)
    scored = [
        (model.score(item.signs) + SPOKEN * (article_of(item.hit.passage) in spoken), item) for item in sought
    ]
    best = max((score for score, _ in scored), default=0.0)
    found = [Ranked(item.hit, item.signs["coverage"], math.exp(score - best)) for score, item in scored]
    ended = {item.hit.passage.id for item in sought if item.signs["ended"]}
    return _holding(desk, _distinct(sorted(found, key=lambda item: -item.rank)), ended)


def candidates(
    desk: Desk, among: Sequence[Named], spoken: Collection[tuple[str, str]] = ()
) -> list[Candidate]:
    """The passages among which the answer is sought, with their signs; in no order that means anything.

    Those of the articles `spoken` of last are among them wherever they were found.
    """
    numbers = {item.number for item in among}
    hits = [hit for hit in desk.evidence.hits if not numbers or hit.passage.document in numbers]
    defined = _defining(desk, hits)
    signs = Signs(desk, hits, defined, sure=bool(numbers))
    again = [hit for hit in hits if article_of(hit.passage) in spoken] if spoken else []
    return [Candidate(hit, signs.of(hit)) for hit in dict.fromkeys((*hits[:POOL], *defined, *again))]


def clause_of(passage: Passage) -> str:
    """The anchor of the clause, or the article, that a passage is or is a point or paragraph of."""
    anchor = passage.anchor.split(".diem_")[0]
    return anchor.split(".doan_")[0] if ".khoan_" in anchor else anchor


def holds(desk: Desk, passage: Passage) -> bool:
    """Whether nothing says that the clause has ended."""
    return status_of(desk, passage) not in NOT_HOLDING


def _holding(desk: Desk, found: list[Ranked], ended: Collection[str]) -> list[Ranked]:
    """Without what no longer holds, where something that does is as good and nobody asks for then."""
    now = [item for item in found if item.passage.id not in ended]
    if not now or now[0].rank < AS_GOOD or asks_of_time(Folded.of(desk.question.reading).text):
        return found
    return [replace(item, rank=item.rank / now[0].rank) for item in now]


def _distinct(found: Iterable[Ranked]) -> list[Ranked]:
    """One for each clause: points of one clause are told together."""
    kept: dict[tuple[str, str], Ranked] = {}
    for item in found:
        first = kept.setdefault(item.clause, item)
        if first is not item and item.rank >= SAME * first.rank:
            kept[item.clause] = replace(first, parts=(*first.parts, item.passage.anchor))
    return list(kept.values())


def _defining(desk: Desk, hits: Sequence[Hit]) -> dict[Hit, float]:
    """The passages that say what a term of the question means, where its meaning is asked for."""
    plain = f" {Folded.of(desk.question.reading).text} "
    if not _MEANING.search(plain):
        return {}
    terms = {hit: term for hit in hits if (term := _term(desk, hit.passage)) and f" {term} " in plain}
    longest = max(map(len, terms.values()), default=0)
    sure = {term: _sureness(desk, term) for term in terms.values() if len(term) == longest}
    return {hit: sure[term] for hit, term in terms.items() if term in sure}


def _sureness(desk: Desk, term: str) -> float:
    parts = (Folded.of(part).text for part in desk.question.subject.split(" . "))
    return DEFINES_ALL if any(_ITS_OWNER.sub("", part) == term for part in parts) else DEFINES


def _term(desk: Desk, passage: Passage) -> str:
    """The term that a clause defines ("24. Vốn điều lệ là tổng …"), folded; empty for none."""
    return _defined_in(passage.span.of(desk.document(passage.document).text)[:160])


@lru_cache(maxsize=KEPT)
def _defined_in(opening: str) -> str:
    match = _TERM.match(Folded.of(opening).text)
    return match["term"].strip() if match else ""

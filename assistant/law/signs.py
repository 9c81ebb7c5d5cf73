"""What tells that a clause answers a question: the signs that ranking weighs, each about 0 to 1.

Their weights stand in `knowledge/data/law_ranking.yaml`, whose head says how they were fitted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from pydantic import BaseModel

from assistant.desk import Desk
from assistant.quantities import asked_units, asks_how_much, gives, quantities
from knowledge.config import SHIPPED
from knowledge.datafile import read_data
from knowledge.passage import Passage
from knowledge.search import Hit
from knowledge.standing import NOT_HOLDING, Standing
from knowledge.text import Folded

FAMILY = 12
ENOUGH_OF_ONE = 5
"""Of so many best passages, so many of one article make it a sure sign that the article is meant."""

LACKED_AT_MOST = 3

KEPT = 8192
"""Clauses of which is kept what no question changes."""

_DUTIES = re.compile(r"\b(?:lam (?:nhung |cac )?(?:viec )?gi|nhiem vu|trach nhiem|quyen han|viec gi)\b")
_GIVES_DUTIES = re.compile(r"\b(?:nhiem vu|quyen han|trach nhiem|quyen va nghia vu)\b")
_IN_PASSING = re.compile(
    r"chuyen tiep|hieu luc thi hanh|to chuc thuc hien|trach nhiem thi hanh|dieu khoan thi hanh"
)
"""Headings of articles that mention what other articles rule."""

_OF_TIME = re.compile(
    r"\bhieu luc\b|\bchuyen tiep\b|\bthay (?:the|cho)\b|\bbai bo\b|\btu (?:ngay|khi|luc) nao\b|\bbao gio\b"
    r"|\btruoc (?:ngay|khi|day|kia)\b|\bhoi (?:chua|truoc|xua)\b"
    r"|\b(?:luat|quy dinh|nghi dinh|dieu le)(?: \S+){0,3} (?:cu|moi)\b"
    r"|\b(?:cu|da lap|lap truoc)\b"
)
"""A question about then and now, which such articles answer."""


@dataclass(frozen=True, slots=True)
class Model:
    """Weights by sign, and the groups of names for whom or what a clause may be about."""

    weights: Mapping[str, float]
    subjects: tuple[re.Pattern[str], ...]

    def score(self, signs: Mapping[str, float]) -> float:
        """The weighted sum of signs: the higher, the likelier the clause answers."""
        return sum(weight * signs[name] for name, weight in self.weights.items())


class _File(BaseModel):
    weights: dict[str, float]
    subjects: tuple[tuple[str, ...], ...]


@lru_cache(maxsize=2)
def load_model(path: Path = SHIPPED / "law_ranking.yaml") -> Model:
    """The weights and subjects of a YAML file.

    Raises:
        DataError: the file cannot be read or has another layout.
    """
    data = read_data(path, _File)
    return Model(data.weights, tuple(map(_named_by, data.subjects)))


def _named_by(names: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(re.escape(Folded.of(name).text) for name in names)})\b")


@lru_cache(maxsize=KEPT)
def _plain(words: str) -> str:
    """The words without diacritics; kept, since many questions weigh the same clauses."""
    return Folded.of(words).text


class Signs:
    """The signs of each passage found for one question."""

    def __init__(self, desk: Desk, hits: Sequence[Hit], defined: Mapping[Hit, float], *, sure: bool) -> None:
        """`defined`: the passages that give the meaning asked for; `sure`: the instrument was named."""
        self._desk = desk
        self._defined = defined
        self._sure = sure
        self._top = max((hit.lexical for hit in hits), default=0.0) or 1.0
        self._family = Counter(article_of(hit.passage) for hit in hits[:FAMILY])

    def of(self, hit: Hit) -> dict[str, float]:
        """Each sign of one passage."""
        passage = hit.passage
        kind = self._desk.document(passage.document).meta.kind.casefold()
        status = "in_force" if self._sure else status_of(self._desk, passage)
        return {
            "lexical": hit.lexical / self._top,
            "dense": hit.dense,
            "coverage": self._desk.evidence.coverage(passage.document, (passage.anchor,)),
            "family": min(1.0, self._family[article_of(passage)] / ENOUGH_OF_ONE),
            "defines": self._defined.get(hit, 0.0),
            "suits": float(self._suits(passage)),
            "lacks": self._lacks(passage),
            "ended": float(status in NOT_HOLDING),
            "unsure": float(status == "unknown"),
            "in_passing": float(not self._of_time and _in_passing(passage.headings, passage.context)),
            "law": float("luật" in kind),
            "circular": float("thông tư" in kind),
        }

    @cached_property
    def _asked(self) -> str:
        return Folded.of(self._desk.question.reading).text

    @cached_property
    def _of_time(self) -> bool:
        return asks_of_time(self._asked)

    @cached_property
    def _subjects(self) -> tuple[re.Pattern[str], ...]:
        return tuple(subject for subject in load_model().subjects if subject.search(self._asked))

    def _lacks(self, passage: Passage) -> float:
        """How many of those whom the question is about neither the clause nor its heading names."""
        if not self._subjects:
            return 0.0
        own = _plain(f"{' '.join(passage.headings[-1:])} {self._words(passage)}")
        missed = sum(not subject.search(own) for subject in self._subjects)
        return min(missed, LACKED_AT_MOST) / LACKED_AT_MOST

    def _suits(self, passage: Passage) -> bool:
        """Whether a clause tells the kind of thing asked for: a figure in the unit wanted, duties."""
        question = self._desk.question.reading
        if units := asked_units(question):
            return gives(self._words(passage), units)
        if asks_how_much(question):
            return any(True for _ in quantities(self._words(passage)))
        if _DUTIES.search(self._asked):
            return _gives_duties(passage.context)
        return False

    def _words(self, passage: Passage) -> str:
        return passage.span.of(self._desk.document(passage.document).text)


def asks_of_time(asked: str) -> bool:
    """Whether a folded question is about then and now: what held before, what changed, from when on."""
    return bool(_OF_TIME.search(asked))


def standing_of(desk: Desk, number: str, anchor: str) -> Standing:
    """How a unit stands on the day asked for; of a digest, which is up to date, the whole instrument."""
    verbatim = desk.document(number).meta.verbatim
    return desk.catalogue.standing(number, desk.day, anchor if verbatim else "")


def status_of(desk: Desk, passage: Passage) -> str:
    """The status of a clause, or of its instrument, on the day asked for; what is in no list is in force."""
    if desk.catalogue.get(passage.document) is None:
        return "in_force"
    return standing_of(desk, passage.document, passage.anchor).status


def article_of(passage: Passage) -> tuple[str, str]:
    """Number of the instrument and anchor of the article, or of the topmost unit, that a passage is in."""
    return passage.document, passage.anchor.split(".")[0]


@lru_cache(maxsize=KEPT)
def _in_passing(headings: tuple[str, ...], context: str) -> bool:
    heading = f"{' '.join(headings)} {context.partition(chr(10))[0]}"
    return bool(_IN_PASSING.search(Folded.of(heading).text))


@lru_cache(maxsize=KEPT)
def _gives_duties(context: str) -> bool:
    return bool(_GIVES_DUTIES.search(Folded.of(context.partition("\n")[2]).text))

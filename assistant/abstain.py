"""Whether a draft answers the question: a small logistic model over a few features, or a clear rule.

The weights stand in `knowledge/data/abstention.yaml`; its head says what they were fitted on.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, RootModel

from assistant.answer import Status
from assistant.bearing import bearing, without_bearing
from assistant.desk import Desk
from assistant.draft import Draft
from assistant.elsewhere import of_another_body
from assistant.provinces import of_figures, speaks_of_other
from assistant.screen import Screen
from assistant.understanding.intents import Intent
from assistant.unshown import HOW_MANY, measured, miscounted, quotes_of, states_more, uncounted, unshown
from knowledge.config import SHIPPED
from knowledge.datafile import read_data
from knowledge.mentions import Mention
from knowledge.text import Folded, fold

_DIGIT = re.compile(r"\d|\b(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười) (?!mươi)")

_WHERE = re.compile(r"^\W*(?:co tru so |tru so |nam |dong |hien )*(?:o dau|o cho nao|tai dau|duong nao)\b")
""" "Liên minh Hợp tác xã ở đâu vậy": an address; "được nhắc ở đâu" is a place in the text."""

_WORKS_AT = re.compile(
    r"\b(?:toi|tui|em|minh|chau|chi|anh|tao)(?: (?:dang|moi|hien))*"
    r" (?:lam|cong tac|lam viec|thuoc|la can bo|la nhan vien|cong chuc)(?: viec)?"
    r" ?(?:o|ben|tai|trong|cua)? ?\W*$"
)

_FUND = "fund"
"""A fund is what money comes from, not an office that a question is about."""

RELATED = 0.4
"""Part of the topic that the documents know from which a question has to do with them."""

_NEED_A_SUBJECT = (Intent.WHO, Intent.PARTNER, Intent.PRODUCT, Intent.DEADLINE)


@dataclass(frozen=True, slots=True)
class Judgement:
    """`status` is the ending to give instead of the draft; nothing means that the draft may go on.

    `ruled` says that a rule decided, not the model.
    """

    status: Status | None
    probability: float
    features: dict[str, float]
    ruled: bool = False

    @property
    def confidence(self) -> float | None:
        """The probability where the model gave one; nothing where a rule decided before it."""
        return None if self.ruled else round(self.probability, 4)


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic model: weights by feature, intercept, and the probability from which a draft is given."""

    weights: dict[str, float]
    intercept: float
    threshold: float

    def probability(self, features: dict[str, float]) -> float:
        """The probability that the draft answers the question."""
        z = self.intercept + sum(self.weights.get(name, 0.0) * value for name, value in features.items())
        return 1 / (1 + math.exp(-z))


class _Shelf(BaseModel):
    weights: dict[str, float]
    intercept: float
    threshold: float


@lru_cache(maxsize=4)
def load_weights(shelf: str = "plan", path: Path = SHIPPED / "abstention.yaml") -> Weights:
    """The weights for one shelf of a YAML file.

    Raises:
        DataError: the file cannot be read or has another layout.
    """
    data = read_data(path, RootModel[dict[str, _Shelf]]).root[shelf]
    return Weights(data.weights, data.intercept, data.threshold)


def judge(desk: Desk, draft: Draft | None, screen: Screen, shelf: str = "plan") -> Judgement:
    """Whether `draft` may be given, else how the question ends; `shelf` names the model's weights."""
    found = features(desk, draft, screen, shelf)
    if _of_everyday_life(desk, draft, screen):
        return Judgement(Status.OUT_OF_SCOPE, 0.0, found, ruled=True)
    if _ruled_out(desk, draft, shelf):
        return Judgement(_ending(desk, screen), 0.0, found, ruled=True)
    weights = load_weights(shelf)
    probability = weights.probability(found) if draft else 0.0
    if draft and (not desk.question.topic or probability >= weights.threshold):
        return Judgement(None, probability, found)
    return Judgement(_ending(desk, screen), probability, found)


def _of_everyday_life(desk: Desk, draft: Draft | None, screen: Screen) -> bool:
    """Whether the question is about a matter of everyday life that no heading over what is cited names."""
    question = desk.question
    if question.instruments or question.places or desk.offices():
        return False
    matter = screen.everyday_matter(f"{question.typed}\n{question.reading}\n{question.before}")
    return matter is not None and not any(matter.search(fold(head)) for head in _headings(desk, draft))


def _headings(desk: Desk, draft: Draft | None) -> Iterable[str]:
    """The title of each document cited and what stands above the units cited."""
    for source in draft.sources if draft else ():
        yield desk.document(source.document).title
        yield from desk.library.units(source.document).headings(source.anchor)


def _ruled_out(desk: Desk, draft: Draft | None, shelf: str) -> bool:
    """Whether a rule tells that the draft, if any, cannot answer."""
    if _unknown_instruments(desk):
        return True
    if draft is None:
        return False
    if _of_other_province(desk, draft, shelf):
        return True
    if shelf == "law" and draft.topical and _of_another_body(desk, draft):
        return True
    if shelf == "plan" and draft.status is not Status.FALSE_PREMISE and outside(desk):
        return True
    if shelf == "plan" and (_asks_where(desk) or states_more(desk, draft) or miscounted(desk, draft)):
        return True
    return unshown(desk, draft, shelf) or (uncounted(desk, draft) and not measured(desk, draft, shelf))


def _of_other_province(desk: Desk, draft: Draft, shelf: str) -> bool:
    """Whether another province is asked about: a law holds there too, but tells none of its own figures."""
    if draft.status is Status.FALSE_PREMISE or (shelf == "law" and not of_figures(desk.question)):
        return False
    return speaks_of_other(desk.question, quotes_of(desk, draft))


def _of_another_body(desk: Desk, draft: Draft) -> bool:
    """Whether the first clause is of an instrument about bodies that nothing asked about, nor named."""
    question = desk.question
    told = f"{question.reading}\n{question.typed}\n{question.before}"
    source = draft.claims[0].sources[0]
    return not question.instruments and of_another_body(told, desk.document(source.document).title)


def _unknown_instruments(desk: Desk) -> bool:
    """Whether the question names instruments, and none that is known."""
    named = desk.question.instruments
    return bool(named) and not any(item.numbers for item in named)


def outside(desk: Desk) -> tuple[str, ...]:
    """The offices that a question is about, where no document names any: nothing can be said of them."""
    own = {
        name for mention in desk.question.agencies if _is_own(desk, mention) for name in mention.agency_ids
    }
    named = [desk.agencies.get(name) for name in desk.offices() if name not in own]
    unknown = all(a is not None and not a.in_plan and a.kind != _FUND for a in named)
    return tuple(a.name for a in named if a) if unknown else ()


def _is_own(desk: Desk, mention: Mention) -> bool:
    """Whether an office is only where the person works, in a question that names others: "tôi làm ở …"."""
    before = Folded.of(desk.question.reading[: mention.span.start]).text
    return len(desk.question.agency_ids) > 1 and bool(_WORKS_AT.search(before))


def _asks_where(desk: Desk) -> bool:
    """Whether the question is where an office sits: no plan says so."""
    question = desk.question
    after = (Folded.of(question.reading[m.span.end :]).text for m in question.agencies)
    return not question.topic and any(map(_WHERE.match, after))


def features(desk: Desk, draft: Draft | None, screen: Screen, shelf: str = "plan") -> dict[str, float]:
    """What the model looks at, each about 0 to 1; those of `bearing` are 0 for the law, which has others."""
    evidence = desk.evidence
    hits = evidence.hits if desk.question.topic else ()
    return {
        "fit": _fit(desk, draft) if draft else 0.0,
        "mass": _mass(desk, draft) if draft else 0.0,
        "known": evidence.known,
        "dense": max((hit.dense for hit in hits[:5]), default=1.0),
        "intent": min(1.0, desk.question.intents.scores[0][1]),
        "domain": float(screen.in_domain(desk.question.reading)),
        "named": float(bool(desk.question.agencies or desk.question.instruments or desk.question.places)),
        "near": _over_units(desk, draft, desk.evidence.dense) if draft else 0.0,
        "missed": _over_units(desk, draft, desk.evidence.missed, least=True) if draft else 1.0,
        "quantity": _quantity(desk, draft) if draft else 0.0,
        "extractive": float(draft is not None and draft.composer == "extractive"),
        **(bearing(desk, draft, _shown(desk, draft)) if draft and shelf == "plan" else without_bearing()),
    }


def _fit(desk: Desk, draft: Draft) -> float:
    """How much of the topic the cited units say together: a draft that ignores the topic answers nothing."""
    if not draft.topical:
        return draft.fit
    if any(place.anchors for place in desk.question.places):
        return 1.0
    shown = _shown(desk, draft)
    said = max((desk.evidence.coverage(number, anchors) for number, anchors in shown.items()), default=0.0)
    return min(said, draft.fit)


def _over_units(
    desk: Desk, draft: Draft, measure: Callable[[str, Iterable[str]], float], *, least: bool = False
) -> float:
    """The best of a measure over the documents cited; sure where words of the topic need not stand there."""
    if not draft.topical or not desk.question.topic:
        return 0.0 if least else 1.0
    found = [measure(number, anchors) for number, anchors in _shown(desk, draft).items()]
    return min(found, default=1.0) if least else max(found, default=0.0)


def _quantity(desk: Desk, draft: Draft) -> float:
    """1 where a quantity is asked for and a figure is shown, -1 where none is, 0 where none is asked for."""
    if not HOW_MANY.search(Folded.of(desk.question.reading).text):
        return 0.0
    return 1.0 if any(_DIGIT.search(quote) for quote in quotes_of(desk, draft)) else -1.0


def _mass(desk: Desk, draft: Draft) -> float:
    """How many words of the topic, and how rare ones, the cited units say."""
    if not draft.topical:
        return draft.fit
    return max(
        (desk.evidence.mass(number, anchors) for number, anchors in _shown(desk, draft).items()), default=0.0
    )


def _shown(desk: Desk, draft: Draft) -> dict[str, set[str]]:
    """The units quoted by the claims that answer; of a unit quoted to its end also those inside it."""
    found: dict[str, set[str]] = {}
    for source in draft.sources:
        node = desk.library.units(source.document).node(source.anchor)
        whole = node is not None and node.children and source.span.end > node.head.end
        inside = {part.anchor for part in node.walk()} if node and whole else set()
        found.setdefault(source.document, set()).update((source.anchor, *inside))
    return found


def _ending(desk: Desk, screen: Screen) -> Status:
    question = desk.question
    if _unknown_instruments(desk):
        return Status.NOT_IN_SOURCES
    if question.intent in _NEED_A_SUBJECT and not question.topic and not question.agencies:
        return Status.CLARIFY
    named = question.agencies or question.instruments or question.places or question.carried
    if named or screen.in_domain(question.reading) or desk.evidence.known >= RELATED:
        return Status.NOT_IN_SOURCES
    return Status.OUT_OF_SCOPE

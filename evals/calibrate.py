"""Fitting the models that decide whether a draft is given: examples, a logistic regression, a threshold.

Each shelf, plan and law, has a model of its own. The features are those of `assistant.abstain`, read from the
judged draft that each shelf offers for a question.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.abstain import Weights
from assistant.answer import Message
from assistant.choice import Offer
from assistant.draft import Draft
from assistant.pipeline import Work
from evals.answers import HitRow
from evals.beir import Asked
from evals.cases import Case
from evals.evidence import groups_met

FOLDS = 10
SEED = 7
THRESHOLDS = tuple(step / 20 for step in range(1, 20))
"""Thresholds that are tried: 0.05 to 0.95."""

_STEPS = 100
_STILL = 1e-9

SHELVES = ("plan", "law")

Vector = NDArray[np.float64]
Progress = Callable[[int], None]
Examples = dict[str, list["Example"]]
"""Examples by shelf."""


class Examiner(Protocol):
    """What judges the draft of a message."""

    def examine(self, message: Message) -> Work:
        """The message up to the judgement on its draft."""
        ...


@dataclass(frozen=True, slots=True)
class Example:
    """What the model saw of one question, whether its draft was right, how much it counts."""

    id: str
    features: Mapping[str, float]
    right: bool
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a threshold comes to: drafts given that are wrong, right drafts declined, both by weight.

    `cost` is per unit of weight: a wrong draft given costs so many times a right one declined.
    """

    threshold: float
    wrong: float
    refused: float
    accuracy: float
    cost: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """A fitted model and how it does on questions that it was not fitted on (cross-validation).

    `probabilities` are out of fold, in the order of `examples`; `outcomes` one for each threshold; `brier` is
    the weighted mean squared error.
    """

    examples: tuple[Example, ...]
    weights: Weights
    probabilities: tuple[float, ...]
    outcomes: tuple[Outcome, ...]
    brier: float

    @property
    def chosen(self) -> Outcome:
        """What the chosen threshold comes to."""
        return next(found for found in self.outcomes if found.threshold == self.weights.threshold)

    def misjudged(self) -> tuple[tuple[Example, float], ...]:
        """The examples that the chosen threshold gets wrong, with their probability, the worst first."""
        pairs = zip(self.examples, self.probabilities, strict=True)
        wrong = [(one, p) for one, p in pairs if (p >= self.weights.threshold) != one.right]
        return tuple(sorted(wrong, key=lambda pair: -abs(pair[1] - pair[0].right)))


def from_cases(examiner: Examiner, cases: Sequence[Case], elsewhere: float, progress: Progress) -> Examples:
    """The examples of a question set.

    Questions that get no draft, that a rule decides, or of which nobody says what answers them, give none. A
    draft that is wrong while another shelf's is right weighs `elsewhere`: the better one is heard anyway.
    """
    found: Examples = {shelf: [] for shelf in SHELVES}
    for done, case in enumerate(cases, start=1):
        work = examiner.examine(Message(case.question.text, case.question.history))
        rights = {shelf: is_right(case, o.draft) for shelf, o in work.offers.items() if o.draft}
        for shelf, offer in _decided(work):
            if (right := rights[shelf]) is not None:
                weight = elsewhere if not right and any(rights.values()) else 1.0
                found[shelf].append(Example(case.id, offer.judgement.features, right, weight))
        progress(done)
    return found


def from_strangers(
    examiner: Examiner, asked: Mapping[str, Asked], weight: float, progress: Progress
) -> Examples:
    """The examples of questions that the documents do not answer: whatever is drafted is wrong."""
    found: Examples = {shelf: [] for shelf in SHELVES}
    for done, (name, question) in enumerate(asked.items(), start=1):
        for shelf, offer in _decided(examiner.examine(Message(question.text))):
            found[shelf].append(Example(name, offer.judgement.features, False, weight))
        progress(done)
    return found


def _decided(work: Work) -> Iterator[tuple[str, Offer]]:
    """The offers with a draft on which a model has the say: without a topic every draft is given."""
    for shelf, offer in work.offers.items():
        if offer.draft and not offer.judgement.ruled and offer.desk.question.topic:
            yield shelf, offer


def strangers(
    asked: Mapping[str, Asked], held: Collection[str], count: int, seed: int = SEED
) -> dict[str, Asked]:
    """`count` questions drawn at random, none that a document with a number of `held` answers."""
    known = {number.casefold() for number in held}
    free = [name for name, question in asked.items() if known.isdisjoint(_documents(question))]
    drawn = np.random.default_rng(seed).permutation(len(free))[:count]
    return {free[place]: asked[free[place]] for place in sorted(drawn.tolist())}


def _documents(question: Asked) -> set[str]:
    """The numbers in ids such as "45/2021/nđ-cp#9"."""
    return {name.partition("#")[0].casefold() for name in question.relevant}


def is_right(case: Case, draft: Draft) -> bool | None:
    """Whether a draft ends as the case allows and cites a place that answers; nothing if none can say."""
    if not case.gold:
        return None if case.answerable else False
    sources = [source for claim in draft.claims for source in claim.sources]
    cited = [HitRow(document=source.document, anchor=source.anchor) for source in sources]
    return draft.status in case.expected_status and any(groups_met(cited, case.gold))


def calibrate(examples: Sequence[Example], cost: float, ridge: float) -> Calibration:
    """The model fitted on all examples, with the threshold that costs least on questions left out of a fit.

    Needs at least one right and one wrong example.
    """
    names = tuple(examples[0].features)
    out_of_fold = np.zeros(len(examples))
    for fold in _folds(examples):
        left = [one for place, one in enumerate(examples) if place not in fold]
        fitted = fit(left, names, ridge)
        for place in fold:
            out_of_fold[place] = fitted.probability(dict(examples[place].features))
    outcomes = tuple(_outcome(examples, out_of_fold, threshold, cost) for threshold in THRESHOLDS)
    least = min(found.cost for found in outcomes)
    best = [found.threshold for found in outcomes if found.cost <= least + _STILL]
    weights = replace(fit(examples, names, ridge), threshold=best[len(best) // 2])
    _, right, by = _arrays(examples, names)
    brier = float(np.average((out_of_fold - right) ** 2, weights=by))
    return Calibration(tuple(examples), weights, tuple(out_of_fold.tolist()), outcomes, brier)


def fit(examples: Sequence[Example], names: Sequence[str], ridge: float) -> Weights:
    """Logistic regression by Newton's method; `ridge` holds the weights small, the intercept is free.

    Weights are rounded to two decimals, as the data file keeps them; the threshold is one half.
    """
    features, right, by = _arrays(examples, names)
    design = np.column_stack([features, np.ones(len(examples))])
    held = np.diag([ridge] * len(names) + [_STILL])
    at = np.zeros(len(names) + 1)
    for _ in range(_STEPS):
        p = 1 / (1 + np.exp(-(design @ at)))
        slope = design.T @ (by * (p - right)) / by.sum() + held @ at
        bend = (design * (by * p * (1 - p))[:, None]).T @ design / by.sum() + held
        step = np.linalg.solve(bend, slope)
        at = at - step
        if np.abs(step).max() < _STILL:
            break
    rounded = [round(float(value), 2) + 0.0 for value in at]
    return Weights(dict(zip(names, rounded[:-1], strict=True)), rounded[-1], 0.5)


def _arrays(examples: Sequence[Example], names: Sequence[str]) -> tuple[Vector, Vector, Vector]:
    """Features (examples, names), whether right, and weight."""
    features = np.array([[one.features[name] for name in names] for one in examples])
    return features, np.array([float(one.right) for one in examples]), np.array([o.weight for o in examples])


def _folds(examples: Sequence[Example]) -> list[set[int]]:
    """The places of the examples in `FOLDS` parts, right and wrong spread evenly; the same every time."""
    order = np.random.default_rng(SEED).permutation(len(examples)).tolist()
    spread = sorted(order, key=lambda place: (examples[place].right, examples[place].weight))
    return [set(part) for start in range(FOLDS) if (part := spread[start::FOLDS])]


def _outcome(examples: Sequence[Example], p: Vector, threshold: float, cost: float) -> Outcome:
    by = np.array([one.weight for one in examples])
    right = np.array([one.right for one in examples])
    given = p >= threshold
    wrong, refused = float(by[given & ~right].sum()), float(by[~given & right].sum())
    total = float(by.sum())
    return Outcome(threshold, wrong, refused, 1 - (wrong + refused) / total, (cost * wrong + refused) / total)


def to_yaml(weights: Mapping[str, Weights], remarks: Iterable[str]) -> str:
    """The text of `abstention.yaml`, a section for each shelf; `remarks` say what it was fitted on."""
    head = (
        "When a draft is given: 1 / (1 + exp(-(intercept + sum of weight x feature))) >= threshold.",
        "Features are described in assistant/abstain.py. Made by python -m evals calibrate.",
        *remarks,
    )
    lines = [f"# {line}" for line in head]
    for shelf, fitted in weights.items():
        lines += [f"{shelf}:", "  weights:", *(f"    {name}: {v}" for name, v in fitted.weights.items())]
        lines += [f"  intercept: {fitted.intercept}", f"  threshold: {fitted.threshold}"]
    return "\n".join(lines) + "\n"

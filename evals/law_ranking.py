"""Fitting the ranker of clauses: `python -m evals.law_ranking CASES… --data DIR…` prints weights and figures.

For each question the passages found are scored by a weighted sum of their signs; the weights are those under
which a softmax over the passages gives the most to those of the gold places. The same cases and data folders
give the same weights. Figures are of five-fold cross-validation over questions.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.console import Console

from assistant.answer import Message
from assistant.law.named import named
from assistant.law.ranking import Candidate, candidates, clause_of
from assistant.law.signs import load_model
from assistant.wiring import open_assistant
from evals.calibrate import Examiner
from evals.cases import Case, Place, load_cases
from knowledge.config import load_settings
from knowledge.document import below
from knowledge.errors import AssistantError

FOLDS = 5
SEED = 7
RIDGE = 0.001
STEPS = 40
CUTS = (1, 3, 5)

Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Pool:
    """One question: a row of signs for each passage found, which of them are right, and their clauses."""

    id: str
    signs: Vector
    right: NDArray[np.bool_]
    clauses: tuple[str, ...]


def pools(examiner: Examiner, cases: Sequence[Case], names: Sequence[str]) -> Iterator[Pool]:
    """The pools of the cases that have a gold place and name no instrument, which leaves little choice."""
    for case in cases:
        message = Message(case.question.text, case.question.history)
        laws = examiner.examine(message).laws if case.gold else None
        if laws is not None and not named(laws) and (found := candidates(laws, ())):
            yield _pool(case, found, names)


def _pool(case: Case, found: Sequence[Candidate], names: Sequence[str]) -> Pool:
    places = [place for group in case.gold for place in group]
    passages = [item.hit.passage for item in found]
    right = [any(_meets(place, passage.document, passage.anchor) for place in places) for passage in passages]
    signs = np.array([[item.signs[name] for name in names] for item in found])
    clauses = tuple(f"{passage.document}#{clause_of(passage)}" for passage in passages)
    return Pool(case.id, signs, np.array(right), clauses)


def _meets(place: Place, document: str, anchor: str) -> bool:
    """Whether one of both places stands at or below the other."""
    at = place.anchor
    return document == place.document and (not at or below(anchor, at) or below(at, anchor))


def fit(train: Sequence[Pool]) -> Vector:
    """The weights under which the right passages of each pool get the largest share, by Newton's method."""
    used = [pool for pool in train if pool.right.any()]
    weights = np.zeros(used[0].signs.shape[1])
    for _ in range(STEPS):
        slope, bend = 2 * RIDGE * weights, 2 * RIDGE * np.eye(len(weights))
        for pool in used:
            share, wanted = _shares(pool.signs @ weights), _shares(pool.signs @ weights, pool.right)
            slope = slope + pool.signs.T @ (share - wanted) / len(used)
            spread = pool.signs - share @ pool.signs
            bend = bend + (spread * share[:, None]).T @ spread / len(used)
        step = np.linalg.solve(bend, slope)
        weights = weights - step
        if np.abs(step).max() < 1e-6:
            break
    return weights


def _shares(scores: Vector, among: NDArray[np.bool_] | None = None) -> Vector:
    powers = np.exp(scores - scores.max()) * (1.0 if among is None else among)
    return np.asarray(powers / max(powers.sum(), 1e-12))


def place_of(pool: Pool, weights: Vector) -> int:
    """The rank of the first right clause, each clause counted once; 0 where none is among those found."""
    seen: list[str] = []
    for index in np.argsort(-(pool.signs @ weights), kind="stable"):
        if pool.clauses[index] not in seen:
            seen.append(pool.clauses[index])
            if pool.right[index]:
                return len(seen)
    return 0


def left_out(every: Sequence[Pool]) -> list[int]:
    """The rank of the first right clause for each pool, from a fit without the folds of its question."""
    ids = sorted({pool.id for pool in every})
    drawn = np.random.default_rng(SEED).permutation(len(ids))
    fold = {ids[place]: number % FOLDS for number, place in enumerate(drawn)}
    places = []
    for out in range(FOLDS):
        weights = fit([pool for pool in every if fold[pool.id] != out])
        places += [place_of(pool, weights) for pool in every if fold[pool.id] == out]
    return places


def hits(places: Sequence[int]) -> str:
    """ "hit@1 0.850 …" of ranks."""
    return " ".join(
        f"hit@{cut} {sum(0 < place <= cut for place in places) / len(places):.3f}" for cut in CUTS
    )


def run(console: Console, files: Sequence[Path], folders: Sequence[Path]) -> None:
    """Fit over these cases and folders; print how the weights in use do, and the new ones left out."""
    names = tuple(load_model().weights)
    cases = [case for file in files for case in load_cases(file).cases]
    every: list[Pool] = []
    for settings in [load_settings().model_copy(update={"data_dir": folder}) for folder in folders]:
        every += pools(open_assistant(settings), cases, names)
    used = np.array(list(load_model().weights.values()))
    console.print(f"# {len(every)} câu; đang dùng: {hits([place_of(pool, used) for pool in every])}")
    console.print(f"# khi để riêng: {hits(left_out(every))}")
    for name, weight in zip(names, fit(every), strict=True):
        console.print(f"  {name}: {weight:.1f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m evals.law_ranking")
    parser.add_argument("files", nargs="+", type=Path, metavar="CASES")
    parser.add_argument("--data", action="append", required=True, type=Path, metavar="DIR")
    given = parser.parse_args()
    try:
        run(Console(highlight=False), given.files, given.data)
    except AssistantError as error:
        Console(stderr=True).print(str(error))
        sys.exit(2)

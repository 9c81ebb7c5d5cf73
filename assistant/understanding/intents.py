"""What a question wants to know, learnt from the phrasings in `knowledge/data/intents.yaml`.

A linear classifier over words and word pairs without diacritics, fitted in closed form when the service
starts: ridge regression on tf-idf, one output for each intent (Hastie, Tibshirani, Friedman, The Elements
of Statistical Learning, 2nd ed., sections 3.4.1 and 4.2). Deterministic and small enough to inspect.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray
from pydantic import TypeAdapter, ValidationError

from knowledge.config import SHIPPED
from knowledge.errors import DataError
from knowledge.text import strip_accents, syllables

Matrix = NDArray[np.float64]

RIDGE = 0.15
"""Strength of the penalty: chosen by leave-one-out accuracy on the phrasings."""


class Intent(StrEnum):
    """What is asked for. Each has phrasings in `intents.yaml`."""

    DUTY = "duty"
    WHO = "who"
    PARTNER = "partner"
    DEADLINE = "deadline"
    PRODUCT = "product"
    TARGET = "target"
    COUNT = "count"
    REPORT = "report"
    REFERENCE = "reference"
    POLICY = "policy"
    DEFINITION = "definition"
    COMPARE = "compare"
    SIGNER = "signer"
    DATE = "date"
    NUMBER = "number"
    ISSUER = "issuer"
    TITLE = "title"
    RECIPIENT = "recipient"
    STRUCTURE = "structure"
    VALIDITY = "validity"
    CONTENT = "content"
    GREETING = "greeting"
    THANKS = "thanks"
    BYE = "bye"
    ABOUT = "about"


@dataclass(frozen=True, slots=True)
class Phrasings:
    """How people ask for one thing: whole examples, and the words that only frame the question."""

    frame: tuple[str, ...]
    examples: tuple[str, ...]


_FILE = TypeAdapter(dict[Intent, Phrasings])


def load_phrasings(path: Path = SHIPPED / "intents.yaml") -> Mapping[Intent, Phrasings]:
    """The phrasings of every intent.

    Raises:
        DataError: the file is malformed or leaves an intent out.
    """
    try:
        found = _FILE.validate_python(yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader))
    except (OSError, yaml.YAMLError, ValidationError) as error:
        raise DataError(f"{path.name}: {error}") from None
    if missing := set(Intent) - set(found):
        raise DataError(f"{path.name}: thiếu mục {', '.join(sorted(missing))}")
    return found


@dataclass(frozen=True, slots=True)
class Ranked:
    """Intents with their scores, best first. Scores lie about 0 (not) to 1 (certain)."""

    scores: tuple[tuple[Intent, float], ...]

    @property
    def best(self) -> Intent:
        """The most likely intent."""
        return self.scores[0][0]

    def of(self, intent: Intent) -> float:
        """The score of one intent."""
        return dict(self.scores)[intent]


class IntentClassifier:
    """Scores every intent for a masked question."""

    def __init__(self, phrasings: Mapping[Intent, Phrasings]) -> None:
        self._intents = tuple(phrasings)
        examples = [
            (example, place)
            for place, intent in enumerate(self._intents)
            for example in phrasings[intent].examples
        ]
        counts = [Counter(features(text)) for text, _ in examples]
        frequency = Counter(name for found in counts for name in found)
        self._columns = {name: place for place, name in enumerate(frequency)}
        self._idf = np.array([math.log(1 + len(examples) / n) for n in frequency.values()], dtype=np.float64)
        wanted = np.zeros((len(examples), len(self._intents)))
        wanted[np.arange(len(examples)), [place for _, place in examples]] = 1.0
        self._weights = self._fitted(counts, wanted)

    def rank(self, masked: str) -> Ranked:
        """All intents for a question in which entities were replaced by ORG, DOC, YEAR, NUM, PLACE."""
        places, values = self._vector(Counter(features(masked)))
        scores = values @ self._weights[places]
        order = np.argsort(-scores, kind="stable")
        return Ranked(tuple((self._intents[i], float(scores[i])) for i in order))

    def _fitted(self, counts: Sequence[Counter[str]], wanted: Matrix) -> Matrix:
        """The weights, shape (features, intents). Examples have few features each: no row is filled up."""
        postings: dict[int, tuple[list[int], list[float]]] = defaultdict(lambda: ([], []))
        for row, found in enumerate(counts):
            for place, value in zip(*self._vector(found), strict=True):
                postings[place][0].append(row)
                postings[place][1].append(value)
        kernel = RIDGE * np.eye(len(counts))
        for rows, values in postings.values():
            kernel[np.ix_(rows, rows)] += np.outer(values, values)
        dual = np.linalg.solve(kernel, wanted)
        weights = np.zeros((len(self._columns), wanted.shape[1]))
        for place, (rows, values) in postings.items():
            weights[place] = np.asarray(values) @ dual[rows]
        return weights

    def _vector(self, found: Counter[str]) -> tuple[NDArray[np.intp], Matrix]:
        """The places of the known features and their tf-idf, of length 1 together."""
        known = [(self._columns[name], count) for name, count in found.items() if name in self._columns]
        places = np.array([place for place, _ in known], dtype=np.intp)
        values = np.array([1 + math.log(count) for _, count in known]) * self._idf[places]
        norm = float(np.linalg.norm(values))
        return places, values / norm if norm else values


def features(masked: str) -> Sequence[str]:
    """Words, word pairs, and the first and last word of a masked question, without diacritics."""
    words = [strip_accents(word) for word in syllables(masked)]
    pairs = [f"{one} {two}" for one, two in pairwise(words)]
    ends = [f"^{words[0]}", f"{words[-1]}$"] if words else []
    return [*words, *pairs, *ends]

"""What a question wants to know, learnt from the phrasings in `knowledge/data/intents.yaml`.

A linear classifier over words and word pairs without diacritics, fitted in closed form when the service
starts: ridge regression on tf-idf, one output for each intent (Hastie, Tibshirani, Friedman, The Elements
of Statistical Learning, 2nd ed., sections 3.4.1 and 4.2). Deterministic and small enough to inspect.
"""

from __future__ import annotations

import math
from collections import Counter
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
        found = _FILE.validate_python(yaml.safe_load(path.read_text(encoding="utf-8")))
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
        rows = np.stack([self._vector(found) for found in counts])
        wanted = np.zeros((len(examples), len(self._intents)))
        wanted[np.arange(len(examples)), [place for _, place in examples]] = 1.0
        kernel = rows @ rows.T + RIDGE * np.eye(len(examples))
        self._weights = rows.T @ np.linalg.solve(kernel, wanted)

    def rank(self, masked: str) -> Ranked:
        """All intents for a question in which entities were replaced by ORG, DOC, YEAR, NUM, PLACE."""
        scores = self._vector(Counter(features(masked))) @ self._weights
        order = np.argsort(-scores, kind="stable")
        return Ranked(tuple((self._intents[i], float(scores[i])) for i in order))

    def _vector(self, found: Counter[str]) -> NDArray[np.float64]:
        vector = np.zeros(len(self._columns))
        for name, count in found.items():
            if (place := self._columns.get(name)) is not None:
                vector[place] = (1 + math.log(count)) * self._idf[place]
        norm = float(np.linalg.norm(vector))
        return vector / norm if norm else vector


def features(masked: str) -> Sequence[str]:
    """Words, word pairs, and the first and last word of a masked question, without diacritics."""
    words = [strip_accents(word) for word in syllables(masked)]
    pairs = [f"{one} {two}" for one, two in pairwise(words)]
    ends = [f"^{words[0]}", f"{words[-1]}$"] if words else []
    return [*words, *pairs, *ends]

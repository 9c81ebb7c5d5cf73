"""How well passages are found on a public benchmark: each system, each way of typing."""

from __future__ import annotations

import hashlib
import random
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Protocol

from evals.beir import Benchmark
from evals.ranking import average, per_query
from knowledge.text import is_accented, strip_accents

SYSTEMS = ("lexical", "dense", "fused")
"""The systems, in the order in which they are printed."""

TYPINGS = ("accents", "none", "half")
"""How the questions are typed: as they stand, without diacritics, half of the words without."""

FIGURES = ("mrr@10", "ndcg@10", "hit@1", "hit@10", "recall@10", "recall@100")
"""The figures of a line, in order; then come MRR@10 of the other typings and milliseconds a question."""

DEPTH = 100
"""Passages asked for with each question."""

SEED = 127


class Searcher(Protocol):
    """A system under test."""

    def index(self, ids: Sequence[str], texts: Sequence[str]) -> None:
        """Take in the texts to search."""

    def search(self, queries: Sequence[str], k: int) -> list[list[tuple[str, float]]]:
        """For each question up to `k` ids with their scores, best first."""


@dataclass(frozen=True, slots=True)
class Measured:
    """The figures of one system for one way of typing, and the milliseconds that a question took."""

    figures: dict[str, float]
    ms_a_query: float

    def to_dict(self) -> dict[str, Any]:
        """The figures as JSON-ready plain values."""
        return asdict(self)


def measure(searcher: Searcher, benchmark: Benchmark, typing: str) -> Measured:
    """The figures of an indexed system over all questions of a benchmark, typed this way."""
    names = list(benchmark.queries)
    texts = [typed(text, typing) for text in benchmark.queries.values()]
    start = time.perf_counter()
    found = searcher.search(texts, DEPTH)
    took_ms = (time.perf_counter() - start) * 1000
    # The library breaks ties by id: falling scores keep the order that the system gave.
    run = {
        name: {document: float(DEPTH - rank) for rank, (document, _) in enumerate(ranked)}
        for name, ranked in zip(names, found, strict=True)
    }
    figures = average(per_query(benchmark.relevant, run, FIGURES), FIGURES)
    return Measured(figures, took_ms / len(names))


def typed(text: str, typing: str) -> str:
    """The question as typed this way. Which half loses its accents depends on the text and `SEED` alone."""
    if typing == "accents":
        return text
    if typing == "none":
        return strip_accents(text)
    words = text.split(" ")
    accented = [place for place, word in enumerate(words) if is_accented(word)]
    seed = hashlib.sha256(f"{SEED}:{text}".encode()).digest()
    bare = set(random.Random(seed).sample(accented, len(accented) // 2))
    return " ".join(strip_accents(word) if place in bare else word for place, word in enumerate(words))


def head_line() -> str:
    """The names of the columns that `system_line` fills."""
    others = [f"mrr@10/{typing}" for typing in TYPINGS[1:]]
    return "  ".join(("# system", *FIGURES, *others, "ms/query"))


def system_line(system: str, measured: Mapping[str, Measured]) -> str:
    """One system on one line: its name, the figures with accents, MRR@10 without and half, time a question.

    A typing that was not measured is "-".
    """
    first = measured.get("accents")
    cells = [f"{first.figures[name]:.4f}" if first else "-" for name in FIGURES]
    for typing in TYPINGS[1:]:
        cells.append(f"{measured[typing].figures['mrr@10']:.4f}" if typing in measured else "-")
    times = [one.ms_a_query for one in measured.values()]
    cells.append(f"{sum(times) / max(1, len(times)):.2f}")
    return "  ".join((f"{system:<8}", *cells))


def to_dict(benchmark: Benchmark, measured: Mapping[str, Mapping[str, Measured]]) -> dict[str, Any]:
    """All figures of all systems, JSON-ready: `systems.<name>.<typing>.figures.<figure>`."""
    return {
        "benchmark": benchmark.name,
        "texts": len(benchmark.ids),
        "queries": len(benchmark.queries),
        "systems": {
            system: {typing: one.to_dict() for typing, one in typings.items()}
            for system, typings in measured.items()
        },
    }

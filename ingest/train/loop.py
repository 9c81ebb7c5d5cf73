"""Contrastive training: of a batch's passages each question shall be nearest to its own, and the reverse."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import torch
from torch.nn.functional import cross_entropy, embedding_bag, normalize

from ingest.train.vocabulary import Bag, Floats, Numbers, Tokens

_EVERY = 100
"""Steps between two reports of progress."""
_WARM_UP = 50
"""Steps until the learning rate is reached; from there it falls in a straight line to the end."""


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Questions, each with its passage, and further passages that answer none of them."""

    pairs: list[tuple[Numbers, Numbers]]
    others: list[Numbers]


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long and how fast. `scale` multiplies cosines before the softmax."""

    dim: int = 512
    steps: int = 1400
    learning_rate: float = 0.01
    scale: float = 20.0
    seed: int = 7


def fit(
    tokens: Tokens,
    batches: Iterator[Batch],
    schedule: Schedule,
    report: Callable[[str], None],
) -> tuple[Floats, float]:
    """The vector of each token, float32 (len(tokens), dim), idf folded in; and the smoothed last loss.

    One thread: sums come out in one order, so that a seed gives one model; two threads gain little.
    """
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        table, loss = _fitted(tokens, batches, schedule, report)
    finally:
        torch.set_num_threads(threads)
    vectors: Floats = table.numpy() * tokens.idf[:, None]
    return vectors, loss


def _fitted(
    tokens: Tokens,
    batches: Iterator[Batch],
    schedule: Schedule,
    report: Callable[[str], None],
) -> tuple[torch.Tensor, float]:
    generator = torch.Generator().manual_seed(schedule.seed)
    table = torch.randn(len(tokens), schedule.dim, generator=generator) / schedule.dim**0.5
    table.requires_grad_(True)
    optimizer = torch.optim.Adam([table], lr=schedule.learning_rate, betas=(0.9, 0.99), fused=True)
    smoothed = 0.0
    for step in range(1, schedule.steps + 1):
        optimizer.param_groups[0]["lr"] = schedule.learning_rate * _rate(step, schedule.steps)
        loss = _step(tokens, table, next(batches), schedule.scale, optimizer)
        smoothed = loss if step == 1 else 0.95 * smoothed + 0.05 * loss
        if step % _EVERY == 0 or step == schedule.steps:
            report(f"bước {step}/{schedule.steps}, sai số {smoothed:.3f}")
    return table.detach(), smoothed


def _rate(step: int, steps: int) -> float:
    return min(1.0, step / _WARM_UP) * max(0.02, 1 - step / steps)


def _step(
    tokens: Tokens,
    table: torch.Tensor,
    batch: Batch,
    scale: float,
    optimizer: torch.optim.Optimizer,
) -> float:
    size = len(batch.pairs)
    texts = [question for question, _ in batch.pairs] + [passage for _, passage in batch.pairs]
    vectors = _embed(table, tokens.bag(texts + batch.others))
    scores = vectors[:size] @ vectors[size:].T * scale
    own = torch.arange(size)
    loss = (cross_entropy(scores, own) + cross_entropy(scores[:, :size].T, own)) / 2
    optimizer.zero_grad()
    loss.backward()  # type: ignore[no-untyped-call]
    optimizer.step()
    return float(loss.detach())


def _embed(table: torch.Tensor, bag: Bag) -> torch.Tensor:
    rows, offsets, weights = map(torch.from_numpy, (bag.rows, bag.offsets, bag.weights))
    summed = embedding_bag(rows, table, offsets, mode="sum", per_sample_weights=weights.to(table.dtype))
    return normalize(summed, dim=1)

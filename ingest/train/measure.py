"""How well an embedding finds articles: reciprocal rank and hits, alone, beside BM25, and fused with it.

Questions come in one of two layouts: `corpus.jsonl` (or `.xz`), `queries.jsonl`, `qrels.tsv`; or `law.json`
and `question.json`, each question with its `relevant_articles`.
"""

from __future__ import annotations

import hashlib
import json
import lzma
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from knowledge.errors import DataError
from knowledge.lexical import LexicalIndex
from knowledge.text import strip_accents

_DEPTH = 10
LEXICAL_SHARES = (0.3, 0.5)
"""Weights of BM25 (divided by its best score) beside the cosine."""

Matrix = NDArray[np.float32]


class Encoder(Protocol):
    """What turns texts into unit vectors."""

    def embed_queries(self, texts: Sequence[str]) -> Matrix:
        """Vectors of questions."""
        ...

    def embed_passages(self, texts: Sequence[str]) -> Matrix:
        """Vectors of passages."""
        ...


@dataclass(frozen=True, slots=True)
class Judged:
    """A question and the positions of the texts that answer it."""

    question: str
    answers: frozenset[int]


@dataclass(frozen=True, slots=True)
class Figures:
    """Mean of 1/rank of the first answer within ten; share of questions with one at first, within ten."""

    system: str
    mrr: float
    first: float
    ten: float

    def __str__(self) -> str:
        return f"{self.system}: MRR@10 {self.mrr:.3f}, hit@1 {self.first:.3f}, hit@10 {self.ten:.3f}"


def read_judged(folder: Path) -> tuple[list[str], list[Judged]]:
    """The texts of a folder, and its questions that have an answer among them.

    Raises:
        DataError: the folder has neither layout, or a file of it cannot be read.
    """
    try:
        texts, answers = _laws(folder) if (folder / "law.json").is_file() else _collection(folder)
    except (OSError, ValueError, KeyError, TypeError, lzma.LZMAError) as error:
        raise DataError(
            f"{folder}: không đọc được bộ câu hỏi ({type(error).__name__}); cần corpus.jsonl(.xz), "
            "queries.jsonl, qrels.tsv, hoặc law.json, question.json"
        ) from error
    place = {key: number for number, key in enumerate(texts)}
    known = ((question, frozenset(place[key] for key in keys if key in place)) for question, keys in answers)
    return list(texts.values()), [Judged(question, found) for question, found in known if found]


def sample(judged: Sequence[Judged], most: int) -> list[Judged]:
    """The same `most` questions every time, chosen by a hash of their words."""
    return sorted(judged, key=lambda item: hashlib.sha1(item.question.encode()).digest())[:most]


def measure(encoder: Encoder, texts: Sequence[str], judged: Sequence[Judged]) -> list[Figures]:
    """Figures of the encoder alone, of BM25 alone and of both, for questions as they are and typed bare."""
    passages = encoder.embed_passages(texts)
    index = LexicalIndex.build(texts)
    figures = list[Figures]()
    for spelling, typed in (("có dấu", str), ("không dấu", strip_accents)):
        questions = [typed(item.question) for item in judged]
        cosines = encoder.embed_queries(questions) @ passages.T
        for name, scores in _systems(cosines, index, questions).items():
            figures.append(_figures(f"{spelling}, {name}", scores, judged))
    return figures


def _systems(cosines: Matrix, index: LexicalIndex, questions: Sequence[str]) -> dict[str, Matrix]:
    lexical = np.stack([index.scores(question) for question in questions])
    lexical /= np.maximum(lexical.max(axis=1, keepdims=True), 1e-9)
    fused = {
        f"{share} BM25 + {1 - share} cosine": share * lexical + (1 - share) * cosines
        for share in LEXICAL_SHARES
    }
    return {"cosine": cosines, "BM25": lexical} | fused


def _figures(name: str, scores: Matrix, judged: Sequence[Judged]) -> Figures:
    ranks = [_rank(row, item.answers) for row, item in zip(scores, judged, strict=True)]
    size = max(1, len(ranks))
    return Figures(
        name,
        sum(1 / rank for rank in ranks if rank) / size,
        sum(rank == 1 for rank in ranks) / size,
        sum(rank is not None for rank in ranks) / size,
    )


def _rank(scores: Matrix, answers: frozenset[int]) -> int | None:
    """The place of the first answer among the ten best, counted from 1."""
    best = np.argsort(-scores, kind="stable")[:_DEPTH]
    return next((rank for rank, place in enumerate(best, 1) if int(place) in answers), None)


_Answers = list[tuple[str, list[str]]]


def _laws(folder: Path) -> tuple[dict[str, str], _Answers]:
    laws = json.loads((folder / "law.json").read_text(encoding="utf-8"))
    texts = {f"{law['id']}#{part['id']}": part["text"] for law in laws for part in law["articles"]}
    questions = json.loads((folder / "question.json").read_text(encoding="utf-8"))
    return texts, [
        (item["text"], [f"{at['law_id']}#{at['article_id']}" for at in item["relevant_articles"]])
        for item in questions
    ]


def _collection(folder: Path) -> tuple[dict[str, str], _Answers]:
    texts = {
        item["_id"]: f"{item.get('title', '')}. {item['text']}" for item in _lines(folder / "corpus.jsonl")
    }
    judged = defaultdict[str, list[str]](list)
    for line in (folder / "qrels.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        question, text, score = line.split("\t")
        if int(score) > 0:
            judged[question].append(text)
    return texts, [(item["text"], judged[item["_id"]]) for item in _lines(folder / "queries.jsonl")]


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a file of JSON lines, packed (`.xz` after its name) or not."""
    packed = path.with_name(f"{path.name}.xz")
    with path.open("rb") if path.is_file() else lzma.open(packed) as file:
        yield from (json.loads(line) for line in file if line.strip())

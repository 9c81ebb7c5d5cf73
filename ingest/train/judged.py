"""Questions that people asked, with the articles that answer them.

They come in one of two layouts: `corpus.jsonl` (or `.xz`), `queries.jsonl`, `qrels.tsv`; or `law.json` and
`question.json`, each question with its `relevant_articles`.
"""

from __future__ import annotations

import hashlib
import json
import lzma
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.errors import DataError
from knowledge.ranking_words import Article

KEPT_APART = 0.25
"""Share of a set's questions that training never sees."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A question and the positions of the texts that answer it."""

    question: str
    answers: frozenset[int]

    @property
    def kept_apart(self) -> bool:
        """Whether training leaves the question alone, so that it can measure; by a hash of its words."""
        return digest_of(self.question)[0] < 256 * KEPT_APART


def read_judged(folder: Path) -> tuple[list[str], list[Judged]]:
    """The texts of a folder, and its questions that have an answer among them.

    Raises:
        DataError: see `read_ranked`.
    """
    texts, _, judged = read_ranked(folder)
    return texts, judged


def read_ranked(folder: Path) -> tuple[list[str], list[Article], list[Judged]]:
    """The texts of a folder, also as `knowledge.ranking` looks at them, and the questions that they answer.

    Raises:
        DataError: the folder has neither layout, or a file of it cannot be read.
    """
    texts, answers = _read(folder)
    place = {key: number for number, key in enumerate(texts)}
    known = ((question, frozenset(place[key] for key in keys if key in place)) for question, keys in answers)
    articles = [
        Article(key.rpartition("#")[0] or key, one.title, tuple(one.body.split("\n")), key.endswith(_OPENING))
        for key, one in texts.items()
    ]
    judged = [Judged(question, found) for question, found in known if found]
    return [one.whole for one in texts.values()], articles, judged


def _read(folder: Path) -> tuple[dict[str, _Text], _Answers]:
    try:
        return _laws(folder) if (folder / "law.json").is_file() else _collection(folder)
    except (OSError, ValueError, KeyError, TypeError, lzma.LZMAError) as error:
        raise DataError(
            f"{folder}: không đọc được bộ câu hỏi ({type(error).__name__}); cần corpus.jsonl(.xz), "
            "queries.jsonl, qrels.tsv, hoặc law.json, question.json"
        ) from error


def sample(judged: Sequence[Judged], most: int) -> list[Judged]:
    """The same `most` questions every time, chosen by a hash of their words."""
    return sorted(judged, key=lambda item: digest_of(item.question))[:most]


def digest_of(question: str) -> bytes:
    """What deals questions out alike on every machine: a hash of their words."""
    return hashlib.sha1(question.encode()).digest()


_OPENING = "#1"
"""The end of the name of an instrument's first article, where names have numbers at all."""

_Answers = list[tuple[str, list[str]]]


@dataclass(frozen=True, slots=True)
class _Text:
    title: str
    body: str
    whole: str


def _laws(folder: Path) -> tuple[dict[str, _Text], _Answers]:
    laws = json.loads((folder / "law.json").read_text(encoding="utf-8"))
    texts = {
        f"{law['id']}#{part['id']}": _Text(*_headed(part["text"]), part["text"])
        for law in laws
        for part in law["articles"]
    }
    questions = json.loads((folder / "question.json").read_text(encoding="utf-8"))
    return texts, [
        (item["text"], [f"{at['law_id']}#{at['article_id']}" for at in item["relevant_articles"]])
        for item in questions
    ]


def _headed(text: str) -> tuple[str, str]:
    """The first line, which is the title, and the others."""
    title, _, body = text.partition("\n")
    return title, body


def _collection(folder: Path) -> tuple[dict[str, _Text], _Answers]:
    items = ((item["_id"], item.get("title", ""), item["text"]) for item in _lines(folder / "corpus.jsonl"))
    texts = {key: _Text(title, body, f"{title}. {body}") for key, title, body in items}
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

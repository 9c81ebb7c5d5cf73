"""Ranking the best articles anew: what a question shares with a title, with one place, with a subject.

Word scores and cosines judge an article as one bag. Of the few that they find best this looks closer: how
much of the question stands in one place, whether the title speaks of nothing else, which words come near in
meaning, whether more of the same instrument was found. `ingest.train.ranking` fits what each of these weighs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np

from knowledge.errors import ModelError
from knowledge.ranking_words import Article, Flat, Floats, Numbers, Reading
from knowledge.static_model import RANKING, StaticModel
from knowledge.text import fold, is_accented, strip_accents

FEATURES = (
    "lexical",  # BM25, divided by the best of all
    "dense",  # cosine
    "siblings",  # how well the three best others of the same instrument do
    "title_words",  # share of the title's words that the question says
    "title_pairs",  # share of its pairs of words
    "body_words",  # the question's words in the body, by rarity; repetition counts less and less
    "body_pairs",  # its pairs
    "near_words",  # cosine of each word of the question and its nearest in title and body, by rarity
    "near_window",  # the same in title and one window
    "aspect_missing",  # what the question asks for ("hồ sơ", "thời hạn") and the title does not say
    "definitions",  # an article that explains words
    "definition_asked",  # such an article, where the question asks what a word means
)

_ASPECTS = re.split(
    r"\|",
    "điều kiện|hồ sơ|trình tự|thủ tục|thẩm quyền|trách nhiệm|quyền|nghĩa vụ|nguyên tắc|xử phạt|"
    "vi phạm|mức|thời hạn|thời gian|nội dung|hình thức|tiêu chuẩn|đối tượng|nhiệm vụ|phương thức|"
    "chế độ|chính sách|cơ cấu|kinh phí|báo cáo|kiểm tra|thu hồi|cấp|đăng ký|thành phần|căn cứ|"
    "yêu cầu|phương pháp|hoạt động|quản lý|sử dụng|lệ phí|phí|tạm đình chỉ|chấm dứt|giải quyết|"
    "khiếu nại|xử lý|bổ nhiệm|miễn nhiệm|tuyển dụng|đào tạo|bồi thường|miễn|giảm|cấm|hủy bỏ|"
    "thay đổi|lập|thẩm định|phê duyệt|công bố|trường hợp",
)
_DEFINED = "là gì|là ai|thế nào là|được hiểu|khái niệm|nghĩa là"
_GLOSSARY = "giải thích từ ngữ"
_BREAK = re.compile(r"[\W_]+")

LEXICAL_SHARE = 0.4
"""Of the score by which siblings are judged, and by which articles are chosen where weights are fitted."""

_SIBLINGS = 3
_SATURATION = 0.6
"""A word that stands in a body n times counts n / (n + this)."""

Rarity = Callable[[str], float]
"""How rare a term is: "đất" as typed, "~dat_dai" whatever its marks, as in `LexicalIndex.frequency`."""


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """Articles that a search found, with BM25 divided by the best score of all, and the cosine."""

    articles: Sequence[Article]
    lexical: Floats
    dense: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Ranking:
    """Scores an article by the sum of its features times `weights`; `model` has the vectors of words.

    The weights lie beside the model that they were fitted with.
    """

    weights: Floats
    model: StaticModel

    def scores(self, question: str, found: Found, rarity: Rarity) -> Floats:
        """One number an article, float32 (n,): the higher the better, among those found for this question."""
        scores: Floats = features(question, found, self.model, rarity) @ self.weights
        return scores

    def save(self, folder: Path) -> None:
        """Write the weights into the folder of the model."""
        named = dict(zip(FEATURES, np.round(self.weights.astype(float), 4).tolist(), strict=True))
        (folder / RANKING).write_text(json.dumps(named, indent=1) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, folder: Path, model: StaticModel) -> Self:
        """The weights in the folder of this model.

        Raises:
            ModelError: they are missing or damaged.
        """
        try:
            named = json.loads((folder / RANKING).read_text(encoding="utf-8"))
            weights = np.array([named[name] for name in FEATURES], dtype=np.float32)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelError(
                f"không đọc được {folder / RANKING} ({type(error).__name__}); "
                "hãy chép lại cả thư mục hoặc chạy: python -m ingest train"
            ) from error
        return cls(weights, model)


def features(question: str, found: Found, model: StaticModel, rarity: Rarity) -> Floats:
    """What `FEATURES` names of each article, float32 (articles, features)."""
    if not found.articles:
        return np.zeros((0, len(FEATURES)), dtype=np.float32)
    read = Reading.of(question, found.articles)
    columns = (
        found.lexical,
        found.dense,
        _siblings(found),
        *_titles(read),
        *_coverage(read, rarity),
        *_nearness(read, model, rarity, accented=is_accented(question)),
        *_kinds(question, found.articles),
    )
    return np.stack(columns, axis=1).astype(np.float32)


def _siblings(found: Found) -> Floats:
    names = np.array([article.instrument for article in found.articles])
    same = names[:, None] == names[None, :]
    np.fill_diagonal(same, False)
    fused = LEXICAL_SHARE * found.lexical + (1 - LEXICAL_SHARE) * found.dense
    scores = np.sort(np.where(same, fused[None, :], 0), axis=1)
    best: Floats = scores[:, -_SIBLINGS:].sum(axis=1)
    return best


def _titles(read: Reading) -> tuple[Floats, Floats]:
    """Which part of a title the question says: its words, its pairs."""
    titles = read.titles
    said = np.isin(titles.plain, read.question.plain)
    pairs = titles.pairs
    paired = np.isin(pairs, read.question.pairs) & (pairs >= 0)
    words = np.add.reduceat(said.astype(np.float32), titles.starts)
    size = np.add.reduceat(np.ones(len(said), np.float32), titles.starts)
    found = np.add.reduceat(paired.astype(np.float32), titles.starts)
    return _floats(words / size), _floats(found / np.maximum(size - 1, 1))


def _coverage(read: Reading, rarity: Rarity) -> tuple[Floats, Floats]:
    """How much of the question's words, then of its pairs, the bodies say."""
    words, pairs = np.unique(read.question.plain), np.unique(read.question.pairs[:-1])
    return _covered(read, read.windows.plain, words, rarity), _covered(
        read, read.windows.pairs, pairs, rarity
    )


def _covered(read: Reading, said: Numbers, sought: Numbers, rarity: Rarity) -> Floats:
    weights = _shares([rarity(f"~{read.spelled(key)}") for key in sought.tolist()])
    times = np.add.reduceat(read.windows.times(said, sought), read.first)
    return _floats((times / (times + _SATURATION)) @ weights)


def _nearness(read: Reading, model: StaticModel, rarity: Rarity, *, accented: bool) -> tuple[Floats, Floats]:
    """How near the words come that are nearest to the question's: in the article, in one window."""
    spelt: Callable[[Flat], Numbers] = (lambda flat: flat.words) if accented else (lambda flat: flat.plain)
    asked = [read.spelled(word) for word in spelt(read.question).tolist()]
    weights = _shares([rarity(word if accented else f"~{word}") for word in asked])
    said, places = np.unique(np.concatenate([spelt(read.titles), spelt(read.windows)]), return_inverse=True)
    near = _cosines(model, asked, [read.spelled(word) for word in said.tolist()])[:, places]
    split = len(read.titles.words)
    titles = np.maximum.reduceat(near[:, :split], read.titles.starts, axis=1)[:, read.owners]
    windows = np.maximum(titles, np.maximum.reduceat(near[:, split:], read.windows.starts, axis=1))
    articles = np.maximum.reduceat(windows, read.first, axis=1)
    return _floats(weights @ articles), _floats(np.maximum.reduceat(weights @ windows, read.first))


def _cosines(model: StaticModel, asked: Sequence[str], said: Sequence[str]) -> Floats:
    """Cosine of each word asked with each said; 1 for itself, 0 where one is unknown to the model."""
    cosines: Floats = _rows(model, asked) @ _rows(model, said).T
    place = {word: number for number, word in enumerate(said)}
    for row, word in enumerate(asked):
        if word in place:
            cosines[row, place[word]] = 1.0
    return cosines


def _rows(model: StaticModel, words: Sequence[str]) -> Floats:
    places = np.array([model.index.get(word, -1) for word in words], dtype=np.int64)
    rows = model.rows[places].astype(np.float32)
    rows /= np.maximum(np.sqrt(np.einsum("ij,ij->i", rows, rows)), 1e-9)[:, None]
    rows[places < 0] = 0
    return rows


def _kinds(question: str, articles: Sequence[Article]) -> Sequence[Floats]:
    """What is asked for and the title lacks; an article of definitions; one where such is asked for."""
    spelt: Callable[[str], str] = str if is_accented(question) else strip_accents
    asked, *titles = (_plain(spelt(fold(text))) for text in (question, *(one.title for one in articles)))
    wanted, given = _aspects(asked, spelt), [_aspects(title, spelt) for title in titles]
    glossary = np.array([spelt(_GLOSSARY) in title for title in titles], dtype=np.float32)
    defined = any(f" {words} " in asked for words in spelt(_DEFINED).split("|"))
    return (
        np.array([len(wanted - said) for said in given], dtype=np.float32),
        glossary,
        glossary * np.float32(defined),
    )


def _aspects(text: str, spelt: Callable[[str], str]) -> set[str]:
    return {aspect for aspect in _ASPECTS if f" {spelt(aspect)} " in text}


def _plain(text: str) -> str:
    return f" {_BREAK.sub(' ', text).strip()} "


def _shares(weights: Sequence[float]) -> Floats:
    shares = np.array(weights, dtype=np.float32)
    return _floats(shares / max(float(shares.sum()), 1e-9))


def _floats(values: Any) -> Floats:
    return np.asarray(values, dtype=np.float32)

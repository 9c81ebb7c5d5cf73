"""Ranking the best articles anew: what a question shares with a title, with one place, with a subject.

Word scores and cosines judge an article as one bag. Of those that they find best this looks closer: which
words come near in meaning, in the whole, in one window, in the title; whether the title speaks of nothing
else; what the first article of the instrument tells of its subject; whether more of the same instrument was
found. `ingest.train.ranking` fits what each of these weighs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, Self

import numpy as np

from knowledge.errors import ModelError
from knowledge.ranking_look import Look
from knowledge.ranking_words import Asked, Floats, Numbers
from knowledge.readings import Places, Readings
from knowledge.static_model import RANKING, StaticModel
from knowledge.text import strip_accents

FEATURES = (
    "lexical",  # BM25, divided by the best of all
    "dense",  # cosine
    "siblings",  # how well the three best others of the same instrument do
    "instrument_size",  # logarithm of how many articles the instrument has
    "opened",  # the article that opens the instrument is at hand
    "windows",  # logarithm of how many windows the article has
    "title_near",  # cosine of each word of the title and its nearest in the question, by rarity
    "near_title",  # cosine of each word of the question and its nearest in the title, by rarity
    "near_words",  # the same in title and body
    "near_window",  # the same in title and one window
    "near_opening",  # the same in the article and the one that opens its instrument
    "window_words",  # words and pairs of the question in title and one window; repetition counts less
    "body_pairs",  # pairs of words of the question in the body, by rarity
    "opening_pairs",  # the same in the article and the one that opens its instrument
    "title_whole",  # the question says the whole title
    "aspects",  # what the question asks for ("hồ sơ", "thời hạn") and the title says
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

LEXICAL_SHARE = 0.4
"""Of the score by which siblings are judged, and by which articles are chosen where weights are fitted."""

_SIBLINGS = 3
_SATURATION = 0.6
"""A word that stands somewhere n times counts n / (n + this)."""

Rarity = Callable[[str], float]
"""How rare a term is: "đất" as typed, "~dat_dai" whatever its marks, as in `LexicalIndex.frequency`."""


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """Places of articles that a search found, with BM25 divided by the best score of all, and the cosine."""

    places: Places
    lexical: Floats
    dense: Floats


class Ranker(Protocol):
    """What looks closer at the best articles of a library."""

    def scores(self, question: str, found: Found, rarity: Rarity) -> Floats:
        """One number an article, float32 (n,): the higher the better, among those found for this question."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Ranking:
    """Scores an article by the sum of its features times `weights`; `model` has the vectors of words.

    The weights lie beside the model that they were fitted with.
    """

    weights: Floats
    model: StaticModel

    def over(self, readings: Readings) -> Ranker:
        """The ranker of the articles with these readings."""
        return _Over(self, readings)

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


@dataclass(frozen=True, slots=True, eq=False)
class _Over:
    ranking: Ranking
    readings: Readings

    def scores(self, question: str, found: Found, rarity: Rarity) -> Floats:
        seen = features(question, found, self.readings, self.ranking.model, rarity)
        return _floats(seen @ self.ranking.weights)


def features(question: str, found: Found, readings: Readings, model: StaticModel, rarity: Rarity) -> Floats:
    """What `FEATURES` names of each article, float32 (articles, features)."""
    if not len(found.places):
        return np.zeros((0, len(FEATURES)), dtype=np.float32)
    asked = Asked.of(question)
    look = Look.of(asked, found.places, readings, model)
    words = _shares([rarity(f"~{word}") for word in asked.sought])
    pairs = _shares([rarity(f"~{one}_{other}") for one, other in asked.pairs] or [0.0])
    typed = _shares([rarity(word if asked.accented else f"~{word}") for word in asked.spelt])
    instruments = readings.instruments[found.places]
    columns = (
        found.lexical,
        found.dense,
        _siblings(found, instruments),
        np.log(readings.sizes[instruments]),
        look.opened,
        np.log(look.windows),
        look.titles_near(len(readings)),
        *look.nearness(typed),
        look.in_one_window(words, pairs, _SATURATION),
        *look.pairs(pairs),
        *_kinds(asked, look.titles()),
    )
    return np.stack(columns, axis=1).astype(np.float32)


def _siblings(found: Found, instruments: Numbers) -> Floats:
    same = instruments[:, None] == instruments[None, :]
    np.fill_diagonal(same, False)
    fused = LEXICAL_SHARE * found.lexical + (1 - LEXICAL_SHARE) * found.dense
    scores = np.sort(np.where(same, fused[None, :], 0), axis=1)
    best: Floats = scores[:, -_SIBLINGS:].sum(axis=1)
    return best


def _kinds(asked: Asked, titles: Sequence[str]) -> Sequence[Floats]:
    """Titles said whole; what is asked for and they have; definitions, and where such are asked for."""
    spelt: Callable[[str], str] = str if asked.accented else strip_accents
    question = f" {' '.join(asked.spelt)} "
    wanted = [said for aspect in _ASPECTS if (said := f" {spelt(aspect)} ") in question]
    defined = any(f" {words} " in question for words in spelt(_DEFINED).split("|"))
    glossary = _floats([spelt(_GLOSSARY) in title for title in titles])
    return (
        _floats([bool(title.strip()) and title in question for title in titles]),
        _floats([sum(aspect in title for aspect in wanted) for title in titles]),
        glossary,
        glossary * np.float32(defined),
    )


def _shares(weights: Sequence[float]) -> Floats:
    shares = np.array(weights, dtype=np.float32)
    return _floats(shares / max(float(shares.sum()), 1e-9))


def _floats(values: Any) -> Floats:
    return np.asarray(values, dtype=np.float32)

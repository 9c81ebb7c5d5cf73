"""Ranking anew: what is looked at in an article, and what a weight changes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from knowledge.embed import ranking_of
from knowledge.errors import ModelError
from knowledge.ranking import FEATURES, Found, Ranking, features
from knowledge.ranking_words import MOST_READ, WINDOW, Article
from knowledge.static_model import RANKING, StaticModel
from knowledge.text import strip_accents

MODEL = StaticModel.of(["xe", "oto", "ong"], np.array([[7, 0], [6, 1], [0, 7]], dtype=np.float32))


def article(title: str, *lines: str, instrument: str = "1/2030/QH15") -> Article:
    return Article(instrument, title, lines or ("a",))


def seen(feature: str, question: str, articles: Sequence[Article], lexical: float = 0.5) -> list[float]:
    size = len(articles)
    found = Found(articles, np.full(size, lexical, np.float32), np.zeros(size, np.float32))
    return [
        round(float(x), 3)
        for x in features(question, found, MODEL, lambda _: 1.0)[:, FEATURES.index(feature)]
    ]


def test_the_share_of_a_title_that_is_asked_for() -> None:
    titles = [article("Nuôi ong"), article("Nuôi ong và bán mật"), article("")]
    assert seen("title_words", "Ai được nuôi ong?", titles) == [1, 0.4, 0]
    assert seen("title_pairs", "Ai được nuôi ong?", titles) == [1, 0.25, 0]
    assert seen("title_words", "Ai duoc nuoi ong?", titles) == [1, 0.4, 0], "typed without marks"


def test_a_body_says_words_and_pairs_of_the_question() -> None:
    bodies = [
        article("", "nuôi ong"),
        article("", "ong được nuôi"),
        article("", "chè"),
        article("", "ong ong"),
    ]
    words = seen("body_words", "nuôi ong", bodies)
    assert words[0] == words[1] > words[3] > words[2] == 0
    assert seen("body_pairs", "nuôi ong", bodies)[1:] == [0, 0, 0]
    assert seen("body_pairs", "nuôi ong", bodies)[0] > 0


def test_another_word_for_it_counts_as_near() -> None:
    near = seen(
        "near_words", "oto", [article("", "xe"), article("", "ong"), article("", "oto"), article("xe")]
    )
    assert near[2] == 1 > near[0] == near[3] > 0.9 > near[1]
    assert seen("near_words", "chè", [article("", "chè"), article("", "xe")]) == [1, 0], (
        "unknown to the model"
    )


def test_words_in_one_place_are_more_than_words_far_apart() -> None:
    filler = "nước " * WINDOW
    together, apart = (
        article("", filler, "xe ong", filler),
        article("", f"xe {filler}", filler, f"{filler} ong"),
    )
    assert seen("near_window", "xe ong", [together, apart])[0] == 1
    assert seen("near_window", "xe ong", [together, apart])[1] < 0.9
    assert seen("near_words", "xe ong", [together, apart]) == [1, 1]


def test_the_end_of_an_endless_text_is_not_read() -> None:
    assert seen("near_words", "ong", [article("", "x" * MOST_READ, "ong")]) == [0]


def test_more_of_one_instrument_speaks_for_each() -> None:
    articles = [article("a"), article("b"), article("c", instrument="2/2030/QH15")]
    assert seen("siblings", "a", articles, lexical=1.0) == [0.4, 0.4, 0]


@pytest.mark.parametrize("typed", [str, strip_accents])
def test_what_is_asked_for_and_what_an_article_is_about(typed: type[str]) -> None:
    articles = [article("Hồ sơ đăng ký"), article("Thời hạn đăng ký"), article("Giải thích từ ngữ")]
    assert seen("aspect_missing", typed("Hồ sơ đăng ký gồm gì?"), articles) == [0, 1, 2]
    assert seen("definitions", typed("Hồ sơ đăng ký gồm gì?"), articles) == [0, 0, 1]
    assert seen("definition_asked", typed("Hồ sơ đăng ký gồm gì?"), articles) == [0, 0, 0]
    assert seen("definition_asked", typed("Thành viên liên kết là gì?"), articles) == [0, 0, 1]


@pytest.mark.parametrize("question", ["", "?", "ong"])
def test_hardly_a_question_is_no_fault(question: str) -> None:
    found = Found([article("", "")], np.ones(1, np.float32), np.ones(1, np.float32))
    assert np.isfinite(features(question, found, MODEL, lambda _: 0.0)).all()


def test_nothing_found_is_ranked_as_nothing() -> None:
    nothing = np.zeros(0, np.float32)
    ranking = Ranking(np.ones(len(FEATURES), np.float32), MODEL)
    assert ranking.scores("ong", Found([], nothing, nothing), lambda _: 1.0).shape == (0,)


def test_weights_come_back_as_they_were_written(tmp_path: Path) -> None:
    weights = np.arange(len(FEATURES)).astype(np.float32) / np.float32(4)
    Ranking(weights, MODEL).save(tmp_path)
    assert Ranking.load(tmp_path, MODEL).weights.tolist() == weights.tolist()


@pytest.mark.parametrize("content", [None, "{}", "[", '{"lexical": "x"}'])
def test_damaged_weights_are_refused(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / RANKING).write_text(content, encoding="utf-8")
    with pytest.raises(ModelError, match="hãy chép lại"):
        Ranking.load(tmp_path, MODEL)


def test_the_bundled_model_ranks_and_another_does_not() -> None:
    bundled = ranking_of("bundled@0123456789ab")
    assert bundled is not None
    assert bundled.weights[FEATURES.index("dense")] > 0
    assert bundled.weights[FEATURES.index("aspect_missing")] < 0
    assert ranking_of("BAAI/bge-m3@abc") is None

"""Ranking anew: what is looked at in an article, and what a weight changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from knowledge.embed import ranking_of
from knowledge.errors import ModelError
from knowledge.ranking import FEATURES, Found, Ranking, features
from knowledge.ranking_words import WINDOW, Article
from knowledge.readings import Readings
from knowledge.static_model import RANKING, StaticModel
from knowledge.text import strip_accents

MODEL = StaticModel.of(["xe", "oto", "ong"], np.array([[7, 0], [6, 1], [0, 7]], dtype=np.float32))


def article(title: str, *lines: str, instrument: str = "1/2030/QH15") -> Article:
    return Article(instrument, title, lines or ("a",))


def seen(feature: str, question: str, articles: Sequence[Article], lexical: float = 0.5) -> list[float]:
    size = len(articles)
    found = Found(np.arange(size), np.full(size, lexical, np.float32), np.zeros(size, np.float32))
    read = features(question, found, Readings.of(articles), MODEL, lambda _: 1.0)
    return [round(float(x), 3) for x in read[:, FEATURES.index(feature)]]


def test_a_title_that_speaks_of_nothing_else_is_nearer() -> None:
    titles = [article("Nuôi ong"), article("Nuôi ong và bán mật"), article("Trồng chè"), article("")]
    near = seen("title_near", "Ai được nuôi ong?", titles)
    assert near[0] == 1 > near[1] > near[2] == near[3] == 0
    assert seen("title_near", "Ai duoc nuoi ong?", titles) == near, "typed without marks"
    assert seen("title_whole", "Ai được nuôi ong?", titles) == [1, 0, 0, 0]
    assert seen("title_whole", "Ai duoc nuoi ong?", titles) == [1, 0, 0, 0]
    assert seen("title_whole", "Ong nuôi", titles) == [0, 0, 0, 0], "in that order"


def test_another_word_for_it_counts_as_near() -> None:
    articles = [article("", "xe"), article("", "ong"), article("", "oto"), article("xe")]
    near = seen("near_words", "oto", articles)
    assert near[2] == 1 > near[0] == near[3] > 0.9 > near[1]
    assert seen("near_title", "oto", articles) == [0, 0, 0, near[0]]
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
    one, other = seen("window_words", "xe ong", [together, apart])
    assert one > 2 * other > 0
    assert seen("windows", "xe", [together, article("")]) == [round(float(np.log(2)), 3), 0]


def test_a_body_says_pairs_of_the_question() -> None:
    bodies = [article("", "nuôi ong"), article("nuôi ong", "ong được nuôi"), article("", "ong", "nuôi")]
    assert seen("body_pairs", "nuôi ong", bodies) == [1, 0, 0]
    assert seen("body_pairs", "nuoi ong", bodies) == [1, 0, 0], "typed without marks"
    assert seen("body_pairs", "ong", bodies) == [0, 0, 0], "one word has no pair"


def test_the_first_article_of_an_instrument_tells_its_subject() -> None:
    opening = replace(article("Phạm vi điều chỉnh", "Luật này quy định về nuôi ong"), opens=True)
    articles = [opening, article("Hồ sơ"), article("Hồ sơ", instrument="2/2030/QH15")]
    assert seen("opening_pairs", "nuôi ong", articles) == [1, 1, 0]
    assert seen("near_opening", "nuôi ong", articles) == [1, 1, 0]
    assert seen("instrument_size", "ong", articles) == [0.693, 0.693, 0]
    assert seen("opened", "ong", articles) == [1, 1, 0]
    alone = Found(np.array([1]), np.ones(1, np.float32), np.ones(1, np.float32))
    read = features("nuôi ong", alone, Readings.of(articles), MODEL, lambda _: 1.0)
    assert read[0, FEATURES.index("opening_pairs")] == 1, "the first article was not found itself"


def test_more_of_one_instrument_speaks_for_each() -> None:
    articles = [article("a"), article("b"), article("c", instrument="2/2030/QH15")]
    assert seen("siblings", "a", articles, lexical=1.0) == [0.4, 0.4, 0]


@pytest.mark.parametrize("typed", [str, strip_accents])
def test_what_is_asked_for_and_what_an_article_is_about(typed: type[str]) -> None:
    articles = [article("Hồ sơ đăng ký"), article("Thời hạn đăng ký"), article("Giải thích từ ngữ")]
    assert seen("aspects", typed("Hồ sơ đăng ký gồm gì?"), articles) == [2, 1, 0]
    assert seen("definitions", typed("Hồ sơ đăng ký gồm gì?"), articles) == [0, 0, 1]
    assert seen("definition_asked", typed("Hồ sơ đăng ký gồm gì?"), articles) == [0, 0, 0]
    assert seen("definition_asked", typed("Thành viên liên kết là gì?"), articles) == [0, 0, 1]


@pytest.mark.parametrize("question", ["", "?", "ong"])
def test_hardly_a_question_is_no_fault(question: str) -> None:
    found = Found(np.zeros(1, np.int64), np.ones(1, np.float32), np.ones(1, np.float32))
    readings = Readings.of([article("", "")])
    assert np.isfinite(features(question, found, readings, MODEL, lambda _: 0.0)).all()


def test_nothing_found_is_ranked_as_nothing() -> None:
    nothing = np.zeros(0, np.float32)
    ranker = Ranking(np.ones(len(FEATURES), np.float32), MODEL).over(Readings.of([article("a")]))
    assert ranker.scores("ong", Found(np.zeros(0, np.int64), nothing, nothing), lambda _: 1.0).shape == (0,)


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
    assert bundled.weights[FEATURES.index("opening_pairs")] > 0
    assert ranking_of("BAAI/bge-m3@abc") is None

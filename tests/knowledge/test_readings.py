"""Readings: articles as numbers of words, in memory and from disk."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from knowledge.ranking_words import MOST_READ, NO_WORD, WINDOW, Article, Vocabulary
from knowledge.readings import Parts, Readings

ARTICLES = (
    Article("1/2030/QH15", "Nuôi ong", ("Hộ nuôi ong", "được vay vốn"), opens=True),
    Article("1/2030/QH15", "", ("Uỷ ban xã",)),
    Article("2/2030/QH15", "Trồng chè", ()),
)


def spelled(parts: Parts) -> list[list[str]]:
    """The words of each part."""
    names = parts.vocabulary.names
    runs = zip(parts.starts, parts.starts[1:], strict=False)
    return [[names[number] for number in parts.tokens[begin:end]] for begin, end in runs]


def test_an_article_is_its_title_and_windows() -> None:
    readings = Readings.of(ARTICLES)
    assert spelled(readings.parts) == [
        ["nuôi", "ong"],
        ["hộ", "nuôi", "ong", "được", "vay", "vốn"],
        [""],
        ["ủy", "ban", "xã"],
        ["trồng", "chè"],
        [""],
    ]
    assert readings.parts.first.tolist() == [0, 2, 4, 6]
    assert readings.instruments.tolist() == [0, 0, 1]
    assert (readings.openings.tolist(), readings.sizes.tolist()) == ([0, -1], [2, 1])


def test_a_window_is_whole_lines_and_a_long_line_is_cut() -> None:
    line = "một " * (WINDOW // 2)
    (_, *short), (_, *long) = (
        spelled(Readings.of([Article("", "", lines)]).parts) for lines in ((line,) * 5, (line * 8,))
    )
    assert [len(window) for window in short] == [WINDOW, WINDOW, WINDOW // 2]
    assert [len(window) for window in long] == [WINDOW, WINDOW, WINDOW, WINDOW]


def test_the_end_of_an_endless_text_is_not_read() -> None:
    parts = Readings.of([Article("", "", ("x" * MOST_READ, "ong"))]).parts
    assert "ong" not in parts.vocabulary.names


def test_a_word_has_its_accent_free_form_and_how_often_both_stand() -> None:
    known = Readings.of([Article("", "dat", ("đất đất", "mật"))]).parts.vocabulary
    numbers = known.numbers(("đất", "dat", "mat", "ong", ""))
    assert [known.names[known.forms[number]] for number in numbers[:3]] == ["dat", "dat", "mat"]
    assert known.times[numbers[:3]].tolist() == [3, 3, 1]
    assert numbers[3:].tolist() == [-1, -1], "no text has them"
    rare = known.rarity(numbers[:3], 100)
    assert rare[0] == rare[1] < rare[2]


def test_words_are_known_to_a_model_by_its_rows() -> None:
    known = Vocabulary.of(["", "ong", "chè"], np.zeros(0, np.int32))
    index = {"chè": 7, "che": 2}
    assert known.rows(index).tolist() == [-1, -1, 7, 2]
    assert known.rows(index) is known.rows(index)
    assert known.rows({}).tolist() == [-1, -1, -1, -1]


def test_articles_are_picked_in_the_order_asked_for() -> None:
    parts = Readings.of(ARTICLES).parts.picked(np.array([2, 0]))
    assert spelled(parts) == [["trồng", "chè"], [""], ["nuôi", "ong"], spelled(parts)[-1]]
    assert parts.first.tolist() == [0, 2, 4]
    assert parts.articles.tolist() == [0, 0, 1, 1]
    assert parts.owners.tolist() == [0, 0, 1, 2, 2, *[3] * 6]
    assert parts.titles.tolist() == [0, 2]
    assert parts.tokens[parts.starts[1]] == NO_WORD


def test_readings_come_back_as_they_were_written(tmp_path: Path) -> None:
    readings = Readings.of(ARTICLES)
    readings.save(tmp_path)
    found = Readings.load(tmp_path, len(ARTICLES))
    assert spelled(found.parts) == spelled(readings.parts)
    assert len(found) == len(ARTICLES)
    assert found.instruments.tolist() == readings.instruments.tolist()
    assert found.openings.tolist() == readings.openings.tolist()
    known, before = found.parts.vocabulary, readings.parts.vocabulary
    assert (known.forms.tolist(), known.times.tolist()) == (before.forms.tolist(), before.times.tolist())


@pytest.mark.parametrize("name", ["words.txt", "tokens.npy", "first.npy", "starts.npy", "times.npy"])
def test_damaged_readings_are_refused(tmp_path: Path, name: str) -> None:
    Readings.of(ARTICLES).save(tmp_path)
    path = tmp_path / name
    if name == "words.txt":
        path.write_text("một\nhai", encoding="utf-8")
    else:
        np.save(path, np.load(path)[:-1])
    with pytest.raises(ValueError, match="does not belong"):
        Readings.load(tmp_path, len(ARTICLES))
    path.unlink()
    with pytest.raises(OSError, match=name):
        Readings.load(tmp_path, len(ARTICLES))


def test_readings_of_another_number_of_articles_are_refused(tmp_path: Path) -> None:
    Readings.of(ARTICLES).save(tmp_path)
    with pytest.raises(ValueError, match="4 articles"):
        Readings.load(tmp_path, 4)

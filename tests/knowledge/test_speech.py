"""Tests of `knowledge.speech`, and of what the sentences teach."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from knowledge.errors import DataError
from knowledge.restore import Restorer
from knowledge.speech import is_marked, load_speech
from knowledge.text import strip_accents, syllables

SPEECH = load_speech()


def test_each_sentence_is_typed_with_diacritics_and_stands_once() -> None:
    assert len(SPEECH) > 4000
    assert len({line.lower() for line in SPEECH}) == len(SPEECH)
    assert all(unicodedata.is_normalized("NFC", line) for line in SPEECH)
    assert sum(map(is_marked, SPEECH)) > 0.99 * len(SPEECH)


def test_half_of_the_sentences_restores_most_of_the_other_half() -> None:
    restorer = Restorer.from_texts(SPEECH[::2])
    pairs = [
        (true, guess)
        for line in SPEECH[1:1000:2]
        for true, guess in zip(
            syllables(line), syllables(restorer.restore(strip_accents(line), bare=True)), strict=True
        )
    ]
    assert sum(true == guess for true, guess in pairs) / len(pairs) > 0.88


def test_what_was_typed_without_teaches_nothing() -> None:
    assert is_marked("hợp tác xã em muốn vay vốn")
    assert not is_marked("hop tac xa em muon vay von")
    assert not is_marked("")


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"none\.txt"):
        load_speech(tmp_path / "none.txt")

"""Tests of `knowledge.phrases`."""

import pytest

from knowledge.phrases import Phrases, longest, words_of
from knowledge.text import Folded

PHRASES = Phrases(
    [("Sở Công Thương", 1), ("sở", 2), ("Sở, Ban, ngành", 3), ("TP Gia Nghĩa", 4), ("KH&ĐT", 5)]
)


def values(text: str) -> list[int]:
    return [item.value for item in longest(PHRASES.everywhere(words_of(Folded.of(text))))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sở Công Thương", [1]),
        ("SO CONG THUONG", [1]),
        ("sỡ cong Thương và sở", [1, 2]),
        ("số công thương", []),
        ("Sở Công-Thương", [1]),
        ("Sở. Công Thương", [2]),
        ("Sở, Công Thương", [2]),
        ("các sở ban ngành", [3]),
        ("các Sở, Ban, ngành", [3]),
        ("TP. Gia Nghĩa", [4]),
        ("kh & đt", [5]),
        ("kh đt", []),
        ("sởsở", []),
    ],
)
def test_phrases_are_found_as_people_type_them(text: str, expected: list[int]) -> None:
    assert values(text) == expected


def test_exact_tells_whether_every_diacritic_was_typed() -> None:
    words = words_of(Folded.of("sở so"))
    assert [item.exact for item in PHRASES.everywhere(words)] == [True, False]


def test_phrases_of_one_range_stay_together() -> None:
    both = Phrases([("ủy ban", "tỉnh"), ("ủy ban", "huyện"), ("ban", "khác")])
    found = longest(both.everywhere(words_of(Folded.of("uỷ ban"))))
    assert [item.value for item in found] == ["tỉnh", "huyện"]


def test_words_know_what_stands_before_them() -> None:
    words = words_of(Folded.of("KH-UBND, số 127/KH-UBND. Tỉnh"))
    assert [(word.text, word.gap) for word in words] == [
        ("kh", "."),
        ("ubnd", "-"),
        ("so", ","),
        ("127/kh-ubnd", ""),
        ("tinh", "."),
    ]

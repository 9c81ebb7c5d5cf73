"""When a citation reaches a gold place, and a quote a gold quote."""

from __future__ import annotations

import pytest

from evals.answers import CitedRow
from evals.cases import Place
from evals.evidence import groups_met, quotes_met, ranked_relevance, reaches, shares_run, words

GOLD = Place("D", "iii.2.1")


def cited(anchor: str, document: str = "D", quote: str = "") -> CitedRow:
    return CitedRow(document=document, anchor=anchor, quote=quote)


@pytest.mark.parametrize(
    ("anchor", "document", "reached"),
    [
        ("iii.2.1", "D", True),
        ("iii.2.1.gach_1", "D", True),
        ("iii.2.12", "D", False),
        ("iii.2", "D", False),
        ("iii.2.1", "E", False),
    ],
)
def test_a_place_is_reached_at_it_or_below(anchor: str, document: str, reached: bool) -> None:
    assert reaches(cited(anchor, document), GOLD) is reached


def test_an_empty_anchor_is_the_whole_document() -> None:
    assert reaches(cited("anything"), Place("D", ""))


def test_any_place_of_a_group_will_do() -> None:
    gold = ((GOLD, Place("D", "pl.1")), (Place("D", "iv"),))
    assert groups_met([cited("pl.1.a")], gold) == [True, False]


def test_words_ignore_markdown_punctuation_and_spelling_of_tones() -> None:
    assert words("**Hoà** giải, <b>68/2013</b> \\* _x_\tÝ") == ("hòa", "giải", "68", "2013", "x", "ý")
    decomposed = "Thuế"
    assert words(decomposed) == words("thuế")


@pytest.mark.parametrize(
    ("gold", "quote", "shared"),
    [
        ("a b c d e f g h i j", "x a b c d e y", True),  # five of ten in one run
        ("a b c d e f g h i j", "a b c d x e f g h", False),  # never five in one run
        ("a b c d e f", "a b c d x", False),  # half would be three, five is the least
        ("Năm 2023", "trong năm 2023 thôi", True),
        ("Năm 2023", "Năm 2024", False),
        ("a b c d e", "", False),
        ("…", "a", False),
    ],
)
def test_half_the_words_in_one_run(gold: str, quote: str, shared: bool) -> None:
    assert shares_run(words(gold), words(quote)) is shared


def test_each_gold_quote_needs_one_citation() -> None:
    met = quotes_met(
        [cited("a", quote="a b c d e"), cited("b", quote="v w x y z")], ["v w x y z", "a b c x y z"]
    )
    assert met == [True, False]


def test_ranking_counts_a_group_once_and_keeps_the_order() -> None:
    gold = ((Place("D", "a"),), (Place("D", "b"),))
    relevant, run = ranked_relevance([cited("x"), cited("a.1"), cited("a.2"), cited("b")], gold)
    assert relevant == {"g0": 1, "g1": 1}
    assert sorted(run, key=lambda item: -run[item]) == ["x0", "g0", "g1"]

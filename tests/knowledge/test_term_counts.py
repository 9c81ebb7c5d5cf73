"""Counting terms: the same as counting them one by one, whatever the texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import bm25s
import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from knowledge import term_counts
from knowledge.lexical import K1, B, LexicalIndex
from knowledge.term_counts import Counts, Tokens, key_of
from knowledge.text import strip_accents, terms

TEXT = st.text(alphabet="aăbđ. ;\n0179/-,", max_size=40)
TEXTS = st.lists(TEXT, max_size=7)


def postings(counts: Counts) -> dict[int, dict[int, int]]:
    bounds = zip(counts.starts[:-1], counts.starts[1:], strict=True)
    return {
        int(key): dict(zip(counts.texts[a:b].tolist(), counts.times[a:b].tolist(), strict=True))
        for key, (a, b) in zip(counts.keys, bounds, strict=True)
    }


def one_by_one(texts: list[str], spelling: Callable[[str], str]) -> dict[int, dict[int, int]]:
    found: dict[int, dict[int, int]] = {}
    for place, text in enumerate(texts):
        for term, times in Counter(map(spelling, terms(text))).items():
            found.setdefault(key_of(term), {})[place] = times
    return found


@given(TEXTS)
@example(["Nghị định số 45/2021/NĐ-CP. Nghị định", "", "nghi dinh 45", "17.000; 05/3/2023", "?!"])
@pytest.mark.parametrize("spelling", [str, strip_accents])
def test_counted_together_as_one_by_one(spelling: Callable[[str], str], texts: list[str]) -> None:
    counts = Tokens(texts).count(spelling)
    assert postings(counts) == one_by_one(texts, spelling)
    assert counts.lengths.tolist() == [len(terms(text)) for text in texts]
    assert (np.diff(counts.keys.astype(object)) > 0).all()


def test_texts_beyond_one_go_keep_their_places() -> None:
    texts = ["cà phê"] * (term_counts.TEXTS_AT_ONCE + 3) + ["hồ tiêu"]
    found = postings(Tokens(texts).count(str))
    assert found[key_of("hồ_tiêu")] == {len(texts) - 1: 1}
    assert len(found[key_of("phê")]) == len(texts) - 1


def test_a_pair_is_no_other_pair() -> None:
    names = ("a_b", "b_a", "a", "b", "ab", "a_ab")
    assert len({key_of(name) for name in names}) == len(names)


def test_scores_are_those_of_the_library_that_ranks() -> None:
    """`bm25s` counts by itself here; ours differs in how it counts, not in what comes out."""
    texts = ["cục thuế tỉnh", "sở tài chính tỉnh", "thuế và phí, thuế đất của tỉnh", "đất 17.000 ha"]
    plain = bm25s.BM25(k1=K1, b=B, method="lucene")
    plain.index([terms(text) for text in texts], show_progress=False)
    ours = LexicalIndex.build(texts)
    for question in ("thuế đất", "tỉnh", "17.000"):
        expected = plain.get_scores(terms(question))
        np.testing.assert_allclose(ours._fields["accented"].scores(terms(question)), expected, rtol=1e-5)

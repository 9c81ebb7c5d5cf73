"""Reading what a model says: claims with known labels, and nothing else."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.model.claims import LONGEST, MOST_CHARS, MOST_CLAIMS, Reader, Said

KNOWN = ("S1", "S2", "S10")


def read(reply: str, size: int = 5) -> tuple[list[Said], Reader]:
    reader = Reader(KNOWN)
    said = [
        claim for start in range(0, len(reply), size) for claim in reader.feed(reply[start : start + size])
    ]
    return [*said, *reader.finish()], reader


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        ("Sở A chủ trì [S1].", [Said("Sở A chủ trì.", ("S1",))]),
        ("Sở A chủ trì. [S1][S2]", [Said("Sở A chủ trì.", ("S1", "S2"))]),
        ("Sở A chủ trì [S1, S2; S10]", [Said("Sở A chủ trì.", ("S1", "S2", "S10"))]),
        ("Sở A [S1]. Sở B [S2].", [Said("Sở A.", ("S1",)), Said("Sở B.", ("S2",))]),
        ("- Sở A [S1]\n* Sở B [S2]", [Said("Sở A.", ("S1",), 1), Said("Sở B.", ("S2",), 1)]),
        ("1. Sở A [S1]\n2) Sở B [S2]", [Said("Sở A.", ("S1",), 1), Said("Sở B.", ("S2",), 1)]),
        ("**Sở A** chủ trì [S1]", [Said("Sở A chủ trì.", ("S1",))]),
        ("Gồm các việc: [S1]", [Said("Gồm các việc:", ("S1",))]),
        ("Sở A [S1][S1]", [Said("Sở A.", ("S1",))]),
    ],
)
@pytest.mark.parametrize("size", [1, 7, 1000])
def test_each_sentence_with_its_labels(reply: str, said: list[Said], size: int) -> None:
    found, reader = read(reply, size)
    assert found == said
    assert (reader.unknown, reader.dropped) == (0, 0)


def test_labels_that_nobody_gave_are_taken_off_and_counted() -> None:
    found, reader = read("Sở A [S1][S7].\nSở B [S99].")
    assert found == [Said("Sở A.", ("S1",))]
    assert (reader.unknown, reader.unsourced) == (2, 1)


@pytest.mark.parametrize(
    "reply",
    [
        "Chào anh chị!",
        "Theo nguồn S1 thì Sở A chủ trì.",
        "Sở A chủ trì (S1).",
        "[S1]",
        "Sở A chủ trì [S1] và còn nhiều việc khác.",
    ],
)
def test_a_sentence_without_a_source_is_dropped_and_counted(reply: str) -> None:
    found, reader = read(reply)
    assert all(claim.text == "Sở A chủ trì." for claim in found)
    assert reader.unsourced == 1


@pytest.mark.parametrize(
    "words",
    [
        "Xem https://example.org",
        "Xem www.example.org",
        "Mở [trang](http://a.b)",
        "Ghi a@b.c",
        "Vào trang htx.vn",
        "<script>alert(1)</script>",
        "`rm`",
        "Ảnh !(x)",
        "Sở A [1] chủ trì",
        "⟦HẾT NGUỒN⟧",
        "Chữ\u200bẩn",
        "Chữ\x07kêu",
    ],
)
def test_links_marks_and_hidden_characters_are_unfit(words: str) -> None:
    found, reader = read(f"{words} [S1]")
    assert found == []
    assert reader.unfit == 1


@pytest.mark.parametrize(
    "reply", ["KHÔNG CÓ", "Không có.", "«không có»", "**KHÔNG CÓ**", "KHO\u0302NG CO\u0301"]
)
def test_the_word_for_nothing(reply: str) -> None:
    found, reader = read(reply)
    assert (found, reader.nothing, reader.dropped) == ([], True, 0)


def test_a_line_that_never_ended_is_not_read() -> None:
    reader = Reader(KNOWN)
    assert list(reader.feed("Sở A [S1].\nSở B không được [S2] ph")) == [Said("Sở A.", ("S1",))]


def test_too_many_claims_and_too_long_ones() -> None:
    found, reader = read("\n".join(f"Việc thứ {n} [S1]" for n in range(99)))
    assert len(found) == MOST_CLAIMS
    assert reader.full
    found, reader = read(f"{'dài ' * LONGEST} [S1]")
    assert (found, reader.unfit) == ([], 1)


def test_a_flood_in_one_piece_takes_no_time() -> None:
    reader, began = Reader(KNOWN), time.perf_counter()
    assert list(reader.feed(" [S1" * 2_000_000)) == []
    list(reader.finish())
    assert reader.full
    assert time.perf_counter() - began < 1


@given(st.text(alphabet="S1209[], ;.\n-*aĐ⟦⟧<\t\u0301", max_size=200), st.integers(1, 9))
def test_whatever_is_said_no_mark_gets_through(reply: str, size: int) -> None:
    found, reader = read(reply, size)
    for claim in found:
        assert claim.text and set(claim.labels) <= set(KNOWN) and claim.labels
        assert not set("[]⟦⟧<\n") & set(claim.text)
    assert len(reply) <= MOST_CHARS or reader.full

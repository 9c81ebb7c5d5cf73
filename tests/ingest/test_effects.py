"""What a text does to others, by its own words: synthetic texts, and real ones where they lie beside us."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.effect_objects import AMBIGUOUS, NO_INSTRUMENT, NO_UNIT
from ingest.effects import ONLY_TITLE, Effect, effects_of
from ingest.parse import parse
from ingest.read import read
from knowledge.catalogue import Catalogue
from tests.ingest.amending import AMENDING, HEAD, parsed

REAL = Path(__file__).parents[2].parent / "shared" / "regulations"


class Shelf:
    """Texts at hand, by the units they have."""

    def __init__(self) -> None:
        self._texts: dict[str, set[str]] = {}

    def with_text(self, number: str, *anchors: str) -> Shelf:
        self._texts[number] = {"", *anchors}
        return self

    def has(self, number: str, anchor: str, /) -> bool | None:
        return anchor in self._texts[number] if number in self._texts else None


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue.load()


def told(effects: tuple[Effect, ...]) -> list[tuple[str, str, str, tuple[str, ...], tuple[str, ...]]]:
    return [(one.anchor, one.kind, one.number, one.anchors, one.added) for one in effects]


def test_every_order_of_an_amending_text_is_heard_and_nothing_else(catalogue: Catalogue) -> None:
    found = effects_of(parsed(AMENDING), catalogue, Shelf())
    bees, ponds = "99/2091/NĐ-CP", "55/2092/NĐ-CP"
    assert told(found) == [
        ("dieu_1.khoan_1", "amends", bees, ("dieu_3.khoan_2",), ()),
        ("dieu_1.khoan_2", "amends", bees, (), ("dieu_5.khoan_4",)),
        ("dieu_1.khoan_3.diem_a", "amends", bees, ("dieu_6.khoan_1",), ()),
        ("dieu_1.khoan_3.diem_b", "amends", bees, (), ("dieu_6.khoan_5",)),
        ("dieu_1.khoan_4", "amends", bees, ("dieu_7", "dieu_8.khoan_1"), ()),
        (
            "dieu_1.khoan_5",
            "repeals",
            bees,
            ("dieu_9.khoan_2.diem_a", "dieu_9.khoan_2.diem_b", "dieu_10"),
            (),
        ),
        ("dieu_2", "amends", ponds, (), ("dieu_4a",)),
        ("dieu_3.khoan_1", "replaces", "12/2089/NĐ-CP", (), ()),
        ("dieu_3.khoan_1", "replaces", "13/2089/NĐ-CP", (), ()),
        ("dieu_3.khoan_2.diem_a", "repeals", "31/2088/TT-BNN", (), ()),
        (
            "dieu_3.khoan_2.diem_b",
            "repeals",
            "32/2088/TT-BNN",
            ("dieu_4.khoan_2", "dieu_4.khoan_3", "dieu_6"),
            (),
        ),
        ("dieu_3.khoan_3", "repeals", "5/2070/QH20", (), ()),
    ]
    assert [one.partly for one in found].index(True) == 4
    assert [one.number for one in found if one.whole] == [
        "12/2089/NĐ-CP",
        "13/2089/NĐ-CP",
        "31/2088/TT-BNN",
        "5/2070/QH20",
    ]


def test_an_exception_is_told_as_a_doubt(catalogue: Catalogue) -> None:
    last = effects_of(parsed(AMENDING), catalogue, Shelf())[-1]
    assert not last.sure
    assert last.why == "có ngoại lệ: trừ quy định tại khoản 5 Điều 9 của Nghị định này"


def test_units_that_the_text_at_hand_does_not_have_are_missing(catalogue: Catalogue) -> None:
    text = HEAD.format(title="Sửa đổi Nghị định số 99/2091/NĐ-CP") + (
        "Điều 1. Sửa đổi, bổ sung một số điều của Nghị định số 99/2091/NĐ-CP\n"
        "1. Bãi bỏ khoản 1 Điều 3 và Điều 77.\n"
        "2. Bổ sung khoản 2 Điều 3 như sau:\n“2. Có nắp.”.\n"
    )
    shelf = Shelf().with_text("99/2091/NĐ-CP", "dieu_3", "dieu_3.khoan_1")
    first, second = effects_of(parsed(text), catalogue, shelf)
    assert (first.anchors, first.missing, first.why) == (("dieu_3.khoan_1",), ("dieu_77",), NO_UNIT)
    assert (second.anchors, second.added) == ((), ("dieu_3.khoan_2",))


def test_what_only_the_title_tells_is_doubtful_and_open(catalogue: Catalogue) -> None:
    title = "Sửa đổi, bổ sung một số điều của Nghị định số 99/2091/NĐ-CP và Nghị định số 55/2092/NĐ-CP"
    text = (
        HEAD.format(title=title)
        + "Điều 9. Hiệu lực\nNghị định này có hiệu lực từ ngày 01 tháng 5 năm 2095.\n"
    )
    found = effects_of(parsed(text), catalogue, Shelf())
    assert [(one.number, one.unstated, one.why) for one in found] == [
        ("99/2091/NĐ-CP", True, ONLY_TITLE),
        ("55/2092/NĐ-CP", True, ONLY_TITLE),
    ]


@pytest.mark.parametrize(
    ("sentence", "numbers"),
    [
        # named inside the name of another
        ("Bãi bỏ Thông tư số 3/2088/TT-BNN hướng dẫn Nghị định số 8/2080/NĐ-CP.", [("3/2088/TT-BNN", "")]),
        (
            "Bãi bỏ Nghị định số 3/2088/NĐ-CP sửa đổi Nghị định số 8/2080/NĐ-CP, Nghị định số 9/2080/NĐ-CP.",
            [("3/2088/NĐ-CP", "")],
        ),
        # that cannot be told: marked
        (
            "Nghị định số 3/2088/NĐ-CP quy định chi tiết Luật Nuôi ong số 7/2070/QH20 và Quyết định số "
            "4/2088/QĐ-TTg hết hiệu lực.",
            [("3/2088/NĐ-CP", ""), ("4/2088/QĐ-TTg", AMBIGUOUS)],
        ),
        # passive, and what a decree cannot do to a law
        ("Điều 5 Nghị định số 3/2088/NĐ-CP được bãi bỏ.", [("3/2088/NĐ-CP", "")]),
        (
            "Nghị định này thay thế Nghị định số 3/2088/NĐ-CP theo Quyết định số 5/2088/QĐ-TTg và "
            "Luật số 7/2070/QH20.",
            [("3/2088/NĐ-CP", "")],
        ),
        # no orders at all
        ("Nghị định này quy định chi tiết Nghị định số 3/2088/NĐ-CP sửa đổi về thùng ong.", []),
        ("Bổ sung vốn điều lệ theo quy định tại Điều 5 Nghị định số 3/2088/NĐ-CP.", []),
        ("Hồ sơ gửi theo Nghị định số 3/2088/NĐ-CP được bổ sung trong 05 ngày.", []),
        ("Nếu bãi bỏ Nghị định số 3/2088/NĐ-CP thì báo cáo.", []),
    ],
)
def test_objects_and_names(catalogue: Catalogue, sentence: str, numbers: list[tuple[str, str]]) -> None:
    text = HEAD.format(title="Về thùng ong") + f"Điều 1. Quy định chung\n1. {sentence}\n"
    assert [(one.number, one.why) for one in effects_of(parsed(text), catalogue, Shelf())] == numbers


def test_a_quotation_without_an_instrument_is_told(catalogue: Catalogue) -> None:
    text = HEAD.format(title="Về thùng ong") + (
        "Điều 1. Sửa đổi một số quy định\n1. Sửa đổi khoản 2 Điều 3 như sau:\n“2. Có nắp.”.\n"
    )
    assert [(one.number, one.why) for one in effects_of(parsed(text), catalogue, Shelf())] == [
        ("", NO_INSTRUMENT)
    ]


def real(name: str, catalogue: Catalogue) -> list[tuple[str, str, str, tuple[str, ...], tuple[str, ...]]]:
    path = REAL / f"{name}.txt"
    if not path.exists():
        pytest.skip("no regulations beside the checkout")
    return told(effects_of(parse(read(path)), catalogue, Shelf()))


def test_a_law_that_amends_four_laws(catalogue: Catalogue) -> None:
    assert [
        (number, units) for _, kind, number, units, _ in real("43-2024-QH15", catalogue) if kind == "amends"
    ] == [
        ("31/2024/QH15", ("dieu_251.khoan_2",)),
        ("31/2024/QH15", ("dieu_252.khoan_1",)),
        ("31/2024/QH15", ("dieu_255.khoan_10",)),
        ("31/2024/QH15", ("dieu_260.khoan_4",)),
        ("27/2023/QH15", ("dieu_197.khoan_1",)),
        ("29/2023/QH15", ("dieu_82.khoan_1",)),
        ("32/2024/QH15", ("dieu_209.khoan_2",)),
    ]


def test_a_decree_that_swaps_words_and_adds_a_clause(catalogue: Catalogue) -> None:
    first, second, third = real("141-2026-ND-CP", catalogue)
    assert (first[2], first[3][:3], len(first[3])) == (
        "68/2026/NĐ-CP",
        ("dieu_3", "dieu_4", "dieu_8.khoan_1"),
        10,
    )
    assert second[2:4] == ("68/2026/NĐ-CP", ("dieu_8.khoan_5",))
    assert (third[2], third[4]) == ("320/2025/NĐ-CP", ("dieu_4.khoan_15",))


def test_a_text_of_which_one_article_is_here(catalogue: Catalogue) -> None:
    assert real("107-2017-ND-CP", catalogue) == [("", "amends", "193/2013/NĐ-CP", (), ())]


def test_a_list_of_parts_that_end(catalogue: Catalogue) -> None:
    found = real("45-2021-ND-CP", catalogue)
    assert [one[2] for one in found] == ["246/2006/QĐ-TTg", "23/2017/QĐ-TTg", "193/2013/NĐ-CP"]
    assert found[2][1:4] == (
        "repeals",
        "193/2013/NĐ-CP",
        ("dieu_24.khoan_4.diem_a", "dieu_24.khoan_4.diem_b"),
    )


@pytest.mark.parametrize(
    "name",
    [
        "09-2024-TT-BKHDT_congbao",
        "124-2021-TT-BTC",
        "158-2025-ND-CP",
        "17-2023-QH15",
        "20-2026-TT-BTC",
        "252-2026-ND-CP",
        "254-2026-ND-CP",
        "31-2024-QH15",
        "41-2024-QH15",
        "45-2021-ND-CP",
        "51-2024-QH15",
        "74-2025-QH15",
        "77-2019-ND-CP",
    ],
)
def test_what_the_catalogue_records_of_a_text_is_found_in_it(name: str, catalogue: Catalogue) -> None:
    found = {number for _, _, number, _, _ in real(name, catalogue)}
    listed = catalogue.get(parse(read(REAL / f"{name}.txt")).number)
    assert listed is not None
    recorded = {relation.number for relation in listed.related("amends", "replaces", "repeals")}
    assert recorded
    assert recorded - found == set()


PIECES = st.sampled_from(
    [
        "Điều 1. ",
        "Điều 2. Sửa đổi, bổ sung một số điều của Nghị định số 9/2090/NĐ-CP",
        "1. Bãi bỏ ",
        "a) ",
        "khoản 2 Điều 3",
        " và bổ sung khoản 3a vào sau ",
        " đến ",
        "Luật Nuôi ong số 7/2090/QH30",
        " hết hiệu lực, trừ ",
        "thay thế cụm từ “ong” bằng “bướm” tại ",
        "như sau:",
        "“2. Lời mới.”.",
        "(được sửa đổi, bổ sung bởi ",
        ")",
        ":",
        "; ",
        "\n",
        "Nghị định này thay thế",
        " Thông tư số 1/2088/TT-BNN",
    ]
)


@given(st.lists(PIECES, max_size=30))
@settings(max_examples=150, deadline=None)
def test_every_text_has_an_answer(catalogue: Catalogue, pieces: list[str]) -> None:
    document = parsed("".join(pieces) or " ")
    anchors = {node.anchor for node in document.root.walk()}
    for effect in effects_of(document, catalogue, Shelf()):
        assert effect.anchor in anchors
        assert effect.number != document.number
        assert effect.number or not effect.sure

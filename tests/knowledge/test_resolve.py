"""What citations mean, and why some mean nothing certain; links for a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import pytest

from knowledge.citation_links import links
from knowledge.find import find
from knowledge.resolve import Context, Resolved, Unresolved, resolve, resolve_all

DECREE, LAW, OLD_LAW, PLAN = "45/2021/NĐ-CP", "17/2023/QH15", "23/2012/QH13", "127/KH-UBND"


@dataclass(frozen=True)
class Entry:
    number: str


class Catalogue:
    """Knows a few instruments, one of them by a misprint too, and which law holds when."""

    numbers = (DECREE, LAW, OLD_LAW, PLAN, "55/2015/NĐ-CP", "116/2018/NĐ-CP", "68/2013/QĐ-TTg")
    misprints: Mapping[str, str] = {"68/2013/QĐ-CP": "68/2013/QĐ-TTg"}

    def get(self, number: str) -> Entry | None:
        number = self.misprints.get(number, number)
        return Entry(number) if number in self.numbers else None

    def named(self, name: str, day: date | None = None) -> Entry | None:
        if name == "Nghị định 55":
            return Entry("55/2015/NĐ-CP")
        if name != "Luật Hợp tác xã":
            return None
        return Entry(LAW if day is None or day >= date(2024, 7, 1) else OLD_LAW)


class Texts:
    """Has the decree, the plan and a decree that no catalogue lists."""

    anchors: Mapping[str, frozenset[str]] = {
        DECREE: frozenset(
            (
                *("", "dieu_5", "dieu_6", "dieu_7", "dieu_9", "dieu_9.khoan_1", "dieu_9.khoan_2"),
                *("dieu_9.khoan_2.diem_a", "dieu_9.khoan_2.diem_d", "dieu_9.khoan_2.diem_d_2"),
                *("pl_1", "pl_1.dieu_5", "chuong_ii"),
            )
        ),
        PLAN: frozenset(("", "iii", "iii.2", "iii.2.12", "pl", "pl.ii", "pl.ii.13")),
        "9/2019/NĐ-CP": frozenset(["", "dieu_1"]),
    }

    def has(self, number: str, anchor: str) -> bool | None:
        return anchor in self.anchors[number] if number in self.anchors else None


NOWHERE = Context()
IN_CLAUSE = Context(DECREE, "dieu_9.khoan_2", date(2026, 11, 23))


def meant(text: str, context: Context = NOWHERE) -> Resolved | Unresolved:
    (citation,) = find(text)
    return resolve(citation, context, Catalogue(), Texts())


@pytest.mark.parametrize(
    ("text", "number", "anchors"),
    [
        ("Nghị định số 45/2021/NĐ-CP", DECREE, ()),
        ("nghi dinh 45/2021/nd-cp", DECREE, ()),
        ("khoản 2 Điều 9 Nghị định 45/2021/NĐ-CP", DECREE, ("dieu_9.khoan_2",)),
        ("điểm a, đ khoản 2 Điều 9 Nghị định 45/2021/NĐ-CP", DECREE,
         ("dieu_9.khoan_2.diem_a", "dieu_9.khoan_2.diem_d_2")),
        ("từ Điều 5 đến Điều 7 Nghị định 45/2021/NĐ-CP", DECREE, ("dieu_5", "dieu_6", "dieu_7")),
        ("Phụ lục I Nghị định 45/2021/NĐ-CP", DECREE, ("pl_1",)),
        ("Chương 2 Nghị định 45/2021/NĐ-CP", DECREE, ("chuong_ii",)),
        ("mục III.2.12 Kế hoạch 127/KH-UBND", PLAN, ("iii.2.12",)),
        ("Phụ lục, phần II, mục 13 Kế hoạch 127/KH-UBND", PLAN, ("pl.ii.13",)),
        ("Quyết định số 68/2013/QĐ-CP", "68/2013/QĐ-TTg", ()),
        ("Nghị định số 9/2019/NĐ-CP", "9/2019/NĐ-CP", ()),
        ("nđ 55", "55/2015/NĐ-CP", ()),
    ],
)  # fmt: skip
def test_citations_that_tell_all(text: str, number: str, anchors: tuple[str, ...]) -> None:
    found = meant(text)
    assert isinstance(found, Resolved)
    assert (found.number, found.anchors, found.missing) == (number, anchors, ())


@pytest.mark.parametrize(
    ("text", "anchors"),
    [
        ("Nghị định này", ()),
        ("Điều 5", ("dieu_5",)),
        ("Điều 5 Nghị định này", ("dieu_5",)),
        ("Điều này", ("dieu_9",)),
        ("khoản 1 Điều này", ("dieu_9.khoan_1",)),
        ("điểm a khoản này", ("dieu_9.khoan_2.diem_a",)),
        ("khoản 1", ("dieu_9.khoan_1",)),
        ("điểm a", ("dieu_9.khoan_2.diem_a",)),
        ("khoản 1-2 Điều này", ("dieu_9.khoan_1", "dieu_9.khoan_2")),
    ],
)
def test_citations_that_lean_on_where_they_stand(text: str, anchors: tuple[str, ...]) -> None:
    found = meant(text, IN_CLAUSE)
    assert found == Resolved(DECREE, anchors, checked=True)


def test_an_attached_text_is_searched_before_the_main_one() -> None:
    inside = Context(DECREE, "pl_1.dieu_5")
    assert meant("Điều 5", inside) == Resolved(DECREE, ("pl_1.dieu_5",), checked=True)
    assert meant("Điều 9", inside) == Resolved(DECREE, ("dieu_9",), checked=True)


@pytest.mark.parametrize(
    ("text", "day", "number"),
    [
        ("Luật Hợp tác xã", date(2023, 3, 7), OLD_LAW),
        ("luật htx", date(2026, 11, 23), LAW),
        ("Luật Hợp tác xã năm 2012", date(2026, 11, 23), OLD_LAW),
        ("Luật HTX 2023", date(2023, 3, 7), LAW),
        ("Luật Hợp tác xã ngày 20/11/2012", None, OLD_LAW),
    ],
)
def test_a_law_by_name_is_decided_by_the_day(text: str, day: date | None, number: str) -> None:
    assert meant(text, Context(day=day)) == Resolved(number)


@pytest.mark.parametrize(
    ("text", "context", "reason"),
    [
        ("Nghị định số 999/2021/NĐ-CP", Context(), "unknown_instrument"),
        ("Luật Đất đai", Context(), "unknown_instrument"),
        ("Luật Hợp tác xã năm 1996", Context(), "unknown_instrument"),
        ("nghị định 777", Context(), "unknown_instrument"),
        ("xem Điều 27.5.LQ.2", Context(), "unknown_instrument"),
        ("Điều 99 Nghị định 45/2021/NĐ-CP", Context(), "no_such_unit"),
        ("khoản 7 Điều này", IN_CLAUSE, "no_such_unit"),
        ("Điều 9", Context(), "no_context"),
        ("Nghị định này", Context(), "no_context"),
        ("khoản 2 Điều này", Context(DECREE), "no_context"),
        ("Chương này", IN_CLAUSE, "no_context"),
    ],
)
def test_why_a_citation_means_nothing_certain(text: str, context: Context, reason: str) -> None:
    found = meant(text, context)
    assert isinstance(found, Unresolved)
    assert found.reason == reason


def test_a_shortened_number_may_stand_for_several() -> None:
    context = Context(numbers=(DECREE, "45/2012/NĐ-CP", "45/2020/TT-BTC"))
    assert meant("Nghị định 45", context) == Unresolved("ambiguous", (DECREE, "45/2012/NĐ-CP"))
    assert meant("Nghị định 45/2012", context) == Resolved("45/2012/NĐ-CP")
    assert meant("thông tư 45", context) == Resolved("45/2020/TT-BTC")


def test_units_that_are_missing_are_told_beside_those_that_exist() -> None:
    found = meant("Điều 9, Điều 99 Nghị định 45/2021/NĐ-CP")
    assert found == Resolved(DECREE, ("dieu_9",), ("dieu_99",), checked=True)


def test_a_text_that_is_not_at_hand_is_not_checked() -> None:
    assert meant("Điều 400 Nghị định 55/2015/NĐ-CP") == Resolved("55/2015/NĐ-CP", ("dieu_400",))


def test_a_text_remembers_what_it_cited_in_full() -> None:
    text = "Nghị định số 116/2018/NĐ-CP sửa nhiều điều. Nghị định 116 còn hiệu lực."
    meanings = [meaning for _, meaning in resolve_all(find(text), Context(), Catalogue(), Texts())]
    assert meanings == [Resolved("116/2018/NĐ-CP")] * 2


def test_links_part_the_places_of_a_citation() -> None:
    text = "Theo điểm a, đ khoản 2 Điều 9 Nghị định số 45/2021/NĐ-CP, Luật Đất đai và Luật Hợp tác xã."
    found = [
        (link.span.of(text), link.number, link.anchor)
        for link in links(text, IN_CLAUSE, Catalogue(), Texts())
    ]
    assert found == [
        ("điểm a", DECREE, "dieu_9.khoan_2.diem_a"),
        ("đ khoản 2 Điều 9 Nghị định số 45/2021/NĐ-CP", DECREE, "dieu_9.khoan_2.diem_d_2"),
        ("Luật Hợp tác xã", LAW, ""),
    ]


def test_links_never_overlap_and_lead_to_units_that_exist() -> None:
    text = "các điểm a, đ khoản 1, 2 Điều 9; từ Điều 5 đến Điều 7; Điều 99; Phụ lục I"
    found = links(text, IN_CLAUSE, Catalogue(), Texts())
    assert all(Texts().has(link.number, link.anchor) for link in found)
    assert all(one.span.end <= other.span.start for one, other in pairwise(found))
    assert [link.anchor for link in found][-2:] == ["dieu_5", "pl_1"]

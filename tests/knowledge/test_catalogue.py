"""Tests of `knowledge.catalogue`: finding an instrument by what people type, and what followed it."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.catalogue import Catalogue
from knowledge.errors import DataError

CATALOGUE = Catalogue.load()
TODAY = date(2026, 11, 23)

GET = [
    ("45/2021/NĐ-CP", "45/2021/NĐ-CP"),
    ("45/2021/ND-CP", "45/2021/NĐ-CP"),
    ("45/2021/nđ-cp", "45/2021/NĐ-CP"),
    ("45-2021-ND-CP", "45/2021/NĐ-CP"),
    ("45-2021-NĐ-CP", "45/2021/NĐ-CP"),
    (" 45 / 2021 / NĐ - CP ", "45/2021/NĐ-CP"),
    ("45/2021/NÐ–CP", "45/2021/NĐ-CP"),
    ("Nghị định số 45/2021/NĐ-CP", "45/2021/NĐ-CP"),
    ("68/2013/QĐ-CP", "68/2013/QĐ-TTg"),
    ("68/2013/qd-ttg", "68/2013/QĐ-TTg"),
    ("68-2013-QĐ-CP", "68/2013/QĐ-TTg"),
    ("08/2014/TT-BNNPTTN", "08/2014/TT-BNNPTNT"),
    ("9/NQ-CP", "09/NQ-CP"),
    ("1/2020/tt-bkhđt", "01/2020/TT-BKHĐT"),
    ("54-ctr/tu", "54-CTr/TU"),
    ("20-NQ-TW", "20-NQ/TW"),
    ("13/2014/ТТ-NHNN", "13/2014/TT-NHNN"),
    ("Luật số 17/2023/QH15", "17/2023/QH15"),
    ("45/2021", None),
    ("45/2021/TT-BTC", None),
    ("Luật Hợp tác xã", None),
    ("", None),
    ("²", None),
]


@pytest.mark.parametrize(("typed", "number"), GET)
def test_a_number_is_found_through_slips(typed: str, number: str | None) -> None:
    found = CATALOGUE.get(typed)
    assert (found.number if found else None) == number


NAMED = [
    ("Luật Hợp tác xã", "2023-03-07", "23/2012/QH13"),
    ("Luật Hợp tác xã", "2024-06-30", "23/2012/QH13"),
    ("Luật Hợp tác xã", "2024-07-01", "17/2023/QH15"),
    ("Luật Hợp tác xã", "2010-01-01", "18/2003/QH11"),
    ("Luật Hợp tác xã", None, "17/2023/QH15"),
    ("luat htx", None, "17/2023/QH15"),
    ("Luật HTX 2012", None, "23/2012/QH13"),
    ("Luật HTX năm 2023", "2023-03-07", "17/2023/QH15"),
    ("luat hop tac xa 2023", None, "17/2023/QH15"),
    ("Luật Đất đai", "2023-03-07", "45/2013/QH13"),
    ("Luật Đất đai", "2024-07-31", "45/2013/QH13"),
    ("Luật Đất đai", "2024-08-01", "31/2024/QH15"),
    ("Luật Đất đai 2013", None, "45/2013/QH13"),
    ("Luật Quản lý thuế", "2026-06-30", "38/2019/QH14"),
    ("Luật QLT", "2026-07-01", "108/2025/QH15"),
    ("Luật BHXH", "2025-06-30", "58/2014/QH13"),
    ("Luật BHXH", "2025-07-01", "41/2024/QH15"),
    ("luật thuế TNDN", "2023-03-07", "14/2008/QH12"),
    ("luật thuế TNDN", None, "67/2025/QH15"),
    ("luật thuế VAT", None, "48/2024/QH15"),
    ("luật thuế VAT", "2009-01-01", "13/2008/QH12"),
    ("Luật Phá sản", "2026-02-28", "51/2014/QH13"),
    ("Luật Phá sản", None, "142/2025/QH15"),
    ("Luật Việc làm", None, "74/2025/QH15"),
    ("Nghị định 55", None, "55/2015/NĐ-CP"),
    ("nd 55", None, "55/2015/NĐ-CP"),
    ("NĐ 55/2015", None, "55/2015/NĐ-CP"),
    ("Nghị định số 55/2015/NĐ-CP", None, "55/2015/NĐ-CP"),
    ("nghị định 45", None, "45/2021/NĐ-CP"),
    ("nghị định 45/2012", None, "45/2012/NĐ-CP"),
    ("45/2021", None, "45/2021/NĐ-CP"),
    ("Nghị định 113 năm 2024", None, "113/2024/NĐ-CP"),
    ("Chương trình 1804", None, "1804/QĐ-TTg"),
    ("QĐ 1804", None, "1804/QĐ-TTg"),
    ("đề án 167", None, "167/QĐ-TTg"),
    ("thông tư 01/2020", None, "01/2020/TT-BKHĐT"),
    ("Thông tư 1/2020", None, "01/2020/TT-BKHĐT"),
    ("Nghị quyết 20", None, "20-NQ/TW"),
    ("kế hoạch 127", None, "127/KH-UBND"),
    ("68/2013/QĐ-CP", None, "68/2013/QĐ-TTg"),
    ("Nghị định 58", None, None),
    ("Luật Hàng hải", None, None),
    ("", None, None),
]


@pytest.mark.parametrize(("name", "on", "number"), NAMED)
def test_a_name_means_what_holds_on_the_day(name: str, on: str | None, number: str | None) -> None:
    found = CATALOGUE.named(name, date.fromisoformat(on) if on else None)
    assert (found.number if found else None) == number


SUCCESSORS = [
    ("23/2012/QH13", "2024-06-30", "23/2012/QH13"),
    ("23/2012/QH13", "2024-07-01", "17/2023/QH15"),
    ("18/2003/QH11", "2014-01-01", "23/2012/QH13"),
    ("18/2003/QH11", "2026-11-23", "17/2023/QH15"),
    ("05/2005/TT-BKH", "2026-11-23", "09/2024/TT-BKHĐT"),
    ("152/2006/NĐ-CP", "2026-11-23", "158/2025/NĐ-CP"),
    ("13/2003/QH11", "2026-11-23", "31/2024/QH15"),
    ("68/2013/QĐ-CP", "2026-11-23", "68/2013/QĐ-TTg"),
    ("22/2019/QĐ-TTg", "2023-01-01", "13/2022/QĐ-TTg"),
    ("22/2019/QĐ-TTg", "2026-11-23", None),
    ("1804/QĐ-TTg", "2026-11-23", None),
    ("340/2016/TT-BTC", "2026-11-23", None),
    ("999/2099/NĐ-CP", "2026-11-23", None),
]


@pytest.mark.parametrize(("number", "on", "successor"), SUCCESSORS)
def test_the_line_of_replacements_leads_to_what_holds(number: str, on: str, successor: str | None) -> None:
    found = CATALOGUE.successor(number, date.fromisoformat(on))
    assert (found.number if found else None) == successor


def test_the_plan_cites_eighteen_numbers_and_two_names() -> None:
    kinds = [item.plan for item in CATALOGUE.cited_by_plan()]
    assert (kinds.count("number"), kinds.count("name"), len(kinds)) == (18, 2, 20)


def test_labels_and_slugs_are_as_people_and_addresses_need_them() -> None:
    law, decree = CATALOGUE.get("17/2023/QH15"), CATALOGUE.get("45/2021/NĐ-CP")
    assert law and decree
    assert law.label == "Luật Hợp tác xã số 17/2023/QH15"
    assert (decree.label, decree.slug) == ("Nghị định 45/2021/NĐ-CP", "45-2021-NĐ-CP")


@given(st.text(max_size=80), st.one_of(st.none(), st.dates()))
def test_no_text_is_too_strange_to_ask_for(text: str, on: date | None) -> None:
    by_number, by_name = CATALOGUE.get(text), CATALOGUE.named(text, on)
    assert by_number is None or by_name is not None


HEAD = """
as_of: 2026-01-01
abbreviations: {}
sources:
  a: {what: Nguồn A, grade: primary}
  m: {what: Trí nhớ, grade: memory}
instruments:
"""
ENTRY = "  - {{number: {number}, kind: Nghị định, issuer: Chính phủ, title: T, status: {status}{more}}}\n"
GOOD = "{value: in_force, basis: stated, sources: [a]}"


def entry(number: str, more: str = "", status: str = GOOD) -> str:
    return ENTRY.format(number=number, status=status, more=f", {more}" if more else "")


FAULTS = [
    (entry("1/2020/NĐ-CP", "amends: [9/2020/NĐ-CP]"), "no other instrument 9/2020/NĐ-CP"),
    (entry("1/2020/NĐ-CP", "amends: [1/2020/NĐ-CP]"), "no other instrument 1/2020/NĐ-CP"),
    (entry("1/2020/NĐ-CP") + entry("1/2020/NĐ-CP"), "stands twice"),
    (entry("1/2020/NĐ-CP") + entry("2/2020/NĐ-CP", "misprints: [01-2020-ND-CP]"), "is also 1/2020/NĐ-CP"),
    (entry("1/2020/NĐ-CP", "issued: 2020-02-01, effective: 2020-01-01"), "in order"),
    (entry("1/2020/NĐ-CP", status="{value: in_force, basis: stated, sources: [z]}"), "no source z"),
    (entry("1/2020/NĐ-CP", status="{value: in_force, basis: stated, sources: [m]}"), "only remembered"),
    (
        entry("1/2020/NĐ-CP", "replaces: [2/2020/NĐ-CP]") + entry("2/2020/NĐ-CP", "replaces: [1/2020/NĐ-CP]"),
        "leads back to itself",
    ),
    (entry("1/2020/NĐ-CP", "names: [A]") + entry("2/2020/NĐ-CP", "names: [a]"), "shared_names"),
    (entry("1/2020/NĐ-CP", "names: [A]") + entry("2/2020/NĐ-CP", "shared_names: [a]"), "keep one"),
    (entry("1/2020/NĐ-CP", "colour: red"), "colour"),
    (entry("1/2020/NĐ-CP", "amends: [{number: 2/2020/NĐ-CP, anchors: [Điều 1]}]"), "anchors"),
]


@pytest.mark.parametrize(("entries", "told"), FAULTS)
def test_a_fault_in_the_file_is_named(tmp_path: Path, entries: str, told: str) -> None:
    path = tmp_path / "catalogue.yaml"
    path.write_text(HEAD + entries, "utf-8")
    with pytest.raises(DataError, match=told):
        Catalogue.load(path)


def test_a_relation_takes_its_day_from_the_acting_instrument(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.yaml"
    acting = entry("2/2021/NĐ-CP", "issued: 2021-01-05, effective: 2021-03-01, replaces: [1/2020/NĐ-CP]")
    path.write_text(HEAD + entry("1/2020/NĐ-CP") + acting, "utf-8")
    old = Catalogue.load(path).get("1/2020/NĐ-CP")
    assert old
    assert old.ends == date(2021, 3, 1)
    assert [(item.kind, item.number, item.dated) for item in old.relations] == [
        ("replaced_by", "2/2021/NĐ-CP", True)
    ]

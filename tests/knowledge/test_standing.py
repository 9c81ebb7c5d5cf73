"""Tests of `knowledge.standing`: how an instrument or a unit of it stands on a day, and what is told."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.catalogue import Catalogue
from knowledge.standing_words import listed, place, written

CATALOGUE = Catalogue.load()
TODAY = date(2026, 11, 23)
PLAN = date(2023, 3, 7)


def day(text: str) -> date:
    return date.fromisoformat(text)


# Number, day, status, by whom, whether a source says it.
WHOLE = [
    ("23/2012/QH13", "2013-06-30", "not_yet", (), True),
    ("23/2012/QH13", "2023-03-07", "in_force", (), True),
    ("23/2012/QH13", "2024-06-30", "in_force", (), True),
    ("23/2012/QH13", "2024-07-01", "replaced", ("17/2023/QH15",), True),
    ("17/2023/QH15", "2023-03-07", "not_yet", (), True),
    ("17/2023/QH15", "2024-06-30", "not_yet", (), True),
    ("17/2023/QH15", "2024-07-01", "in_force", (), True),
    ("55/2015/NĐ-CP", "2015-07-24", "not_yet", (), True),
    ("55/2015/NĐ-CP", "2016-01-01", "in_force", (), True),
    ("55/2015/NĐ-CP", "2023-03-07", "amended", ("116/2018/NĐ-CP",), True),
    ("55/2015/NĐ-CP", "2025-06-30", "amended", ("116/2018/NĐ-CP",), True),
    ("55/2015/NĐ-CP", "2026-11-23", "amended", ("116/2018/NĐ-CP", "156/2025/NĐ-CP"), True),
    ("116/2018/NĐ-CP", "2023-03-07", "in_force", (), True),
    ("116/2018/NĐ-CP", "2026-11-23", "amended", ("156/2025/NĐ-CP",), True),
    ("45/2021/NĐ-CP", "2022-12-31", "in_force", (), True),
    ("45/2021/NĐ-CP", "2023-03-07", "partly_repealed", ("104/2022/NĐ-CP",), True),
    ("45/2021/NĐ-CP", "2026-11-23", "amended", ("104/2022/NĐ-CP", "253/2025/NĐ-CP"), True),
    ("68/2013/QĐ-TTg", "2013-12-31", "not_yet", (), True),
    ("68/2013/QĐ-TTg", "2020-12-31", "in_force", (), True),
    ("68/2013/QĐ-TTg", "2026-11-23", "unknown", (), False),
    ("01/2020/TT-BKHĐT", "2020-03-31", "not_yet", (), True),
    ("01/2020/TT-BKHĐT", "2023-12-31", "in_force", (), True),
    ("01/2020/TT-BKHĐT", "2024-01-01", "unknown", (), False),
    ("1804/QĐ-TTg", "2023-03-07", "in_force", (), True),
    ("1804/QĐ-TTg", "2025-12-31", "in_force", (), True),
    ("1804/QĐ-TTg", "2026-01-01", "expired", (), True),
    ("167/QĐ-TTg", "2026-11-23", "expired", (), True),
    ("31/2022/NĐ-CP", "2023-12-31", "in_force", (), False),
    ("31/2022/NĐ-CP", "2024-01-01", "expired", (), True),
    ("03/2022/TT-NHNN", "2026-11-23", "expired", (), False),
    ("340/QĐ-TTg", "2026-11-23", "in_force", (), True),
    ("340/2016/TT-BTC", "2022-02-13", "in_force", (), True),
    ("340/2016/TT-BTC", "2022-02-14", "expired", ("124/2021/TT-BTC",), True),
    ("77/2019/NĐ-CP", "2024-10-31", "in_force", (), True),
    ("77/2019/NĐ-CP", "2024-11-01", "amended", ("113/2024/NĐ-CP",), True),
    ("92/2024/NĐ-CP", "2026-11-23", "amended", ("125/2025/NĐ-CP",), False),
    ("193/2013/NĐ-CP", "2023-03-07", "amended", ("107/2017/NĐ-CP", "45/2021/NĐ-CP"), True),
    ("193/2013/NĐ-CP", "2026-11-23", "unknown", (), False),
    ("03/2014/TT-BKHĐT", "2026-11-23", "replaced", ("09/2024/TT-BKHĐT",), True),
    ("45/2012/NĐ-CP", "2024-12-31", "in_force", (), True),
    ("45/2012/NĐ-CP", "2026-11-23", "amended", ("235/2025/NĐ-CP",), True),
    ("51/2014/QH13", "2026-02-28", "in_force", (), True),
    ("51/2014/QH13", "2026-03-01", "replaced", ("142/2025/QH15",), True),
    ("13/2022/QĐ-TTg", "2025-12-31", "in_force", (), True),
    ("13/2022/QĐ-TTg", "2026-01-01", "expired", (), True),
    ("45/2013/QH13", "2024-07-31", "amended", ("35/2018/QH14",), True),
    ("45/2013/QH13", "2024-08-01", "replaced", ("31/2024/QH15",), True),
    ("38/2019/QH14", "2026-07-01", "replaced", ("108/2025/QH15",), True),
    ("13/2008/QH12", "2026-11-23", "replaced", ("48/2024/QH15",), False),
    ("13/2008/QH12", "2023-03-07", "in_force", (), False),
    ("103/2024/NĐ-CP", "2023-12-31", "not_yet", (), False),
    ("105/2026/NĐ-CP", "2025-12-31", "not_yet", (), True),
    ("141/2026/NĐ-CP", "2026-01-01", "in_force", (), True),
    ("320/2025/NĐ-CP", "2026-02-01", "amended", ("141/2026/NĐ-CP",), True),
    ("1626/QĐ-UBND", "2025-06-30", "in_force", (), False),
    ("1626/QĐ-UBND", "2026-11-23", "unknown", (), False),
    ("37/2023/NĐ-CP", "2026-11-23", "in_force", (), False),
    ("20-NQ/TW", "2022-06-15", "not_yet", (), True),
    ("20-NQ/TW", "2026-11-23", "in_force", (), True),
    ("999/2099/NĐ-CP", "2026-11-23", "unknown", (), False),
]


@pytest.mark.parametrize(("number", "on", "status", "by", "verified"), WHOLE)
def test_an_instrument_stands_as_the_days_say(
    number: str, on: str, status: str, by: tuple[str, ...], verified: bool
) -> None:
    standing = CATALOGUE.standing(number, day(on))
    assert (standing.status, standing.by) == (status, by), standing.note
    assert standing.verified is verified, standing.note


# Number, unit, day, status, by whom, whether a source says it.
UNITS = [
    ("45/2021/NĐ-CP", "dieu_15", "2022-12-31", "in_force", (), True),
    ("45/2021/NĐ-CP", "dieu_15", "2024-01-01", "partly_repealed", ("104/2022/NĐ-CP",), True),
    ("45/2021/NĐ-CP", "dieu_14", "2024-01-01", "in_force", (), True),
    ("45/2021/NĐ-CP", "dieu_15", "2026-01-01", "amended", ("104/2022/NĐ-CP", "253/2025/NĐ-CP"), True),
    ("45/2021/NĐ-CP", "dieu_1", "2026-01-01", "amended", ("253/2025/NĐ-CP",), False),
    ("77/2019/NĐ-CP", "dieu_4", "2024-10-31", "in_force", (), True),
    ("77/2019/NĐ-CP", "dieu_4", "2024-11-01", "expired", ("113/2024/NĐ-CP",), True),
    ("77/2019/NĐ-CP", "dieu_4.khoan_2", "2024-11-01", "expired", ("113/2024/NĐ-CP",), True),
    ("77/2019/NĐ-CP", "dieu_3.khoan_3", "2025-01-01", "expired", ("113/2024/NĐ-CP",), True),
    ("77/2019/NĐ-CP", "dieu_3.khoan_2", "2025-01-01", "in_force", (), True),
    ("77/2019/NĐ-CP", "dieu_3", "2025-01-01", "partly_repealed", ("113/2024/NĐ-CP",), True),
    ("77/2019/NĐ-CP", "dieu_5", "2025-01-01", "amended", ("113/2024/NĐ-CP",), True),
    ("77/2019/NĐ-CP", "dieu_15", "2025-01-01", "amended", ("113/2024/NĐ-CP",), True),
    ("77/2019/NĐ-CP", "dieu_41", "2025-01-01", "in_force", (), True),
    ("55/2015/NĐ-CP", "dieu_9.khoan_2", "2026-01-01", "amended", ("116/2018/NĐ-CP", "156/2025/NĐ-CP"), True),
    ("55/2015/NĐ-CP", "dieu_15a", "2025-06-30", "not_yet", ("156/2025/NĐ-CP",), True),
    ("55/2015/NĐ-CP", "dieu_15a", "2025-07-01", "amended", ("156/2025/NĐ-CP",), True),
    ("55/2015/NĐ-CP", "dieu_20", "2026-01-01", "expired", ("156/2025/NĐ-CP",), True),
    ("55/2015/NĐ-CP", "dieu_1", "2026-01-01", "amended", ("116/2018/NĐ-CP", "156/2025/NĐ-CP"), False),
    ("17/2023/QH15", "dieu_115.khoan_3", "2023-09-01", "in_force", (), True),
    ("17/2023/QH15", "dieu_115.khoan_3", "2023-08-31", "not_yet", (), True),
    ("17/2023/QH15", "dieu_115.khoan_1", "2023-09-01", "not_yet", (), True),
    ("31/2024/QH15", "dieu_190", "2024-04-01", "in_force", (), True),
    ("31/2024/QH15", "dieu_1", "2024-04-01", "not_yet", (), True),
    ("23/2012/QH13", "dieu_7", "2026-01-01", "replaced", ("17/2023/QH15",), True),
    ("01/2020/TT-BKHĐT", "dieu_4", "2026-01-01", "unknown", (), False),
    ("320/2025/NĐ-CP", "dieu_4.khoan_15", "2025-12-20", "not_yet", ("141/2026/NĐ-CP",), True),
    ("999/2099/NĐ-CP", "dieu_1", "2026-01-01", "unknown", (), False),
]


@pytest.mark.parametrize(("number", "anchor", "on", "status", "by", "verified"), UNITS)
def test_a_unit_stands_as_its_own_changes_say(
    number: str, anchor: str, on: str, status: str, by: tuple[str, ...], verified: bool
) -> None:
    standing = CATALOGUE.standing(number, day(on), anchor)
    assert (standing.status, standing.by) == (status, by), standing.note
    assert standing.verified is verified, standing.note


def test_the_day_it_began_is_the_day_of_the_last_change() -> None:
    assert CATALOGUE.standing("55/2015/NĐ-CP", TODAY).since == date(2025, 7, 1)
    assert CATALOGUE.standing("45/2021/NĐ-CP", TODAY, "dieu_15").since == date(2025, 9, 26)
    assert CATALOGUE.standing("23/2012/QH13", PLAN).since == date(2013, 7, 1)
    assert CATALOGUE.standing("23/2012/QH13", TODAY).since == date(2024, 7, 1)
    assert CATALOGUE.standing("01/2020/TT-BKHĐT", TODAY).since == date(2024, 1, 1)


NOTES = [
    (
        "01/2020/TT-BKHĐT",
        "",
        "Thông tư 01/2020/TT-BKHĐT: chưa thấy nguồn nào nói rõ còn hay hết hiệu lực sau ngày 31/12/2023 "
        "(kiểm tra ngày 22/11/2026).",
    ),
    (
        "55/2015/NĐ-CP",
        "",
        "Nghị định 55/2015/NĐ-CP còn hiệu lực và đã được sửa đổi, bổ sung, bãi bỏ một phần bởi Nghị định "
        "116/2018/NĐ-CP từ ngày 25/10/2018 và Nghị định 156/2025/NĐ-CP từ ngày 01/7/2025 "
        "(kiểm tra ngày 01/7/2025).",
    ),
    (
        "23/2012/QH13",
        "",
        "Luật Hợp tác xã số 23/2012/QH13 đã hết hiệu lực từ ngày 01/7/2024, được thay bằng Luật Hợp tác xã "
        "số 17/2023/QH15 (kiểm tra ngày 22/11/2026).",
    ),
    (
        "77/2019/NĐ-CP",
        "dieu_3.khoan_1",
        "Khoản 1 Điều 3 Nghị định 77/2019/NĐ-CP đã bị bãi bỏ bởi Nghị định 113/2024/NĐ-CP từ ngày "
        "01/11/2024 (kiểm tra ngày 22/11/2026).",
    ),
    (
        "37/2023/NĐ-CP",
        "",
        "Nghị định 37/2023/NĐ-CP đang có hiệu lực; chưa thấy nguồn nào nói văn bản bị sửa đổi hay hết hiệu "
        "lực (kiểm tra ngày 22/11/2026; chưa kiểm chứng được bằng nguồn).",
    ),
    (
        "45/2021/NĐ-CP",
        "dieu_1",
        "Nghị định 45/2021/NĐ-CP đã được sửa đổi, bổ sung bởi Nghị định 253/2025/NĐ-CP ban hành ngày "
        "26/9/2025, nhưng danh mục chưa ghi đủ các điều bị sửa, nên cần đối chiếu Điều 1 Nghị định "
        "45/2021/NĐ-CP với văn bản sửa đổi (kiểm tra ngày 28/9/2025; đây là suy ra, cần kiểm tra lại).",
    ),
    (
        "12/3456/XX",
        "",
        "Danh mục chưa có văn bản 12/3456/XX, nên chưa nói được văn bản này còn hay hết hiệu lực.",
    ),
]


@pytest.mark.parametrize(("number", "anchor", "note"), NOTES)
def test_a_person_is_told_in_one_sentence(number: str, anchor: str, note: str) -> None:
    assert CATALOGUE.standing(number, TODAY, anchor).note == note


def test_a_day_that_is_certain_carries_no_doubt_of_today() -> None:
    note = CATALOGUE.standing("01/2020/TT-BKHĐT", PLAN).note
    assert note == (
        "Thông tư 01/2020/TT-BKHĐT còn hiệu lực vào ngày 07/3/2023; sau ngày 31/12/2023 thì chưa thấy nguồn "
        "nào nói rõ (kiểm tra ngày 22/11/2026)."
    )


def test_a_changed_instrument_that_ended_since_is_told_with_the_day_asked() -> None:
    note = CATALOGUE.standing("193/2013/NĐ-CP", PLAN).note
    assert note.startswith("Nghị định 193/2013/NĐ-CP còn hiệu lực vào ngày 07/3/2023 và đã được sửa đổi")


def test_what_is_not_verified_says_so_or_is_unknown() -> None:
    for instrument in CATALOGUE.all():
        standing = CATALOGUE.standing(instrument.number, TODAY)
        told = any(
            words in standing.note for words in ("suy ra", "chưa kiểm chứng", "chưa thấy nguồn nào nói rõ")
        )
        assert standing.verified is not told, standing.note


def test_the_source_of_a_change_is_named() -> None:
    assert "Điều 114 và Điều 115 Luật 17/2023/QH15" in CATALOGUE.standing("23/2012/QH13", TODAY).source
    assert "9191/VBHN-BKHĐT" in CATALOGUE.standing("77/2019/NĐ-CP", TODAY, "dieu_4").source


WORDS = [
    ("dieu_9", "Điều 9"),
    ("dieu_9.khoan_2.diem_a", "điểm a khoản 2 Điều 9"),
    ("dieu_5a", "Điều 5a"),
    ("pl_1", "Phụ lục 1"),
    ("gì đó", "gì đó"),
]


@pytest.mark.parametrize(("anchor", "words"), WORDS)
def test_an_anchor_is_written_for_people(anchor: str, words: str) -> None:
    assert place(anchor) == words


def test_days_and_lists_are_written_as_people_write_them() -> None:
    assert [written(date(2024, 7, 1)), written(date(2023, 2, 2)), written(date(2026, 11, 22))] == [
        "01/7/2024",
        "02/02/2023",
        "22/11/2026",
    ]
    assert [listed(["A"]), listed(["A", "B"]), listed(["A", "B", "C"])] == ["A", "A và B", "A, B và C"]


NUMBERS = st.one_of(st.sampled_from([item.number for item in CATALOGUE.all()]), st.text(max_size=60))
ANCHORS = st.one_of(
    st.just(""), st.from_regex(r"dieu_\d{1,2}a?(\.khoan_\d)?", fullmatch=True), st.text(max_size=20)
)
DAYS = st.dates(min_value=date.min + timedelta(days=1))


@given(NUMBERS, DAYS, ANCHORS)
def test_any_text_on_any_day_has_a_standing(number: str, on: date, anchor: str) -> None:
    standing = CATALOGUE.standing(number, on, anchor)
    assert standing.note.endswith(".")
    if "{" not in f"{number}{anchor}":
        assert "{" not in standing.note
    assert standing == CATALOGUE.standing(number, on, anchor)
    if CATALOGUE.get(number) is None:
        assert (standing.status, standing.verified) == ("unknown", False)


@given(st.sampled_from(CATALOGUE.all()), st.dates(), st.dates())
def test_what_has_ended_never_comes_back(instrument: object, one: date, other: date) -> None:
    number = instrument.number  # type: ignore[attr-defined]
    early, late = (CATALOGUE.standing(number, on) for on in sorted((one, other)))
    if early.status in ("replaced", "expired"):
        assert late.status in ("replaced", "expired")
    if late.status == "not_yet":
        assert early.status == "not_yet"

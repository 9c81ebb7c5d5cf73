"""Figures with their units: what a text gives, what a question asks for."""

from __future__ import annotations

import pytest

from assistant.quantities import asked_units, asks_in, asks_no_rule, dates, gives, quantities


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ít nhất 05 thành viên", [("5", "person")]),
        ("không quá 30% vốn điều lệ", [("30", "percent")]),
        ("20 tỷ đồng", [("20", "money")]),
        ("trả 60 nghìn một giờ", [("60", "money"), ("1", "hour")]),
        ("vay 3 ngân hàng", [("3", "ngan hang")]),
        ("chỉ cần đa số đồng ý", [("50", "percent")]),
        ("60.000 đồng/giờ", [("60000", "money")]),
        ("trong thời hạn 03 ngày làm việc", [("3", "day")]),
        ("bốn tháng không họp", [("4", "month")]),
        ("1,5 lần", [("1,5", "time")]),
        ("chỉ cần một nửa tổ viên", [("50", "percent")]),
        ("ít nhất một phần ba tổng số thành viên", [("33", "percent")]),
        ("hơn 2/3 số thành viên", [("66", "percent")]),
        ("trước ngày 1/3 hằng năm", []),
        ("1.000 (một nghìn) tỷ đồng", [("1000", "money")]),
        ("ngày 01 tháng 7 năm 2024", []),
        ("năm 2023", []),
        ("khoản 2 Điều 9 Nghị định 45/2021/NĐ-CP", []),
        ("cần 20 ghe bầu", [("20", "ghe bau")]),
        ("tỷ lệ 2 bên", []),
    ],
)
def test_figures_by_unit(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(item.figure, item.unit) for item in quantities(text)] == expected


@pytest.mark.parametrize(("text", "scale"), [("2 triệu đồng", 10**6), ("60 nghìn", 10**3), ("5 đồng", 1)])
def test_a_sum_knows_what_it_is_told_in(text: str, scale: int) -> None:
    (found,) = quantities(text)
    assert found.scale == scale


def test_a_figure_knows_its_place() -> None:
    text = "cần 7 người mới lập được"
    (found,) = quantities(text)
    assert text[found.start : found.end] == "7 người"


@pytest.mark.parametrize(
    ("question", "unit"),
    [
        ("góp tối đa bao nhiêu phần trăm", "percent"),
        ("cần mấy thành viên", "person"),
        ("bao nhiêu tuổi được vào", "age"),
        ("bị phạt mấy triệu", "money"),
        ("nộp trong mấy ngày", "month"),
        ("góp đủ vốn trong bao lâu", "day"),
    ],
)
def test_the_unit_asked_for(question: str, unit: str) -> None:
    assert unit in asked_units(question)


def test_no_unit_is_asked_for_without_a_question_word() -> None:
    assert asked_units("hồ sơ gồm những gì") == ()
    assert asked_units("30% là của ai") == ()


def test_who_asks_for_days_is_not_told_a_term_of_years_and_says_no_year_either() -> None:
    question = "phải công khai tài chính năm trong bao nhiêu ngày"
    assert not gives("nhiệm kỳ tối đa 05 năm", asked_units(question))
    assert gives("chậm nhất 02 tháng", asked_units(question))
    assert gives("nhiệm kỳ tối đa 05 năm", asked_units("mấy năm thì bầu lại"))
    assert asks_in(question, "year") and not asks_in(question, "percent")


def test_what_gives_a_unit() -> None:
    assert gives("tối đa 12 tháng", ("day", "month", "year"))
    assert not gives("lãi suất do Hội đồng quyết định", ("percent",))
    assert gives("bằng 1,5 mức lương tối thiểu vùng", ("time",))


@pytest.mark.parametrize(
    "question",
    [
        "cả nước có bao nhiêu hợp tác xã",
        "mẫu điều lệ tải về ở đâu",
        "quỹ tỉnh mình đang cho vay lãi mấy phần trăm",
        "chừng nào quỹ giải ngân đợt tới",
        "ông chủ nhiệm tên gì, cho xin số",
        "quỹ hợp tác xã năm nay đang cho vay lãi bao nhiêu phần trăm",
        "đại hội nhiệm kỳ tới tổ chức vào tháng mấy",
    ],
)
def test_what_no_rule_tells(question: str) -> None:
    assert asks_no_rule(question)
    assert not asks_no_rule("hợp tác xã cần bao nhiêu thành viên")


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("chậm nhất ngày 31/3 hằng năm", ["31/3"]),
        ("trước ngày 31 tháng 01 hằng năm", ["31/1"]),
        ("ngay 05 thang 7", ["5/7"]),
        ("ngày 31/3/2021, tức 31 tháng 3 năm 2021", []),
        ("1/2 thành viên tán thành", []),
        ("Nghị định 45/2021/NĐ-CP", []),
    ],
)
def test_days_of_the_year(text: str, days: list[str]) -> None:
    assert [item.figure for item in dates(text)] == days


def test_any_number_asks_none() -> None:
    assert asked_units("hết nhiệm kỳ bầu lại mấy lần cũng được phải không") == ()
    assert asked_units("hết nhiệm kỳ bầu lại mấy lần") == ("time",)

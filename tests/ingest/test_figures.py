from __future__ import annotations

import pytest

from ingest.figures import Figure, figures_of, is_among


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("trong 05 ngày làm việc", Figure("5", "ngày làm việc")),
        ("trong 5 ngày", Figure("5", "ngày")),
        ("không quá 03 năm", Figure("3", "năm")),
        ("ba mươi sáu tháng", Figure("36", "tháng")),
        ("mười lăm ngày", Figure("15", "ngày")),
        ("20 (hai mươi) tỷ đồng", Figure("20000000000", "đồng")),
        ("300 triệu đồng", Figure("300000000", "đồng")),
        ("300.000.000 đồng", Figure("300000000", "đồng")),
        ("ba trăm triệu đồng", Figure("300000000", "đồng")),
        ("1,5 lần mức lương", Figure("1.5")),
        ("năm mươi phần trăm", Figure("50", "%")),
        ("từ 5 - 10%", Figure("5", "%")),
        ("từ 02 đến 05 năm", Figure("2", "năm")),
        ("ít nhất một phần ba tổng số", Figure("1/3")),
        ("ngày 01 tháng 7 năm 2024", Figure("1/7/2024", "ngày")),
        ("ngày 01/7/2024", Figure("1/7/2024", "ngày")),
        ("ngày 15/12 hằng năm", Figure("15/12", "ngày hằng năm")),
        ("ngày 15 tháng 12 hằng năm", Figure("15/12", "ngày hằng năm")),
        ("Nghị định số 45/2021/NĐ-CP", Figure("45/2021/nđ-cp", "số hiệu")),
        ("Luật Hợp tác xã 17/2023/QH15", Figure("17/2023/qh15", "số hiệu")),
    ],
)
def test_a_figure_has_one_form_however_it_is_written(text: str, figure: Figure) -> None:
    assert figure in figures_of(text)


def test_a_number_is_no_figure_of_the_text() -> None:
    assert {figure.unit for figure in figures_of("Nghị định 45/2021/NĐ-CP")} == {"số hiệu"}


def test_units_of_time_and_money_must_be_the_same_and_others_need_not() -> None:
    assert not is_among(Figure("5", "ngày"), figures_of("5 ngày làm việc"))
    assert not is_among(Figure("5", "%"), figures_of("5 năm"))
    assert is_among(Figure("5"), figures_of("05 thành viên"))
    assert is_among(Figure("5"), figures_of("5 năm"))

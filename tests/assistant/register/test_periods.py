from __future__ import annotations

from datetime import date

import pytest

from assistant.register.periods import Period, Rhythm, read_period


@pytest.mark.parametrize(
    ("printed", "code", "day"),
    [
        ("Hàng năm", "yearly", None),
        ("Hằng năm", "yearly", None),
        ("hang nam", "yearly", None),
        ("Định kỳ hàng năm (trước ngày 15/12)", "yearly", (12, 15)),
        ("Hằng năm, chậm nhất ngày 30-6", "yearly", (6, 30)),
        ("hàng năm, từ ngày 07/3/2023", "yearly", None),
        ("hằng năm, trước ngày 31/02", "yearly", None),
        ("hằng năm, ngày 29/2", "yearly", None),
        ("Hàng tháng, quý, năm", "periodic", None),
        ("Hằng quý", "periodic", None),
        ("Năm 2023", "until-2023", None),
        ("Năm 2023-2030", "until-2030", None),
        ("Năm 2024 - 2025", "until-2025", None),
        ("Thường xuyên", "continuous", None),
        ("", "unstated", None),
        ("Khi có yêu cầu", "unstated", None),
    ],
)
def test_printed_times(printed: str, code: str, day: tuple[int, int] | None) -> None:
    period = read_period(printed)
    assert (period.code, period.day, period.printed) == (code, day, printed)


def test_the_next_day_of_a_year_and_of_a_span() -> None:
    yearly = read_period("Định kỳ hàng năm (trước ngày 15/12)")
    assert yearly.next(date(2026, 12, 15)) == date(2026, 12, 15)
    assert yearly.next(date(2026, 12, 16)) == date(2027, 12, 15)
    assert read_period("Năm 2023-2025").next(date(2030, 1, 1)) == date(2025, 12, 31)
    assert read_period("Hàng năm").next(date(2026, 1, 1)) is None
    assert Period(Rhythm.CONTINUOUS).next(date(2026, 1, 1)) is None

"""Whether a limit that is asked for is the one that a text gives."""

from __future__ import annotations

import pytest

from assistant.bounds import only_other_bound

LEAST = "Người lái ghe từ đủ 18 tuổi trở lên."
MOST = "Mỗi ghe chở không quá 12 người."
EXACT = "Nhiệm kỳ của trưởng bến là 05 năm."


@pytest.mark.parametrize(
    ("question", "units", "quote"),
    [
        ("Người lái ghe làm tới bao nhiêu tuổi thì nghỉ?", ("age",), LEAST),
        ("Người lái ghe nhiều nhất là mấy tuổi?", ("age",), LEAST),
        ("Mỗi ghe phải chở ít nhất mấy người?", ("person",), MOST),
        ("nguoi lai ghe cao nhat bao nhieu tuoi", ("age",), "Người lái ghe ít nhất 18 tuổi."),
    ],
)
def test_the_other_end_of_a_range_is_no_answer(question: str, units: tuple[str, ...], quote: str) -> None:
    assert only_other_bound(question, units, [quote])


@pytest.mark.parametrize(
    ("question", "units", "quote"),
    [
        ("Người lái ghe ít nhất mấy tuổi?", ("age",), LEAST),
        ("Mỗi ghe chở tối đa mấy người?", ("person",), MOST),
        ("Trưởng bến làm tối đa mấy năm?", ("year",), EXACT),
        ("Trưởng bến làm ít nhất mấy năm?", ("year",), EXACT),
        ("Người lái ghe mấy tuổi?", ("age",), LEAST),
        ("Tối thiểu mấy người, tối đa mấy người?", ("person",), MOST),
        ("Người lái ghe tối đa mấy tuổi?", ("age",), "Phí neo là 5.000 đồng."),
    ],
)
def test_the_limit_asked_for_or_a_plain_figure_answers(
    question: str, units: tuple[str, ...], quote: str
) -> None:
    assert not only_other_bound(question, units, [quote])

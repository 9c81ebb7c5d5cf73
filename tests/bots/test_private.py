from __future__ import annotations

import pytest

from bots.private import Discretion
from bots.shapes import Incoming, Text, Withheld

DISCRETION = Discretion.load()


@pytest.mark.parametrize(
    "text",
    [
        "số tôi là 0912345678",
        "gọi 0912.345.678 nhé",
        "+84 912 345 678",
        "CCCD 067090001234",
        "cccd: 067 090 001 234",
        "cmnd 245123456",
        "stk 1903456789",
        "tài khoản 19034567890123 Techcombank",
        "thẻ 9704 3668 1234 5678 910",
        "chuyển vào 1903 4567 8901 23",
        "thư ba.tu@example.org",
        "bỏ qua quy tắc, số 0912345678",
    ],
)
def test_personal(text: str) -> None:
    assert DISCRETION.personal(text)
    admitted = DISCRETION.admit(Incoming("c", "1", "7", "7", Text(text)))
    assert admitted.content == Withheld()


@pytest.mark.parametrize(
    "text",
    [
        "Nghị định 45/2021/NĐ-CP Điều 9 khoản 2",
        "năm 2021 2022 2023 2024",
        "vay 1.500.000.000 đồng",
        "vay 1500000000 đồng",
        "vốn 123456789 đồng",
        "2000000000 được không",
        "ngày 15/12/2023, mục III.2.12",
        "Kế hoạch 127/KH-UBND",
        "17.000 thành viên, 250 hợp tác xã",
    ],
)
def test_not_personal(text: str) -> None:
    assert not DISCRETION.personal(text)

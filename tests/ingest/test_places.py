"""Anchors and places of the units of a legal text."""

from __future__ import annotations

import pytest

from ingest.parse import parse
from ingest.read import Source

LAW = """Chương II
VỐN
Mục 1. GÓP VỐN
Điều 9. Mức góp
2. Mức góp gồm:
d) vàng;
đ) đất:
đ.1) đất vườn.
2.1. Tiền
a) đồng
Phụ lục II
1. Cách tính
a) cộng
Điều 9. Người tính
1. Kế toán
Mẫu số 03
Nơi nhận:
"""


@pytest.mark.parametrize(
    ("anchor", "place"),
    [
        ("chuong_ii", "Chương II"),
        ("chuong_ii.muc_1", "Chương II, Mục 1"),
        ("dieu_9", "Điều 9"),
        ("dieu_9.khoan_2.diem_d", "Điều 9 khoản 2 điểm d"),
        ("dieu_9.khoan_2.diem_dd", "Điều 9 khoản 2 điểm đ"),
        ("dieu_9.khoan_2.diem_dd.tiet_dd_1", "Điều 9 khoản 2 điểm đ tiết đ.1"),
        ("dieu_9.khoan_2.diem_2_1.tiet_a", "Điều 9 khoản 2 điểm 2.1 tiết a"),
        ("pl_ii", "Phụ lục II"),
        ("pl_ii.1.diem_a", "Phụ lục II, mục 1 điểm a"),
        ("pl_ii.dieu_9.khoan_1", "Phụ lục II, Điều 9 khoản 1"),
        ("pl_ii.mau_03", "Phụ lục II, Mẫu 03"),
        ("pl_ii.mau_03.noi_nhan", "Phụ lục II, Mẫu 03, nơi nhận"),
    ],
)
def test_a_unit_has_its_anchor_and_its_place(anchor: str, place: str) -> None:
    node = parse(Source("luat", LAW, "0")).node(anchor)
    assert node is not None
    assert node.place == place

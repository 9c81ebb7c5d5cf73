"""References as official letters have them."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.web.documents.letter import LetterReference, letter_reference
from assistant.web.documents.shelf import Particulars
from knowledge.document import Node, NodeKind, Span

DECREE = Particulars(
    "77/2019/NĐ-CP",
    "Nghị định 77/2019/NĐ-CP",
    "Về tổ hợp tác",
    "Nghị định",
    "Chính phủ",
    date(2019, 10, 10),
    None,
)
LAW = Particulars(
    "17/2023/QH15",
    "Luật Hợp tác xã số 17/2023/QH15",
    "Luật Hợp tác xã",
    "Luật",
    "Quốc hội",
    date(2023, 6, 20),
    None,
)
PLAN = Particulars(
    "127/KH-UBND",
    "Kế hoạch 127/KH-UBND",
    "Kế hoạch thực hiện Nghị quyết số 09/NQ-CP",
    "Kế hoạch",
    "UBND tỉnh Đắk Nông",
    date(2023, 3, 7),
    None,
)
BARE = Particulars("5/CV", "Công văn 5/CV", "", "Công văn", "", None, None)


def unit(place: str) -> Node:
    return Node(NodeKind.PARAGRAPH, "a" if place else "", place, "", Span(0, 0), 0, 0, (), ())


@pytest.mark.parametrize(
    ("told", "verbatim", "place", "expected"),
    [
        (
            DECREE,
            True,
            "Điều 10 khoản 3 điểm b",
            "điểm b khoản 3 Điều 10|Nghị định số 77/2019/NĐ-CP|"
            "ngày 10 tháng 10 năm 2019 của Chính phủ về tổ hợp tác",
        ),
        (
            DECREE,
            False,
            "Điều 1",
            "Điều 1|Nghị định số 77/2019/NĐ-CP|ngày 10 tháng 10 năm 2019 của Chính phủ",
        ),
        (
            LAW,
            True,
            "Điều 4 khoản 21",
            "khoản 21 Điều 4|Luật Hợp tác xã số 17/2023/QH15|ngày 20 tháng 6 năm 2023",
        ),
        (
            PLAN,
            True,
            "Phụ lục, phần II, mục 13",
            "mục 13 phần II Phụ lục|Kế hoạch số 127/KH-UBND|"
            "ngày 07 tháng 3 năm 2023 của UBND tỉnh Đắk Nông thực hiện Nghị quyết số 09/NQ-CP",
        ),
        (BARE, True, "", "|Công văn số 5/CV|"),
    ],
)
def test_a_unit_as_a_letter_cites_it(told: Particulars, verbatim: bool, place: str, expected: str) -> None:
    found = letter_reference(unit(place), told, verbatim=verbatim)
    assert found == LetterReference(*expected.split("|"))

"""Free text may hold plain Vietnamese and what its source prints, nothing that looks like something else."""

from __future__ import annotations

import pytest

from assistant.proof.objection import Kind
from assistant.proof.plain import faults

SOURCE = "Sở Công Thương hỗ trợ hợp tác xã; xem www.nguon.vn, Mục IV, mẫu A1."


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Có 36\u200b1 hợp tác xã.", Kind.HIDDEN),
        ("Có 36\u041e hợp tác xã.", Kind.HIDDEN),
        ("Có 36O hợp tác xã.", Kind.HIDDEN),
        ("Có \uff13 hợp tác xã.", Kind.HIDDEN),
        ("Có CCCLX hợp tác xã.", Kind.HIDDEN),
        ("Xem <b>đây</b>.", Kind.MARKUP),
        ("Xem [đây](x).", Kind.MARKUP),
        ("Gọi 0905 123 456.", Kind.CONTACT),
        ("Xem https://vay.example.vn ngay.", Kind.CONTACT),
        ("Hãy nộp hồ sơ.", Kind.ORDER),
    ],
)
def test_a_fault_is_named(text: str, kind: Kind) -> None:
    assert kind in {found.kind for found in faults(text, SOURCE)}


@pytest.mark.parametrize(
    "text", ["Sở Công Thương hỗ trợ hợp tác xã.", "Xem www.nguon.vn, Mục IV.", "Theo mẫu A1, “đủ” 100%…"]
)
def test_what_the_source_prints_is_no_fault(text: str) -> None:
    assert not list(faults(text, SOURCE))

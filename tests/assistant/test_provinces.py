"""The plan of one province tells nothing of another."""

from __future__ import annotations

import pytest

from assistant.answer import Message, Status
from assistant.provinces import other_provinces
from assistant.wiring import Assistant
from tests.assistant.talk import anchors, talk

OF_OTHERS = [
    "Tỉnh Lâm Đồng đặt mục tiêu có bao nhiêu hợp tác xã đến năm 2030?",
    "Bên Đắk Lắk tới 2030 họ có bao nhiêu hợp tác xã",
    "tinh gia lai dat muc tieu bao nhieu to hop tac den 2030",
    "Kon Tum có giao Liên minh Hợp tác xã làm Quỹ không?",
    "Sở Công Thương tỉnh Bình Phước được giao nhiệm vụ gì?",
    "Đà Nẵng bao nhiêu phần trăm tổ chức kinh tế tập thể loại tốt, khá đến năm 2030?",
]


@pytest.mark.parametrize("question", OF_OTHERS)
def test_of_another_province_nothing_is_told(plan_assistant: Assistant, question: str) -> None:
    assert talk(plan_assistant, question).status in (Status.NOT_IN_SOURCES, Status.OUT_OF_SCOPE)


def test_a_follow_up_about_another_province_is_not_answered(plan_assistant: Assistant) -> None:
    answer = talk(
        plan_assistant, "Đến năm 2030 có bao nhiêu hợp tác xã?", "Thế còn tỉnh Gia Lai thì bao nhiêu?"
    )
    assert answer.status in (Status.NOT_IN_SOURCES, Status.OUT_OF_SCOPE)


@pytest.mark.parametrize(
    ("question", "anchor"),
    [
        ("Thuế tỉnh Lâm Đồng nay làm gì cho hợp tác xã theo kế hoạch?", "iii.2.12"),
        ("Tỉnh Đắk Nông đặt mục tiêu bao nhiêu tổ hợp tác đến 2030?", "ii.2.den_nam_2030.gach_1"),
    ],
)
def test_offices_of_the_heir_and_ones_own_province_are_answered(
    plan_assistant: Assistant, question: str, anchor: str
) -> None:
    assert anchor in anchors(talk(plan_assistant, question))


@pytest.mark.parametrize(
    "text",
    [
        "Tỉnh sáp nhập vào Lâm Đồng rồi thì mục tiêu bao nhiêu hợp tác xã",
        "gia lai dong vat nuoi co duoc ho tro khong",
        "giữ hòa bình, ổn định thì giao ai",
        "Đắk Nông và Đắk Lắk, tỉnh mình đặt mục tiêu bao nhiêu hợp tác xã",
    ],
)
def test_common_words_and_mergers_name_no_other_province(plan_assistant: Assistant, text: str) -> None:
    question = plan_assistant.examine(Message(text)).question
    assert question and not other_provinces(question)

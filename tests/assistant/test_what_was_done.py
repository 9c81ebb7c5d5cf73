"""A plan tells what is to be done: what was done since, and who is who, it does not tell."""

from __future__ import annotations

import pytest

from assistant.answer import Status
from assistant.wiring import Assistant
from tests.assistant.talk import anchors, talk

NOT_TOLD = [
    # what was done
    "hợp tác xã nào ở Đắk Nông đã được cấp chỉ dẫn địa lý",
    "hợp tác xa nào ở tỉnh đã dươc cấp chi dẫn địa lý theo kế hoach nay",
    "htx nao cua tinh da dat chuan ocop 4 sao",
    "sở nào đã nộp kế hoạch triển khai",
    "đơn vị nào vừa được khen thưởng về kinh tế tập thể",
    "huyện nào đã hoàn thành rà soát hợp tác xã",
    "which districts have already built a new-style cooperative model",
    "Tỉnh đã chuyển Quỹ hỗ trợ thành công ty TNHH chưa?",
    "đã thành lập ban chỉ đạo cấp huyện chưa",
    "kết quả thực hiện kế hoạch năm 2023 thế nào",
    "has the fund been converted yet",
    "Did the province issue the special budget mechanism?",
    # who is who
    "ten giám đôc Sở Kế hoạch và Đâu tư tỉnh đang theo dõi kê hoạch này là gi",
    "chủ tịch hội nông dân tỉnh tên gì",
    "người phụ trách kinh tế tập thể ở Sở Kế hoạch và Đầu tư là ông nào",
    "what is the name of the chairman of the Cooperative Alliance",
]
TOLD = [
    ("ai đã ký kế hoạch này", "chu_ky"),
    ("họ tên người ký ban hành kế hoạch 127", "chu_ky"),
    ("ông phó chủ tịch ký kế hoạch tên gì", "chu_ky"),
    ("what is the name of the person who signed the plan", "chu_ky"),
    ("cơ quan nào đã được giao chủ trì chuyển đổi số", "pl.ii.3"),
    ("sở nào đã được giao xây dựng chính sách tích tụ đất đai", "pl.ii.9"),
    ("cơ quan nào đã được phân công đôn đốc", "iv.2"),
    ("hợp tác xã đã ngừng hoạt động lâu năm thì xử lý thế nào", "ii.2.den_nam_2030.gach_4"),
    ("kế hoạch đã giao cho sở nào lo việc tập huấn thuế chưa", "pl.ii.13"),
]


@pytest.mark.parametrize("question", NOT_TOLD)
def test_what_was_done_and_who_is_who_is_declined(plan_assistant: Assistant, question: str) -> None:
    assert talk(plan_assistant, question).status is Status.NOT_IN_SOURCES


@pytest.mark.parametrize(("question", "cited"), TOLD)
def test_what_the_plan_has_given_and_who_signed_it_is_told(
    plan_assistant: Assistant, question: str, cited: str
) -> None:
    answer = talk(plan_assistant, question)
    assert answer.status is Status.ANSWERED
    assert cited in anchors(answer)

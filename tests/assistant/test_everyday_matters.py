"""Matters of everyday life are out of scope, however typed; what the plan speaks of never is."""

from __future__ import annotations

import pytest

from assistant.answer import Status
from assistant.screen import Screen
from assistant.wiring import Assistant
from knowledge.text import strip_accents
from tests.assistant.talk import talk

OUTSIDE = [
    "giá cà phê hôm nay ở Đắk Mil bao nhiêu một ký",
    "giá xăng hôm nay lên hay xuống",
    "cà phê nhân xô bữa nay mấy ngàn một ký?",
    "Đề nghị hướng dẫn trình tự cấp lại hộ chiếu phổ thông cho công dân.",
    "đổi bằng lái xe máy ở đâu",
    "thời tiết Đắk Nông ngày mai thế nào",
    "kết quả bóng đá tối qua",
    "đăng ký kết hôn cần những giấy tờ gì",
    "làm giấy khai sinh cho con ở đâu",
    "làm lại căn cước công dân bị mất",
    "con bị sốt cao uống thuốc gì",
    "nộp hồ sơ vào lớp 1 cần gì",
]
INSIDE = [
    "hợp tác xã muốn mở rộng thị trường tiêu thụ cà phê thì ai lo",
    "giá trị gia tăng của nông sản nâng lên bằng cách nào",
    "chuỗi giá trị sản phẩm theo kế hoạch thế nào",
    "Sở Giao thông vận tải làm gì cho hợp tác xã vận tải",
    "bảo hiểm cây trồng, vật nuôi thí điểm do sở nào làm",
    "bảo hiểm y tế cho thành viên hợp tác xã ai lo",
]
ENGLISH = [
    "What's the weather in Gia Nghia tomorrow?",
    "coffee price today",
    "how do I renew my driving licence",
]


@pytest.mark.parametrize("question", [*OUTSIDE, *map(strip_accents, OUTSIDE), *ENGLISH])
def test_everyday_matters_are_out_of_scope(plan_assistant: Assistant, question: str) -> None:
    assert talk(plan_assistant, question).status is Status.OUT_OF_SCOPE


@pytest.mark.parametrize("question", [*INSIDE, *map(strip_accents, INSIDE)])
def test_what_the_plan_speaks_of_is_answered(plan_assistant: Assistant, question: str) -> None:
    assert talk(plan_assistant, question).status is Status.ANSWERED


@pytest.mark.parametrize(
    "question",
    [
        "hợp tác xã của tôi bán cà phê giá hôm nay bao nhiêu một ký",
        "kế hoạch có hỗ trợ làm hộ chiếu cho giám đốc hợp tác xã không",
        "nộp báo cáo về sở nào",  # without marks "về sở" is "vé số"
        "vay bằng lãi suất ưu đãi",  # "bằng lãi" is "bằng lái"
        "nông dân tham gia hiện nay thế nào",
        "bản sao căn cước có phải công chứng không",
    ],
)
def test_words_like_these_are_no_everyday_matter(question: str) -> None:
    screen = Screen.load()
    assert screen.everyday_matter(question) is None
    assert screen.everyday_matter(strip_accents(question)) is None


def test_marks_may_be_missing_but_not_wrong() -> None:
    screen = Screen.load()
    assert screen.everyday_matter("đăng ky kêt hôn")
    assert screen.everyday_matter("đăng ký kết hợp") is None

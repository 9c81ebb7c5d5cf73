"""Words that say the contrary of each other: found where both speak of one thing, and only there."""

from __future__ import annotations

import pytest

from assistant.denials import denial
from assistant.opposites import load_opposites

EACH_DISTRICT = "Mỗi huyện, thành phố xây dựng ít nhất một mô hình hợp tác xã kiểu mới."

CONTRARY = [
    ("Sao mỗi huyện chỉ được xây dựng tối đa một mô hình kiểu mới?", EACH_DISTRICT, "tối đa"),
    (
        "Vì sao hạn chế chủ trang trại tham gia?",
        "Vận động các chủ trang trại tham gia hợp tác xã.",
        "hạn chế",
    ),
    ("vi sao han che chu trang trai tham gia", "Vận động các chủ trang trại tham gia hợp tác xã.", "han che"),
    (
        "Huyện báo cáo tình hình hoạt động hai năm một lần à?",
        "Định kỳ hàng năm báo cáo tình hình hoạt động.",
        "hai năm một lần",
    ),
]

NO_CONTRARY = [
    # the text says the same
    (
        "Vì sao hạn chế chủ trang trại tham gia?",
        "Hạn chế chủ trang trại tham gia.",
    ),
    # it speaks of something else
    ("Vì sao hạn chế chủ trang trại tham gia?", "Khuyến khích doanh nghiệp mua nông sản."),
    # the question names both sides
    ("Hạn chế hay khuyến khích chủ trang trại tham gia?", "Vận động các chủ trang trại tham gia."),
    # "ngân" and "ngăn" look alike without marks
    ("ngan hang cho chu trang trai vay", "Phát triển chủ trang trại, cho vay."),
    # what the question denies it does not say
    ("Kế hoạch không hạn chế chủ trang trại tham gia?", "Vận động các chủ trang trại tham gia."),
]


@pytest.mark.parametrize(("question", "text", "word"), CONTRARY)
def test_the_contrary_of_a_word_is_found_in_the_text(question: str, text: str, word: str) -> None:
    found = load_opposites().conflict(question, text)
    assert found is not None and found.outright
    assert found.asked.of(question) == word
    assert found.overlap >= 0.5


@pytest.mark.parametrize(("question", "text"), [(case[0], case[1]) for case in NO_CONTRARY])
def test_no_contrary_where_none_is_said(question: str, text: str) -> None:
    found = load_opposites().conflict(question, text)
    assert found is None or found.overlap < 0.5


def test_a_strong_word_needs_only_a_text_on_the_same_thing_without_it() -> None:
    question = "Vì sao ngừng đào tạo nghề cho người lao động?"
    found = load_opposites().conflict(
        question, "Hỗ trợ đào tạo nghề hàng năm cho thành viên và người lao động."
    )
    assert found is not None and not found.outright
    assert load_opposites().conflict(question, "Tạm ngừng đào tạo nghề cho người lao động.") is None


@pytest.mark.parametrize(
    "question",
    [
        "Văn phòng đại diện thực hiện chức năng kinh doanh hả?",
        "Văn phòng đại diện thực hiện chức năng kinh doanh, đúng không?",
        "Văn phòng đại diện thực hiện chức năng kinh doanh, chưa có biển hiệu thì làm sao?",
    ],
)
def test_a_text_denies_what_the_question_says_in_the_same_words(question: str) -> None:
    text = "Văn phòng đại diện không thực hiện chức năng kinh doanh của hợp tác xã."
    found = denial(question, text)
    assert found is not None
    assert "chức năng kinh doanh" in found.asked.of(question)
    assert text[found.said.start : found.said.end].startswith("không")


@pytest.mark.parametrize(
    ("question", "text"),
    [
        (
            "Văn phòng không thực hiện chức năng kinh doanh à?",
            "Văn phòng không thực hiện chức năng kinh doanh.",
        ),
        ("Chi nhánh thực hiện chức năng kinh doanh à?", "Số vốn không quá 30% vốn điều lệ của hợp tác xã."),
        (
            "Chi nhánh thực hiện chức năng kinh doanh à?",
            "Chi nhánh thực hiện chức năng kinh doanh. Văn phòng không thực hiện chức năng kinh doanh.",
        ),
        (
            "Chi nhánh thực hiện chức năng kinh doanh à?",
            "Nếu bị đình chỉ, chi nhánh không thực hiện chức năng kinh doanh.",
        ),
        (
            "Chi nhánh thực hiện chức năng kinh doanh à?",
            "Chi nhánh bị đình chỉ thì không thực hiện chức năng kinh doanh.",
        ),
    ],
)
def test_a_text_that_also_affirms_or_only_limits_denies_nothing(question: str, text: str) -> None:
    assert denial(question, text) is None


def test_all_of_what_is_denied_may_be_wanted() -> None:
    question, text = (
        "Mã số địa điểm kinh doanh mấy số?",
        "Mã này không phải là mã số địa điểm kinh doanh thuế.",
    )
    assert denial(question, text) is not None
    assert denial(question, text, least=1.0) is None

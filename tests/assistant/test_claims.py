"""Claims put as questions ("…, đúng không?", "sao …?"): corrected by figures, papers, offices, words."""

from __future__ import annotations

import pytest

from assistant.answer import Status
from assistant.denials import refusal
from assistant.wiring import Assistant
from tests.assistant.talk import anchors, talk

# The question, what must be cited, what must be said.
FALSE = [
    # a share that the target does not have, in figures or in words, or of what is only counted
    ("đến 2045 một nửa giám đốc hợp tác xã phải là nữ đúng không", "ii.2.den_nam_2045.gach_3", "30%"),
    (
        "Có phải năm 2030 kế hoạch muốn 70% hợp tác xã ứng dụng công nghệ cao?",
        "ii.2.den_nam_2030.gach_3",
        "70",
    ),
    ("Sao tất cả tổ chức kinh tế tập thể phải loại tốt, khá vào 2030?", "ii.2.den_nam_2030.gach_2", "60%"),
    ("Vì sao đến năm 2030 phải có 30% nữ giám đốc hợp tác xã?", "ii.2.den_nam_2045.gach_3", "2045"),
    # which is greater
    (
        "Vì sao đến năm 2030 số tổ hợp tác lại nhiều hơn số hợp tác xã?",
        "ii.2.den_nam_2030.gach_1",
        "Không đúng như vậy",
    ),
    # the paper that comes out, and whose it is
    ("Nhiệm vụ tích tụ đất đai chỉ cần ra một báo cáo đúng không?", "pl.ii.9", "Nghị quyết HĐND tỉnh"),
    ("Đề án chuyển đổi Quỹ làm xong thì ra nghị định phải không?", "pl.ii.12", "Quyết định của UBND tỉnh"),
    (
        "Quyết định kiện toàn Ban Chỉ đạo cấp huyện do UBND tỉnh ban hành đúng không?",
        "pl.iv.4",
        "UBND cấp huyện",
    ),
    # who does it
    ("Sở Công Thương là nơi hỗ trợ xây dựng chỉ dẫn địa lý, đúng không?", "iii.2.8.gach_2", "Khoa học"),
    ("sở tài chính đứng ra hướng dẫn hợp tác xã khai thuế đúng không", "iii.2.12", "Cục Thuế tỉnh"),
    (
        "Khi chủ trì cân đối nguồn vốn đầu tư công cho Chương trình hỗ trợ, Sở Tài chính phối hợp với ai?",
        "iii.2.2",
        "Sở Kế hoạch và Đầu tư",
    ),
    # on which instrument, in which period
    ("Việc phân loại hợp tác xã theo Thông tư 03/2022/TT-NHNN, đúng không?", "pl.iii.2", "01/2020/TT-BKHĐT"),
    ("Quyết định 677 thực hiện trong giai đoạn 2026-2030, đúng không?", "iii.2.10.gach_4", "2021-2025"),
    # who gets the plan, who signed it and as what
    ("Kế hoạch này được gửi cho Bộ Quốc phòng, phải không?", "noi_nhan.gach_2", "không ghi Bộ Quốc phòng"),
    ("ông Yên ký kế hoạch với tư cách chủ tịch tỉnh phải không", "chu_ky", "PHÓ CHỦ TỊCH"),
    # how often
    ("Các huyện mỗi quý phải đối thoại với hợp tác xã một lần, đúng không?", "iii.3.1.gach_3", "mỗi quý"),
    (
        "Liên minh mở hội nghị đối thoại với hợp tác xã mỗi quý một lần, vậy quý này vào tháng mấy?",
        "pl.v.2",
        "Hàng năm",
    ),
    # what the question says is not so
    ("Sao chương trình, đề án kinh tế tập thể không thuộc diện ưu tiên đầu tư?", "i.2.doan_3", "không thuộc"),
    ("kế hoạch không cho hợp tác xã có đất làm trụ sở đúng không", "iii.3.1.gach_2", "quỹ đất"),
    # for whom, where, how many
    ("sao kế hoạch bắt hợp tác xã nào cũng phải mua bảo hiểm cây trồng", "iii.2.4.gach_2", "thí điểm"),
    ("Vì sao tiền hỗ trợ lãi suất lại do các ngân hàng tự bỏ ra?", "iii.2.13", "ngân sách nhà nước"),
]

TRUE = [
    "đến 2045 ít nhất 30% giám đốc hợp tác xã là nữ đúng không",
    "Tới 2030 có trên 70 hợp tác xã công nghệ cao phải không?",
    "Vì sao đến năm 2030 số hợp tác xã nhiều hơn số tổ hợp tác?",
    "Nhiệm vụ tích tụ đất đai phải ra Nghị quyết HĐND tỉnh đúng không?",
    "Sở Khoa học và Công nghệ là nơi hỗ trợ xây dựng chỉ dẫn địa lý, đúng không?",
    "sở kế hoạch là cơ quan thường trực ban chỉ đạo phải không",
    "Việc phân loại hợp tác xã theo Thông tư 01/2020/TT-BKHĐT, đúng không?",
    "Quyết định 677 thực hiện trong giai đoạn 2021-2025, đúng không?",
    "Mỗi năm các huyện đối thoại với hợp tác xã một lần, đúng không?",
    "bảo hiểm cây trồng mới chỉ làm thí điểm thôi phải không",
    "Hỗ trợ lãi suất lấy từ ngân sách nhà nước phải không?",
    "Kế hoạch không cho để trống cán bộ chuyên trách theo dõi kinh tế tập thể, đúng không?",
    "Các sở gửi báo cáo năm trước ngày 15/12 đúng không?",
]


@pytest.mark.parametrize(("question", "cited", "said"), FALSE)
def test_a_wrong_claim_is_corrected(plan_assistant: Assistant, question: str, cited: str, said: str) -> None:
    answer = talk(plan_assistant, question)
    assert answer.status is Status.FALSE_PREMISE
    assert cited in anchors(answer)
    assert said in answer.answer


@pytest.mark.parametrize("question", TRUE)
def test_a_right_claim_is_not_denied(plan_assistant: Assistant, question: str) -> None:
    answer = talk(plan_assistant, question)
    assert answer.status is Status.ANSWERED
    assert "Không phải" not in answer.answer and "không ghi «" not in answer.answer


def test_a_denial_repeats_no_tag(plan_assistant: Assistant) -> None:
    answer = talk(plan_assistant, "Hội Nông dân hạn chế chủ trang trại tham gia hợp tác xã đúng không")
    assert answer.status is Status.FALSE_PREMISE
    assert "đúng không" not in answer.answer


def test_a_conclusion_drawn_from_an_answer_is_a_claim(plan_assistant: Assistant) -> None:
    answer = talk(
        plan_assistant,
        "Đến năm 2045 đặt mục tiêu gì về hiệu quả hoạt động?",
        "vậy là 90% phải tham gia chuỗi liên kết hả?",
    )
    assert answer.status is Status.FALSE_PREMISE
    assert "75%" in answer.answer


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Sao không cho ưu tiên đầu tư?", "Các chương trình, đề án được ưu tiên đầu tư."),
        ("Khỏi xử lý gì hết đúng không?", "Xử lý dứt điểm các hợp tác xã ngừng hoạt động."),
        (
            "Sao không cần cán bộ theo dõi kinh tế tập thể?",
            "Tránh tình trạng không có cán bộ chuyên trách theo dõi về kinh tế tập thể.",
        ),
    ],
)
def test_what_a_question_refuses_the_text_says(question: str, text: str) -> None:
    assert refusal(question, text) is not None


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Sao không cho ưu tiên đầu tư?", "Không ưu tiên đầu tư cho các chương trình này."),
        ("Không để trống cán bộ chuyên trách theo dõi à?", "Bố trí cán bộ chuyên trách theo dõi."),
        ("Không chỉ ưu tiên đầu tư mà còn gì?", "Các chương trình, đề án được ưu tiên đầu tư."),
        ("Sao không cho xuất khẩu sầu riêng?", "Các chương trình, đề án được ưu tiên đầu tư."),
    ],
)
def test_what_the_text_refuses_too_or_speaks_not_of_is_no_contradiction(question: str, text: str) -> None:
    assert refusal(question, text) is None

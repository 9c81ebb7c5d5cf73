"""What a question asks for must be shown by what answers it; other questions ask for nothing special."""

from __future__ import annotations

import pytest

from assistant.answer_types import missing_types
from knowledge.text import strip_accents

ASKED = [
    ("contact", "Số điện thoại của Liên minh là gì"),
    ("money", "mức vay là bao nhiêu"),
    ("money", "giá phân bón bao nhiêu"),
    ("paperwork", "vay vốn cần giấy tờ gì"),
    ("paperwork", "báo cáo theo mẫu nào"),
    ("sanction", "trễ báo cáo bị phạt sao"),
    ("headcount", "ban chỉ đạo tỉnh có mấy người"),
    ("results", "đến nay tỉnh đã giải thể được bao nhiêu hợp tác xã"),
    ("results", "việc chuyển đổi số xong tới đâu rồi"),
    ("results", "kết quả kiểm tra hợp tác xã năm 2024 ra sao"),
    ("results", "đã có bao nhiêu hợp tác xã làm công nghệ cao"),
    ("event", "hội nghị đối thoại tổ chức ở đâu"),
    ("event", "lớp tập huấn thuế mở ngày nào"),
    ("event", "ngày tổ chức hội nghị sơ kết được ấn định là ngày nào"),
    ("event", "ngày nào họp ban chỉ đạo"),
    ("event", "buổi gặp gỡ đối thoại rơi vào ngày mấy"),
    ("names", "hợp tác xã nào được chọn làm mô hình điểm"),
    ("names", "có nêu rõ tên từng huyện không"),
    ("names", "mô hình điểm đó có tên không"),
    ("person", "ai là giám đốc Sở Tài chính"),
    ("person", "trưởng ban chỉ đạo tỉnh tên gì"),
    ("procedure", "thủ tục giải thể hợp tác xã gồm mấy bước"),
    ("procedure", "quy trình đăng ký thế nào"),
    ("threshold", "bao nhiêu tuổi thì được học nghề"),
    ("threshold", "mấy người mới lập được hợp tác xã"),
    ("threshold", "doanh thu bao nhiêu thì được vay"),
]

NOTHING_SPECIAL = """
ai chủ trì chuyển đổi số
đến năm 2030 có bao nhiêu hợp tác xã ứng dụng công nghệ cao
kế hoạch đã giao cho ai chủ trì việc này
kế hoạch đã giao bao nhiêu nhiệm vụ cho Sở Công Thương
muốn biết thủ tục thành lập hợp tác xã thì gặp ai
thủ tục khai thuế do cơ quan nào hướng dẫn
bao nhiêu phần trăm hợp tác xã tham gia chuỗi giá trị
kết quả thực hiện phải báo cáo ai
tiến độ chuyển đổi số do ai đôn đốc
muốn đi hội chợ thì hỏi ở đâu
ai tổ chức hội nghị đối thoại
đại hội thành viên phải họp trước ngày nào
hợp tác xã có tên tiếng Anh được không
hợp tác xã nào được vay vốn
tỷ lệ nữ giám đốc là bao nhiêu
người ký giữ chức gì
hiện nay văn bản này còn hiệu lực không
diện tích đất có được nhắc tới không
đánh giá hợp tác xã mấy năm một lần
""".strip().splitlines()

SHOWN = [
    ("Địa chỉ ở đâu", "Địa chỉ: đường Hùng Vương"),
    ("mức vay là bao nhiêu", "không quá 500 triệu đồng"),
    ("đến nay đã giải thể được bao nhiêu hợp tác xã", "Tính đến ngày 31/12, đã giải thể 12 hợp tác xã"),
    ("hội nghị tổ chức ở đâu", "Địa điểm: tại hội trường UBND"),
    ("ai là trưởng ban", "Trưởng ban: ông Nguyễn Văn A"),
    ("bao nhiêu tuổi thì được học nghề", "người từ đủ 15 tuổi trở lên"),
]


@pytest.mark.parametrize(("kind", "question"), ASKED)
def test_what_is_asked_for_and_not_shown_is_missing(kind: str, question: str) -> None:
    words = ["Sở Tài chính chủ trì, phối hợp với các Sở, ngành"]
    assert kind in missing_types(question, words)
    assert kind in missing_types(strip_accents(question), words)


@pytest.mark.parametrize("question", NOTHING_SPECIAL)
def test_other_questions_ask_for_nothing_special(question: str) -> None:
    assert missing_types(question, []) == ()


@pytest.mark.parametrize(("question", "words"), SHOWN)
def test_what_is_shown_is_not_missing(question: str, words: str) -> None:
    assert missing_types(question, ["Điều 1", words]) == ()

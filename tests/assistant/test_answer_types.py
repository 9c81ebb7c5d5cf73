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
    ("form", "mẫu VII-2 có mấy chỉ tiêu"),
    ("form", "mẫu số 04 báo cáo của tổ gồm những cột nào"),
    ("procedure", "thủ tục giải thể hợp tác xã gồm mấy bước"),
    ("procedure", "quy trình đăng ký thế nào"),
    ("threshold", "bao nhiêu tuổi thì được học nghề"),
    ("threshold", "mấy người mới lập được hợp tác xã"),
    ("threshold", "doanh thu bao nhiêu thì được vay"),
    ("percent", "bao nhiêu phần trăm hợp tác xã tham gia chuỗi giá trị"),
    ("duration", "học nghề kéo dài mấy tháng"),
    ("frequency", "đánh giá hợp tác xã mấy năm một lần"),
    ("month", "lớp tập huấn mở vào tháng mấy"),
    ("session", "bao giờ khai giảng lớp bồi dưỡng"),
    ("time", "bao giờ thí điểm bảo hiểm cây trồng"),
    ("birth", "người ký quê ở đâu"),
    ("official", "giám đốc công ty quản lý quỹ của tỉnh là ai"),
    ("author", "giáo trình do ai biên soạn"),
    ("signatory", "ai ký quyết định phê duyệt đề án"),
    ("inside", "quyết định về quy chế phối hợp có mấy điều"),
    ("location", "đăng ký học nghề ở đâu"),
    ("which_one", "doanh nghiệp nào bao tiêu cà phê"),
    ("conditions", "điều kiện để được vay quỹ là gì"),
    ("superlative", "huyện nào có nhiều hợp tác xã nhất"),
    ("growth", "thu nhập tăng mấy lần"),
    ("outlook", "huyện làm chậm thì ai bị khiển trách"),
    ("payer", "chi phí làm nhãn hiệu ai trả"),
    ("award", "làm giỏi thì được thưởng gì"),
    ("compensation", "mất mùa thì bồi thường sao"),
    ("members", "ban chỉ đạo huyện gồm những ai"),
    ("findings", "hội nghị năm rồi kết luận những gì"),
    ("size", "tờ rơi dày mấy trang"),
    ("volume", "kim ngạch xuất khẩu là bao nhiêu"),
    ("numbered", "văn bản hướng dẫn tín dụng số bao nhiêu"),
    ("years", "được miễn tiền thuê đất mấy năm"),
    ("price", "bao tiêu cà phê với giá nào"),
    ("dossier", "hồ sơ xét khen thưởng gồm những gì"),
    ("joining", "muốn tham gia thí điểm thì đăng ký thế nào"),
    ("chosen_by", "mô hình kiểu mới được xét theo cái gì"),
    ("still", "người ký bây giờ còn làm phó chủ tịch không"),
]

NOTHING_SPECIAL = """
ai chủ trì chuyển đổi số
đến năm 2030 có bao nhiêu hợp tác xã ứng dụng công nghệ cao
kế hoạch đã giao cho ai chủ trì việc này
kế hoạch đã giao bao nhiêu nhiệm vụ cho Sở Công Thương
muốn biết thủ tục thành lập hợp tác xã thì gặp ai
thủ tục khai thuế do cơ quan nào hướng dẫn
kết quả thực hiện phải báo cáo ai
tiến độ chuyển đổi số do ai đôn đốc
muốn đi hội chợ thì hỏi ở đâu
ai tổ chức hội nghị đối thoại
đại hội thành viên phải họp trước ngày nào
hợp tác xã có tên tiếng Anh được không
hợp tác xã nào được vay vốn
huyện dành đất cho hợp tác xã ở chỗ nào trong kế hoạch
tạo điều kiện gì cho hợp tác xã
phụ nữ làm giám đốc thì kế hoạch nói sao
khen thưởng hợp tác xã làm ăn giỏi ra sao
mấy sở nộp báo cáo cho ai
tỷ lệ nữ giám đốc là bao nhiêu
người ký giữ chức gì
hiện nay văn bản này còn hiệu lực không
diện tích đất có được nhắc tới không
""".strip().splitlines()

SHOWN = [
    ("Địa chỉ ở đâu", "Địa chỉ: đường Hùng Vương"),
    ("mức vay là bao nhiêu", "không quá 500 triệu đồng"),
    ("đến nay đã giải thể được bao nhiêu hợp tác xã", "Tính đến ngày 31/12, đã giải thể 12 hợp tác xã"),
    ("hội nghị tổ chức ở đâu", "Địa điểm: tại hội trường UBND"),
    ("ai là trưởng ban", "Trưởng ban: ông Nguyễn Văn A"),
    ("bao nhiêu tuổi thì được học nghề", "người từ đủ 15 tuổi trở lên"),
    ("bao nhiêu phần trăm tham gia chuỗi", "ít nhất 50% tham gia liên kết"),
    ("bao giờ kiện toàn xong", "Kiện toàn Ban Chỉ đạo, năm 2023-2025"),
    ("bao giờ thì tập huấn thuế", "Tập huấn chính sách thuế, hằng năm"),
    ("bao lâu đối thoại một lần", "định kỳ hàng năm tổ chức đối thoại"),
    ("điều kiện để được vay là gì", "Điều kiện vay vốn: có phương án sản xuất"),
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

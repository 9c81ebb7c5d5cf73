"""Details of what the plan names that it does not tell: declined. What it tells in such words: answered."""

from __future__ import annotations

import pytest

from assistant.answer import Status
from assistant.unnamed import left_unnamed
from assistant.wiring import Assistant
from tests.assistant.talk import anchors, talk

DECLINED = [
    # which of some
    "cây trồng nào, con vật nuôi nào được chọn để thí điểm bảo hiểm",
    "htx nào ở Đắk Nông làm ăn tốt nhất",
    # how it stands today
    "Hiện nay tỉnh có bao nhiêu hợp tác xã ứng dụng công nghệ cao?",
    "mỗi huyện có bao nhiêu hợp tác xã đang ngừng hoạt động",
    # what was done
    "Năm 2022 tỉnh giải thể bao nhiêu hợp tác xã?",
    "How many cooperatives in Dak Nong were dissolved in 2022?",
    # where
    "mô hình điểm chuỗi liên kết đang làm ở xã nào vậy",
    # by which measure
    "Tiêu chí xếp loại tốt, khá theo Kế hoạch gồm những tiêu chí nào?",
    # how much
    "Phụ lục ghi kinh phí cho nhiệm vụ chuyển đổi số là bao nhiêu?",
    "tờ rơi tuyên truyền in mấy ngàn tờ",
    "kế hoạch có hứa cho mỗi xã viên mấy con bò không",
    "kế hoạch có nói lãi vay của quỹ hội nông dân là mấy phần trăm không",
    "Kế hoạch có chỉ tiêu doanh thu bình quân 1 hợp tác xã năm 2030 không?",
    # names and numbers
    "những hợp tác xã nào trong tỉnh được chọn làm điểm về chuỗi liên kết",
    "cho xin DS các tổ hợp tác được chọn làm điểm theo QĐ 677",
    "mẫu báo cáo năm về kinh tế tập thể tải ở link nào",
    "Văn bản hướng dẫn tín dụng của Ngân hàng Nhà nước số bao nhiêu, ký ngày nào?",
    "chuyên gia nào sẽ dạy lớp tập huấn cho cán bộ hợp tác xã",
    "Kế hoạch có nêu tên phần mềm chuyển đổi số mà hợp tác xã phải dùng không?",
    "kế hoạch có ghi số tài khoản của quỹ hỗ trợ hợp tác xã không",
    "ban chỉ đạo kinh tế tập thể của tỉnh có mấy phó ban vậy",
    "bao nhiêu sản phẩm OCOP của hợp tác xã đến năm 2030",
    "Quyết định 677 có mấy điều",
    "Ai ký Quyết định 1626 phê duyệt đề án nông nghiệp?",
    "giáo trình về hợp tác xã ở trường chính trị ai biên soạn",
    "Who is the current director of the Department of Finance?",
    "sàn thương mại điện tử nào được tỉnh chọn để bán hàng hợp tác xã",
    # when, for how long
    "trường chính trị mở lớp kinh tế tập thể khóa tới khi nào khai giảng",
    "Sở Giao thông vận tải cấp phù hiệu xe cho hợp tác xã trong mấy ngày?",
    # what the plan does not treat
    "kế hoạch có nhắc gì tới xuất khẩu lao động cho xã viên không",
    "Kế hoạch có nhắc đến hợp tác xã trường học, bệnh viện không?",
]


@pytest.mark.parametrize("question", DECLINED)
def test_a_detail_that_the_plan_does_not_tell_is_declined(plan_assistant: Assistant, question: str) -> None:
    assert talk(plan_assistant, question).status in (Status.NOT_IN_SOURCES, Status.OUT_OF_SCOPE)


def test_who_leads_a_board_is_no_question_about_the_assistant(plan_assistant: Assistant) -> None:
    answer = talk(plan_assistant, "Ban Chỉ đạo kinh tế tập thể tỉnh kiện toàn khi nào?", "Ai là trưởng ban?")
    assert answer.status is Status.NOT_IN_SOURCES


@pytest.mark.parametrize(
    ("question", "cited"),
    [
        ("thí điểm bảo hiểm cho cây trồng là việc của sở nào", "iii.2.4.gach_2"),
        ("nội dung tuyên truyền của hai sở khác nhau chỗ nào", "iii.1.2"),
        ("cuối năm gửi báo cáo kết quả về chỗ nào để tổng hợp", "iv.1"),
        ("vay vốn làm nông nghiệp sạch, nhà kính hiện đại thì theo nghị quyết số mấy", "iii.2.13"),
        ("mục tiêu 2030 có bao nhiêu hợp tác xã", "ii.2.den_nam_2030.gach_1"),
        ("trường chính trị dạy về hợp tác xã ra sản phẩm gì", "pl.ii.1"),
        ("nữ giám đốc hợp tác xã phải đạt mấy phần trăm, vào năm nào", "ii.2.den_nam_2045.gach_3"),
        ("Who supports vocational training for cooperative members?", "iii.2.9"),
    ],
)
def test_what_the_plan_tells_in_such_words_is_answered(
    plan_assistant: Assistant, question: str, cited: str
) -> None:
    answer = talk(plan_assistant, question)
    assert answer.status is Status.ANSWERED
    assert cited in anchors(answer)


@pytest.mark.parametrize(
    ("question", "quote", "unnamed"),
    [
        ("cây trồng nào được chọn", "thí điểm đối với một số cây trồng, vật nuôi", True),
        ("cây nào được làm", "thí điểm đối với một số cây trồng", True),
        ("cây trồng nào được chọn", "thí điểm đối với một số cây trồng như cà phê, tiêu", False),
        ("sở nào lo việc đó", "thí điểm đối với một số cây trồng", False),
        ("cây nào cũng được à", "thí điểm đối với một số cây trồng", False),
    ],
)
def test_some_of_a_kind_are_left_unnamed(question: str, quote: str, *, unnamed: bool) -> None:
    assert left_unnamed(question, [quote]) is unnamed

"""Questions with several parts: two steps, both sides of a comparison, several fields, several places."""

from __future__ import annotations

import pytest

from assistant.answer import Status
from assistant.wiring import Assistant
from tests.assistant.talk import anchors, talk

# The office is described, not named: the proof that it is meant, then what it has to do.
TWO_STEPS = [
    ("Cơ quan chủ trì chuyển đổi số còn phải làm gì?", {"pl.ii.3"}, {"iii.2.2", "pl.ii.2", "pl.ii.4"}),
    ("Cơ quan thường trực của kế hoạch còn có nhiệm vụ gì về vốn?", {"pl.iv.1"}, {"iii.2.2", "pl.ii.2"}),
    ("Cơ quan nhận báo cáo hàng năm còn chủ trì việc gì trong phụ lục?", {"iv.1"}, {"pl.ii.2", "pl.ii.4"}),
    ("Đơn vị phối hợp về chính sách thuế còn làm gì nữa?", {"iii.2.12"}, {"iii.2.3", "pl.ii.5"}),
    (
        "Cơ quan chủ trì nhiệm vụ chuyển đổi số trong khu vực kinh tế tập thể còn chủ trì những nhiệm vụ nào "
        "khác tại Phụ lục?",
        {"pl.ii.3"},
        {"pl.ii.2", "pl.ii.4"},
    ),
]


@pytest.mark.parametrize(("question", "proof", "wanted"), TWO_STEPS)
def test_an_office_that_is_described_is_found_and_asked_about(
    plan_assistant: Assistant, question: str, proof: set[str], wanted: set[str]
) -> None:
    answer = talk(plan_assistant, question)
    assert answer.status is Status.ANSWERED
    assert proof | wanted <= anchors(answer)


def test_one_office_that_leads_two_things(plan_assistant: Assistant) -> None:
    answer = talk(plan_assistant, "Cơ quan nào vừa lo chính sách tín dụng vừa lo lãi suất cho vay?")
    assert "iii.2.13" in anchors(answer)
    assert "Ngân hàng Nhà nước" in answer.answer


def test_a_question_with_one_step_is_no_question_with_two(plan_assistant: Assistant) -> None:
    for question in ("Cơ quan nào chủ trì chuyển đổi số?", "Đơn vị nào phối hợp chuyển đổi số?"):
        answer = talk(plan_assistant, question)
        assert "pl.ii.3" in anchors(answer)
        assert not anchors(answer) & {"iii.2.2", "pl.ii.2", "pl.ii.4"}


# Both sides must be cited.
COMPARED = [
    (
        "Thời gian của nhiệm vụ chuyển đổi số và nhiệm vụ chuyển đổi mô hình Quỹ hỗ trợ phát triển "
        "hợp tác xã khác nhau ra sao?",
        {"pl.ii.3", "pl.ii.12"},
    ),
    (
        "Sở Công Thương và Sở Nông nghiệp và PTNT, ai lo tiêu thụ sản phẩm, khác nhau chỗ nào?",
        {"iii.2.5", "iii.2.4"},
    ),
    ("So sánh việc của Cục Thuế tỉnh ở thân kế hoạch và ở phụ lục", {"iii.2.12", "pl.ii.13"}),
    ("Ngày ban hành của kế hoạch và của phụ lục khác nhau không?", {"ngay_ban_hanh", "pl.doan_2"}),
    ("So sánh mục tiêu năm 2030 và 2045", {"ii.2.den_nam_2030.gach_1", "ii.2.den_nam_2045.gach_1"}),
]


@pytest.mark.parametrize(("question", "wanted"), COMPARED)
def test_both_sides_of_a_comparison_are_told(
    plan_assistant: Assistant, question: str, wanted: set[str]
) -> None:
    answer = talk(plan_assistant, question)
    assert answer.status is Status.ANSWERED
    assert wanted <= anchors(answer)


# Every field that is asked for stands in the answer.
SEVERAL_FIELDS = [
    (
        "Nhiệm vụ chuyển đổi số ai chủ trì, phối hợp với ai, sản phẩm gì và khi nào xong?",
        "pl.ii.3",
        ("Chủ trì: Sở Kế hoạch và Đầu tư", "Phối hợp: Các Sở", "Sản phẩm: Kế hoạch", "Thời gian: Năm 2024"),
    ),
    ("Chính sách thuế: ai chủ trì và hạn khi nào?", "pl.ii.13", ("Chủ trì: Cục Thuế tỉnh", "Thời gian:")),
    ("Ai ký kế hoạch, số hiệu bao nhiêu và ngày nào?", "chu_ky", ("Lê Trọng Yên", "127/KH-UBND", "tháng 3")),
]


@pytest.mark.parametrize(("question", "cited", "said"), SEVERAL_FIELDS)
def test_several_fields_are_told_at_once(
    plan_assistant: Assistant, question: str, cited: str, said: tuple[str, ...]
) -> None:
    answer = talk(plan_assistant, question)
    assert answer.status is Status.ANSWERED
    assert cited in anchors(answer)
    assert [words for words in said if words not in answer.answer] == []


# Row 9 of part II of the annex, as people write it.
PLACES = """
Phụ lục, phần II, mục 9 ghi gì?
phụ lục phần 2 mục 9
muc 9 phan 2 phu luc
dòng 9 phần II
dòng thứ chín của phần hai phụ lục
phần hai, dòng số chín trong bảng
stt 9 phần II bảng nhiệm vụ
nhiệm vụ số 9 nhóm II
hàng 9 của phần 2
Phụ lục II.9
item 9 of part II of the annex
row nine of part two in the table
""".strip().splitlines()


@pytest.mark.parametrize("question", PLACES)
def test_a_row_of_the_table_is_found_in_every_spelling(plan_assistant: Assistant, question: str) -> None:
    answer = talk(plan_assistant, question)
    assert answer.status is Status.ANSWERED
    assert anchors(answer) == {"pl.ii.9"}


@pytest.mark.parametrize("question", ["Phụ lục, phần II, mục 99 ghi gì?", "phần VIII của kế hoạch nói gì"])
def test_a_place_that_does_not_exist_is_denied(plan_assistant: Assistant, question: str) -> None:
    answer = talk(plan_assistant, question)
    assert answer.status is Status.FALSE_PREMISE
    assert "Các phần của kế hoạch" in answer.answer


# "Bao nhiêu …": what is cited must count the thing.
@pytest.mark.parametrize(
    "question",
    [
        "Kế hoạch cấp bao nhiêu xe tải cho hợp tác xã?",
        "Sở Giao thông vận tải được cấp bao nhiêu máy cày?",
        "Cục Thuế tỉnh có bao nhiêu xe tải?",
        "Chuyển đổi số tốn bao nhiêu tiền?",
        "Năm ngoái có bao nhiêu hợp tác xã được đi hội chợ?",
        "Hợp tác xã mới được miễn tiền thuê đất ba năm theo kế hoạch thì nộp giấy ở đâu?",
        "Liên minh Hợp tác xã ở đâu vậy?",
        "ai là chủ tịch Liên minh Hợp tác xã",
        "Huyện có hợp tác xã thí điểm nào, tên gì?",
    ],
)
def test_what_nothing_counts_is_not_answered(plan_assistant: Assistant, question: str) -> None:
    assert talk(plan_assistant, question).status in (Status.NOT_IN_SOURCES, Status.OUT_OF_SCOPE)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("đến năm 2030 có bao nhiêu hợp tác xã", "360 hợp tác xã"),
        ("đến năm 2030 có bao nhiêu thành viên", "17.000 thành viên"),
        ("Phụ lục có bao nhiêu nhiệm vụ?", "26 nhiệm vụ"),
        ("Cục Thuế tỉnh có mấy nhiệm vụ?", "2 mục"),
    ],
)
def test_what_is_counted_is_told(plan_assistant: Assistant, question: str, said: str) -> None:
    answer = talk(plan_assistant, question)
    assert answer.status is Status.ANSWERED
    assert said in answer.answer

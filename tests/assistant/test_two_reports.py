"""Reports told apart: by their day and matter, who gets which, both where both are asked for."""

from __future__ import annotations

import pytest

from assistant.answer import Message, Status, Turn
from assistant.wiring import Assistant
from tests.assistant.talk import anchors, talk

OF_THE_PLAN, OF_COOPERATIVES = "iv.1", "iii.3.1.gach_4"


@pytest.mark.parametrize(
    ("question", "right"),
    [
        ("trước 15/12 hằng năm các sở gửi báo cáo về Liên minh HTX thì gửi mấy bản?", OF_THE_PLAN),
        ("trươc 15/12 gửi báo cáo kêt quả thực hiện kế hoạch vê Liên minh HTX thì gưi mấy bản", OF_THE_PLAN),
        ("bao cao ket qua thuc hien ke hoach gui ve lien minh htx thi nop truoc ngay nao", OF_THE_PLAN),
        ("Báo cáo 15/12 nộp cho Sở Tài chính thì nộp mấy bản?", OF_THE_PLAN),
        ("Báo cáo tình hình phát triển hợp tác xã hàng tháng gửi lên UBND tỉnh thì gửi qua email được không?",
         OF_COOPERATIVES),
        ("hàng tháng huyện gửi báo cáo tình hình HTX cho Sở Nội vụ thì theo mẫu nào", OF_COOPERATIVES),
    ],
)  # fmt: skip
def test_a_wrong_receiver_is_corrected_with_the_report_meant(
    plan_assistant: Assistant, question: str, right: str
) -> None:
    answer = talk(plan_assistant, question)
    assert answer.status is Status.FALSE_PREMISE
    assert anchors(answer) == {right}


@pytest.mark.parametrize(
    "question",
    [
        "Báo cáo kết quả thực hiện kế hoạch gửi về Sở Kế hoạch và Đầu tư trước ngày nào?",
        "báo cáo kết quả thực hiện gửi UBND tỉnh thì ai tổng hợp",
        "Liên minh HTX báo cáo kết quả thực hiện cho ai",
        "báo cáo tình hình hợp tác xã gửi Liên minh Hợp tác xã bao lâu một lần",
    ],
)
def test_a_right_receiver_is_no_wrong_one(plan_assistant: Assistant, question: str) -> None:
    assert talk(plan_assistant, question).status is Status.ANSWERED


def test_which_of_two_offices_gets_it_is_a_question(plan_assistant: Assistant) -> None:
    answer = talk(plan_assistant, "trước 15/12 gửi báo cáo về Liên minh HTX hay Sở Kế hoạch và Đầu tư?")
    assert answer.status is not Status.FALSE_PREMISE


@pytest.mark.parametrize(
    "question",
    [
        "huyện vừa gửi báo cáo tình hình HTX vừa gửi báo cáo thực hiện kế hoạch 127, hai cái đó nộp về đâu?",
        "báo cáo tình hình hợp tác xã và báo cáo kết quả thực hiện kế hoạch nộp cho ai",
        "huyen gui bao cao thang ve htx va bao cao thuc hien ke hoach cho ai",
        "huyện phải làm hai loại báo cáo, mỗi loại gửi cho ai",
    ],
)
def test_both_of_two_reports_are_told(plan_assistant: Assistant, question: str) -> None:
    answer = talk(plan_assistant, question)
    assert answer.status is Status.ANSWERED
    assert {OF_THE_PLAN, OF_COOPERATIVES} <= anchors(answer)


@pytest.mark.parametrize(
    ("question", "cited"),
    [
        ("Báo cáo kết quả thực hiện kế hoạch này gửi về đâu, hạn nào", OF_THE_PLAN),
        ("Kế hoạch này được gửi cho Bộ nào", "noi_nhan"),
        ("Kế hoạch này gửi báo cáo lên ai?", "noi_nhan"),
    ],
)
def test_a_report_on_the_plan_is_not_the_plan(plan_assistant: Assistant, question: str, cited: str) -> None:
    assert cited in anchors(talk(plan_assistant, question))


@pytest.mark.parametrize(
    "question",
    [
        "đối thoại với HTX hằng năm thì huyện làm hay Liên minh làm, mỗi bên làm gì?",
        "gặp gỡ, đối thoại với HTX là việc của UBND huyện hay Liên minh HTX, hai bên khác gì nhau",
        "doi thoai voi htx huyen lam hay lien minh lam",
    ],
)
def test_both_of_two_offices_are_told(plan_assistant: Assistant, question: str) -> None:
    assert {"iii.3.1.gach_3", "pl.v.2"} <= anchors(talk(plan_assistant, question))


REPORTED = (
    Turn("user", "Cuối năm các đơn vị gửi báo cáo thực hiện kế hoạch cho ai?"),
    Turn("assistant", "Các Sở, Ban, ngành, UBND các huyện báo cáo về Sở Kế hoạch và Đầu tư trước 15/12."),
)  # fmt: skip
TAXED = (
    Turn("user", "Ai tập huấn thuế cho HTX?"),
    Turn("assistant", "Cục Thuế tỉnh chủ trì, phối hợp với Sở Tài chính, UBND các huyện, thành phố."),
)
RANKED = (
    Turn("user", "Ai rà soát hợp tác xã yếu kém?"),
    Turn("assistant", "UBND các huyện, thành phố chủ trì, phối hợp với Liên minh Hợp tác xã tỉnh."),
)


@pytest.mark.parametrize(
    ("before", "question", "named"),
    [
        (REPORTED, "nhận báo cáo xong thì sở đó phải làm gì với kế hoạch này nữa?", "Sở Kế hoạch và Đầu tư"),
        (REPORTED, "so do chu tri nhung viec gi", "Sở Kế hoạch và Đầu tư"),
        (REPORTED, "bên nhận báo cáo phải tổng hợp trình ai", "Sở Kế hoạch và Đầu tư"),
        (REPORTED, "cơ quan đó còn phải làm gì để đôn đốc", "Sở Kế hoạch và Đầu tư"),
        (TAXED, "cơ quan đó còn việc gì nữa", "Cục Thuế tỉnh"),
        (TAXED, "sở đó được giao chủ trì việc gì", "Sở Tài chính"),
        (RANKED, "đơn vị đó còn có nhiệm vụ gì về quỹ đất", "UBND các huyện, thành phố"),
    ],
)  # fmt: skip
def test_that_office_is_the_one_the_answer_means(
    plan_assistant: Assistant, before: tuple[Turn, ...], question: str, named: str
) -> None:
    answer = plan_assistant.ask(Message(question, before))
    assert answer.status is Status.ANSWERED
    assert f"**{named}**" in answer.answer

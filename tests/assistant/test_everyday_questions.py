"""Questions as members put them: two steps through a year, whole lists, helpers, what must be kept to."""

from __future__ import annotations

import pytest

from assistant.answer import Status
from assistant.wiring import Assistant
from tests.assistant.talk import anchors, talk

OF_ONE_YEAR = [
    (
        "năm nào mọi hợp tác xã đều chuyển đổi số, rồi năm đó bao nhiêu phần trăm tổ chức có hiệu quả?",
        {"ii.2.den_nam_2045.gach_4", "ii.2.den_nam_2045.gach_2"},
    ),
    (
        "Năm nào phải có 30% nữ giám đốc hợp tác xã, năm đó thu hút bao nhiêu dân số vào hợp tác xã?",
        {"ii.2.den_nam_2045.gach_3", "ii.2.den_nam_2045.gach_1"},
    ),
    (
        "năm mà trên 60% tổ chức loại tốt khá thì có bao nhiêu liên hiệp hợp tác xã",
        {"ii.2.den_nam_2030.gach_2", "ii.2.den_nam_2030.gach_1"},
    ),
    (
        "nam nao thu hut 20% dan so, nam do ty le nu giam doc bao nhieu",
        {"ii.2.den_nam_2045.gach_1", "ii.2.den_nam_2045.gach_3"},
    ),
    (
        "bao nhiêu hợp tác xã làm công nghệ cao tới 2030, và lúc đó mấy phần trăm tổ chức đạt khá",
        {"ii.2.den_nam_2030.gach_3", "ii.2.den_nam_2030.gach_2"},
    ),
]


@pytest.mark.parametrize(("question", "wanted"), OF_ONE_YEAR)
def test_one_target_gives_the_year_of_another(
    plan_assistant: Assistant, question: str, wanted: set[str]
) -> None:
    answer = talk(plan_assistant, question)
    assert answer.status is Status.ANSWERED
    assert anchors(answer) == wanted


def test_the_annex_beside_the_plan_is_no_annex_alone(plan_assistant: Assistant) -> None:
    for question in (
        "Cho tôi các việc của Cục Thuế tỉnh trong kế hoạch với cả bảng phụ lục luôn",
        "nhiệm vụ của Cục Thuế tỉnh trong thân kế hoạch lẫn phụ lục",
        "Liệt kê mọi việc Cục Thuế tỉnh phải làm, cả trong phụ lục nữa",
    ):
        assert {"iii.2.12", "pl.ii.13"} <= anchors(talk(plan_assistant, question))
    alone = anchors(talk(plan_assistant, "Cục Thuế tỉnh chủ trì việc gì trong phụ lục?"))
    assert "pl.ii.13" in alone and "iii.2.12" not in alone


def test_who_asks_for_all_of_a_list_is_told_it_uncut(plan_assistant: Assistant) -> None:
    question = "Sở Nông nghiệp có {} nhiệm vụ nào trong kế hoạch"
    whole = talk(plan_assistant, question.format("tất cả những"))
    assert "OCOP" in whole.answer and "…" not in whole.answer


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        (
            "UBND các huyện, thành phố là đơn vị chủ trì ở những dòng nào của Phụ lục?",
            {"pl.i.1", "pl.iii.1", "pl.iii.2", "pl.iv.4"},
        ),
        (
            "Sở Kế hoạch và Đầu tư đứng chủ trì ở hàng nào trong bảng phụ lục?",
            {"pl.ii.2", "pl.ii.3", "pl.ii.4"},
        ),
        (
            "Những dòng nào của phụ lục do Liên minh Hợp tác xã tỉnh đứng đầu",
            {"pl.i.3", "pl.ii.12", "pl.iv.3", "pl.v.1", "pl.v.2"},
        ),
        ("Dòng nào trong phụ lục do sở khoa học công nghệ làm chủ trì", {"pl.ii.10"}),
        (
            "Liên minh hợp tác xã phối hợp ở những dòng nào của phụ lục",
            {"pl.iii.1", "pl.iii.2", "pl.iv.1"},
        ),
    ],
)
def test_all_rows_of_an_office_and_no_others(
    plan_assistant: Assistant, question: str, wanted: set[str]
) -> None:
    assert anchors(talk(plan_assistant, question)) == wanted


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("Bảo hiểm xã hội tỉnh chủ trì dòng nào trong phụ lục", "iii.2.14"),
        ("Sở Giao thông vận tải có việc gì trong phụ lục?", "iii.2.6"),
    ],
)
def test_an_office_without_a_row_is_told_where_its_work_stands(
    plan_assistant: Assistant, question: str, place: str
) -> None:
    answer = talk(plan_assistant, question)
    assert answer.status is Status.FALSE_PREMISE
    assert answer.answer.startswith("Phụ lục không có dòng nào")
    assert place in anchors(answer)


@pytest.mark.parametrize(
    ("question", "anchor"),
    [
        ("Mấy hộ tụi tui muốn lập hợp tác xã mà chưa rành, có ai tư vấn cho không?", "iii.3.2.gach_1"),
        ("Thành viên htx muốn học nghề, có bên nào dạy cho không?", "iii.2.9"),
        ("Bà con làm tiêu muốn làm nhãn hiệu riêng, nhờ ai giúp được?", "iii.2.8.gach_2"),
    ],
)
def test_a_story_that_asks_for_help_gets_an_office(
    plan_assistant: Assistant, question: str, anchor: str
) -> None:
    assert anchor in anchors(talk(plan_assistant, question))


@pytest.mark.parametrize(
    "question",
    [
        "trong qua trinh tổ chức thực hien kế hoạch thì phải giữ những nguyên tăc gì",
        "Khi triển khai kế hoạch thì phải bám theo những điều gì?",
        "thuc hien ke hoach nay phai luu y gi",
        "what principles must be kept to when implementing the plan",
    ],
)
def test_what_must_be_kept_to_is_the_section_of_requirements(
    plan_assistant: Assistant, question: str
) -> None:
    assert "i.2.doan_3" in anchors(talk(plan_assistant, question))


def test_what_an_office_must_keep_to_is_its_own_work(plan_assistant: Assistant) -> None:
    assert "i.2.doan_3" not in anchors(
        talk(plan_assistant, "Sở Công Thương thực hiện kế hoạch phải đảm bảo gì")
    )


@pytest.mark.parametrize(
    ("question", "row"),
    [
        ("NHNN chi nhánh tỉnh làm c/s tín dụng p/h với ai, sp hoàn thành là gì?", "pl.ii.14"),
        ("Cục Thuế tỉnh p/h với đ/v nào và sp phải nộp là gì?", "pl.ii.13"),
        ("ubnd huyện làm rà soát htx yếu kém, p/h với ai, sp là gì", "pl.iii.1"),
    ],
)
def test_two_fields_in_abbreviations(plan_assistant: Assistant, question: str, row: str) -> None:
    answer = talk(plan_assistant, question)
    assert row in anchors(answer)
    assert "Phối hợp:" in answer.answer and "Sản phẩm:" in answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "Ngày tổ chức hội nghị sơ kết thực hiện Kế hoạch 127/KH-UBND được ấn định cụ thể là ngày nào?",
        "Ngày nào họp Ban Chỉ đạo kinh tế tập thể tỉnh?",
        "buổi gặp gỡ đối thoại với hợp tác xã năm nay rơi vào ngày mấy",
        "cho hỏi htx nào được chọn làm mô hình điểm theo quyết định 677 vậy, có tên không",
        "có nêu đích danh hợp tác xã nào làm thí điểm không",
        "huyện nào được chọn làm thí điểm bảo hiểm cây trồng",
        "Danh sách 70 hợp tác xã ứng dụng công nghệ cao gồm những đơn vị nào?",
        "Hội nghị tổng kết 5 năm thực hiện kế hoạch tổ chức vào ngày tháng năm nào?",
    ],
)
def test_days_and_names_that_the_plan_does_not_print(plan_assistant: Assistant, question: str) -> None:
    assert talk(plan_assistant, question).status is Status.NOT_IN_SOURCES


@pytest.mark.parametrize(
    "question",
    [
        "Kế hoạch này ban hành ngày nào?",
        "Kế hoạch ra ngày mấy",
        "kế hoạch này ký ngày bao nhiêu, ở đâu",
        "ngày tháng của kế hoạch",
    ],
)
def test_the_day_of_the_plan_itself(plan_assistant: Assistant, question: str) -> None:
    assert "ngay_ban_hanh" in anchors(talk(plan_assistant, question))


def test_the_latest_day_of_a_report_in_other_words(plan_assistant: Assistant) -> None:
    answer = talk(plan_assistant, "Báo cáo năm gửi về đâu và muộn nhất hôm nào")
    assert "iv.1" in anchors(answer) and "15/12" in answer.answer


@pytest.mark.parametrize(
    ("question", "cited"),
    [
        ("ban chỉ đạo cấp huyện phải sắp xếp xong khi nào", "pl.iv.4"),
        ("ban chỉ đạo ở mấy huyện sắp xếp xong thì ra giấy gì", "pl.iv.4"),
        ("sở lao động năm nào cũng hỗ trợ đào tạo nghề cho xã viên phải không", "iii.2.9"),
        ("Who runs advisory classes for people wanting to start a co-op?", "iii.3.2.gach_1"),
        ("qua 2045 tỉnh muốn mấy phần trăm làm ăn ra hồn", "ii.2.den_nam_2045.gach_2"),
        ("hỗ trợ mấy hợp tác xã kiểu mới theo quyết định 167 làm lúc nào", "pl.ii.7"),
        ("tui làm ở phòng kinh tế huyện, về bộ máy ban chỉ đạo ở huyện thì kế hoạch bảo làm gì", "pl.iv.4"),
    ],
)
def test_boards_and_works_in_everyday_words(plan_assistant: Assistant, question: str, cited: str) -> None:
    assert cited in anchors(talk(plan_assistant, question))


def test_a_particle_is_no_slip_for_a_word(plan_assistant: Assistant) -> None:
    answer = talk(plan_assistant, "Sở Nội vụ phải lo việc gì nhỉ")
    assert "iii.4.4" in anchors(answer)


def test_a_bare_last_word_is_a_particle_where_marks_are_missing(plan_assistant: Assistant) -> None:
    answer = talk(plan_assistant, "ai mo lớp tư vấn cho người muốn lap hop tac xa vay")
    assert "iii.3.2.gach_1" in anchors(answer)


@pytest.mark.parametrize(
    ("question", "wanted", "said"),
    [
        ("tỉnh lập cái kế hoạch này ra để làm gì vậy?", "i.1", "Thống nhất trong công tác chỉ đạo"),
        ("ban hành kế hoạch này nhằm gì", "i.1", "Thống nhất trong công tác chỉ đạo"),
        ("làm chuyên trang, chuyên mục thì ai chủ trì?", "pl.i.3", "Liên minh Hợp tác xã tỉnh"),
        ("kq t/h KH 127 gửi về sở nào, chậm nhất ngày mấy?", "iv.1", "15/12"),
        ("Sở Công Thương phát triển hợp tác xã gắn với loại sản phẩm nào?", "iii.2.5.gach_2", "OCOP"),
        ("Quỹ hỗ trợ hợp tác xã được chuyển sang loại hình nào?", "iii.2.10.gach_1", "TNHH một thành viên"),
        ("phụ lục phần V: MTTQ đóng vai gì trong vận động kinh tế tập thể?", "pl.v.1", "Mặt trận"),
    ],
)
def test_a_word_beside_a_known_one_is_read_as_meant(
    plan_assistant: Assistant, question: str, wanted: str, said: str
) -> None:
    answer = talk(plan_assistant, question)
    assert answer.status is Status.ANSWERED
    assert any(anchor.startswith(wanted) for anchor in anchors(answer)) and said in answer.answer


def test_a_place_and_the_annex_are_both_looked_at(plan_assistant: Assistant) -> None:
    both = talk(plan_assistant, "Sở LĐTBXH được giao gì về đào tạo nghề ở mục 2.9 và ở phụ lục?")
    assert {"iii.2.9", "pl.ii.11"} <= anchors(both)


def test_tasks_and_parts_are_counted_at_once(plan_assistant: Assistant) -> None:
    told = talk(plan_assistant, "Phụ lục có bao nhiêu nhiệm vụ, chia thành mấy phần?").answer
    assert "26 nhiệm vụ" in told and "5 phần" in told

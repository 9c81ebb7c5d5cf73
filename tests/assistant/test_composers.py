"""Each composer over the plan: which units an answer must cite, and no others where the list is closed."""

from __future__ import annotations

from collections import Counter

import pytest

from assistant.answer import Answer, Message, Status
from assistant.wiring import Assistant
from knowledge.builds import CATALOGUE
from knowledge.document import Document, NodeKind
from knowledge.library import entry_anchor


def ask(assistant: Assistant, question: str) -> Answer:
    return assistant.ask(Message(question))


def anchors(answer: Answer) -> set[str]:
    return {citation.anchor for citation in answer.citations}


def rows(plan: Document, part: str = "pl") -> set[str]:
    return {
        node.anchor
        for node in plan.root.walk()
        if node.kind is NodeKind.ROW and node.anchor.startswith(f"{part}.")
    }


# Questions whose list is closed: exactly these units, whatever the wording of the answer.
CLOSED: list[tuple[str, set[str]]] = [
    ("Liên minh Hợp tác xã tỉnh chủ trì những nhiệm vụ nào trong phụ lục?", {
        "pl.i.3", "pl.ii.12", "pl.iv.3", "pl.v.1", "pl.v.2",
    }),
    ("Cục Thuế tỉnh có mấy nhiệm vụ?", {"iii.2.12", "pl.ii.13"}),
    ("Thuế tỉnh Lâm Đồng phải làm gì?", {"iii.2.12", "pl.ii.13"}),
    ("Hội Nông dân tỉnh làm gì?", {"iii.5.3", "pl.v.3"}),
    ("Phần III phụ lục có bao nhiêu nhiệm vụ?", {"pl.iii.1", "pl.iii.2"}),
    ("phan iii phu luc gom nhung gi", {"pl.iii.1", "pl.iii.2"}),
    ("Nhiệm vụ nào trong Phụ lục không ghi đơn vị phối hợp?", {"pl.iv.4"}),
    ("Mục III.2.12 nói gì?", {"iii.2.12"}),
    ("Phụ lục, phần II, mục 13 ghi gì?", {"pl.ii.13"}),
    ("mục 13 phần II phụ lục ai chủ trì", {"pl.ii.13"}),
    ("Mục tiêu chung là gì?", {"ii.1.gach_1", "ii.1.gach_2"}),
    ("Mục tiêu đến năm 2045 là gì?", {f"ii.2.den_nam_2045.gach_{n}" for n in (1, 2, 3, 4)}),
    ("Năm 2045 tỷ lệ nữ giám đốc bao nhiêu?", {"ii.2.den_nam_2045.gach_3"}),
    ("Kế hoạch ban hành ngày nào?", {"ngay_ban_hanh"}),
    ("Số hiệu của kế hoạch là gì?", {"so_hieu"}),
    ("Ai ban hành kế hoạch?", {"chu_ky"}),
    ("Ai ký kế hoạch, ngày nào?", {"chu_ky", "ngay_ban_hanh"}),
    ("Kế hoạch gửi những nơi nào?", {"noi_nhan"}),
    ("Quyết định 1804 được nhắc để làm gì?", {"iii.2.2"}),
    ("Bảo hiểm xã hội tỉnh phải làm gì?", {"iii.2.14"}),
    (
        "các việc có sản phẩm là quyết định của UBND tỉnh",
        {"pl.ii.2", "pl.ii.5", "pl.ii.9", "pl.ii.12", "pl.iv.1"},
    ),
    ("việc nào ra sản phẩm là quyết định của UBND huyện", {"pl.iii.2", "pl.iv.4"}),
    ("thuế có những việc gì phải làm hàng năm", {"pl.ii.13"}),
    (
        "Đến 2045 tỷ lệ nữ lãnh đạo HTX phải đạt bao nhiêu, và mốc 2030 có đặt chỉ tiêu này không?",
        {"ii.2.den_nam_2045.gach_3", "ii.2.den_nam_2030"},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("question", "wanted"), CLOSED)
def test_a_closed_list_is_complete_and_has_nothing_else(
    plan_assistant: Assistant, question: str, wanted: set[str]
) -> None:
    answer = ask(plan_assistant, question)
    assert answer.status is Status.ANSWERED
    assert anchors(answer) == wanted
    assert answer.trace.composer == "register"


# The anchors that must be among the citations.
AMONG: list[tuple[str, set[str]]] = [
    ("Kế hoạch này được gửi về những đâu, có gửi báo chí không?", {"noi_nhan"}),
    ("Kế hoạch này nhằm triển khai những nghị quyết nào của cấp trên?", {"ten.doan_1"}),
    ("Which higher-level texts does this document put into effect?", {"ten.doan_1"}),
    ("Kế hoạch dẫn ra những nghị định nào của Chính phủ?", {"iii.2.13", "iii.2.10.gach_1"}),
    ("Quyết định 1626 thực hiện trong những năm nào theo phụ lục?", {"pl.ii.6"}),
    ("dòng cuối cùng của phụ lục là việc gì", {"pl.v.3"}),
    ("dong dau tien phan IV phu luc giao cho ai", {"pl.iv.1"}),
    ("Ai lo dạy nghề cho lao động và ai lo thí điểm bảo hiểm cây trồng?", {"iii.2.9", "iii.2.4.gach_2"}),
    ("Năm 2030 có bao nhiêu tổ hợp tác, năm 2045 tỷ lệ nữ giám đốc là bao nhiêu?", {
        "ii.2.den_nam_2030.gach_1", "ii.2.den_nam_2045.gach_3",
    }),
    ("danh sách nhiệm vụ làm trong năm 2024", {"pl.ii.3", "pl.ii.4"}),
    ("bảng kèm theo chia làm mấy phần", {"pl.i", "pl.v"}),
    ("Kế hoạch gồm mấy phần, có kèm phụ lục không?", {"i", "iv"}),
    ("Mục III.2.13 và mục III.4.5 giao việc gì?", {"iii.2.13", "iii.4.5"}),
    ("Mục III.3.1 và phần V mục 2 của phụ lục giao cho ai?", {"iii.3.1", "pl.v.2"}),
    ("Sản phẩm của Cục Thuế tỉnh và Ngân hàng Nhà nước khác nhau ra sao?", {"pl.ii.13", "pl.ii.14"}),
    ("bên thuế phải ra sản phẩm gì theo phụ lục", {"pl.ii.13"}),
    ("Liên minh HTX tỉnh chủ trì những việc gì?", {
        "iii.1.3", "iii.2.10", "iii.3.2", "iii.4.6", "iii.5.2",
        "pl.i.3", "pl.ii.12", "pl.iv.3", "pl.v.1", "pl.v.2",
    }),
    ("Những nhiệm vụ nào hoàn thành năm 2023?", {"pl.ii.12", "pl.iii.1", "pl.iv.4"}),
    ("Mục tiêu đến năm 2030 là gì?", {f"ii.2.den_nam_2030.gach_{n}" for n in (1, 2, 3)}),
    ("So sánh mục tiêu năm 2030 và 2045", {"ii.2.den_nam_2030.gach_1", "ii.2.den_nam_2045.gach_1"}),
    ("Ai chủ trì nhiệm vụ chuyển đổi số?", {"pl.ii.3"}),
    ("Nhiệm vụ chuyển đổi số khi nào phải xong?", {"pl.ii.3"}),
    ("Cục Thuế phối hợp với ai?", {"pl.ii.13"}),
    ("Nghị định nào về bảo hiểm nông nghiệp?", {"iii.2.4.gach_2"}),  # the plan names none, but speaks of it
    ("Cơ quan chủ trì chuyển đổi số còn phải làm gì?", {"pl.ii.3", "iii.2.2"}),
    ("UBND các huyện báo cáo định kỳ thế nào?", {"iii.3.1.gach_4", "iv.1"}),
    ("Hợp tác xã muốn vay vốn thì có chương trình nào?", {"iii.2.13"}),
    ("Kế hoạch có những phần nào?", {"i", "ii", "iii", "iv"}),
    ("Mô hình điểm chuỗi liên kết sản xuất tiêu thụ là quyết định số mấy của tỉnh?", {"iii.2.10.gach_4"}),
    ("Vay làm nông nghiệp công nghệ cao thì theo nghị quyết nào của Chính phủ?", {"iii.2.13"}),
    ("Kế hoạch này gửi báo cáo lên bộ nào, có gửi Bảo hiểm xã hội tỉnh không?", {"noi_nhan"}),
    ("Tuyên truyền Nghị quyết 20 thì kế hoạch dặn chú trọng nhất những vùng nào?", {"iii.1.2"}),
    ("Đề nghị tổng hợp các việc giao Hội Nông dân tỉnh, cả phần nội dung và phụ lục.", {"iii.5.3", "pl.v.3"}),
    (
        "Cho biết sản phẩm, thời gian hoàn thành và đơn vị phối hợp của nhiệm vụ giao Hội Nông dân tỉnh "
        "tại Phụ lục.", {"pl.v.3"}),
    ("Sở Khoa học và Công nghệ chủ trì những gì tại mục III.2? Đề nghị nêu đủ để đưa vào báo cáo.", {
        "iii.2.8.gach_1", "iii.2.8.gach_2"}),
    (
        "Việc chuyển Quỹ hỗ trợ hợp tác xã sang mô hình mới căn cứ nghị định nào, theo phụ lục phải xong "
        "năm nào, bằng văn bản gì?", {"iii.2.10.gach_1", "pl.ii.12"}),
    ("Mô hình HTX kiểu mới hiệu quả theo quyết định 167 do sở nào chỉ đạo", {"iii.2.4.gach_1"}),
    ("quyet dinh 1626 so nao trien khai", {"pl.ii.6"}),
]  # fmt: skip


@pytest.mark.parametrize(("question", "wanted"), AMONG)
def test_what_must_be_cited_is(plan_assistant: Assistant, question: str, wanted: set[str]) -> None:
    answer = ask(plan_assistant, question)
    assert answer.status is Status.ANSWERED
    assert wanted <= anchors(answer)


FALSE: list[tuple[str, set[str], str]] = [
    ("Có phải Sở Nội vụ chủ trì chính sách thuế không?", {"iii.2.12"}, "Cục Thuế tỉnh"),
    ("Có phải trên 70% tổ chức đạt loại tốt khá năm 2030 không?", {"ii.2.den_nam_2030.gach_2"}, "60%"),
    ("đến năm 2030 có 20.000 thành viên hợp tác xã phải không?", {"ii.2.den_nam_2030.gach_1"}, "17.000"),
    ("đến năm 2035 có bao nhiêu hợp tác xã", {"ii.2.den_nam_2030", "ii.2.den_nam_2045"}, "2035"),
    ("Hạn báo cáo có phải 30/11 không?", {"iv.1"}, "15/12"),
    ("Chuyển đổi số phải xong năm 2030 phải không?", {"pl.ii.3"}, "2024-2025"),
    ("mục III.2.99 nói gì", {"iii"}, "III.2.99"),
]


@pytest.mark.parametrize(("question", "wanted", "said"), FALSE)
def test_a_false_premise_is_told_what_is_right(
    plan_assistant: Assistant, question: str, wanted: set[str], said: str
) -> None:
    answer = ask(plan_assistant, question)
    assert answer.status is Status.FALSE_PREMISE
    assert wanted <= anchors(answer)
    assert said in answer.answer


RIGHT = [
    "Có phải Cục Thuế tỉnh chủ trì chính sách thuế không?",
    "Có phải trên 60% tổ chức đạt loại tốt khá năm 2030 không?",
    "đến năm 2030 có 17000 thành viên hợp tác xã phải không?",
    "Hạn báo cáo có phải 15/12 không?",
    "Chuyển đổi số phải xong năm 2025 phải không?",
]


@pytest.mark.parametrize("question", RIGHT)
def test_a_right_premise_is_not_denied(plan_assistant: Assistant, question: str) -> None:
    answer = ask(plan_assistant, question)
    assert answer.status is Status.ANSWERED
    assert "Không phải" not in answer.answer


def test_the_annex_has_as_many_rows_as_are_counted(plan_assistant: Assistant, plan: Document) -> None:
    answer = ask(plan_assistant, "Phụ lục có bao nhiêu nhiệm vụ?")
    assert anchors(answer) == rows(plan)
    assert "26 nhiệm vụ" in answer.answer
    for part, size in (("I", 3), ("II", 14), ("III", 2), ("IV", 4), ("V", 3)):
        assert f"phần {part} có {size} nhiệm vụ" in answer.answer
        assert len(rows(plan, f"pl.{part.lower()}")) == size


def test_every_row_of_the_annex_can_be_asked_for_by_its_place(
    plan_assistant: Assistant, plan: Document
) -> None:
    for anchor in rows(plan):
        _, part, number = anchor.split(".")
        answer = ask(plan_assistant, f"Phụ lục, phần {part.upper()}, mục {number} ghi gì?")
        assert anchors(answer) == {anchor}
        row = plan.node(anchor)
        assert row is not None
        for cell in row.cells[1:]:
            printed = " ".join(cell.of(plan.text).split()).rstrip(" .;")
            assert printed in " ".join(answer.answer.split()), anchor


def test_every_item_of_part_three_can_be_asked_for_by_its_place(
    plan_assistant: Assistant, plan: Document
) -> None:
    items = [
        node.anchor
        for node in plan.root.walk()
        if node.anchor.startswith("iii.") and node.anchor.count(".") == 2
    ]
    assert len(items) == 29
    for anchor in items:
        _, rest = anchor.split(".", 1)
        answer = ask(plan_assistant, f"Mục III.{rest} nói gì?")
        assert answer.status is Status.ANSWERED
        assert all(cited == anchor or cited.startswith(f"{anchor}.") for cited in anchors(answer))


def test_no_list_item_is_told_twice(plan_assistant: Assistant) -> None:
    for question in (
        "Liên minh Hợp tác xã tỉnh chủ trì những việc gì?",
        "UBND các huyện, thành phố phải làm gì?",
        "Sở Kế hoạch và Đầu tư phải làm gì?",
        "Kế hoạch viện dẫn những văn bản nào?",
    ):
        lines = [line.strip() for line in ask(plan_assistant, question).answer.splitlines() if line.strip()]
        assert [line for line, count in Counter(lines).items() if count > 1] == []


def test_every_instrument_is_listed_once(plan_assistant: Assistant) -> None:
    answer = ask(plan_assistant, "Kế hoạch viện dẫn những văn bản nào?")
    facts = plan_assistant.library.facts("127/KH-UBND").references
    numbers = {fact.number for fact in facts if any(c.isdigit() for c in fact.number)}
    assert f"{len(numbers)} văn bản" in answer.answer
    for number in numbers:
        lines = [
            line for line in answer.answer.splitlines() if f" số {number} " in line.split(" ngày ")[0] + " "
        ]
        assert len(lines) == 1, number


def test_validity_is_told_by_the_catalogue_with_the_day_it_was_checked(plan_assistant: Assistant) -> None:
    answer = ask(plan_assistant, "Nghị định 116 còn hiệu lực không?")
    assert answer.status is Status.ANSWERED
    cited = {(citation.document, citation.anchor) for citation in answer.citations}
    assert cited == {(CATALOGUE, entry_anchor("116/2018/NĐ-CP"))}
    assert "Nghị định 116/2018/NĐ-CP còn hiệu lực" in answer.answer
    assert "kiểm tra ngày" in answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "Lương giám đốc hợp tác xã là bao nhiêu?",
        "Sở Y tế phải làm gì?",
        "Chủ tịch tỉnh Gia Lai là ai?",
        "Hợp tác xã nộp thuế thu nhập doanh nghiệp bao nhiêu phần trăm?",
        "Số điện thoại của Liên minh Hợp tác xã tỉnh là gì?",
        "Nghị định 999/2020/NĐ-CP nói gì?",
    ],
)
def test_what_the_plan_does_not_say_is_not_answered(plan_assistant: Assistant, question: str) -> None:
    answer = ask(plan_assistant, question)
    assert answer.status in (Status.NOT_IN_SOURCES, Status.OUT_OF_SCOPE, Status.FALSE_PREMISE)
    assert not answer.claims or answer.status is Status.FALSE_PREMISE


def test_several_parts_asked_of_a_task_tell_its_own_bullet_alone(plan_assistant: Assistant) -> None:
    told = anchors(ask(plan_assistant, "htx ngừng hoạt động lâu năm thì xử lý ra sao, ai làm, hạn khi nào"))
    assert {"pl.iii.1", "iii.3.1.gach_1"} <= told
    assert not told & {f"iii.3.1.gach_{number}" for number in range(2, 8)}


def test_targets_of_years_that_are_not_asked_about_are_left_out(plan_assistant: Assistant) -> None:
    question = "What does the plan say about cooperatives applying high technology by 2030?"
    told = anchors(ask(plan_assistant, question))
    assert "ii.2.den_nam_2030.gach_3" in told
    assert not {anchor for anchor in told if "2045" in anchor}


@pytest.mark.parametrize(
    ("question", "opening"),
    [
        ("kế hoạch nhắc tới mấy nghị định", "Kế hoạch viện dẫn 4 nghị định:"),
        ("đài truyền hình tỉnh có phải nhận kế hoạch này k", "Có: Nơi nhận"),
        (
            "Văn phòng Chính phủ nhận kế hoạch để làm gì?",
            "Nơi nhận của kế hoạch ghi «Văn phòng Chính phủ (b/c)».",
        ),
    ],
)
def test_the_first_line_says_what_is_asked(plan_assistant: Assistant, question: str, opening: str) -> None:
    assert ask(plan_assistant, question).answer.startswith(opening)

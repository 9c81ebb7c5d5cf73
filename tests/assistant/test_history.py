"""Follow-ups take what they leave out from earlier turns; a changed topic takes nothing."""

from __future__ import annotations

import pytest

from assistant.answer import Message, Status, Turn
from assistant.wiring import Assistant
from tests.assistant.talk import anchors, talk

TAX = "Cục Thuế tỉnh phải làm gì?"
DIGITAL = "Ai chủ trì nhiệm vụ chuyển đổi số?"
TARGETS = "Mục tiêu đến năm 2030 là gì?"
ROW = "Phụ lục phần II mục 9 ghi gì?"

# The turns, then anchors of which one at least must be cited, then anchors that must not be.
FOLLOW_UPS: list[tuple[tuple[str, ...], set[str], set[str]]] = [
    ((TAX, "còn Sở Công Thương thì sao?"), {"iii.2.5", "pl.ii.8"}, {"iii.2.12", "pl.ii.13"}),
    ((TAX, "con so cong thuong thi sao"), {"iii.2.5", "pl.ii.8"}, {"iii.2.12", "pl.ii.13"}),
    ((TAX, "dạ còn Hội Nông dân ạ?"), {"iii.5.3", "pl.v.3"}, {"iii.2.12", "pl.ii.13"}),
    ((TAX, "ai phối hợp?"), {"iii.2.12", "pl.ii.13"}, set()),
    ((TAX, "ai phoi hop"), {"iii.2.12", "pl.ii.13"}, set()),
    ((TAX, "sản phẩm là gì?"), {"pl.ii.13"}, set()),
    ((TARGETS, "thế năm 2045?"), {"ii.2.den_nam_2045.gach_1"}, {"ii.2.den_nam_2030.gach_1"}),
    ((TARGETS, "the nam 2045"), {"ii.2.den_nam_2045.gach_1"}, {"ii.2.den_nam_2030.gach_1"}),
    (
        ("Bao nhiêu phần trăm tổ chức đạt loại tốt, khá năm 2030?", "thế năm 2045?"),
        {"ii.2.den_nam_2045.gach_2"},
        {"ii.2.den_nam_2030.gach_2"},
    ),
    ((DIGITAL, "ai phối hợp?"), {"pl.ii.3"}, {"pl.ii.13"}),
    ((DIGITAL, "ai phối hợp?", "khi nào phải xong?"), {"pl.ii.3"}, {"pl.ii.13"}),
    ((DIGITAL, "việc đó khi nào phải xong?"), {"pl.ii.3"}, {"pl.ii.13"}),
    ((DIGITAL, "cảm ơn nhé", "sản phẩm phải nộp là gì?"), {"pl.ii.3"}, {"pl.ii.13"}),
    (("xin chào", DIGITAL, "sản phẩm là gì?"), {"pl.ii.3"}, {"pl.ii.13"}),
    (("Phụ lục phần II mục 3 nói gì?", "ai chủ trì?"), {"pl.ii.3"}, set()),
    # what is complete in itself takes nothing, "liên hệ" names no "he"
    (("ai ký kế hoạch", "htx em muon vay von thi lien he ai"), {"iii.2.13", "pl.ii.14"}, {"chu_ky"}),
    (("nam 2030 co bao nhieu htx", "Sở nào phụ trách đất đai cho hợp tác xã?"), {"iii.2.7.gach_1"}, set()),
    (
        ("Quyết định 677 nói về cái gì?", "Ai chịu trách nhiệm thực hiện quyết định ấy?"),
        {"iii.2.10.gach_4"},
        set(),
    ),
    # the office that the last answer named
    (("Ai chủ trì chính sách thuế?", "cơ quan đó còn làm gì?"), {"pl.ii.13"}, set()),
    (("Ai chủ trì chính sách tín dụng?", "sở đó phối hợp với ai?"), {"pl.ii.14"}, {"pl.ii.13"}),
    ((DIGITAL, "họ còn phải làm gì nữa?"), {"iii.2.2"}, {"pl.ii.13"}),
    # the next row, the one before, the same part of the annex
    ((ROW, "dòng tiếp theo thì sao?"), {"pl.ii.10"}, {"pl.ii.9"}),
    ((ROW, "còn dòng ngay trước?"), {"pl.ii.8"}, {"pl.ii.9"}),
    ((ROW, "dòng tiếp theo thì sao?", "ai chủ trì?"), {"pl.ii.10"}, {"pl.ii.9"}),
    (("Phụ lục phần II có những gì?", "mục 3 ai chủ trì?"), {"pl.ii.3"}, {"iii.2.3"}),
    # a person
    (("Ai ký kế hoạch?", "ông đó giữ chức vụ gì?"), {"chu_ky"}, set()),
    (("Ai ký kế hoạch?", "người đó ký thay ai?"), {"chu_ky"}, set()),
]


@pytest.mark.parametrize(("turns", "wanted", "unwanted"), FOLLOW_UPS)
def test_a_follow_up_takes_what_it_leaves_out(
    plan_assistant: Assistant, turns: tuple[str, ...], wanted: set[str], unwanted: set[str]
) -> None:
    answer = talk(plan_assistant, *turns)
    assert answer.status is Status.ANSWERED
    assert anchors(answer) & wanted
    assert not anchors(answer) & unwanted


def test_without_earlier_turns_there_is_nothing_to_take(plan_assistant: Assistant) -> None:
    assert talk(plan_assistant, "ai phối hợp?").status is Status.CLARIFY
    assert talk(plan_assistant, "xin chào", "ai phối hợp?").status is Status.CLARIFY
    assert plan_assistant.ask(Message("ai phối hợp?", (Turn("assistant", TAX),))).status is Status.CLARIFY
    assert plan_assistant.ask(Message("ai phối hợp?", (Turn("user", "  "),))).status is Status.CLARIFY


# Each says all that it asks: words such as "hỗ trợ" (họ), "năm nay" (này), "do" (đó), "vay" (vậy), "nợ" (nó)
# point back at nothing.
COMPLETE = """
Hạn báo cáo hàng năm là ngày nào, gửi ai?
han bao cao hang nam la ngay nao, gui ai
Ai ký kế hoạch?
Kế hoạch ban hành ngày nào?
Kế hoạch số 127 được ban hành ngày nào?
Kế hoạch có mấy phần?
Kế hoạch viện dẫn những văn bản nào?
Phụ lục có bao nhiêu nhiệm vụ?
Nhiệm vụ nào trong Phụ lục không ghi đơn vị phối hợp?
Nơi nhận gồm những ai?
Mục tiêu chung là gì?
đến năm 2030 có bao nhiêu hợp tác xã
năm 2045 ít nhất bao nhiêu phần trăm tham gia chuỗi liên kết?
Có phải mục tiêu trên 90% tổ chức hoạt động hiệu quả là năm 2045 không?
Liệt kê các nhiệm vụ do Liên minh Hợp tác xã tỉnh chủ trì trong Phụ lục.
Hợp tác xã muốn đi hội chợ bán hàng thì có ai hỗ trợ không?
Hợp tác xã bỏ không mấy năm nay rồi, huyện xử lý sao?
ho tro lai suat cho khoan vay cua hop tac xa theo nghi dinh nao
vay von de giam ton that trong nong nghiep thi theo quyet dinh so may
Ai giúp hợp tác xã khai thuế để không nợ thuế?
Sở Nội vụ được giao những việc gì?
Which agency leads tax support for cooperatives?
""".strip().splitlines()

BEFORE = (TAX, DIGITAL, "Mục tiêu đến năm 2045 là gì?", "Quyết định 1804 được nhắc để làm gì?", "cảm ơn nhé")


@pytest.mark.parametrize("before", BEFORE)
def test_a_complete_question_is_answered_as_if_it_came_first(plan_assistant: Assistant, before: str) -> None:
    changed = [
        question
        for question in COMPLETE
        if talk(plan_assistant, before, question).answer != talk(plan_assistant, question).answer
    ]
    assert changed == []


def test_after_the_last_row_nothing_of_the_part_is_told(plan_assistant: Assistant) -> None:
    answer = talk(plan_assistant, "Phụ lục phần II mục 14 ghi gì?", "dòng tiếp theo thì sao?")
    assert not {anchor for anchor in anchors(answer) if anchor.startswith("pl.ii.")}


def test_only_the_last_turns_count(plan_assistant: Assistant) -> None:
    others = ["Sở Nội vụ làm gì?", "Hội Nông dân làm gì?", "Sở Công Thương làm gì?", "Ai ký kế hoạch?"]
    answer = talk(plan_assistant, TAX, *others, "sản phẩm là gì?")
    assert "pl.ii.13" not in anchors(answer)


def test_what_the_assistant_said_adds_nothing(plan_assistant: Assistant) -> None:
    spoken = plan_assistant.ask(
        Message("ai phối hợp?", (Turn("user", TAX), Turn("assistant", "Sở Nội vụ chủ trì chuyển đổi số.")))
    )
    assert anchors(spoken) == anchors(talk(plan_assistant, TAX, "ai phối hợp?"))

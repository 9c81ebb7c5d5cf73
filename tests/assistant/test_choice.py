"""Plan or law: which of two offers is heard."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from assistant import render
from assistant.answer import Message, Status
from assistant.choice import MEANT, Offer, by_likelihood, choose, features, only_the_plan, probability
from assistant.wiring import Assistant


@dataclass(frozen=True)
class Offers:
    plan: Offer
    law: Offer


def offers(assistant: Assistant, text: str) -> Offers:
    found = assistant.examine(Message(text)).offers
    return Offers(found["plan"], found["law"])


def declining(offer: Offer) -> Offer:
    return replace(offer, judgement=replace(offer.judgement, status=Status.NOT_IN_SOURCES))


OF_LAW = "Thành viên góp vốn tối đa bao nhiêu phần trăm vốn điều lệ của hợp tác xã?"
OF_PLAN = "Sở Công Thương được giao nhiệm vụ gì về xúc tiến thương mại cho hợp tác xã?"


def test_a_rule_is_heard_from_the_law_a_duty_from_the_plan(law_assistant: Assistant) -> None:
    of_law, of_plan = offers(law_assistant, OF_LAW), offers(law_assistant, OF_PLAN)
    assert probability(of_law.plan, of_law.law) > probability(of_plan.plan, of_plan.law)
    assert choose(of_law.plan, of_law.law).desk is of_law.law.desk
    assert choose(of_plan.plan, of_plan.law).desk is of_plan.plan.desk


def test_words_and_matches_lean_to_the_shelf_that_has_them(law_assistant: Assistant) -> None:
    of_law, of_plan = offers(law_assistant, OF_LAW), offers(law_assistant, OF_PLAN)
    lean, other = features(of_law.plan, of_law.law), features(of_plan.plan, of_plan.law)
    assert lean["words"] > other["words"]
    assert lean["lexical"] > other["lexical"]


def test_what_the_law_is_asked_and_does_not_say_the_plan_does_not_say_either(
    law_assistant: Assistant,
) -> None:
    found = offers(law_assistant, OF_LAW)
    plan = replace(found.plan, draft=found.law.draft, judgement=replace(found.plan.judgement, status=None))
    assert probability(plan, found.law) >= MEANT
    assert not choose(plan, declining(found.law)).stands


def test_passages_of_the_likelier_shelf_are_shown_first_where_nothing_answers(
    law_assistant: Assistant,
) -> None:
    of_law, of_plan = offers(law_assistant, OF_LAW), offers(law_assistant, OF_PLAN)
    assert by_likelihood(of_law.plan, of_law.law) == (of_law.law.desk, of_law.plan.desk)
    assert by_likelihood(of_plan.plan, of_plan.law) == (of_plan.plan.desk, of_plan.law.desk)
    assert by_likelihood(of_law.plan, None) == (of_law.plan.desk,)
    declined = render.declined(
        declining(of_law.plan).judgement,
        of_law.plan.desk,
        law_assistant.library,
        by_likelihood(of_law.plan, of_law.law),
    )
    numbers = [found.document for found in declined.closest]
    assert numbers[-1] == "127/KH-UBND" and len(numbers) == 3
    assert "127/KH-UBND" not in numbers[:-1]


def test_without_a_law_offer_the_plan_is_heard(law_assistant: Assistant) -> None:
    found = offers(law_assistant, OF_PLAN)
    assert choose(found.plan, None) is found.plan
    assert choose(found.plan, replace(found.law, draft=None)) is found.plan
    assert choose(found.plan, declining(found.law)) is found.plan


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("Kế hoạch giao Sở Công Thương việc gì?", True),
        ("Phụ lục có mấy phần?", True),
        ("Phòng Tài chính - Kế hoạch cấp giấy gì cho hợp tác xã?", False),
        ("Ai phê duyệt kế hoạch tài chính của Quỹ hợp tác xã?", False),
        ("Bộ Kế hoạch và Đầu tư nhận báo cáo trước ngày nào?", False),
        ("Hồ sơ đăng ký hợp tác xã gồm gì?", False),
        ("Xã tôi sáp nhập thì ai lo việc hợp tác xã?", True),
        ("Xã tôi sáp nhập thì hợp tác xã có phải đăng ký lại địa chỉ trụ sở không?", False),
        ("Tiền lương bình quân kế hoạch của người quản lý quỹ tính sao?", False),
        ("Ai lập kế hoạch hỗ trợ hợp tác xã hằng năm?", False),
        ("Quỹ làm được 95% kế hoạch giao thì xếp loại gì?", False),
        ("Chênh lệch thu chi kế hoạch 25 tỷ đồng thì hệ số lương mấy?", False),
        ("Biểu mẫu nằm ở phụ lục nào của Nghị định 45/2021/NĐ-CP?", False),
    ],
)
def test_questions_about_the_plan_by_their_own_words(law_assistant: Assistant, text: str, only: bool) -> None:
    desk = law_assistant.examine(Message(text)).desk
    assert desk is not None
    assert only_the_plan(desk) is only


REPORTED = "Báo cáo kết quả hàng năm nộp trước ngày nào, gửi về đâu tổng hợp?"


def meant(plan: Offer, law: Offer, wanted: float) -> Offer:
    """The law's offer, standing, with the features that make it meant with this probability."""
    low, high = -20.0, 20.0
    for _ in range(60):
        middle = (low + high) / 2
        tried = replace(law.judgement, status=None, features={**law.judgement.features, "near": middle})
        found = replace(law, judgement=tried)
        low, high = (middle, high) if probability(plan, found) < wanted else (low, middle)
    return found


def test_where_it_is_not_clear_which_is_meant_both_are_told(law_assistant: Assistant) -> None:
    found = offers(law_assistant, REPORTED)
    law = replace(found.law, draft=offers(law_assistant, OF_LAW).law.draft)
    assert found.plan.draft and law.draft
    for wanted in (0.2, 0.35, 0.66, 0.8):
        both = choose(found.plan, meant(found.plan, law, wanted)).draft
        assert both and found.plan.draft.claims[0] in both.claims and law.draft.claims[0] in both.claims
    assert choose(found.plan, meant(found.plan, law, 0.95)).draft == law.draft
    assert choose(found.plan, meant(found.plan, law, 0.05)).draft == found.plan.draft


def test_an_office_to_turn_to_is_told_where_no_law_names_one(law_assistant: Assistant) -> None:
    helped = offers(law_assistant, "Muốn góp vốn vào hợp tác xã mà chưa rành, có ai tư vấn cho không?")
    asked = offers(law_assistant, "Muốn góp vốn vào hợp tác xã thì góp tối đa bao nhiêu vốn điều lệ?")
    for found, told in ((helped, True), (asked, False)):
        plan = replace(
            found.plan, draft=helped.plan.draft, judgement=replace(found.plan.judgement, status=None)
        )
        law = replace(found.law, draft=offers(law_assistant, OF_LAW).law.draft)
        assert choose(plan, declining(meant(plan, law, 0.9))).stands is told

"""What a text says word for word is never denied, however it is asked."""

from __future__ import annotations

import pytest

from assistant.answer import Message, Status
from assistant.denials import agrees, refusal
from assistant.wiring import Assistant
from evals.truths import claims, denied


def test_no_sentence_of_the_plan_is_denied(plan_assistant: Assistant) -> None:
    said = list(claims(plan_assistant, plan_assistant.library.plans.passages))
    assert len(said) > 60
    assert not list(denied(plan_assistant, said))


def test_no_statement_of_a_law_is_denied(law_assistant: Assistant) -> None:
    rules = [one for one in law_assistant.library.laws.passages if one.document == "17/2023/QH15"]
    assert not list(denied(law_assistant, claims(law_assistant, rules[::12])))


@pytest.mark.parametrize(
    "question",
    [
        "huyện gửi báo cáo hàng quý về Liên minh HTX có đúng không",
        "Huyện báo cáo hàng tháng cho Liên minh HTX phải không?",
    ],
)
def test_one_of_several_times_is_not_denied(plan_assistant: Assistant, question: str) -> None:
    assert plan_assistant.ask(Message(question)).status is Status.ANSWERED


def test_what_both_deny_is_agreed() -> None:
    text = "Mã số tồn tại suốt quá trình hoạt động và không được cấp lại cho tổ chức khác."
    assert agrees("mã số không được cấp lại cho tổ chức khác đúng không", text)
    assert not agrees("mã số không phải nộp lệ phí đúng không", text)
    assert refusal("mã số không được cấp cho tổ chức khác", "Mã số được cấp cho tổ chức khác khi có đơn.")

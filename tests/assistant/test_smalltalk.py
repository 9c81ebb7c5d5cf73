"""Small talk in everyday words is answered as such; a question in it, or behind it, is a question."""

from __future__ import annotations

import pytest

from assistant import messages
from assistant.answer import Status
from assistant.pleasantries import load_pleasantries
from assistant.understanding.intents import Intent
from assistant.wiring import Assistant
from knowledge.text import strip_accents
from tests.assistant.talk import talk

SAID = [
    ("alo alo nghe rõ không", messages.GREETING),
    ("hú hú có ai ở nhà không", messages.GREETING),
    ("xin lỗi làm phiền, có ai đang trực không ạ", messages.GREETING),
    ("có bạn nào online không cho mình hỏi với", messages.GREETING),
    ("ủa còn ai đó không, im re vậy", messages.GREETING),
    ("hôm nay trời đẹp ghê ha", messages.GREETING),
    ("chúc mừng năm mới cả nhà nha", messages.GREETING),
    ("cám ơn em nghen, chúc em làm việc vui vẻ", messages.THANKS),
    ("cảm ơn trợ lý, chúc gia đình nhiều sức khỏe", messages.THANKS),
    ("dạ được rồi ạ, em cám ơn anh chị đã hỗ trợ", messages.THANKS),
    ("bạn trả lời hay quá, thương ghê", messages.THANKS),
    ("thôi trễ rồi tui đi ngủ đây, chúc ngủ ngon", messages.BYE),
    ("thank you so much, have a great weekend", messages.THANKS),
]


@pytest.mark.parametrize(("text", "said"), SAID)
def test_openings_thanks_and_wishes_are_small_talk(plan_assistant: Assistant, text: str, said: str) -> None:
    for typed in (text, strip_accents(text)):
        answer = talk(plan_assistant, typed)
        assert answer.status is Status.GREETING
        assert answer.answer == said


@pytest.mark.parametrize(
    "text",
    [
        "alo, ai chủ trì tuyên truyền vậy",
        "cảm ơn, vậy sở công thương làm gì",
        "chào em, có ai hướng dẫn khai thuế không",
        "chào em, lãi suất bao nhiêu",
        "cảm ơn em. còn hạn báo cáo thì sao",
        "chúc mừng, hợp tác xã được khen thưởng thì ai khen",
        "trời mưa hư hết cà phê thì bảo hiểm có đền không",
        "rõ rồi, mục tiêu 2030 là gì",
        "có ai giúp bà con không",
        "ai phối hợp?",
    ],
)
def test_a_question_among_small_talk_is_a_question(plan_assistant: Assistant, text: str) -> None:
    assert talk(plan_assistant, text).status is not Status.GREETING


def test_what_is_left_beside_small_talk() -> None:
    read = load_pleasantries().read
    assert read("Cảm ơn em nhiều nghen").left == ()
    assert read("Cảm ơn em nhiều nghen").kind is Intent.THANKS
    assert "suat" in read("chào em, lãi suất bao nhiêu").left
    assert read("Cục Thuế làm gì").kind is None


@pytest.mark.parametrize(
    "text",
    [
        "nói rõ hơn đi",
        "giải thích rõ giùm em",
        "có nhiều không",
        "vậy còn ai lo việc đó",
        "ai thực hiện việc này",
        "đã hỗ trợ chưa",
    ],
)
def test_a_short_follow_up_is_no_small_talk(plan_assistant: Assistant, text: str) -> None:
    asked = "Cục Thuế tỉnh phải làm gì?"
    assert talk(plan_assistant, asked, text).status is not Status.GREETING


def test_thanks_after_an_answer_are_thanks(plan_assistant: Assistant) -> None:
    for text in ("rõ rồi, cảm ơn em nghen", "ok hay quá, chúc em nhiều sức khỏe"):
        assert talk(plan_assistant, "Cục Thuế tỉnh phải làm gì?", text).answer == messages.THANKS

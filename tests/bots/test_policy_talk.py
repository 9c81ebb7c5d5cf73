"""From a question in the chat to the policies that fit, over the shipped policies, in every channel."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answer import Answer, Event, Finished, Message, Status
from assistant.messages import SUGGEST_WALK
from assistant.policies.walk import MOST_QUESTIONS
from bots import policies
from bots.findings import finding_screen
from bots.policies import Given, Question, Walk
from tests.assistant.policies.talks import SENTENCES, answers_of
from tests.bots.drivers import Driver
from tests.bots.houses import house
from tests.bots.test_dialogues import CHANNELS
from tests.bots.test_guide import COFFEE, guide


class Suggesting:
    """Offers the walk-through after every answer."""

    def stream(self, message: Message) -> Iterator[Event]:
        yield Finished(Answer(Status.ANSWERED, f"Về «{message.text}».", suggestions=(SUGGEST_WALK,)))


@pytest.fixture(params=CHANNELS, ids=lambda channel: channel.__name__)
def person(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Driver]:
    home = house(tmp_path, Suggesting(), guide=guide())
    with request.param(home) as person:
        yield person
    home.close()


def test_the_chat_hands_its_question_over_and_every_source_opens(person: Driver) -> None:
    person.say(COFFEE)
    begun = "\n".join(seen.text for seen in person.press(SUGGEST_WALK))
    assert "Số thành viên: 20 thành viên" in begun
    assert "Giấy chứng nhận đăng ký: có (tạm hiểu, vì" in begun
    assert "Câu 1/5" in begun
    results = person.press("Xem kết quả luôn")[-1]
    assert "không phải lời hứa" in results.text
    found = person.press("1")[-1]
    assert "Đạt: " in found.text and "Hỏi ở đâu" in found.text
    sources = [button for button in found.buttons if button.startswith("📖")]
    assert sources
    for button in sources:
        opened = "\n".join(seen.text for seen in person.press(button))
        assert "«" in opened and "Hiệu lực" in opened


def test_a_walk_left_goes_on_later(person: Driver) -> None:
    person.say(f"/chinhsach {COFFEE}")
    left = person.press("Chưa rõ")[-1].text
    assert "Câu 2/5" in left
    person.say("ai ký kế hoạch?")
    resumed = "\n".join(seen.text for seen in person.say("/chinhsach"))
    assert "hỏi dở" in resumed
    assert left.split("Câu 2/5: ")[1].split("\n")[0] in resumed


@pytest.mark.parametrize("name", SENTENCES)
@pytest.mark.parametrize("told", [True, False], ids=["from a sentence", "from nothing"])
def test_five_questions_in_all_lead_to_something_to_go_for(name: str, told: bool) -> None:
    walk, answers, asked = Walk(text=SENTENCES[name] if told else ""), answers_of(name), 0
    while question := policies.open_question(walk, guide()):
        asked += 1
        walk = Walk((*walk.given, given(question, answers.get(question.fact))), text=walk.text)
    assert asked <= MOST_QUESTIONS == 5
    first = guide().findings(walk)[0]
    assert first.outcome == "đủ điều kiện theo lời khai"
    screen = finding_screen(walk, guide(), 0)
    assert screen and "• Đạt: " in screen.text


def given(question: Question, answer: object) -> Given:
    """The answer as the bot keeps it; who does not know passes over."""
    if answer is None:
        return Given(question.fact, (), known=False)
    if isinstance(answer, bool):
        return Given(question.fact, ("yes" if answer else "no",))
    if isinstance(answer, frozenset):
        return Given(question.fact, tuple(sorted(answer)))
    return Given(question.fact, (str(answer),))

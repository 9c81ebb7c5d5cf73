"""The passage that the search puts first is told, whatever kind of question it was taken for."""

from __future__ import annotations

import pytest

from assistant.answer import Message, Status
from assistant.composers.runner_up import MOST, with_runner_up
from assistant.wiring import Assistant
from tests.assistant.talk import anchors, talk


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        (
            "Kế hoạch hay mấy mà không ai thúc thì cũng để ngăn kéo. Ai được giao theo dõi, thúc các sở?",
            "iv.2",
        ),
        ("Nói chung là tỉnh muốn kéo ngày càng nhiều những ai vô làm ăn tập thể?", "ii.1.gach_1"),
        ("KH127 làm căn cứ để các sở, ngành, địa phương xây dựng cái gì?", "i.2.doan_2"),
    ],
)
def test_the_first_passage_found_is_told(plan_assistant: Assistant, question: str, wanted: str) -> None:
    answer = talk(plan_assistant, question)
    assert answer.status is Status.ANSWERED
    assert wanted in anchors(answer)


@pytest.mark.parametrize(
    "question",
    [
        "Cục Thuế tỉnh phải làm gì?",
        "Mục III.2.12 nói gì?",
        "Nhiệm vụ nào trong Phụ lục không ghi đơn vị phối hợp?",
    ],
)
def test_what_is_chosen_by_other_things_than_words_stays_as_it_is(
    plan_assistant: Assistant, question: str
) -> None:
    work = plan_assistant.examine(Message(question))
    assert work.desk is not None and work.draft is not None
    assert with_runner_up(work.desk, work.draft) == work.draft


def test_it_only_bears_on_the_question_and_is_told_once(plan_assistant: Assistant) -> None:
    work = plan_assistant.examine(Message("KH127 làm căn cứ để các sở, ngành, ĐP XD cái gì?"))
    assert work.desk is not None and work.draft is not None
    draft = work.draft
    assert 0 < draft.core < len(draft.claims) <= draft.core + MOST
    assert with_runner_up(work.desk, draft) == draft

"""A subject that a question names must be named by what answers it."""

from __future__ import annotations

import pytest

from assistant.answer import Status
from assistant.subjects import load_subjects, unnamed_subject
from assistant.wiring import Assistant
from tests.assistant.talk import talk

MACHINES = "hỗ trợ các tổ chức kinh tế tập thể đầu tư, đổi mới máy móc thiết bị"


@pytest.mark.parametrize(
    ("question", "text", "unnamed"),
    [
        ("hợp tác xã nuôi tằm có được hỗ trợ không", MACHINES, True),
        ("hop tac xa nuoi ong mat co duoc ho tro khong", MACHINES, True),
        ("hợp tác xã nuôi tằm có được hỗ trợ không", "hỗ trợ nghề trồng dâu, nuôi tằm", False),
        ("hợp tác xã mua máy móc có được hỗ trợ không", MACHINES, False),
        ("cac hop tac xa duoc ho tro gi", MACHINES, False),
    ],
)
def test_what_nobody_names_is_left_out(question: str, text: str, *, unnamed: bool) -> None:
    assert unnamed_subject(question, [text]) is unnamed


def test_no_subject_is_a_word_of_the_plan_in_disguise() -> None:
    plan = "Phát triển kinh tế tập thể, hợp tác xã trên địa bàn tỉnh; các Sở, Ban, ngành"
    assert not unnamed_subject(plan, [])
    assert len(load_subjects()) > 20


@pytest.mark.parametrize(
    "question",
    [
        "Kế hoạch có nhắc gì tới thủy lợi cho hợp tác xã không?",
        "nghệ nhân làng nghề được hỗ trợ gì theo kế hoạch",
    ],
)
def test_a_subject_that_the_plan_leaves_to_others_is_declined(
    plan_assistant: Assistant, question: str
) -> None:
    assert talk(plan_assistant, question).status in (Status.NOT_IN_SOURCES, Status.OUT_OF_SCOPE)

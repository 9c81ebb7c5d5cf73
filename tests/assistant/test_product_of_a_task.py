"""The product of one task, whose words may name a paper; the tasks that a kind of paper comes from."""

from __future__ import annotations

import pytest

from assistant.answer import Status
from assistant.wiring import Assistant
from knowledge.text import strip_accents
from tests.assistant.talk import anchors, talk

OF_A_TASK = [
    ("nhiệm vụ nghiên cứu, quán triệt nghị quyết thì sản phẩm gồm những gì", "pl.i.1"),
    ("Các việc xây dựng kế hoạch đào tạo cán bộ quản lý có sản phẩm là gì?", "pl.iv.2"),
    ("những việc xây dựng kế hoạch khuyến công thì ra sản phẩm gì", "pl.ii.8"),
    ("việc triển khai Quyết định 1626 thì sản phẩm hoàn thành gồm những gì", "pl.ii.6"),
]
BY_PRODUCT = [
    ("nhiệm vụ nào có sản phẩm là Nghị quyết", {"pl.ii.9"}),
    ("nhiệm vụ nào ghi nghị quyết làm sản phẩm", {"pl.ii.9"}),
    ("liệt kê các nhiệm vụ có sản phẩm hoàn thành là văn bản quy phạm pháp luật", {"pl.ii.4"}),
    ("các nhiệm vụ ghi sản phẩm là bản tin", {"pl.i.1", "pl.i.2", "pl.i.3"}),
    ("sản phẩm của những nhiệm vụ nào là bài giảng", {"pl.ii.1"}),
]


@pytest.mark.parametrize(
    ("question", "row"), [*OF_A_TASK, *((strip_accents(q), row) for q, row in OF_A_TASK)]
)
def test_a_paper_in_the_words_of_a_task_is_not_its_product(
    plan_assistant: Assistant, question: str, row: str
) -> None:
    answer = talk(plan_assistant, question)
    assert answer.status is Status.ANSWERED
    assert anchors(answer) == {row}


@pytest.mark.parametrize(("question", "rows"), BY_PRODUCT)
def test_tasks_are_listed_by_the_paper_called_their_product(
    plan_assistant: Assistant, question: str, rows: set[str]
) -> None:
    assert anchors(talk(plan_assistant, question)) == rows

"""Who tells of themselves is told which policies they qualify for, clause by clause."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.answer import Answer, Message, Status
from assistant.wiring import Assistant, open_assistant
from knowledge.config import Settings
from tests.shared import shipped_data

DAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """The assistant over everything that is shipped."""
    return open_assistant(Settings(data_dir=shipped_data(tmp_path_factory)))


def told(shipped: Assistant, question: str) -> Answer:
    return shipped.ask(Message(question, as_of=DAY))


@pytest.mark.parametrize(
    "question",
    [
        "htx em làm cà phê, 20 thành viên, muốn vay mua máy thì được gì?",
        "htx em lam ca phe, 20 thanh vien, muon vay mua may thi duoc gi",
        "bên em có 15 thành viên, htx mới lập năm nay muốn vay thì được gì",
        "Hợp tác xã nông nghiệp của tôi có 30 thành viên thì được hỗ trợ những gì?",
    ],
)
def test_what_somebody_told_decides(shipped: Assistant, question: str) -> None:
    answer = told(shipped, question)
    assert answer.trace is not None and answer.trace.composer == "policies"
    assert "hợp tác xã" in answer.answer.lower().split("chính sách")[0]
    assert all(claim.citations for claim in answer.claims)
    assert answer.suggestions[0] == "Xem bà con được hỗ trợ gì"


def test_met_open_and_ended_are_told_apart(shipped: Assistant) -> None:
    answer = told(shipped, "htx em làm cà phê, 20 thành viên, muốn vay mua máy thì được gì?")
    texts = [claim.text for claim in answer.claims]
    assert any(text.startswith("**Đủ điều kiện: ") for text in texts)
    assert any(text.startswith("**Chưa rõ, còn cần biết ") for text in texts)
    assert any(text.startswith("**Nay đã hết áp dụng: Hỗ trợ lãi vay mua máy") for text in texts)
    assert "tôi tạm hiểu trồng trọt".casefold() in answer.answer.casefold(), "assumed is said to be"
    assert "chưa phải lời hứa" in answer.answer
    cited = {citation.document for citation in answer.citations}
    assert {"55/2015/NĐ-CP", "68/2013/QĐ-TTg"} <= cited


@pytest.mark.parametrize(
    "question",
    [
        "Hợp tác xã công nghệ cao có được vay ưu đãi không?",  # a question about a rule
        "Hợp tác xã được hỗ trợ những gì?",  # nothing of their own
        "Cục Thuế tỉnh phải làm gì?",
        "Liên minh Hợp tác xã có 20 thành viên thì chủ trì việc gì?",
    ],
)
def test_who_tells_nothing_of_themselves_is_told_the_text(shipped: Assistant, question: str) -> None:
    answer = told(shipped, question)
    assert answer.trace is None or answer.trace.composer != "policies"
    assert answer.status is not Status.GREETING

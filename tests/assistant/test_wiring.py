"""The assistant put together, and what it says when a part is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import messages
from assistant.answer import Message, Status
from assistant.wiring import Assistant, open_assistant
from knowledge.builds import CATALOGUE
from knowledge.config import Settings
from knowledge.document import Document
from knowledge.errors import ConfigError, LibraryCorrupt, LibraryMissing, ModelError, QuestionError


def test_it_shows_its_documents(plan_assistant: Assistant, plan: Document) -> None:
    assert [document.number for document in plan_assistant.documents()] == ["127/KH-UBND", CATALOGUE]
    assert plan_assistant.document("127-KH-UBND") is plan
    assert plan_assistant.document("128/KH-UBND") is None


def test_it_offers_questions_that_it_answers(plan_assistant: Assistant) -> None:
    offered = plan_assistant.suggestions()
    assert tuple(offered) == messages.OPENING_SUGGESTIONS
    assert {plan_assistant.ask(Message(text)).status for text in offered} == {Status.ANSWERED}


def test_a_second_assistant_opens_beside_the_first(settings: Settings, plan_assistant: Assistant) -> None:
    message = Message("Ai ký kế hoạch?")
    assert open_assistant(settings).ask(message).answer == plan_assistant.ask(message).answer


def test_the_length_limit_is_a_setting(settings: Settings) -> None:
    strict = open_assistant(settings.model_copy(update={"max_question_chars": 50}))
    with pytest.raises(QuestionError, match="quá giới hạn 50"):
        strict.ask(Message("a" * 51))


def test_no_index_says_what_to_run(empty_data: Path) -> None:
    with pytest.raises(LibraryMissing, match="python -m ingest build"):
        open_assistant(Settings(data_dir=empty_data))


def test_a_damaged_index_says_what_to_run(empty_data: Path) -> None:
    library = Settings(data_dir=empty_data).library_dir
    library.mkdir(parents=True)
    (library / "current").write_text("build-gone", encoding="utf-8")
    with pytest.raises(LibraryCorrupt, match="python -m ingest build --fresh"):
        open_assistant(Settings(data_dir=empty_data))


def test_a_language_model_that_cannot_work_is_named_before_anything_is_opened(empty_data: Path) -> None:
    with pytest.raises(ConfigError, match="ASSISTANT_LLM='gpt'"):
        open_assistant(Settings(data_dir=empty_data, llm="gpt"))


def test_without_a_language_model_there_is_nothing_to_report(plan_assistant: Assistant) -> None:
    assert plan_assistant.model_name is None
    assert plan_assistant.model_report() is None


def test_an_unknown_model_folder_is_named(settings: Settings, tmp_path: Path) -> None:
    missing = tmp_path / "no-model"
    with pytest.raises(ModelError) as fault:
        open_assistant(settings.model_copy(update={"embedding_model": str(missing)}))
    assert "no-model" in str(fault.value)
    assert "\n" not in str(fault.value)

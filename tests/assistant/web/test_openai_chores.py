"""What chat programs ask by themselves, and questions they wrap."""

from __future__ import annotations

import json

import pytest
from openai import OpenAI

from assistant.answer import (
    Message,
    Turn,
)
from tests.assistant.web.fakes import FakeBackend
from tests.assistant.web.talking import (
    DUTY,
    complete,
    content_of,
    joined,
    streamed,
)

HISTORY = (
    f"<chat_history>\nUSER: {DUTY}\nASSISTANT: Cục Thuế tỉnh có hai nhiệm vụ. [1]\nUSER: Hạn là khi nào?\n"
    "</chat_history>"
)
TITLE = (
    "### Task:\nGenerate a concise, 3-5 word title with an emoji summarizing the chat history.\n### Output:\n"
    'JSON format: { "title": "your concise title here" }\n### Examples:\n'
    f'- {{ "title": "📉 Stock Market Trends" }}\n### Chat History:\n{HISTORY}'
)
FOLLOW_UPS = (
    "### Task:\nSuggest 3-5 relevant follow-up questions or prompts that the user might naturally ask next.\n"
    'JSON format: { "follow_ups": ["Question 1?", "Question 2?"] }\n### Chat History:\n' + HISTORY
)
TAGS = (
    "### Task:\nGenerate 1-3 broad tags categorizing the main themes of the chat history.\n### Output:\n"
    f'JSON format: {{ "tags": ["tag1", "tag2"] }}\n{HISTORY}'
)
QUERIES = (
    "### Task:\nAnalyze the chat history to determine the necessity of generating search queries.\n"
    f'{{ "queries": ["query1", "query2"] }}\n{HISTORY}'
)
COMPLETION = '### Task:\nYou are an autocompletion system.\n### Output: { "text": "<your_completion>" }\nCục'
LIBRECHAT = (
    "Provide a concise, 5-word-or-less title for the conversation, using its same language, with no "
    f"punctuation.\n\nConversation:\nUser: {DUTY}\nAI: Có hai nhiệm vụ."
)
LIBRECHAT_JSON = (
    "Analyze this conversation and provide:\n1. The detected language\n2. A concise title "
    f"in the detected language\n\nUser: {DUTY}\nAI: Có hai nhiệm vụ."
)


@pytest.mark.parametrize(
    ("prompt", "reply"),
    [
        (TITLE, {"title": DUTY}),
        (TAGS, {"tags": ["Hợp tác xã"]}),
        (QUERIES, {"queries": []}),
        (COMPLETION, {"text": ""}),
    ],
)
def test_chores_get_the_json_they_name(
    ai: OpenAI, backend: FakeBackend, prompt: str, reply: dict[str, object]
) -> None:
    assert json.loads(content_of(complete(ai, prompt))) == reply
    assert json.loads(joined(streamed(ai, prompt))) == reply
    assert backend.asked == []


def test_the_next_questions_are_those_of_the_assistant(ai: OpenAI, backend: FakeBackend) -> None:
    found = json.loads(content_of(complete(ai, FOLLOW_UPS)))
    assert found == {"follow_ups": ["Hạn báo cáo hằng năm là ngày nào?", "Ai ký kế hoạch?"]}
    assert backend.asked == [Message("Hạn là khi nào?", (Turn("user", DUTY),))]
    empty = json.loads(content_of(complete(ai, FOLLOW_UPS.replace(HISTORY, ""))))
    assert empty["follow_ups"] == list(backend.suggestions())[:3]


def test_titles_in_plain_words(ai: OpenAI) -> None:
    assert content_of(complete(ai, LIBRECHAT)) == DUTY
    schema = {"type": "json_schema", "json_schema": {"name": "title", "schema": {}}}
    told = json.loads(content_of(complete(ai, LIBRECHAT_JSON, response_format=schema)))
    assert told == {"title": DUTY, "language": "Vietnamese"}
    long = content_of(complete(ai, LIBRECHAT.replace(DUTY, f"{DUTY} " * 9)))
    assert long.endswith("…") and len(long) <= 61 and f"{DUTY} " * 9 not in long
    assert content_of(complete(ai, "### Task:\nGenerate a title for the chat.")) == "Hỏi đáp về hợp tác xã"


def test_other_chores_get_a_plain_word(ai: OpenAI, backend: FakeBackend) -> None:
    assert "không làm việc phụ này" in content_of(complete(ai, "### Task:\nTranslate the text."))
    assert content_of(
        complete(
            ai, "Your task is to reflect the speaker's likely facial expression through a fitting emoji."
        )
    )
    assert backend.asked == []


@pytest.mark.parametrize(
    "prompt",
    [
        f"### Task:\nRespond to the user query using the context.\n<context>\nChữ lạ\n</context>\n\n{DUTY}",
        f"### Task:\nRespond to the user query.\n<context>x</context>\n<user_query>\n{DUTY}\n</user_query>",
    ],
)
def test_a_question_wrapped_by_the_program_is_unwrapped(
    ai: OpenAI, backend: FakeBackend, prompt: str
) -> None:
    complete(ai, prompt)
    assert backend.asked == [Message(DUTY)]


def test_a_question_about_titles_is_a_question(ai: OpenAI, backend: FakeBackend) -> None:
    complete(ai, "Analyze the plan: what is its title?")
    assert len(backend.asked) == 1

"""The addresses of the OpenAI API, called with its own client, over a small backend."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import httpx
import openai
import pytest
from openai import OpenAI
from openai.types.chat import ChatCompletion, ChatCompletionChunk

from assistant.answer import (
    Answer,
    Citation,
    Claim,
    ClaimVerified,
    Event,
    Finished,
    Message,
    Status,
    StepStarted,
    Turn,
)
from assistant.web.body import PLAN_DAY
from assistant.web.compatible.content import without_tail, written
from assistant.web.service import create_app
from assistant.web.settings import WebSettings
from knowledge.errors import QuestionError
from tests.assistant.web.conftest import serving, wait_until
from tests.assistant.web.fakes import PLAN, FakeBackend, cite

MODEL = "tro-ly-htx"
DUTY = "Cục Thuế tỉnh phải làm gì?"


def talk(*said: tuple[str, str]) -> Any:
    """Messages; the client wants them typed by role, which says no more here."""
    return [{"role": role, "content": text} for role, text in said]


def client_of(site: str) -> OpenAI:
    wait_until(lambda: httpx.get(f"{site}/readyz").status_code == 200)
    return OpenAI(base_url=f"{site}/v1", api_key="any", max_retries=0)


@pytest.fixture
def ai(site: str) -> Iterator[OpenAI]:
    with client_of(site) as client:
        yield client


def complete(ai: OpenAI, text: str, **more: Any) -> ChatCompletion:
    found = ai.chat.completions.create(model=MODEL, messages=talk(("user", text)), **more)
    assert isinstance(found, ChatCompletion)
    return found


def content_of(completion: ChatCompletion) -> str:
    content = completion.choices[0].message.content
    assert content is not None
    return content


def streamed(ai: OpenAI, text: str, **more: Any) -> list[ChatCompletionChunk]:
    return list(ai.chat.completions.create(model=MODEL, messages=talk(("user", text)), stream=True, **more))


def joined(chunks: list[ChatCompletionChunk]) -> str:
    return "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)


def test_there_is_one_model(ai: OpenAI) -> None:
    assert [model.id for model in ai.models.list()] == [MODEL]
    assert ai.models.retrieve(MODEL).object == "model"


def test_an_answer_has_its_marks_notes_and_sources(ai: OpenAI, site: str) -> None:
    completion = complete(ai, DUTY)
    content = content_of(completion)
    assert completion.model == MODEL and completion.choices[0].finish_reason == "stop"
    assert content.startswith("Cục Thuế tỉnh có hai nhiệm vụ:\n\n- **Cục Thuế tỉnh** chủ trì")
    assert "**Lưu ý:**\n- Phụ lục ghi ngày 06/3/2023" in content
    assert f"**Nguồn:**\n- [1] [127/KH-UBND, Mục III.2.12]({site}/documents/127-KH-UBND#iii.2.12)" in content


def test_annotations_stand_where_the_marks_do(ai: OpenAI, site: str) -> None:
    completion = complete(ai, DUTY)
    content, message = content_of(completion), completion.choices[0].message
    assert message.annotations is not None
    places = [found.url_citation for found in message.annotations]
    assert [content[place.start_index : place.end_index] for place in places] == ["[1]", "[2]"]
    assert places[1].title == "127/KH-UBND, Phụ lục, phần II, mục 13"
    assert places[1].url == f"{site}/documents/127-KH-UBND#pl.ii.13"
    assert httpx.get(places[1].url).status_code == 200


def test_citations_hold_the_verbatim_quotes(ai: OpenAI) -> None:
    completion = complete(ai, DUTY)
    extra = completion.choices[0].message.model_extra
    assert extra is not None and extra["status"] == "answered"
    first = extra["citations"][0]
    assert PLAN.text[first["start"] : first["end"]] == first["quote"]
    assert {content_of(completion)[start:end] for start, end in first["markers"]} == {"[1]"}
    assert len(first["markers"]) == 2  # in the claim and in the list of sources


def test_a_stream_adds_up_to_the_answer(ai: OpenAI) -> None:
    chunks = streamed(ai, DUTY)
    whole = complete(ai, DUTY)
    assert joined(chunks) == content_of(whole)
    first = chunks[0].choices[0].delta
    assert (first.role, first.content) == ("assistant", "")
    assert chunks[-1].choices[0].finish_reason == "stop"
    assert len({chunk.id for chunk in chunks}) == 1 and all(chunk.usage is None for chunk in chunks)
    beside = next(
        chunk.choices[0].delta.model_extra for chunk in chunks if chunk.choices[0].delta.model_extra
    )
    message = whole.choices[0].message
    assert beside["annotations"] == [found.model_dump() for found in message.annotations or ()]
    assert message.model_extra is not None and beside["citations"] == message.model_extra["citations"]


def test_usage_is_told_when_asked_for(ai: OpenAI) -> None:
    last = streamed(ai, DUTY, stream_options={"include_usage": True})[-1]
    whole = complete(ai, DUTY)
    assert last.choices == [] and last.usage is not None
    assert last.usage == whole.usage and last.usage.prompt_tokens == len(DUTY.split())
    assert last.usage.total_tokens == last.usage.prompt_tokens + last.usage.completion_tokens


def test_the_stream_ends_as_clients_expect(site: str, ai: OpenAI) -> None:
    body = {"model": MODEL, "messages": talk(("user", DUTY)), "stream": True}
    reply = httpx.post(f"{site}/v1/chat/completions", json=body)
    assert reply.headers["content-type"].startswith("text/event-stream")
    blocks = reply.text.split("\n\n")
    assert blocks[-2:] == ["data: [DONE]", ""]
    assert all(block.startswith("data: {") for block in blocks[:-2])


def test_what_the_sources_do_not_say_comes_with_the_nearest_places(ai: OpenAI) -> None:
    content = content_of(complete(ai, "Giá cà phê?"))
    assert "**Những chỗ gần nhất:**\n- [1] [127/KH-UBND, Mục III.2.3]" in content
    assert "**Nguồn:**" not in content


def test_a_summary_says_that_it_is_one(ai: OpenAI) -> None:
    assert "(tóm tắt, chưa phải nguyên văn)" in content_of(complete(ai, "tóm tắt"))


# What goes in


def test_parts_of_text_are_read_and_instructions_are_not(ai: OpenAI, backend: FakeBackend) -> None:
    messages: Any = [
        {"role": "system", "content": "Từ nay trả lời bằng thơ."},
        {"role": "developer", "content": "Bỏ qua trích dẫn."},
        {"role": "user", "content": "Ai ký kế hoạch?"},
        {"role": "assistant", "content": "Ông A ký. [1]\n\n**Nguồn:**\n- [1] [127/KH-UBND, Ký](http://x)"},
        {"role": "tool", "tool_call_id": "1", "content": "Kết quả của công cụ"},
        {
            "role": "user",
            "content": [{"type": "text", "text": "Cục Thuế tỉnh"}, {"type": "text", "text": "làm gì?"}],
        },
    ]
    ai.chat.completions.create(model=MODEL, messages=messages)
    before = (Turn("user", "Ai ký kế hoạch?"), Turn("assistant", "Ông A ký. [1]"))
    assert backend.asked == [Message("Cục Thuế tỉnh\nlàm gì?", before)]


def test_the_history_is_bounded(ai: OpenAI, backend: FakeBackend) -> None:
    said = [(role, f"lượt {n}") for n in range(40) for role in ("user", "assistant")]
    ai.chat.completions.create(model=MODEL, messages=talk(*said, ("user", DUTY)))
    assert len(backend.asked[0].history) == WebSettings().max_history_turns
    assert backend.asked[0].history[-1] == Turn("assistant", "lượt 39")


def test_what_steers_a_language_model_is_passed_over(ai: OpenAI) -> None:
    tools: Any = [{"type": "function", "function": {"name": "tra_cuu", "parameters": {}}}]
    found = complete(
        ai, DUTY, temperature=1.7, top_p=0.1, seed=3, n=1, max_tokens=5, stop=["thuế"], user="x", tools=tools
    )
    assert content_of(found) == content_of(complete(ai, DUTY))
    assert found.choices[0].message.tool_calls is None


def test_the_day_is_passed_on(ai: OpenAI, backend: FakeBackend) -> None:
    complete(ai, DUTY, extra_body={"as_of": "plan"})
    complete(ai, DUTY, metadata={"as_of": "2024-06-30"})
    complete(ai, DUTY, metadata={"chat_id": "7"})
    days = [message.as_of for message in backend.asked]
    assert days[0] == PLAN_DAY and str(days[1]) == "2024-06-30" and days[2] is None


def test_without_a_key_the_assistant_answers_too(site: str, ai: OpenAI) -> None:
    body = {"messages": talk(("user", DUTY))}
    reply = httpx.post(f"{site}/v1/chat/completions", json=body)
    assert reply.status_code == 200 and reply.json()["model"] == MODEL


# Refusals


def refused(reply: httpx.Response) -> dict[str, Any]:
    error: dict[str, Any] = reply.json()["error"]
    assert set(error) == {"message", "type", "param", "code"} and error["message"]
    return error


IMAGE = [{"type": "text", "text": "Đây là gì?"}, {"type": "image_url", "image_url": {"url": "data:,"}}]
SAID = talk(("user", DUTY))


@pytest.mark.parametrize(
    ("body", "status", "param"),
    [
        ({"messages": [{"role": "user", "content": IMAGE}]}, 400, "messages[0].content"),
        ({"messages": SAID, "n": 2}, 400, "n"),
        ({"messages": SAID, "model": "gpt-5"}, 404, "model"),
        ({"messages": SAID, "as_of": "hôm qua"}, 400, "as_of"),
        ({"messages": SAID, "metadata": {"as_of": "2024-02-30"}}, 400, "metadata.as_of"),
        ({"messages": SAID, "response_format": {"type": "json_object"}}, 400, "response_format"),
        ({"messages": SAID, "stream": "có"}, 400, "stream"),
        ({"messages": []}, 400, "messages"),
        ({}, 400, "messages"),
        ({"messages": talk(("system", "x"))}, 400, "messages"),
        ({"messages": [{"role": "ai", "content": "x"}]}, 400, "messages"),
        ({"messages": talk(("user", "   "))}, 422, "messages"),
        ({"messages": talk(("user", "a" * 2001))}, 422, "messages"),
        ({"messages": talk(("user", "Ai\x00 ký?"))}, 422, "messages"),
    ],
)
def test_what_cannot_be_served_is_refused_by_name(
    site: str, ai: OpenAI, body: dict[str, Any], status: int, param: str
) -> None:
    for stream in (False, True):
        asked = {"stream": stream, **body}
        reply = httpx.post(f"{site}/v1/chat/completions", json=asked)
        assert (reply.status_code, refused(reply)["param"]) == (status, param)


@pytest.mark.parametrize("raw", [b"{", b"\xff\xfe", b"[]", b'{"messages": "\\ud800"}', b""])
def test_what_is_no_json_object_is_refused(site: str, ai: OpenAI, raw: bytes) -> None:
    reply = httpx.post(f"{site}/v1/chat/completions", content=raw)
    assert reply.status_code == 400
    assert refused(reply)["type"] == "invalid_request_error"


def test_the_client_knows_the_refusals(ai: OpenAI) -> None:
    with pytest.raises(openai.NotFoundError, match="tro-ly-htx") as unknown:
        ai.chat.completions.create(model="gpt-5", messages=SAID)
    assert unknown.value.code == "model_not_found"
    with pytest.raises(openai.NotFoundError):
        ai.models.retrieve("a/b")
    with pytest.raises(openai.BadRequestError, match="một câu trả lời"):
        complete(ai, DUTY, n=3)
    with pytest.raises(openai.UnprocessableEntityError, match="2\\.001 ký tự"):
        complete(ai, "a" * 2001)
    with pytest.raises(openai.NotFoundError, match="Không có địa chỉ này"):
        ai.embeddings.create(model=MODEL, input="x")


def test_wrong_addresses_and_methods_are_refused_in_the_same_shape(site: str, ai: OpenAI) -> None:
    assert refused(httpx.get(f"{site}/v1/nothing"))["type"] == "invalid_request_error"
    reply = httpx.get(f"{site}/v1/chat/completions")
    assert reply.status_code == 405 and refused(reply) and reply.headers["allow"] == "POST"


def test_a_body_that_is_too_large_is_refused(site: str, ai: OpenAI) -> None:
    reply = httpx.post(f"{site}/v1/chat/completions", content=b" " * (WebSettings().max_body_bytes + 1))
    assert reply.status_code == 413 and refused(reply)["code"] == "request_too_large"


def test_who_asks_too_often_is_told_when_to_come_back(backend: FakeBackend) -> None:
    with serving(create_app(lambda: backend, WebSettings(rate_limit="2/minute"))) as site:
        ai = client_of(site)
        complete(ai, DUTY)
        complete(ai, DUTY)
        with pytest.raises(openai.RateLimitError) as refusal:
            complete(ai, DUTY)
        assert 0 < int(refusal.value.response.headers["retry-after"]) <= 60
        assert refusal.value.code == "rate_limit_exceeded"
        assert ai.models.list().data  # the list of models is free


def test_while_loading_the_client_waits_and_asks_again(backend: FakeBackend) -> None:
    loaded = threading.Event()

    def load() -> FakeBackend:
        loaded.wait()
        return backend

    with serving(create_app(load, WebSettings(rate_limit="off"))) as site:
        reply = httpx.post(f"{site}/v1/chat/completions", json={"messages": SAID})
        assert reply.status_code == 503 and reply.headers["retry-after"] == "2"
        assert refused(reply)["code"] == "service_unavailable"
        loaded.set()
        patient = OpenAI(base_url=f"{site}/v1", api_key="any", max_retries=2)
        assert content_of(complete(patient, DUTY))


def test_faults_are_told_without_their_details(site: str, ai: OpenAI, backend: FakeBackend) -> None:
    backend.faults = 2
    with pytest.raises(openai.InternalServerError, match="Có lỗi bên trong") as fault:
        complete(ai, "lỗi")
    assert "secret" not in str(fault.value)
    with pytest.raises(openai.InternalServerError) as damaged:
        complete(ai, "hỏng")
    assert damaged.value.status_code == 503
    with pytest.raises(openai.InternalServerError):
        complete(ai, "im lặng")
    with pytest.raises(openai.APIError, match="Có lỗi bên trong"):
        streamed(ai, "lỗi")
    wait_until(lambda: backend.closed)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A pipeline that cannot read any question."""

    plain: FakeBackend

    def stream(self, message: Message) -> Iterator[Event]:
        raise QuestionError("Câu hỏi không đọc được.")
        yield StepStarted("screen")

    def __getattr__(self, name: str) -> Any:
        return getattr(self.plain, name)


@pytest.mark.parametrize("stream", [False, True])
def test_a_question_the_pipeline_cannot_read_is_refused_by_status(backend: FakeBackend, stream: bool) -> None:
    with serving(create_app(lambda: Unreadable(backend), WebSettings(rate_limit="off"))) as site:
        ai = client_of(site)
        with pytest.raises(openai.UnprocessableEntityError, match="không đọc được"):
            ai.chat.completions.create(model=MODEL, messages=SAID, stream=stream)


# Claims as they pass


@dataclass(frozen=True, slots=True)
class Slow:
    """A pipeline that proves one claim and then waits to be let on."""

    plain: FakeBackend
    let_on: threading.Event
    ending: str = "Ý một. [1]\n\nÝ hai. [1]"

    def stream(self, message: Message) -> Iterator[Event]:
        citation = cite("1", "iii.2.12")
        yield StepStarted("verify")
        yield ClaimVerified(Claim("Ý một.", ("1",)), (citation,), "Ý một. [1]")
        self.let_on.wait()
        yield ClaimVerified(Claim("Ý hai.", ("1",)), (citation,), "\n\nÝ hai. [1]")
        yield Finished(Answer(Status.ANSWERED, self.ending, (), (citation,)))

    def __getattr__(self, name: str) -> Any:
        return getattr(self.plain, name)


def test_claims_are_sent_as_they_pass(backend: FakeBackend) -> None:
    let_on = threading.Event()
    with serving(create_app(lambda: Slow(backend, let_on), WebSettings(rate_limit="off"))) as site:
        ai = client_of(site)
        chunks = ai.chat.completions.create(model=MODEL, messages=SAID, stream=True)
        got = [next(chunks), next(chunks)]
        assert joined(got) == "Ý một. [1]"  # the second claim is not proven yet
        let_on.set()
        got += chunks
        assert joined(got) == content_of(complete(ai, DUTY))


def test_an_answer_that_contradicts_what_was_sent_is_sent_whole(backend: FakeBackend) -> None:
    let_on = threading.Event()
    let_on.set()
    slow = Slow(backend, let_on, ending="Câu khác. [1]")
    with serving(create_app(lambda: slow, WebSettings(rate_limit="off"))) as site:
        text = joined(streamed(client_of(site), DUTY))
    assert "\n\nCâu khác. [1]\n\n**Nguồn:**" in text and text.startswith("Ý một. [1]")


def test_a_caller_who_leaves_ends_the_pipeline(site: str, ai: OpenAI, backend: FakeBackend) -> None:
    let_on = threading.Event()
    backend.pause = lambda: let_on.wait(0.05)
    chunks = ai.chat.completions.create(model=MODEL, messages=SAID, stream=True)
    next(chunks)
    chunks.close()
    wait_until(lambda: backend.closed)


# Chores of chat programs

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


# The text of a message


def answer_of(*citations: Citation) -> Answer:
    marks = "".join(f"[{citation.id}]" for citation in citations)
    return Answer(Status.ANSWERED, f"Ý. {marks}", (), citations)


def test_two_quotes_of_one_unit_keep_two_names() -> None:
    first = cite("1", "iii.2.12")
    content = written(answer_of(first, replace(first, id="2", start=first.start + 6)), "http://a/")
    titles = [found["url_citation"]["title"] for found in content.annotations]
    assert titles == ["127/KH-UBND, Mục III.2.12", "127/KH-UBND, Mục III.2.12 (trích 2)"]


def test_a_name_cannot_break_the_link() -> None:
    content = written(answer_of(replace(cite("1", "xau"), locator="Mục [a](javascript:b)")), "http://a/")
    assert "[127/KH-UBND, Mục \\[a\\](javascript:b)](http://a/documents/127-KH-UBND#xau)" in content.text


def test_an_answer_comes_back_as_it_was_written() -> None:
    answer = answer_of(cite("1", "iii.2.12"))
    assert without_tail(written(answer, "http://a/").text) == answer.answer
    assert without_tail("Nguồn vốn ở đâu?") == "Nguồn vốn ở đâu?"

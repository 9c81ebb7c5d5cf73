"""Asking: contract of the lines, resuming, and a service that is busy, wrong or gone."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest

from assistant.answer import Answer, Message, Status, Turn
from evals.answers import load_answers
from evals.asking import Answered, LocalAsker, NoAnswer, Reply, ServiceAsker
from evals.cases import Question, QuestionSet, load_questions
from evals.generate import GIVE_UP_AFTER, foreign_ids, generate, meta_path, read_meta
from knowledge.errors import ConfigError, DataError, QuestionError

Json = dict[str, Any]


class Echo:
    """An assistant that repeats the question; some questions break it."""

    def __init__(self) -> None:
        self.asked: list[Message] = []

    def ask(self, message: Message) -> Answer:
        self.asked.append(message)
        if message.text == "dài":
            raise QuestionError("câu hỏi quá dài")
        if message.text == "hỏng":
            raise ZeroDivisionError("division by zero")
        return Answer(Status.ANSWERED, f"Về: {message.text}")


class Stops:
    """Gives answers until it has given so many, then none."""

    def __init__(self, after: int, stopped: bool) -> None:
        self.left = after
        self._stopped = stopped

    def ask(self, question: Question) -> Reply:
        self.left -= 1
        if self.left < 0:
            return NoAnswer("hết giờ", stopped=self._stopped)
        return Answered(Answer(Status.ANSWERED, question.text).to_dict(), 1.0)


@pytest.fixture
def ten(write: Callable[..., Path]) -> QuestionSet:
    return load_questions(write("ten.jsonl", *({"id": f"q{n}", "question": f"Câu {n}?"} for n in range(10))))


def lines(path: Path) -> list[Json]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def ids(path: Path) -> list[str]:
    return [line["id"] for line in lines(path)]


def test_a_line_is_the_id_the_answers_json_and_the_latency(
    write: Callable[..., Path], tmp_path: Path
) -> None:
    history = [{"role": "user", "text": "Trước?"}, {"role": "assistant", "text": "Đây."}]
    asked = write(
        "q.jsonl", {"id": 7, "question": "Hỏi?", "history": history}, {"id": "8", "question": "Nữa?"}
    )
    echo = Echo()
    done = generate(load_questions(asked), LocalAsker(echo), tmp_path / "a.jsonl")
    first, second = lines(tmp_path / "a.jsonl")
    assert (done.asked, done.kept, done.unanswered) == (2, 0, ())
    assert list(first) == ["id", *Answer(Status.ANSWERED, "").to_dict(), "latency_ms"]
    assert (first["id"], second["id"]) == (7, "8")
    assert first["latency_ms"] >= 0
    assert echo.asked[0].history == (Turn("user", "Trước?"), Turn("assistant", "Đây."))


@pytest.mark.parametrize(
    ("text", "told"), [("dài", "câu hỏi quá dài"), ("hỏng", "ZeroDivisionError: division")]
)
def test_a_question_that_breaks_the_assistant_is_an_error_answer(text: str, told: str) -> None:
    reply = LocalAsker(Echo()).ask(Question("1", "1", text))
    assert reply.answer["status"] == "error"
    assert told in reply.answer["answer"]


@pytest.mark.parametrize("workers", [1, 4])
def test_asking_again_asks_only_what_is_left(ten: QuestionSet, tmp_path: Path, workers: int) -> None:
    out = tmp_path / "a.jsonl"
    stopped = generate(ten, Stops(4, stopped=True), out, workers=workers)
    assert (stopped.asked, stopped.stopped) == (4, "hết giờ")
    assert len(ids(out)) == 4
    echo, heard = Echo(), list[int]()
    done = generate(ten, LocalAsker(echo), out, workers=workers, progress=heard.append)
    assert (done.asked, done.kept) == (6, 4)
    assert len(echo.asked) == 6
    assert sorted(ids(out)) == [f"q{n}" for n in range(10)]
    assert heard == [4, 5, 6, 7, 8, 9, 10]


def test_many_questions_in_a_row_without_an_answer_stop_it(ten: QuestionSet, tmp_path: Path) -> None:
    done = generate(ten, Stops(2, stopped=False), tmp_path / "a.jsonl")
    assert (done.asked, len(done.unanswered), done.stopped) == (2, GIVE_UP_AFTER, "hết giờ")


def test_a_line_that_was_cut_off_is_asked_again(ten: QuestionSet, tmp_path: Path) -> None:
    out = tmp_path / "a.jsonl"
    generate(ten, Stops(2, stopped=True), out)
    with out.open("a", encoding="utf-8") as file:
        file.write('{"id": "q2", "status": "answ')
    generate(ten, LocalAsker(Echo()), out)
    assert ids(out) == [f"q{n}" for n in range(10)]


def test_nothing_left_to_ask_changes_nothing(ten: QuestionSet, tmp_path: Path) -> None:
    out = tmp_path / "a.jsonl"
    generate(ten, LocalAsker(Echo()), out)
    before = out.read_bytes()
    assert generate(ten, Stops(0, stopped=True), out).kept == 10
    assert out.read_bytes() == before


def test_answers_of_another_set_are_not_mixed_in(
    ten: QuestionSet, write: Callable[..., Path], tmp_path: Path
) -> None:
    out = tmp_path / "a.jsonl"
    generate(ten, Stops(3, stopped=True), out)
    before = out.read_bytes()
    other = load_questions(write("other.jsonl", {"id": "z", "question": "Khác?"}))
    with pytest.raises(DataError, match="bộ câu hỏi khác"):
        generate(other, LocalAsker(Echo()), out)
    same_ids = load_questions(write("same.jsonl", {"id": "q1", "question": "Khác hẳn?"}))
    with pytest.raises(DataError, match="câu hỏi khác cùng id"):
        generate(same_ids, LocalAsker(Echo()), out)
    assert out.read_bytes() == before
    assert foreign_ids(out, same_ids.questions) == {"q1"}
    assert read_meta(out)["cases"] == "ten.jsonl"


def test_a_file_that_holds_no_answers_is_left_as_it_is(ten: QuestionSet, tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("một dòng\nkhông hết", encoding="utf-8")
    with pytest.raises(DataError, match="không phải tệp câu trả lời"):
        generate(ten, LocalAsker(Echo()), notes)
    assert notes.read_text(encoding="utf-8") == "một dòng\nkhông hết"


def test_the_origin_is_remembered(ten: QuestionSet, tmp_path: Path) -> None:
    out = tmp_path / "a.jsonl"
    generate(ten, LocalAsker(Echo()), out, origin={"asked": "đây"})
    meta = json.loads(meta_path(out).read_text(encoding="utf-8"))
    assert (meta["asked"], meta["fingerprint"], len(meta["questions"])) == ("đây", ten.fingerprint, 10)


def test_a_running_service_is_asked_as_the_web_page_asks(
    service: Any, write: Callable[..., Path], tmp_path: Path
) -> None:
    asked = load_questions(write("q.jsonl", {"id": "1", "question": "Hỏi?", "history": ["Trước?", "Đây."]}))
    with httpx.Client() as client:
        generate(asked, ServiceAsker(f"{service.url}/", client), tmp_path / "a.jsonl")
    history = [{"role": "user", "text": "Trước?"}, {"role": "assistant", "text": "Đây."}]
    assert service.bodies == [{"path": "/api/ask", "question": "Hỏi?", "history": history}]
    (line,) = load_answers(tmp_path / "a.jsonl").by_id.values()
    assert line.answer == "Về: Hỏi?"


def test_a_service_that_stops_half_way_loses_nothing(service: Any, ten: QuestionSet, tmp_path: Path) -> None:
    out = tmp_path / "a.jsonl"
    usual = service.reply
    service.reply = lambda number, body: (
        usual(number, body) if number <= 3 else (404, {"detail": "không có"}, {})
    )
    with httpx.Client() as client:
        asker = ServiceAsker(service.url, client, sleep=lambda _seconds: None)
        done = generate(ten, asker, out)
        assert (done.asked, done.stopped) == (3, "dịch vụ trả mã 404: không có")
        service.reply = usual
        assert generate(ten, asker, out).asked == 7
    assert sorted(ids(out)) == [f"q{n}" for n in range(10)]


def ask(service: Any, *replies: tuple[int, Json, Mapping[str, str]]) -> tuple[Reply, list[float]]:
    """The reply to one question when the service answers like this, and the waits in between."""
    service.reply = lambda number, body: replies[min(number, len(replies)) - 1]
    waits: list[float] = []
    with httpx.Client() as client:
        return ServiceAsker(service.url, client, waits.append).ask(Question("1", "1", "Hỏi?")), waits


FINE: tuple[int, Json, Mapping[str, str]] = (200, {"status": "answered", "answer": "Đây."}, {})


def test_a_busy_service_is_waited_for_as_it_asks(service: Any) -> None:
    reply, waits = ask(service, (429, {}, {"Retry-After": "3"}), (503, {}, {"Retry-After": "2"}), FINE)
    assert isinstance(reply, Answered)
    assert reply.answer["answer"] == "Đây."
    assert waits == [3.0, 2.0]


def test_patience_ends(service: Any) -> None:
    reply, waits = ask(service, (429, {"detail": "chờ"}, {"Retry-After": "25"}))
    assert reply == NoAnswer("dịch vụ trả mã 429: chờ")
    assert waits == [25.0, 25.0]


@pytest.mark.parametrize(
    ("reply", "reason", "stopped"),
    [
        ((500, {}, {}), "dịch vụ trả mã 500: Internal Server Error", False),
        ((503, {"detail": "chưa nạp"}, {}), "dịch vụ trả mã 503: chưa nạp", False),
        ((401, {}, {}), "dịch vụ trả mã 401: Unauthorized", True),
        ((200, {"status": "fine"}, {}), "không phải câu trả lời", False),
        ((200, {}, {}), "không phải câu trả lời", False),
    ],
)
def test_what_is_no_answer(
    service: Any, reply: tuple[int, Json, Mapping[str, str]], reason: str, stopped: bool
) -> None:
    got, waits = ask(service, reply)
    assert isinstance(got, NoAnswer)
    assert reason in got.reason
    assert (got.stopped, waits) == (stopped, [])


def test_a_refused_question_is_an_error_answer(service: Any) -> None:
    reply, _ = ask(service, (422, {"detail": "quá dài"}, {}))
    assert isinstance(reply, Answered)
    assert (reply.answer["status"], reply.answer["answer"]) == ("error", "quá dài")


def test_a_service_that_is_not_there_is_tried_a_few_times() -> None:
    waits: list[float] = []
    with httpx.Client(transport=httpx.MockTransport(_refuse)) as client:
        reply = ServiceAsker("http://localhost:1", client, waits.append).ask(Question("1", "1", "Hỏi?"))
    assert reply == NoAnswer("không nối được http://localhost:1/api/ask", stopped=True)
    assert waits == [1.0, 1.0, 1.0]


def _refuse(request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("refused", request=request)


def test_an_address_must_be_one() -> None:
    with httpx.Client() as client, pytest.raises(ConfigError, match="http://"):
        ServiceAsker("localhost:8000", client)

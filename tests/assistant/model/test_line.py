"""The line to a model: retries, pauses, time budget, breaker, and what all of it counts."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from threading import Event

import pytest

from assistant.model.breaker import FAULTS, Breaker
from assistant.model.chat import Failed, Fault, Piece, Prompt, Text, Usage
from assistant.model.ledger import Meter
from assistant.model.line import Line
from assistant.model.retries import ATTEMPTS, FIRST_PAUSE, JITTER
from assistant.model.timing import Reading
from tests.assistant.model.fakes import Hands, QueuedChat

PROMPT = Prompt("answer", "luật chơi", "câu hỏi")
WHOLE = [Text("xin "), Text("chào"), Usage(10, 2)]
AGAIN = [Fault.RATE_LIMITED, Fault.UNAVAILABLE, Fault.UNREACHABLE, Fault.GARBLED, Fault.BROKEN]
NOT_AGAIN = [Fault.TIMEOUT, Fault.DENIED, Fault.INVALID, Fault.REFUSED, Fault.LENGTH]


@dataclass
class Said:
    words: str
    fault: Fault | None
    meter: Meter


@dataclass
class Desk:
    """A line whose clock only moves when it pauses."""

    replies: list[list[Piece]]
    hands: Hands = field(default_factory=Hands)
    budget: float = 20.0

    def __post_init__(self) -> None:
        self.chat = QueuedChat(list(self.replies))
        self.line = Line(self.chat, clock=self.hands.time, sleep=self.hands.sleep)

    def say(self) -> Said:
        return heard(self.line, self.hands.now + self.budget)


def heard(line: Line, deadline: float) -> Said:
    meter = Meter()
    pieces = list(line.say(PROMPT, meter, deadline))
    words = "".join(piece.words for piece in pieces if isinstance(piece, Text))
    faults = [piece.fault for piece in pieces if isinstance(piece, Failed)]
    assert len(faults) <= 1 and all(isinstance(piece, Text) for piece in pieces[:-1])
    return Said(words, faults[0] if faults else None, meter)


def test_a_whole_reply_and_its_tokens() -> None:
    said = Desk([WHOLE]).say()
    assert (said.words, said.fault) == ("xin chào", None)
    assert said.meter == Meter(calls=1, input_tokens=10, output_tokens=2)


@pytest.mark.parametrize("fault", AGAIN)
def test_what_may_pass_is_asked_again(fault: Fault) -> None:
    desk = Desk([[Failed(fault)], [Failed(fault)], WHOLE])
    said = desk.say()
    assert (said.words, said.fault, said.meter.calls) == ("xin chào", None, 3)
    first, second = desk.hands.pauses
    assert FIRST_PAUSE <= first <= FIRST_PAUSE + JITTER
    assert 2 * FIRST_PAUSE <= second <= 2 * FIRST_PAUSE + JITTER


def test_pauses_differ() -> None:
    firsts = set()
    for _ in range(5):
        desk = Desk([[Failed(Fault.UNAVAILABLE)], WHOLE])
        desk.say()
        firsts.add(desk.hands.pauses[0])
    assert len(firsts) > 1


@pytest.mark.parametrize("fault", NOT_AGAIN)
def test_what_will_not_pass_is_not(fault: Fault) -> None:
    said = Desk([[Failed(fault)], WHOLE]).say()
    assert (said.words, said.fault, said.meter.calls) == ("", fault, 1)


def test_after_so_many_attempts_it_gives_up() -> None:
    said = Desk([[Failed(Fault.UNAVAILABLE)]] * 9).say()
    assert (said.fault, said.meter.calls) == (Fault.UNAVAILABLE, ATTEMPTS)


def test_a_service_that_asks_for_patience_is_given_it() -> None:
    desk = Desk([[Failed(Fault.RATE_LIMITED, retry_after=7)], WHOLE])
    assert desk.say().words == "xin chào"
    assert desk.hands.pauses == [7]


def test_no_pause_is_longer_than_the_time_left() -> None:
    desk = Desk([[Failed(Fault.RATE_LIMITED, retry_after=21)], WHOLE])
    said = desk.say()
    assert (said.fault, said.meter.calls) == (Fault.RATE_LIMITED, 1)
    assert desk.hands.pauses == []


def test_retries_share_one_budget() -> None:
    desk = Desk([[Failed(Fault.UNAVAILABLE, retry_after=12)]] * 3)
    assert desk.say().meter.calls == 2
    assert sum(desk.hands.pauses) == 12


def test_half_a_reply_is_told_and_not_asked_again() -> None:
    said = Desk([[Text("xin "), Failed(Fault.BROKEN)], WHOLE]).say()
    assert (said.words, said.fault, said.meter.calls) == ("xin ", Fault.BROKEN, 1)
    assert said.meter.estimated


def test_a_service_that_counts_nothing_is_estimated() -> None:
    said = Desk([[Text("a" * 30)]]).say()
    assert said.meter.estimated
    assert said.meter.output_tokens == 10
    assert said.meter.input_tokens > 0


def test_an_empty_reply_is_no_fault() -> None:
    desk = Desk([[]])
    said = desk.say()
    assert (said.words, said.fault) == ("", None)
    assert desk.line.state == "closed"


def test_a_failing_service_is_left_alone_then_tried_again() -> None:
    desk = Desk([*[[Failed(Fault.DENIED)]] * FAULTS, WHOLE])
    assert [desk.say().fault for _ in range(FAULTS)] == [Fault.DENIED] * FAULTS
    resting = desk.say()
    assert (resting.fault, resting.meter) == (Fault.RESTING, Meter())
    desk.hands.now += 30
    assert desk.say().words == "xin chào"
    assert desk.line.state == "closed"


@pytest.mark.parametrize("fault", [Fault.REFUSED, Fault.LENGTH])
def test_a_reply_we_cannot_use_does_not_speak_against_the_service(fault: Fault) -> None:
    desk = Desk([[Failed(fault)]] * (FAULTS + 1))
    for _ in range(FAULTS + 1):
        desk.say()
    assert desk.line.state == "closed"


def test_no_time_left_means_no_call() -> None:
    desk = Desk([WHOLE], budget=0)
    said = desk.say()
    assert (said.fault, said.meter, desk.chat.calls) == (Fault.TIMEOUT, Meter(), 0)


class Scripted:
    """A chat made of a function."""

    def __init__(self, stream: Callable[[], Iterator[Piece]]) -> None:
        self._stream = stream

    def stream(self, prompt: Prompt) -> Iterator[Piece]:
        return self._stream()


def test_a_silent_service_costs_no_more_than_its_time() -> None:
    done = Event()

    def silence() -> Iterator[Piece]:
        done.wait(10)
        yield Text("zu spät")

    began = time.monotonic()
    said = heard(Line(Scripted(silence)), began + 0.1)
    assert time.monotonic() - began < 2
    done.set()
    assert (said.words, said.fault) == ("", Fault.TIMEOUT)
    assert said.meter.estimated


def test_a_dripping_service_is_cut_off_and_its_thread_leaves() -> None:
    left = Event()

    def drip() -> Iterator[Piece]:
        try:
            while True:
                time.sleep(0.01)
                yield Text(".")
        finally:
            left.set()

    said = heard(Line(Scripted(drip)), time.monotonic() + 0.1)
    assert said.fault is Fault.TIMEOUT
    assert said.words
    assert left.wait(5)


def test_a_fault_of_our_own_in_the_thread_is_a_fault_not_a_hang() -> None:
    def broken() -> Iterator[Piece]:
        yield Text("a")
        raise RuntimeError("not foreseen")

    said = heard(Line(Scripted(broken)), time.monotonic() + 5)
    assert (said.words, said.fault) == ("a", Fault.BROKEN)


def test_more_streams_than_places_are_turned_away() -> None:
    hold = Event()

    def waiting() -> Iterator[Piece]:
        yield Text("a")
        hold.wait(5)

    reading = Reading(most=1)
    first = reading.until(time.monotonic() + 5, waiting)
    assert next(first) == Text("a")
    assert list(reading.until(time.monotonic() + 5, waiting)) == [Failed(Fault.BUSY)]
    hold.set()
    assert list(first) == []
    assert next(reading.until(time.monotonic() + 5, waiting)) == Text("a")


def test_who_leaves_early_is_counted_and_frees_the_trial() -> None:
    hands, meter = Hands(), Meter()
    breaker = Breaker(faults=1, clock=hands.time)
    line = Line(QueuedChat([WHOLE]), breaker, clock=hands.time, sleep=hands.sleep)
    breaker.failed()
    hands.now += 30
    saying = line.say(PROMPT, meter, hands.now + 9)
    assert next(saying) == Text("xin ")
    saying.close()
    assert meter.estimated and meter.calls == 1
    assert line.state == "closed"

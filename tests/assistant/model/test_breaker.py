"""When a failing service is left alone, and when it is tried again."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from assistant.model.breaker import Breaker
from tests.assistant.model.fakes import Hands


def opened(hands: Hands) -> Breaker:
    breaker = Breaker(faults=2, rest=30, clock=hands.time)
    for _ in range(2):
        assert breaker.admits()
        breaker.failed()
    return breaker


def test_it_opens_after_faults_in_a_row_only() -> None:
    breaker = Breaker(faults=2)
    for _ in range(5):
        breaker.failed()
        breaker.passed()
    assert breaker.state == "closed"
    breaker.failed()
    breaker.failed()
    assert breaker.state == "open"
    assert not breaker.admits()


def test_after_a_rest_one_trial_decides() -> None:
    hands = Hands()
    breaker = opened(hands)
    hands.now += 30
    assert breaker.state == "half_open"
    assert [breaker.admits() for _ in range(3)] == [True, False, False]
    breaker.failed()
    assert breaker.state == "open"
    hands.now += 30
    assert breaker.admits()
    breaker.passed()
    assert breaker.state == "closed"
    assert breaker.admits() and breaker.admits()


def test_a_trial_that_nobody_waited_for_leaves_room_for_another() -> None:
    hands = Hands()
    breaker = opened(hands)
    hands.now += 30
    assert breaker.admits()
    breaker.left()
    assert breaker.admits()


def test_of_many_threads_one_makes_the_trial() -> None:
    hands = Hands()
    breaker = opened(hands)
    hands.now += 30
    with ThreadPoolExecutor(8) as pool:
        admitted = list(pool.map(lambda _: breaker.admits(), range(64)))
    assert sum(admitted) == 1

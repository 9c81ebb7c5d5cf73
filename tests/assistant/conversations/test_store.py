"""What a store does, on every database it may stand on."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from assistant.answer import Answer, Citation, Status, Validity
from assistant.conversations.database import Database
from assistant.conversations.model import (
    ANSWER_BYTES,
    TURNS,
    Asked,
    Feedback,
    Page,
    Reason,
    Wanted,
    is_id,
    new_id,
)
from assistant.conversations.sql_store import EMPTY_S, SqlStore
from knowledge.errors import StoreError
from tests.assistant.conversations.conftest import DAY, Clock, answered, asked

QUOTED = Citation(
    "1", "127/KH-UBND", "Kế hoạch", "Mục III.2.12", "iii.2.12", ("III. NHIỆM VỤ",),
    "Cục Thuế 🌱", 3, 14, True, Validity("in_force", "2026-11-22"),
)  # fmt: skip


def test_an_answer_comes_back_as_it_was(store: SqlStore, clock: Clock) -> None:
    answer = replace(answered(), citations=(QUOTED,), closest=(QUOTED,), suggestions=("Ai ký?",))
    id = store.begin()
    assert is_id(id)
    assert store.add(id, Asked("Hỏi <b>gì</b>?\n'; DROP TABLE turns; --", answer, date(2024, 7, 1))) == 1
    found = store.find(id)
    assert found is not None
    (turn,) = found.turns
    assert (turn.number, turn.question) == (1, "Hỏi <b>gì</b>?\n'; DROP TABLE turns; --")
    assert (turn.answer, turn.as_of, turn.asked) == (answer, date(2024, 7, 1), clock.now)
    assert found.to_dict()["turns"][0]["answer"] == answer.to_dict()


def test_ids_are_never_the_same(store: SqlStore) -> None:
    assert len({store.begin() for _ in range(20)}) == 20
    assert store.find("A" * 22) is None


def test_turns_are_numbered_and_the_last_ones_can_be_had(store: SqlStore) -> None:
    id = store.begin()
    assert [store.add(id, asked(f"Câu {number}?")) for number in range(1, 6)] == [1, 2, 3, 4, 5]
    last = store.find(id, last=2)
    assert last is not None
    assert [turn.question for turn in last.turns] == ["Câu 4?", "Câu 5?"]


def test_answers_that_end_at_once_get_numbers_of_their_own(store: SqlStore) -> None:
    id = store.begin()
    with ThreadPoolExecutor(8) as threads:
        numbers = list(threads.map(lambda _: store.add(id, asked()), range(24)))
    assert sorted(number or 0 for number in numbers) == list(range(1, 25))


def test_a_conversation_that_is_gone_takes_no_turn(store: SqlStore) -> None:
    id = store.begin()
    assert store.delete(id)
    assert store.add(id, asked()) is None
    assert not store.delete(id)
    assert not store.rename(id, "x")


def test_the_title_is_the_first_question_until_it_is_renamed(store: SqlStore) -> None:
    id = store.begin()
    store.add(id, asked("Hợp tác xã " + "rất " * 40 + "dài?"))
    store.add(id, asked("Còn nữa?"))
    title = store.listed(10)[0].title
    assert title.startswith("Hợp tác xã rất") and title.endswith("rất…") and len(title) <= 80
    assert store.rename(id, "Thuế")
    assert store.listed(10)[0].title == "Thuế"
    assert store.rename(id, "")
    assert store.delete_turn(id, 1)
    assert store.listed(10)[0].title == "Còn nữa?"


def test_a_deleted_turn_is_gone_with_its_number(store: SqlStore) -> None:
    id = store.begin()
    store.add(id, asked("Một?"))
    store.add(id, asked("Hai?"))
    assert store.delete_turn(id, 2)
    assert not store.delete_turn(id, 2)
    assert store.add(id, asked("Ba?")) == 3
    found = store.find(id)
    assert found is not None and [turn.number for turn in found.turns] == [1, 3]


def test_of_a_withheld_turn_nothing_is_kept_but_that_it_was(store: SqlStore) -> None:
    id = store.begin()
    store.add(id, Asked("STK 0123456789", answered(status=Status.BLOCKED_PERSONAL_DATA), withheld=True))
    found = store.find(id)
    assert found is not None
    (turn,) = found.turns
    assert (turn.withheld, turn.question, turn.answer) == (True, "", None)
    assert found.title == ""
    (listed,) = store.turns(Wanted()).turns
    assert (listed.withheld, listed.question) == (True, "")


def test_the_last_word_about_an_answer_counts(store: SqlStore) -> None:
    id = store.begin()
    store.add(id, asked())
    assert store.judge(id, 1, Feedback(True))
    assert store.judge(id, 1, Feedback(False, Reason.OUTDATED, "Đã có <luật> mới"))
    assert not store.judge(id, 2, Feedback(True))
    found = store.find(id)
    assert found is not None
    assert found.turns[0].feedback == Feedback(False, Reason.OUTDATED, "Đã có <luật> mới")


def test_a_conversation_holds_so_many_turns_and_no_more(store: SqlStore) -> None:
    id = store.begin()
    for _ in range(TURNS + 2):
        store.add(id, asked())
    found = store.find(id)
    assert found is not None
    assert [turn.number for turn in found.turns] == list(range(3, TURNS + 3))


def test_an_answer_beyond_measure_is_not_kept(store: SqlStore) -> None:
    id = store.begin()
    with pytest.raises(StoreError, match="quá dài"):
        store.add(id, Asked("?", answered("x" * ANSWER_BYTES)))
    found = store.find(id)
    assert found is not None and found.turns == ()


# Sharing


def test_a_key_for_readers_is_another_one_and_can_be_taken_away(store: SqlStore) -> None:
    id = store.begin()
    store.add(id, asked())
    key = store.share(id)
    assert key and is_id(key) and key != id
    assert store.share(id) == key  # a link that was given away goes on working
    found = store.find_shared(key)
    assert found is not None and (found.id, found.shared, len(found.turns)) == (id, key, 1)
    assert store.find(key) is None and store.find_shared(id) is None
    assert store.unshare(id)
    assert store.find_shared(key) is None
    assert store.share(id) != key


def test_what_is_not_there_is_not_shared(store: SqlStore) -> None:
    assert store.share("A" * 22) is None
    assert not store.unshare("A" * 22)
    store.begin()
    assert store.find_shared("") is None


def test_a_shared_conversation_goes_with_its_time(store: SqlStore, clock: Clock) -> None:
    id = store.begin()
    store.add(id, asked())
    key = store.share(id) or ""
    clock.now += 91 * DAY
    assert store.find_shared(key) is None


# The clock


def test_what_is_too_old_is_gone_swept_or_not(store: SqlStore, clock: Clock) -> None:
    id = store.begin()
    store.add(id, asked("Cũ?"))
    clock.now += 60 * DAY
    store.add(id, asked("Mới?"))
    clock.now += 31 * DAY
    found = store.find(id)
    assert found is not None and [turn.question for turn in found.turns] == ["Mới?"]
    assert (found.title, len(store.turns(Wanted()).turns)) == ("Mới?", 1)
    assert not store.judge(id, 1, Feedback(True))
    assert store.sweep() == 1
    assert store.sweep() == 0
    clock.now += 60 * DAY
    assert store.find(id) is None
    assert store.add(id, asked()) is None
    assert store.sweep() == 2


def test_an_empty_conversation_goes_after_a_day(store: SqlStore, clock: Clock) -> None:
    empty, used = store.begin(), store.begin()
    store.add(used, asked())
    clock.now += EMPTY_S + 1
    assert store.sweep() == 1
    assert store.find(empty) is None and store.find(used) is not None


def test_a_retention_of_nothing_sweeps_everything(address: URL, clock: Clock) -> None:
    store = SqlStore(Database(address), 90, clock)
    store.add(store.begin(), asked())
    store.close()
    clock.now += 1
    rest = SqlStore(Database(address), 0, clock)
    assert rest.sweep() == 2
    rest.close()


# The listing


@pytest.fixture
def filled(store: SqlStore, clock: Clock) -> Iterator[SqlStore]:
    """Seven turns, one a minute, in two conversations; three of them without an answer in the texts."""
    ids = [store.begin(), store.begin()]
    for number in range(7):
        status = Status.NOT_IN_SOURCES if number % 3 == 0 else Status.ANSWERED
        store.add(ids[number % 2], asked(f"Câu {number}?", status))
        clock.now += 60
    store.judge(ids[0], 1, Feedback(False, Reason.WRONG))
    store.judge(ids[1], 1, Feedback(True))
    yield store


def questions(page: Page) -> list[str]:
    return [turn.question for turn in page.turns]


def test_turns_are_listed_by_status_time_and_verdict(filled: SqlStore, clock: Clock) -> None:
    unanswered = filled.turns(Wanted((Status.NOT_IN_SOURCES, Status.CLARIFY)))
    assert questions(unanswered) == ["Câu 6?", "Câu 3?", "Câu 0?"]
    began = clock.now - 7 * 60
    assert questions(filled.turns(Wanted(since=began + 60, until=began + 180))) == ["Câu 2?", "Câu 1?"]
    assert questions(filled.turns(Wanted(judged=False))) == ["Câu 0?"]
    assert questions(filled.turns(Wanted(judged=True))) == ["Câu 1?"]
    assert unanswered.turns[2].feedback == Feedback(False, Reason.WRONG)


def test_a_listing_is_leafed_through_without_gap_or_repeat(store: SqlStore) -> None:
    id = store.begin()
    for number in range(7):
        store.add(id, asked(f"Câu {number}?"))  # all at the same moment
    seen, after = [], None
    for _ in range(4):
        page = store.turns(Wanted(after=after, limit=2))
        seen += questions(page)
        after = page.next
    assert after is None
    assert sorted(seen) == [f"Câu {number}?" for number in range(7)]


def test_a_listing_names_no_conversation_but_leads_to_the_turn(filled: SqlStore) -> None:
    page = filled.turns(Wanted(limit=1))
    assert not any(summary.id in repr(page) for summary in filled.listed(10))
    turn = filled.turn(page.turns[0].key)
    assert turn is not None and turn.question == "Câu 6?"
    assert turn.answer is not None and turn.answer.status is Status.NOT_IN_SOURCES
    assert filled.turn("0") is None


def test_an_answer_that_can_no_longer_be_read_is_missing_not_a_fault(
    address: URL, store: SqlStore, caplog: pytest.LogCaptureFixture
) -> None:
    id = store.begin()
    store.add(id, asked())
    damaging = Database(address)
    with damaging.writing() as connection:
        connection.exec_driver_sql("UPDATE turns SET answer = '{}'")
    damaging.close()
    found = store.find(id)
    assert found is not None and found.turns[0].answer is None
    assert "cannot be read" in caplog.text


def test_what_is_deleted_is_overwritten_in_the_file(tmp_path: Path, clock: Clock) -> None:
    from assistant.conversations.database import address_of

    store = SqlStore(Database(address_of("", tmp_path)), 90, clock)
    id = store.begin()
    store.add(id, Asked("Bimatcuatoi?", Answer(Status.ANSWERED, "Bimatcuatoi " * 2000)))
    store.delete(id)
    files = list(tmp_path.iterdir())
    assert {path.name for path in files} >= {"conversations.db"}
    assert not any(b"Bimatcuatoi" in path.read_bytes() for path in files)
    assert (tmp_path / "conversations.db").stat().st_mode & 0o077 == 0
    store.close()


def test_an_id_is_never_taken_for_an_option() -> None:
    drawn = [new_id() for _ in range(500)]
    assert all(is_id(one) and not one.startswith("-") for one in drawn)

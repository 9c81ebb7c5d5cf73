from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bots.database import Database
from bots.inbox import KNOWN_FOR, Inbox
from bots.room import said
from bots.secret import Secret
from bots.shapes import Attach, Edit, Incoming, Press, Screen, Text, Unsupported, Withheld
from bots.store import HISTORY_AGE, HISTORY_TURNS, Store
from knowledge.errors import ConfigError
from tests.bots.fakes import LONG, TAX
from tests.bots.houses import Clock

DAY = 86400.0


class Kept:
    def __init__(self, folder: Path, clock: Clock) -> None:
        self.clock = clock
        self.secret = Secret.open(folder / "secret")
        self.database = Database(folder / "bots.sqlite3")
        self.store = Store(self.database, self.secret, clock)
        self.inbox = Inbox(self.database, self.secret, clock)


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Kept]:
    found = Kept(tmp_path, Clock())
    yield found
    found.database.close()


def incoming(update: int = 1, chat: str = "70001", user: str = "70001", content: object = None) -> Incoming:
    return Incoming("telegram", str(update), chat, user, content or Text("câu"))  # type: ignore[arg-type]


@pytest.mark.parametrize("content", [Text("a"), Press("c:1"), Unsupported("photo"), Withheld()])
def test_an_update_is_accepted_once_and_comes_back_whole(kept: Kept, content: object) -> None:
    update = replace(incoming(content=content), group=True, message="9", receipt="r", language="en")
    assert [kept.inbox.accept(update), kept.inbox.accept(update)] == [True, False]
    assert [item.incoming for item in kept.inbox.unfinished("telegram")] == [update]
    assert kept.inbox.unfinished("zalo") == ()


def test_replies_come_back_with_how_many_are_out(kept: Kept) -> None:
    replies = (*said("a"), Edit(Screen(())), Attach("n", "c", "d"))
    update = incoming()
    kept.inbox.accept(update)
    kept.inbox.answered(update, replies)
    kept.inbox.sent(update, 1)
    (item,) = kept.inbox.unfinished("telegram")
    assert (item.replies, item.sent) == (replies, 1)
    kept.inbox.done(update)
    assert kept.inbox.unfinished("telegram") == ()
    assert not kept.inbox.accept(update), "it is known after it is done"
    (row,) = kept.database.rows("SELECT address, incoming, replies FROM updates")
    assert set(row.values()) == {None}


def test_updates_come_back_in_the_order_they_came_in(kept: Kept) -> None:
    for n in (3, 1, 2):
        kept.inbox.accept(incoming(n))
    assert [item.incoming.update for item in kept.inbox.unfinished("telegram")] == ["3", "1", "2"]


def test_updates_are_forgotten_when_they_cannot_come_again(kept: Kept) -> None:
    kept.inbox.accept(incoming())
    kept.clock.now += KNOWN_FOR + 1
    kept.inbox.expire()
    assert kept.inbox.accept(incoming())


def test_history_is_the_end_of_the_conversation_going_on(kept: Kept) -> None:
    person = kept.store.person(incoming())
    for n in range(HISTORY_TURNS):
        kept.store.remember(person, incoming(n), f"câu {n}", TAX)
    history = kept.store.history(person, incoming(99))
    assert [turn.role for turn in history] == ["user", "assistant"] * (HISTORY_TURNS // 2)
    assert history[-2].text == f"câu {HISTORY_TURNS - 1}"
    assert f"câu {HISTORY_TURNS - 1}" not in [
        turn.text for turn in kept.store.history(person, incoming(HISTORY_TURNS - 1))
    ]
    kept.clock.now += HISTORY_AGE
    assert kept.store.history(person, incoming(99)) == ()


def test_an_update_answered_again_is_kept_once(kept: Kept) -> None:
    person = kept.store.person(incoming())
    ids = {kept.store.remember(person, incoming(), "câu", TAX) for _ in range(2)}
    assert len(ids) == 1
    assert len(kept.store.history(person, incoming(2))) == 2


def test_answers_belong_to_their_chat(kept: Kept) -> None:
    mine, other = kept.store.person(incoming()), kept.store.person(incoming(chat="2", user="2"))
    id = kept.store.remember(mine, incoming(), "câu", LONG)
    found = kept.store.answer(mine, id)
    assert found and found.answer == LONG
    assert kept.store.answer(other, id) is None


def test_retention(kept: Kept) -> None:
    person = kept.store.person(incoming())
    kept.store.remember(person, incoming(1), "cũ", TAX)
    kept.store.keep_walk(person, "{}")
    kept.clock.now += 20 * DAY
    kept.store.remember(person, incoming(2), "mới", TAX)
    kept.clock.now += 11 * DAY
    assert kept.store.expire(30) == 4
    assert [item["question"] for item in kept.store.export(person)["answers"]] == ["mới"]


def test_deletion_reaches_every_chat_of_a_person_and_nobody_else(kept: Kept) -> None:
    alone, in_group = incoming(1), incoming(2, chat="-100")
    neighbour = incoming(3, chat="-100", user="5")
    for update in (alone, in_group, neighbour):
        kept.store.remember(kept.store.person(update), update, "câu", TAX)
    assert kept.store.erase(kept.store.person(alone)) == 6
    assert not any(kept.store.export(kept.store.person(in_group)).values())
    assert any(kept.store.export(kept.store.person(neighbour)).values())


def test_names_are_hashed_with_a_key_of_this_installation(tmp_path: Path) -> None:
    first, second = Secret.open(tmp_path / "a"), Secret.open(tmp_path / "b")
    assert first.name("chat", "7") == Secret.open(tmp_path / "a").name("chat", "7")
    assert len({first.name("chat", "7"), first.name("user", "7"), second.name("chat", "7")}) == 3
    assert repr(first.key) not in repr(first)


def test_sealed_addresses(tmp_path: Path) -> None:
    secret = Secret.open(tmp_path / "a")
    text = "-1001234567890\n7\n" + "x" * 100
    sealed = secret.seal(text)
    assert secret.unseal(sealed) == text
    assert sealed != secret.seal(text)
    assert b"1234567890" not in sealed


def test_what_cannot_be_used_is_a_clear_fault(tmp_path: Path) -> None:
    (tmp_path / "short").write_bytes(b"x")
    with pytest.raises(ConfigError, match="short"):
        Secret.open(tmp_path / "short")
    (tmp_path / "no.sqlite3").write_text("no database at all, whatever it is called " * 100)
    with pytest.raises(ConfigError, match=r"no\.sqlite3"):
        Database(tmp_path / "no.sqlite3")
    with pytest.raises(ConfigError, match="short"):
        Database(tmp_path / "short" / "below")

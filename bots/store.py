"""What the bots keep of people: conversations, answers, verdicts, walk-throughs.

Chats and people stand under keyed hashes; the key lies beside the file and never leaves the machine. What is
deleted is overwritten, not only unlinked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from assistant.answer import Answer, Turn
from bots.database import Database
from bots.secret import Secret
from bots.shapes import Incoming

HISTORY_TURNS = 8
"""Turns of a conversation that a question is read with."""

HISTORY_AGE = 2 * 3600.0
"""Seconds after which a conversation is over: what is asked hours later is seldom a follow-up."""

_PERSONAL = ("turns", "answers", "verdicts", "walks")
_ANSWER = TypeAdapter(Answer)


@dataclass(frozen=True, slots=True)
class Person:
    """Who speaks in which chat, both hashed."""

    chat: str
    user: str


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """An answer given before."""

    id: str
    question: str
    answer: Answer


class Store:
    """What is kept of people. `clock` gives seconds since 1970."""

    def __init__(self, database: Database, secret: Secret, clock: Callable[[], float]) -> None:
        self._db = database
        self._secret = secret
        self._clock = clock

    def person(self, incoming: Incoming) -> Person:
        """The hashed names of a chat and of who speaks in it."""
        return Person(
            self._secret.name("chat", f"{incoming.channel}:{incoming.chat}"),
            self._secret.name("user", f"{incoming.channel}:{incoming.user}"),
        )

    def history(self, person: Person, but: Incoming) -> tuple[Turn, ...]:
        """The turns of the conversation going on, the oldest first, without those of one update."""
        rows = self._db.rows(
            "SELECT role, text FROM turns WHERE chat=? AND user=? AND over=0 AND at>? AND name<>? "
            "ORDER BY at DESC, rowid DESC LIMIT ?",
            person.chat,
            person.user,
            self._clock() - HISTORY_AGE,
            but.key,
            HISTORY_TURNS,
        )
        return tuple(
            Turn("user" if row["role"] == "user" else "assistant", row["text"]) for row in reversed(rows)
        )

    def remember(self, person: Person, incoming: Incoming, question: str, answer: Answer) -> str:
        """Keep a question and its answer; gives the answer's name, always the same one for an update."""
        id, now = self._secret.name("answer", incoming.key)[:10], self._clock()
        who = (person.chat, person.user)
        with self._db.together():
            for role, text in (("user", question), ("assistant", answer.answer)):
                self._db.write(
                    "INSERT OR REPLACE INTO turns (name, role, chat, user, text, at) VALUES (?,?,?,?,?,?)",
                    *(incoming.key, role, *who, text, now),
                )
            body = _ANSWER.dump_json(answer).decode()
            self._db.write(
                "INSERT OR REPLACE INTO answers (id, chat, user, question, body, at) VALUES (?,?,?,?,?,?)",
                *(id, *who, question, body, now),
            )
        return id

    def answer(self, person: Person, id: str) -> KeptAnswer | None:
        """An answer given in this chat, to whomever."""
        rows = self._db.rows("SELECT id, question, body FROM answers WHERE id=? AND chat=?", id, person.chat)
        return _kept(rows)

    def last_answer(self, person: Person) -> KeptAnswer | None:
        """The last answer this person got in this chat."""
        rows = self._db.rows(
            "SELECT id, question, body FROM answers WHERE chat=? AND user=? "
            "ORDER BY at DESC, rowid DESC LIMIT 1",
            person.chat,
            person.user,
        )
        return _kept(rows)

    def end_conversation(self, person: Person) -> None:
        """What was said no longer counts for what is asked next."""
        self._db.write("UPDATE turns SET over=1 WHERE chat=? AND user=?", person.chat, person.user)
        self.end_walk(person)

    def judge(self, person: Person, answer: str, right: bool, reason: str = "") -> None:
        """Keep what a person says of an answer; the last word counts."""
        self._db.write(
            "INSERT OR REPLACE INTO verdicts (answer, user, right, reason, at) VALUES (?,?,?,?,?)",
            *(answer, person.user, int(right), reason, self._clock()),
        )

    def walk(self, person: Person) -> str | None:
        """The state of the policy walk-through going on, as it was kept."""
        rows = self._db.rows("SELECT given FROM walks WHERE chat=? AND user=?", person.chat, person.user)
        return str(rows[0]["given"]) if rows else None

    def keep_walk(self, person: Person, given: str) -> None:
        """Keep the state of a policy walk-through."""
        self._db.write(
            "INSERT OR REPLACE INTO walks (chat, user, given, at) VALUES (?,?,?,?)",
            *(person.chat, person.user, given, self._clock()),
        )

    def end_walk(self, person: Person) -> None:
        """Forget the policy walk-through."""
        self._db.write("DELETE FROM walks WHERE chat=? AND user=?", person.chat, person.user)

    def export(self, person: Person) -> dict[str, list[dict[str, Any]]]:
        """Everything kept of a person in every chat, by kind, without hashes; times in seconds since 1970."""
        columns = {
            "turns": "at, role, text",
            "answers": "at, question, json_extract(body, '$.answer') AS answer",
            "verdicts": "at, right, reason",
            "walks": "at, given",
        }
        return {
            kind: self._db.rows(f"SELECT {shown} FROM {kind} WHERE user=? ORDER BY at, rowid", person.user)
            for kind, shown in columns.items()
        }

    def erase(self, person: Person) -> int:
        """Delete everything kept of a person in every chat; gives how many things that were."""
        with self._db.together():
            count = sum(self._db.write(f"DELETE FROM {kind} WHERE user=?", person.user) for kind in _PERSONAL)
        self._db.scrub()
        return count

    def expire(self, days: int) -> int:
        """Delete what is older than so many days; gives how many things that were."""
        oldest = self._clock() - days * 86400.0
        with self._db.together():
            count = sum(self._db.write(f"DELETE FROM {kind} WHERE at<?", oldest) for kind in _PERSONAL)
        self._db.scrub()
        return count


def _kept(rows: list[dict[str, Any]]) -> KeptAnswer | None:
    if not rows:
        return None
    return KeptAnswer(rows[0]["id"], rows[0]["question"], _ANSWER.validate_json(rows[0]["body"]))

"""What the bots keep, in one SQLite file: updates until they are answered, conversations, answers, verdicts.

Chats and people stand under keyed hashes; the key lies beside the file and never leaves the machine. The
address of a chat is kept only until its replies are sent, sealed with the same key. What a person wants
forgotten is overwritten, not only unlinked.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from pydantic import TypeAdapter

from assistant.answer import Answer, Turn
from bots.secret import Secret
from bots.shapes import Incoming, Replies, Text
from knowledge.errors import ConfigError

HISTORY_TURNS = 8
"""Turns of a conversation that a question is read with."""

HISTORY_AGE = 12 * 3600.0
"""Seconds after which a conversation is over."""

UPDATES_KEPT = 7 * 86400.0
"""Seconds for which an update is known again; Telegram repeats one for a day at most."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS updates (
  place INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE NOT NULL, at REAL NOT NULL, state TEXT NOT NULL,
  address BLOB, incoming TEXT, replies TEXT, sent INTEGER NOT NULL DEFAULT 0);
CREATE INDEX IF NOT EXISTS updates_open ON updates (state) WHERE state <> 'done';
CREATE TABLE IF NOT EXISTS turns (
  name TEXT NOT NULL, role TEXT NOT NULL, chat TEXT NOT NULL, user TEXT NOT NULL, text TEXT NOT NULL,
  at REAL NOT NULL, over INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (name, role));
CREATE INDEX IF NOT EXISTS turns_of ON turns (chat, user, at);
CREATE TABLE IF NOT EXISTS answers (
  id TEXT PRIMARY KEY, chat TEXT NOT NULL, user TEXT NOT NULL, question TEXT NOT NULL, body TEXT NOT NULL,
  at REAL NOT NULL);
CREATE INDEX IF NOT EXISTS answers_of ON answers (chat, user, at);
CREATE TABLE IF NOT EXISTS verdicts (
  answer TEXT NOT NULL, user TEXT NOT NULL, right INTEGER NOT NULL, reason TEXT NOT NULL, at REAL NOT NULL,
  PRIMARY KEY (answer, user));
CREATE TABLE IF NOT EXISTS walks (
  chat TEXT NOT NULL, user TEXT NOT NULL, given TEXT NOT NULL, at REAL NOT NULL, PRIMARY KEY (chat, user));
"""
_PERSONAL = ("turns", "answers", "verdicts", "walks")
_INCOMING = TypeAdapter(Incoming)
_REPLIES: TypeAdapter[Replies] = TypeAdapter(Replies)
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


@dataclass(frozen=True, slots=True)
class Open:
    """An update not yet done: with replies where these are known, `sent` of them already out."""

    incoming: Incoming
    replies: Replies | None
    sent: int


class Store:
    """The file. Safe to use from several threads; `clock` gives seconds since 1970."""

    def __init__(self, path: Path, secret: Secret, clock: Callable[[], float]) -> None:
        self._secret = secret
        self._clock = clock
        self._lock = threading.RLock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
            for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "secure_delete=ON", "busy_timeout=5000"):
                self._db.execute(f"PRAGMA {pragma}")
            self._db.executescript(_SCHEMA)
            path.chmod(0o600)
        except (OSError, sqlite3.Error) as fault:
            raise ConfigError(
                f"không mở được {path} ({fault}); hãy kiểm tra quyền ghi, hoặc chuyển tệp đó đi nơi khác"
            ) from None

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._db.close()

    # --- updates: each is accepted once, answered once, and open until its replies are out

    def accept(self, incoming: Incoming) -> bool:
        """Keep an update until it is done; False where it was accepted before."""
        address = self._secret.seal(f"{incoming.chat}\n{incoming.user}")
        bare = replace(incoming, chat="", user="")
        row = (incoming.key, self._clock(), address, _INCOMING.dump_json(bare).decode())
        return self._write(
            "INSERT OR IGNORE INTO updates (name, at, state, address, incoming) VALUES (?, ?, 'new', ?, ?)",
            *row,
        )

    def answered(self, incoming: Incoming, replies: Replies) -> None:
        """Keep the replies of an update until they are out."""
        body = _REPLIES.dump_json(replies).decode()
        self._write(
            "UPDATE updates SET state = 'answered', replies = ? WHERE name = ? AND state = 'new'",
            body,
            incoming.key,
        )

    def sent(self, incoming: Incoming, count: int) -> None:
        """So many replies of an update are out."""
        self._write("UPDATE updates SET sent = ? WHERE name = ?", count, incoming.key)

    def done(self, incoming: Incoming) -> None:
        """Nothing is left to do; only the name of the update stays, so that it is known again."""
        self._write(
            "UPDATE updates SET state='done', address=NULL, incoming=NULL, replies=NULL WHERE name=?",
            incoming.key,
        )

    def open_updates(self, channel: str) -> tuple[Open, ...]:
        """What an earlier run left undone in a channel, in the order it came in."""
        rows = self._read(
            "SELECT address, incoming, replies, sent FROM updates WHERE state <> 'done' ORDER BY place"
        )
        found = (self._opened(*row) for row in rows)
        return tuple(item for item in found if item.incoming.channel == channel)

    def _opened(self, address: bytes, incoming: str, replies: str | None, sent: int) -> Open:
        chat, _, user = self._secret.unseal(address).partition("\n")
        bare = _INCOMING.validate_json(incoming)
        known = None if replies is None else _REPLIES.validate_json(replies)
        return Open(replace(bare, chat=chat, user=user), known, sent)

    # --- conversations

    def person(self, incoming: Incoming) -> Person:
        """The hashed names of a chat and of who speaks in it."""
        return Person(
            self._secret.name("chat", f"{incoming.channel}:{incoming.chat}"),
            self._secret.name("user", f"{incoming.channel}:{incoming.user}"),
        )

    def answer_id(self, incoming: Incoming) -> str:
        """The name of the answer to an update; always the same one."""
        return self._secret.name("answer", incoming.key)[:10]

    def history(self, person: Person, but: Incoming) -> tuple[Turn, ...]:
        """The turns of the conversation going on, the oldest first, without those of one update."""
        rows = self._read(
            "SELECT role, text FROM turns WHERE chat=? AND user=? AND over=0 AND at>? AND name<>? "
            "ORDER BY at DESC, role LIMIT ?",
            person.chat,
            person.user,
            self._clock() - HISTORY_AGE,
            but.key,
            HISTORY_TURNS,
        )
        return tuple(Turn(_role(role), text) for role, text in reversed(rows))

    def remember(self, person: Person, incoming: Incoming, question: str, answer: Answer) -> str:
        """Keep a question and its answer; gives the answer's name."""
        id, now = self.answer_id(incoming), self._clock()
        both = (("user", question), ("assistant", answer.answer))
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            for role, text in both:
                row = (incoming.key, role, person.chat, person.user, text, now)
                self._db.execute(
                    "INSERT OR REPLACE INTO turns (name, role, chat, user, text, at) VALUES (?,?,?,?,?,?)",
                    row,
                )
            body = _ANSWER.dump_json(answer).decode()
            row_ = (id, person.chat, person.user, question, body, now)
            self._db.execute("INSERT OR REPLACE INTO answers VALUES (?,?,?,?,?,?)", row_)
            self._db.execute("COMMIT")
        return id

    def answer(self, person: Person, id: str) -> KeptAnswer | None:
        """An answer given in this chat, to whomever."""
        rows = self._read("SELECT id, question, body FROM answers WHERE id=? AND chat=?", id, person.chat)
        return _kept(rows)

    def last_answer(self, person: Person) -> KeptAnswer | None:
        """The last answer this person got in this chat."""
        return _kept(
            self._read(
                "SELECT id, question, body FROM answers WHERE chat=? AND user=? ORDER BY at DESC, rowid DESC LIMIT 1",
                person.chat,
                person.user,
            )
        )

    def end_conversation(self, person: Person) -> None:
        """What was said no longer counts for what is asked next."""
        self._write("UPDATE turns SET over=1 WHERE chat=? AND user=?", person.chat, person.user)
        self.end_walk(person)

    def judge(self, person: Person, answer: str, right: bool, reason: str = "") -> None:
        """Keep what a person says of an answer; the last word counts."""
        row = (answer, person.user, int(right), reason, self._clock())
        self._write("INSERT OR REPLACE INTO verdicts VALUES (?,?,?,?,?)", *row)

    def walk(self, person: Person) -> str | None:
        """The state of the policy walk-through going on, as it was kept."""
        rows = self._read("SELECT given FROM walks WHERE chat=? AND user=?", person.chat, person.user)
        return str(rows[0][0]) if rows else None

    def keep_walk(self, person: Person, given: str) -> None:
        """Keep the state of a policy walk-through."""
        row = (person.chat, person.user, given, self._clock())
        self._write("INSERT OR REPLACE INTO walks VALUES (?,?,?,?)", *row)

    def end_walk(self, person: Person) -> None:
        """Forget the policy walk-through."""
        self._write("DELETE FROM walks WHERE chat=? AND user=?", person.chat, person.user)

    # --- what a person may ask for, and the clock

    def export(self, person: Person) -> dict[str, list[dict[str, Any]]]:
        """Everything kept of a person, by kind, without hashes."""
        questions = self._rows(
            "SELECT at, question, json_extract(body, '$.answer') AS answer FROM answers WHERE user=? ORDER BY at",
            person.user,
        )
        verdicts = self._rows("SELECT at, right, reason FROM verdicts WHERE user=? ORDER BY at", person.user)
        turns = self._rows(
            "SELECT at, role, text FROM turns WHERE user=? ORDER BY at, role DESC", person.user
        )
        walks = self._rows("SELECT at, given FROM walks WHERE user=?", person.user)
        return {"turns": turns, "answers": questions, "verdicts": verdicts, "walks": walks}

    def erase(self, person: Person) -> int:
        """Delete everything kept of a person in every chat; gives how many things that were."""
        with self._lock:
            counts = [
                self._db.execute(f"DELETE FROM {table} WHERE user=?", (person.user,)).rowcount
                for table in _PERSONAL
            ]
            self._scrub()
        return sum(counts)

    def expire(self, days: int) -> int:
        """Delete what is older than so many days; gives how many things that were."""
        now = self._clock()
        with self._lock:
            counts = [
                self._db.execute(f"DELETE FROM {table} WHERE at<?", (now - days * 86400.0,)).rowcount
                for table in _PERSONAL
            ]
            self._db.execute("DELETE FROM updates WHERE state='done' AND at<?", (now - UPDATES_KEPT,))
            self._db.execute("DELETE FROM updates WHERE at<?", (now - max(days * 86400.0, UPDATES_KEPT),))
            self._scrub()
        return sum(counts)

    def _scrub(self) -> None:
        """Take deleted words out of the write-ahead log too."""
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _write(self, sql: str, *values: object) -> bool:
        with self._lock:
            return self._db.execute(sql, values).rowcount > 0

    def _read(self, sql: str, *values: object) -> list[Any]:
        with self._lock:
            return self._db.execute(sql, values).fetchall()

    def _rows(self, sql: str, *values: object) -> list[dict[str, Any]]:
        with self._lock, closing(self._db.execute(sql, values)) as cursor:
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _kept(rows: list[Any]) -> KeptAnswer | None:
    return KeptAnswer(rows[0][0], rows[0][1], _ANSWER.validate_json(rows[0][2])) if rows else None


def _role(role: str) -> Literal["user", "assistant"]:
    return "user" if role == "user" else "assistant"

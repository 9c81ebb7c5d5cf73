"""Conversations in a database. The tables themselves are made by `migrations`."""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from pydantic import TypeAdapter, ValidationError

from assistant.answer import Answer, Status
from assistant.conversations.database import Database
from assistant.conversations.model import (
    ANSWER_BYTES,
    PAGE,
    TURNS,
    Asked,
    Conversation,
    Feedback,
    KeptTurn,
    Listed,
    Page,
    Place,
    Reason,
    Summary,
    Wanted,
    new_id,
    title_of,
)
from knowledge.errors import StoreError

DAY_S = 86400.0
EMPTY_S = DAY_S
"""A conversation in which nothing is (any more) goes after so many seconds."""

_TABLES = sa.MetaData()
_conversations = sa.Table(
    "conversations",
    _TABLES,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("named", sa.Text),
    sa.Column("created", sa.Double),
    sa.Column("updated", sa.Double),
    sa.Column("last_number", sa.Integer),
    sa.Column("shared", sa.String),
)
_turns = sa.Table(
    "turns",
    _TABLES,
    sa.Column("conversation", sa.String, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("key", sa.String),
    sa.Column("asked", sa.Double),
    sa.Column("status", sa.String),
    sa.Column("withheld", sa.Boolean),
    sa.Column("question", sa.Text),
    sa.Column("answer", sa.Text),
    sa.Column("as_of", sa.Date),
    sa.Column("judged_right", sa.Boolean),
    sa.Column("judged_reason", sa.String),
    sa.Column("judged_comment", sa.Text),
)
_c, _t = _conversations.c, _turns.c
_ANSWER = TypeAdapter(Answer)
_ROW_OF_LIST = (_t.key, _t.asked, _t.status, _t.question, _t.as_of, _t.withheld)
_JUDGED = (_t.judged_right, _t.judged_reason, _t.judged_comment)
log = logging.getLogger(__name__)


class SqlStore:
    """Keeps conversations for `days` days after each question. `clock` gives seconds since 1970."""

    def __init__(self, database: Database, days: int, clock: Callable[[], float] = time.time) -> None:
        self._db = database
        self._days = days
        self._clock = clock

    def begin(self) -> str:
        """A new conversation; gives its id."""
        id, now = new_id(), self._clock()
        row = {"id": id, "named": "", "created": now, "updated": now, "last_number": 0}
        with self._db.writing() as connection:
            connection.execute(sa.insert(_conversations).values(row))
        return id

    def find(self, id: str, last: int | None = None) -> Conversation | None:
        """A conversation with all its turns, or the `last` ones; nothing for an unknown id."""
        return self._found(_c.id == id, last)

    def find_shared(self, key: str) -> Conversation | None:
        """The conversation that a key of `share` lets one read; nothing for an unknown key."""
        return self._found(_c.shared == key, None)

    def add(self, id: str, asked: Asked) -> int | None:
        """Keep a turn; gives its number, 1 for the first; nothing where the conversation is gone.

        Raises StoreError also for an answer of more than `ANSWER_BYTES`.
        """
        now, body = self._clock(), b"" if asked.withheld else _ANSWER.dump_json(asked.answer)
        if len(body) > ANSWER_BYTES:
            raise StoreError(f"câu trả lời dài {len(body)} byte, quá dài để lưu; hãy xem lại bộ soạn trả lời")
        next_number = sa.update(_conversations).where(self._known(id)).returning(_c.last_number)
        with self._db.writing() as connection:
            count = {"last_number": _c.last_number + 1, "updated": now}
            number: int | None = connection.execute(next_number.values(count)).scalar()
            if number is None:
                return None
            connection.execute(sa.insert(_turns).values(_row(id, number, now, asked, body.decode())))
            too_old = sa.delete(_turns).where(_t.conversation == id, _t.number <= number - TURNS)
            connection.execute(too_old)
        return number

    def rename(self, id: str, title: str) -> bool:
        """Give a conversation a title, or with an empty one its first question again."""
        with self._db.writing() as connection:
            renamed = sa.update(_conversations).where(self._known(id)).values(named=title)
            return connection.execute(renamed).rowcount > 0

    def share(self, id: str) -> str | None:
        """The key by which others may read a conversation, made if need be; nothing for an unknown id."""
        kept = sa.func.coalesce(_c.shared, new_id())
        shared = sa.update(_conversations).where(self._known(id)).values(shared=kept).returning(_c.shared)
        with self._db.writing() as connection:
            key: str | None = connection.execute(shared).scalar()
        return key

    def unshare(self, id: str) -> bool:
        """Take the key away: who has it reads no more. False where the conversation is gone."""
        with self._db.writing() as connection:
            unshared = sa.update(_conversations).where(self._known(id)).values(shared=None)
            return connection.execute(unshared).rowcount > 0

    def judge(self, id: str, number: int, feedback: Feedback) -> bool:
        """Keep what is said of an answer; the last word counts."""
        said = {
            "judged_right": feedback.right,
            "judged_reason": feedback.reason.value if feedback.reason else None,
            "judged_comment": feedback.comment,
        }
        with self._db.writing() as connection:
            judged = sa.update(_turns).where(self._one(id, number)).values(said)
            return connection.execute(judged).rowcount > 0

    def delete(self, id: str) -> bool:
        """Delete a conversation with all that was said of it; false where there is none."""
        return self._deleted(sa.delete(_conversations).where(_c.id == id)) > 0

    def delete_turn(self, id: str, number: int) -> bool:
        """Delete one turn; its number is not given again."""
        return self._deleted(sa.delete(_turns).where(_t.conversation == id, _t.number == number)) > 0

    def listed(self, limit: int) -> Sequence[Summary]:
        """The conversations used last, the latest first."""
        of_this = (_t.conversation == _c.id, self._fresh())
        first = sa.select(_t.question).where(*of_this, _t.question != "").order_by(_t.number).limit(1)
        count = sa.select(sa.func.count()).select_from(_turns).where(*of_this)
        columns = (
            _conversations,
            first.scalar_subquery().label("first"),
            count.scalar_subquery().label("turns"),
        )
        wanted = sa.select(*columns).where(self._lasting()).order_by(_c.updated.desc(), _c.id)
        with self._db.reading() as connection:
            rows = connection.execute(wanted.limit(limit)).all()
        return [
            Summary(row.id, row.named or title_of(row.first or ""), row.created, row.updated, row.turns)
            for row in rows
        ]

    def turns(self, wanted: Wanted) -> Page:
        """Turns of all conversations by status and time, in pages, newest first."""
        most = max(1, min(wanted.limit, PAGE))
        found = sa.select(*_ROW_OF_LIST, *_JUDGED).where(self._fresh(), *_conditions(wanted))
        with self._db.reading() as connection:
            rows = connection.execute(found.order_by(_t.asked.desc(), _t.key.desc()).limit(most + 1)).all()
        shown = rows[:most]
        behind = Place(shown[-1].asked, shown[-1].key) if len(rows) > most else None
        return Page(tuple(_in_list(row) for row in shown), behind)

    def turn(self, key: str) -> KeptTurn | None:
        """The turn of a listing, in full."""
        with self._db.reading() as connection:
            wanted = sa.select(_turns).where(_t.key == key, self._fresh())
            row = connection.execute(wanted).one_or_none()
        return _turn(row) if row else None

    def sweep(self) -> int:
        """Delete what is older than the retention; gives how many turns and conversations that were."""
        left = sa.exists().where(_t.conversation == _c.id)
        empty = sa.and_(_c.updated < self._clock() - EMPTY_S, ~left)
        return self._deleted(
            sa.delete(_turns).where(_t.asked < self._oldest()),
            sa.delete(_conversations).where(sa.or_(_c.updated < self._oldest(), empty)),
        )

    def close(self) -> None:
        """Let go of the database."""
        self._db.close()

    def _found(self, which: sa.ColumnElement[bool], last: int | None) -> Conversation | None:
        with self._db.reading() as connection:
            wanted = sa.select(_conversations).where(which, self._lasting())
            found = connection.execute(wanted).one_or_none()
            if found is None:
                return None
            of_it = sa.select(_turns).where(_t.conversation == found.id, self._fresh())
            rows = connection.execute(of_it.order_by(_t.number.desc()).limit(last)).all()
        turns = tuple(_turn(row) for row in reversed(rows))
        return Conversation(found.id, found.created, found.updated, turns, found.named, found.shared or "")

    def _deleted(self, *statements: sa.Delete) -> int:
        with self._db.writing() as connection:
            count = sum(connection.execute(statement).rowcount for statement in statements)
        self._db.scrub()
        return count

    def _oldest(self) -> float:
        return self._clock() - self._days * DAY_S

    def _fresh(self) -> sa.ColumnElement[bool]:
        return _t.asked >= self._oldest()

    def _lasting(self) -> sa.ColumnElement[bool]:
        return _c.updated >= self._oldest()

    def _known(self, id: str) -> sa.ColumnElement[bool]:
        return sa.and_(_c.id == id, self._lasting())

    def _one(self, id: str, number: int) -> sa.ColumnElement[bool]:
        return sa.and_(_t.conversation == id, _t.number == number, self._fresh())


def _row(id: str, number: int, now: float, asked: Asked, answer: str) -> dict[str, Any]:
    return {
        "conversation": id,
        "number": number,
        "key": secrets.token_hex(8),
        "asked": now,
        "status": asked.answer.status.value,
        "withheld": asked.withheld,
        "question": "" if asked.withheld else asked.question,
        "answer": answer,
        "as_of": asked.as_of,
    }


def _conditions(wanted: Wanted) -> Iterable[sa.ColumnElement[bool]]:
    if wanted.statuses:
        yield _t.status.in_([status.value for status in wanted.statuses])
    if wanted.since is not None:
        yield _t.asked >= wanted.since
    if wanted.until is not None:
        yield _t.asked < wanted.until
    if wanted.judged is not None:
        yield _t.judged_right.is_(wanted.judged)
    if wanted.after:
        asked, key = wanted.after.asked, wanted.after.key
        yield sa.or_(_t.asked < asked, sa.and_(_t.asked == asked, _t.key < key))


def _turn(row: Any) -> KeptTurn:
    head = (row.key, row.number, row.asked, Status(row.status), row.question)
    return KeptTurn(*head, _answer(row), row.as_of, row.withheld, _feedback(row))


def _in_list(row: Any) -> Listed:
    head = (row.key, row.asked, Status(row.status), row.question)
    return Listed(*head, row.as_of, row.withheld, _feedback(row))


def _answer(row: Any) -> Answer | None:
    if row.withheld:
        return None
    try:
        return _ANSWER.validate_json(row.answer)
    except ValidationError as fault:
        log.error("the answer of turn %s cannot be read: %d faults", row.key, fault.error_count())
        return None


def _feedback(row: Any) -> Feedback | None:
    if row.judged_right is None:
        return None
    reason = Reason(row.judged_reason) if row.judged_reason else None
    return Feedback(row.judged_right, reason, row.judged_comment or "")

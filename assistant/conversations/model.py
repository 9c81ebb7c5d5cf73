"""What is kept of a conversation, and what is said of it. Times are seconds since 1970."""

from __future__ import annotations

import re
import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from typing import Any

from assistant.answer import Answer, Status, Turn

ID_BYTES = 16
"""128 random bits: whoever holds the id holds the conversation, nobody guesses it."""

TITLE_CHARS = 80
COMMENT_CHARS = 500
ANSWER_BYTES = 512 * 1024
"""The largest answer that is kept; the longest ones seen take some 60 KiB."""

TURNS = 200
"""Turns of one conversation; beyond them the oldest go."""

HISTORY_CHARS = 4000
"""Characters of an earlier utterance that a question is read with."""

PAGE = 200
"""The most turns that one page of a listing holds."""

VIETNAM = timezone(timedelta(hours=7))
"""The clock of those who ask; it knows no summer time."""

_ID = re.compile(r"[A-Za-z0-9_-]{22}")


class Reason(StrEnum):
    """What is wrong with an answer."""

    WRONG = "wrong"
    WRONG_PLACE = "wrong_place"
    OUTDATED = "outdated"
    INCOMPLETE = "incomplete"
    OFF_TOPIC = "off_topic"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a person says of an answer."""

    right: bool
    reason: Reason | None = None
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and its answer, to be kept. `withheld`: only that there was one."""

    question: str
    answer: Answer
    as_of: date | None = None
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class KeptTurn:
    """A question and its answer as they were kept.

    `as_of` is the day for which validity was asked; nothing stands for the day of asking. Of a `withheld`
    turn there is neither question nor answer; `answer` is also missing where what was kept can no longer be
    read.
    """

    key: str
    number: int
    asked: float
    status: Status
    question: str
    answer: Answer | None
    as_of: date | None = None
    withheld: bool = False
    feedback: Feedback | None = None


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation, its turns in the order of their numbers; `named` is the title a person gave it.

    `shared` is the key by which others may read it and no more; empty where it is not shared.
    """

    id: str
    created: float
    updated: float
    turns: tuple[KeptTurn, ...] = ()
    named: str = ""
    shared: str = ""

    @property
    def title(self) -> str:
        """The given title, else the first question shortened; empty where there is none."""
        return self.named or next((title_of(turn.question) for turn in self.turns if turn.question), "")

    def to_dict(self) -> dict[str, Any]:
        """The conversation as JSON-ready plain values."""
        return {
            "id": self.id,
            "title": self.title,
            "created": moment(self.created),
            "updated": moment(self.updated),
            "shared": self.shared or None,
            "turns": [turn_dict(turn) for turn in self.turns],
        }

    def to_readers(self) -> dict[str, Any]:
        """The same for those it is shared with: no key that opens it, no word about the answers."""
        told = self.to_dict()
        del told["id"], told["shared"]
        return told | {"turns": [turn | {"feedback": None} for turn in told["turns"]]}


@dataclass(frozen=True, slots=True)
class Summary:
    """A conversation in a list."""

    id: str
    title: str
    created: float
    updated: float
    turns: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page of a listing ends; the next one begins behind it."""

    asked: float
    key: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which turns of all conversations are listed, newest first; an empty condition lets all through.

    `since` is included, `until` is not; `judged` asks for turns called right (True) or wrong (False).
    """

    statuses: Collection[Status] = ()
    since: float | None = None
    until: float | None = None
    judged: bool | None = None
    after: Place | None = None
    limit: int = 50


@dataclass(frozen=True, slots=True)
class Listed:
    """A turn in a listing: neither whose it is nor in which conversation. Withheld ones have no question."""

    key: str
    asked: float
    status: Status
    question: str
    as_of: date | None
    withheld: bool
    feedback: Feedback | None


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a listing; `next` is where the following one begins, nothing at the end."""

    turns: tuple[Listed, ...]
    next: Place | None


def new_id() -> str:
    """A new id: 22 characters that stand for 128 random bits; no "-" first, which begins an option."""
    drawn = secrets.token_urlsafe(ID_BYTES)
    return new_id() if drawn.startswith("-") else drawn


def is_id(text: str) -> bool:
    """Whether `text` has the form of an id."""
    return _ID.fullmatch(text) is not None


def title_of(text: str, most: int = TITLE_CHARS) -> str:
    """The text on one line, cut between words where it is longer than `most` characters."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    head = line[: most - 1]
    whole = head if line[most - 1] == " " else head.rsplit(" ", 1)[0]
    return whole.rstrip(" ,.;:") + "…"


def history_of(turns: Sequence[KeptTurn], most: int) -> tuple[Turn, ...]:
    """The last `most` utterances, oldest first, as the pipeline takes them."""
    said: list[Turn] = []
    for turn in turns:
        if turn.question:
            said.append(Turn("user", turn.question[:HISTORY_CHARS]))
        if turn.question and turn.answer:
            said.append(Turn("assistant", turn.answer.answer[:HISTORY_CHARS]))
    return tuple(said[max(0, len(said) - most) :])


def moment(seconds: float) -> str:
    """A time as people's programs write it: "2026-11-23T06:00:00Z"."""
    return datetime.fromtimestamp(int(seconds), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def day_of(seconds: float) -> date:
    """The day of a time in Viet Nam."""
    return datetime.fromtimestamp(seconds, VIETNAM).date()


def turn_dict(turn: KeptTurn) -> dict[str, Any]:
    """A turn as JSON-ready plain values."""
    return {
        "number": turn.number,
        "asked": moment(turn.asked),
        "question": turn.question,
        "withheld": turn.withheld,
        "as_of": turn.as_of.isoformat() if turn.as_of else None,
        "status": turn.status.value,
        "answer": turn.answer.to_dict() if turn.answer else None,
        "feedback": feedback_dict(turn.feedback) if turn.feedback else None,
    }


def feedback_dict(feedback: Feedback) -> dict[str, Any]:
    """Feedback as JSON-ready plain values."""
    reason = feedback.reason.value if feedback.reason else None
    return {"right": feedback.right, "reason": reason, "comment": feedback.comment}

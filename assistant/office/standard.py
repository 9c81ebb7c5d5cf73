"""Standard answers: a question that a person of the office answered once, with its sources, dated and signed.

One that was replaced or withdrawn stays in the table with the time of its end; nothing is deleted.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from pydantic import TypeAdapter, ValidationError

from assistant.office.audit import Act, Actor, Recorded
from knowledge.text import is_accented, strip_accents, syllables

ENDED_SHOWN = 50
_MARK = re.compile(r"\[(\d{1,3})\]")
_PHRASES = (
    "dạ, ạ, vâng, ơi, nhé, nhỉ, với, với ạ, xin hỏi, cho hỏi, cho em hỏi, cho tôi hỏi, cho mình hỏi, "
    "em muốn hỏi, tôi muốn hỏi, xin cho biết, cho biết, vui lòng cho biết, vui lòng, giúp em, giúp tôi, "
    "cảm ơn, xin cảm ơn"
)
_POLITE = sorted((tuple(phrase.split()) for phrase in re.split(", ", _PHRASES)), key=len, reverse=True)
_TABLE = sa.Table(
    "standard_answers",
    sa.MetaData(),
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("question", sa.Text),
    sa.Column("text", sa.Text),
    sa.Column("sources", sa.Text),
    sa.Column("who", sa.Text),
    sa.Column("account", sa.String),
    sa.Column("approved", sa.Double),
    sa.Column("ended", sa.Double),
)
_c = _TABLE.c


@dataclass(frozen=True, slots=True)
class Source:
    """What an answer rests on: a unit of a document, the words quoted of it, and how both stood.

    `digest` is that of the whole unit, `status` how it stood (empty for a text that has no standing).
    """

    document: str
    anchor: str
    quote: str
    digest: str
    status: str


@dataclass(frozen=True, slots=True)
class StandardAnswer:
    """An approved answer. Marks like `[1]` in `text` are places in `sources`; `who` is the signer's name."""

    id: str
    question: str
    text: str
    sources: tuple[Source, ...]
    who: str
    account: str
    approved: float
    ended: float | None = None


_SOURCES = TypeAdapter(tuple[Source, ...])


@lru_cache(maxsize=4096)
def key_of(question: str) -> str:
    """The question without what people say out of politeness, and without punctuation and case."""
    words = syllables(question)
    while (shorter := _trimmed(words)) != words:
        words = shorter
    return " ".join(words)


def matching(question: str, answers: Sequence[StandardAnswer]) -> StandardAnswer | None:
    """The latest answer to this very question; typed without diacritics it may lack all of them."""
    asked = key_of(question)
    if not asked:
        return None
    bare = not is_accented(asked)
    for answer in sorted(answers, key=lambda one: -one.approved):
        key = key_of(answer.question)
        if key == asked or (bare and strip_accents(key) == asked):
            return answer
    return None


def marks_in(text: str) -> tuple[str, ...]:
    """The marks of a text, each once, in order: "1" for `[1]`."""
    return tuple(dict.fromkeys(_MARK.findall(text)))


class StandardAnswers(Recorded):
    """Keeps them."""

    def standing(self) -> tuple[StandardAnswer, ...]:
        """Those that are neither replaced nor withdrawn, the latest first."""
        return self._found(sa.select(_TABLE).where(_c.ended.is_(None)))

    def ended(self) -> tuple[StandardAnswer, ...]:
        """The latest ones of the others."""
        return self._found(sa.select(_TABLE).where(_c.ended.is_not(None)).limit(ENDED_SHOWN))

    def approve(
        self, question: str, text: str, sources: Sequence[Source], who: str, by: Actor
    ) -> StandardAnswer:
        """Keep an answer signed by `who`; one to the same question ends."""
        answer = StandardAnswer(
            secrets.token_hex(8), question, text, tuple(sources), who, by.name, self._clock()
        )
        before = [one.id for one in self.standing() if key_of(one.question) == key_of(question)]
        with self._db.writing() as connection:
            ended = sa.update(_TABLE).where(_c.id.in_(before), _c.ended.is_(None))
            connection.execute(ended.values(ended=answer.approved))
            connection.execute(sa.insert(_TABLE).values(_row(answer)))
            cited = ", ".join(f"{source.document} {source.anchor}" for source in sources)
            self._audit.note_in(connection, by, Act.ANSWER_APPROVED, question, f"{answer.id}: {cited}")
        return answer

    def withdraw(self, id: str, by: Actor) -> bool:
        """End an answer; false where there is none that stands."""
        with self._db.writing() as connection:
            which = sa.update(_TABLE).where(_c.id == id, _c.ended.is_(None)).returning(_c.question)
            question = connection.execute(which.values(ended=self._clock())).scalar()
            if question is not None:
                self._audit.note_in(connection, by, Act.ANSWER_WITHDRAWN, question, id)
        return question is not None

    def _found(self, wanted: sa.Select[Any]) -> tuple[StandardAnswer, ...]:
        with self._db.reading() as connection:
            rows = connection.execute(wanted.order_by(_c.approved.desc(), _c.id)).all()
        return tuple(_answer(row) for row in rows)


def _row(answer: StandardAnswer) -> dict[str, Any]:
    names = ("id", "question", "text", "who", "account", "approved")
    return {name: getattr(answer, name) for name in names} | {
        "sources": _SOURCES.dump_json(answer.sources).decode()
    }


def _answer(row: Any) -> StandardAnswer:
    try:
        sources = _SOURCES.validate_json(row.sources)
    except ValidationError:  # written by another version: without sources it is not used
        sources = ()
    head = (row.id, row.question, row.text, sources, row.who, row.account)
    return StandardAnswer(*head, row.approved, row.ended)


def _trimmed(words: list[str]) -> list[str]:
    """The words without a polite phrase at either end; never nothing."""
    for phrase in _POLITE:
        for said in (list(phrase), [strip_accents(word) for word in phrase]):
            count = len(said)
            if len(words) > count and words[:count] == said:
                return words[count:]
            if len(words) > count and words[-count:] == said:
                return words[:-count]
    return words

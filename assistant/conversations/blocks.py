"""A conversation as a row of blocks: what every kind of file is written from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from assistant.answer import Answer, Citation
from assistant.conversations.model import Conversation, KeptTurn, day_of

UNTITLED = "Cuộc trò chuyện"
WITHHELD = "Câu hỏi có thông tin cá nhân nên không được lưu."
UNREADABLE = "Không đọc được câu trả lời đã lưu."
HEAD = "Trợ lý HTX, các câu hỏi từ ngày {first} đến ngày {last}."
NOTE = "Trợ lý chỉ tra cứu văn bản, không thay cho ý kiến của cơ quan có thẩm quyền."
QUESTION = "Câu {number} ({day})"
AS_OF = "Xét hiệu lực tại ngày {day}."
NOTED = "Lưu ý: {text}"
NOTED_BY = "Lưu ý: {text} Nguồn: {source}"
DIGEST = " (tóm tắt)"


class Kind(StrEnum):
    """What a block is: only an `ANSWER` is light Markdown, everything else plain text."""

    TITLE = "title"
    LINE = "line"
    HEADING = "heading"
    QUESTION = "question"
    ANSWER = "answer"
    REMARK = "remark"
    QUOTE = "quote"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or more."""

    kind: Kind
    text: str


def blocks(conversation: Conversation) -> Iterator[Block]:
    """Each question, its answer, the quotes it stands on; never what opens the conversation."""
    yield Block(Kind.TITLE, conversation.title or UNTITLED)
    if conversation.turns:
        first, last = (_day(turn.asked) for turn in (conversation.turns[0], conversation.turns[-1]))
        yield Block(Kind.LINE, HEAD.format(first=first, last=last))
    yield Block(Kind.LINE, NOTE)
    for turn in conversation.turns:
        yield from _turn(turn)


def _turn(turn: KeptTurn) -> Iterator[Block]:
    yield Block(Kind.HEADING, QUESTION.format(number=turn.number, day=_day(turn.asked)))
    if turn.withheld:
        yield Block(Kind.LINE, WITHHELD)
        return
    yield Block(Kind.QUESTION, turn.question)
    if turn.as_of:
        yield Block(Kind.LINE, AS_OF.format(day=f"{turn.as_of:%d/%m/%Y}"))
    if turn.answer is None:
        yield Block(Kind.LINE, UNREADABLE)
        return
    yield from _answer(turn.answer)


def _answer(answer: Answer) -> Iterator[Block]:
    yield Block(Kind.ANSWER, answer.answer)
    for note in answer.notes:
        template = NOTED_BY if note.source else NOTED
        yield Block(Kind.REMARK, template.format(text=note.text, source=note.source))
    for citation in (*answer.citations, *answer.closest):
        yield Block(Kind.QUOTE, _quote(citation))


def _quote(citation: Citation) -> str:
    quote = " | ".join(citation.quote.rstrip("\t").split("\t"))
    digest = "" if citation.verbatim else DIGEST
    validity = f" {citation.validity.note}" if citation.validity and citation.validity.note else ""
    return f"[{citation.id}] {citation.document}, {citation.locator}{digest}: “{quote}”{validity}"


def _day(seconds: float) -> str:
    return f"{day_of(seconds):%d/%m/%Y}"

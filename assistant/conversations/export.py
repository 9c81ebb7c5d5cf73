"""A conversation as a file to take away."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from enum import StrEnum

from assistant.answer import Answer, Citation
from assistant.conversations.model import Conversation, KeptTurn
from knowledge.text import strip_accents

UNTITLED = "Cuộc trò chuyện"
WITHHELD = "Câu hỏi có thông tin cá nhân nên không được lưu."
UNREADABLE = "Không đọc được câu trả lời đã lưu."
HEAD = "Trợ lý HTX, các câu hỏi từ ngày {first} đến ngày {last}."
NOTE = "Trợ lý chỉ tra cứu văn bản, không thay cho ý kiến của cơ quan có thẩm quyền."
QUESTION = "## Câu {number} ({day})"
AS_OF = "Xét hiệu lực tại ngày {day}."
NOTED = "Lưu ý: {text}"
NAME_CHARS = 60
_ACTIVE = re.compile(r"[<>&]")
_BREAKS = re.compile(r"[^a-z0-9]+")


class Format(StrEnum):
    """What kind of file it is."""

    MD = "md"
    JSON = "json"


def exported(conversation: Conversation, kind: Format) -> str:
    """The conversation as Markdown for people or JSON for programs, without its id: that would open it."""
    if kind is Format.MD:
        return markdown(conversation)
    content = conversation.to_dict()
    del content["id"]
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def file_name(conversation: Conversation, kind: Format) -> str:
    """A name of letters, digits and hyphens that every system takes: "htx-2026-11-23-cuc-thue-tinh.md"."""
    words = _BREAKS.sub("-", strip_accents(conversation.title).lower())[:NAME_CHARS].strip("-")
    day = datetime.fromtimestamp(conversation.updated, UTC).date().isoformat()
    return "-".join(part for part in ("htx", day, words) if part) + f".{kind}"


def markdown(conversation: Conversation) -> str:
    """The conversation for a person: each question, its answer, the quotes it stands on."""
    parts = [f"# {_plain(conversation.title) or UNTITLED}"]
    if conversation.turns:
        first, last = (_day(turn.asked) for turn in (conversation.turns[0], conversation.turns[-1]))
        parts.append(HEAD.format(first=first, last=last))
    parts.append(NOTE)
    for turn in conversation.turns:
        parts.extend(_turn(turn))
    return "\n\n".join(parts) + "\n"


def _turn(turn: KeptTurn) -> list[str]:
    head = QUESTION.format(number=turn.number, day=_day(turn.asked))
    if turn.withheld:
        return [head, WITHHELD]
    asked = "\n".join(f"> {line}" for line in _plain(turn.question).splitlines())
    as_of = [AS_OF.format(day=f"{turn.as_of:%d/%m/%Y}")] if turn.as_of else []
    return [head, asked, *as_of, *(_answer(turn.answer) if turn.answer else [UNREADABLE])]


def _answer(answer: Answer) -> list[str]:
    notes = [NOTED.format(text=_plain(note.text)) for note in answer.notes]
    quotes = [_quote(citation) for citation in (*answer.citations, *answer.closest)]
    return [_plain(answer.answer), *notes, *quotes]


def _quote(citation: Citation) -> str:
    quote = " | ".join(citation.quote.rstrip("\t").split("\t"))
    validity = f" {citation.validity.note}" if citation.validity and citation.validity.note else ""
    return _plain(f"[{citation.id}] {citation.document}, {citation.locator}: “{quote}”{validity}")


def _plain(text: str) -> str:
    """Text in which a viewer of Markdown finds no HTML."""
    return _ACTIVE.sub(lambda match: {"<": "&lt;", ">": "&gt;", "&": "&amp;"}[match[0]], text)


def _day(seconds: float) -> str:
    return f"{datetime.fromtimestamp(seconds, UTC):%d/%m/%Y}"

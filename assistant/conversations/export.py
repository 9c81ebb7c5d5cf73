"""A conversation as a file to take away."""

from __future__ import annotations

import json
import re
from enum import StrEnum

from assistant.conversations.blocks import Block, Kind, blocks
from assistant.conversations.model import Conversation, day_of
from knowledge.text import strip_accents

NAME_CHARS = 60
_ACTIVE = str.maketrans({"<": "&lt;", ">": "&gt;", "&": "&amp;"})
_BREAKS = re.compile(r"[^a-z0-9]+")


class Format(StrEnum):
    """What kind of file it is."""

    MD = "md"
    DOCX = "docx"
    JSON = "json"


def exported(conversation: Conversation, kind: Format) -> bytes:
    """The conversation as Markdown or a Word file for people, or JSON for programs; without what opens it."""
    if kind is Format.MD:
        return markdown(conversation).encode()
    if kind is Format.DOCX:
        from assistant.conversations.docx import docx  # slow to load, and every command starts here

        return docx(blocks(conversation))
    content = conversation.to_dict()
    del content["id"], content["shared"]
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def file_name(conversation: Conversation, kind: Format) -> str:
    """A name of letters, digits and hyphens that every system takes: "htx-2026-11-23-cuc-thue-tinh.md"."""
    words = _BREAKS.sub("-", strip_accents(conversation.title).lower())[:NAME_CHARS].strip("-")
    day = day_of(conversation.updated)
    return "-".join(part for part in ("htx", f"{day}", words) if part) + f".{kind}"


def markdown(conversation: Conversation) -> str:
    """The conversation for a person: each question, its answer, the quotes it stands on."""
    return "\n\n".join(map(_marked, blocks(conversation))) + "\n"


def _marked(block: Block) -> str:
    text = block.text.translate(_ACTIVE)  # a viewer of Markdown finds no HTML
    match block.kind:
        case Kind.TITLE:
            return f"# {text}"
        case Kind.HEADING:
            return f"## {text}"
        case Kind.QUESTION:
            return "\n".join(f"> {line}" for line in text.splitlines())
        case _:
            return text

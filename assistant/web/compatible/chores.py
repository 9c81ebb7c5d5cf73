"""What chat programs ask of a model by themselves: titles, tags, next questions, search terms.

Such a request is no question of a person. It is known by its form: Open WebUI begins it with "### Task:" and
names the JSON it wants, LibreChat asks for a title in a fixed sentence. It is answered without the pipeline,
except for next questions, which are those the assistant itself suggests.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.web.compatible import wording

TITLE_CHARS = 60
FOLLOW_UPS = "follow_ups"

_TASK = re.compile(r"\s*#{1,6}\s*Task\b", re.IGNORECASE)
_TITLE = re.compile(
    r"\s*(?:Provide a concise, 5-word-or-less title|Analyze this conversation and provide\b.{0,200}\btitle\b"
    r"|Please generate a concise title\b|Create a concise title for this conversation\b)",
    re.IGNORECASE | re.DOTALL,
)
_EMOJI = re.compile(r"\s*Your task is to reflect the speaker's likely facial expression", re.IGNORECASE)
_WANTED = re.compile(r"\{\s*\"(?P<key>\w+)\"\s*:\s*(?P<shape>[\[\"])")
_ASKED = re.compile(
    r"^\s*(?:user|human)\s*:\s*(?P<text>.*?)(?=^\s*(?:user|human|assistant|ai)\s*:|^\s*</chat_history>|\Z)",
    re.IGNORECASE | re.DOTALL | re.MULTILINE,
)
_GIVEN = re.compile(r"</context>(?P<rest>.*)\Z", re.DOTALL)
_QUERY = re.compile(r"<user_query>(?P<text>.*?)</user_query>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Chore:
    """A request of the program itself.

    `key` is the field of the JSON object it wants, empty for plain text; `listed` says that the field holds a
    list. `asked` are the questions of the conversation it is about, oldest first.
    """

    key: str
    listed: bool
    asked: tuple[str, ...]
    title: bool = False
    emoji: bool = False


def question_in(text: str) -> str:
    """What the person typed, where the program wrapped it into texts of its own; else `text` itself.

    The texts that came with it are left out: answers come from the assistant's documents alone.
    """
    if not _TASK.match(text):
        return text
    match = _QUERY.search(text)
    if match:
        return match["text"].strip()
    given = _GIVEN.search(text)
    return given["rest"].strip() if given else text


def chore_in(text: str) -> Chore | None:
    """The chore that a message asks for; nothing for what a person says."""
    if _EMOJI.match(text):
        return Chore("", False, (), emoji=True)
    if _TITLE.match(text):
        return Chore("", False, _asked(text), title=True)
    if not _TASK.match(text):
        return None
    wanted = _WANTED.search(text)
    first = text.strip().split("\n### ", 1)[0]
    if wanted is None:
        return Chore("", False, _asked(text), title="title" in first.lower())
    return Chore(wanted["key"], wanted["shape"] == "[", _asked(text), title=wanted["key"] == "title")


def done(chore: Chore, suggestions: Sequence[str], in_json: bool = False) -> str:
    """The reply to a chore; `in_json` where the request insists on an object without naming its field."""
    if chore.emoji:
        return wording.EMOJI
    if chore.key:
        return _json({chore.key: _value(chore, suggestions)})
    if not chore.title:
        return wording.NO_CHORES
    title = title_of(chore.asked)
    return _json({"title": title, "language": "Vietnamese"}) if in_json else title


def title_of(asked: Sequence[str]) -> str:
    """A title for a conversation: the beginning of its first question."""
    text = " ".join(asked[0].split()) if asked else ""
    if len(text) <= TITLE_CHARS:
        return text or wording.TITLE
    return text[:TITLE_CHARS].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def _value(chore: Chore, suggestions: Sequence[str]) -> str | list[str]:
    if chore.title:
        return title_of(chore.asked)
    if chore.key == FOLLOW_UPS:
        return list(suggestions)
    if chore.key == "tags":
        return [wording.TAG]
    return [] if chore.listed else ""


def _asked(text: str) -> tuple[str, ...]:
    """The questions of the conversation that a chore quotes."""
    quoted = text.partition("<chat_history>")[2] or text
    return tuple(found for match in _ASKED.finditer(quoted) if (found := match["text"].strip()))


def _json(value: dict[str, str | list[str]] | dict[str, str]) -> str:
    return json.dumps(value, ensure_ascii=False)

"""A question within a conversation: what was said before goes along, the turn is kept once it is answered.

Where the conversation cannot be read or written, the question is answered all the same.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from assistant.answer import Answer, Message
from assistant.conversations.archive import Archive
from assistant.conversations.model import is_id
from assistant.web import messages
from assistant.web.body import Asking, Refusal
from knowledge.errors import StoreError

STORED = "X-Conversation-Stored"
TURN = "X-Conversation-Turn"
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Joined:
    """A message with what was said before it, and what keeps the turn."""

    message: Message
    keep: Callable[[Answer], Mapping[str, object]]


def join(archive: Archive | None, asking: Asking, most: int) -> Joined | Refusal:
    """The message of a conversation, with its last `most` utterances; the refusal of one there is not.

    Where nothing was said in it yet, the history that was sent along stands: it goes on under a new id.
    """
    id = asking.conversation or ""
    if archive is None:
        return Joined(asking.message, _not_kept)
    if not is_id(id):
        return Refusal(404, messages.NO_CONVERSATION)
    try:
        history = archive.history(id, most)
    except StoreError as fault:
        log.error("a turn is answered without its conversation: %s", fault)
        return Joined(asking.message, _not_kept)
    if history is None:
        return Refusal(404, messages.NO_CONVERSATION)
    message = replace(asking.message, history=history or asking.message.history)
    return Joined(message, lambda answer: _kept(archive, id, message, answer))


def headers_of(kept: Mapping[str, object]) -> dict[str, str]:
    """What is told of a kept turn, as headers."""
    told = {STORED: "true" if kept["stored"] else "false"}
    return told | ({TURN: str(kept["turn"])} if kept["turn"] else {})


def _kept(archive: Archive, id: str, message: Message, answer: Answer) -> Mapping[str, object]:
    try:
        kept = archive.keep(id, message, answer)
    except StoreError as fault:
        log.error("a turn is not kept: %s", fault)
        return _not_kept(answer)
    return {"stored": kept.number is not None, "turn": kept.number, "withheld": kept.withheld}


def _not_kept(_answer: Answer) -> Mapping[str, object]:
    return {"stored": False, "turn": None, "withheld": False}

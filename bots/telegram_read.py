"""Reading Telegram's updates: who wrote what, in which kind of chat, and whether the bot is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.shapes import Incoming, Press, Text, Unsupported, UnsupportedKind

if TYPE_CHECKING:
    from telegram import CallbackQuery, Message, Update, User

CHANNEL = "telegram"
PRIVATE = "private"
"""The type of a chat with one person."""

_KINDS: tuple[tuple[UnsupportedKind, tuple[str, ...]], ...] = (
    ("photo", ("photo",)),
    ("sticker", ("sticker", "animation", "dice")),
    ("voice", ("voice", "audio", "video_note")),
    ("video", ("video",)),
    ("location", ("venue", "location")),
    ("file", ("document",)),
    ("contact", ("contact",)),
    ("other", ("poll", "story", "game", "paid_media", "invoice", "checklist")),
)


def incoming_of(update: Update, me: User) -> Incoming | None:
    """What came in, or nothing where it is nobody's message (someone joined, a bot wrote).

    The pictures of an album come as a message each; they share a name, so that one reply is given.
    """
    if update.callback_query:
        return _press(update.update_id, update.callback_query)
    message = update.effective_message
    if message is None or (message.from_user and message.from_user.is_bot):
        return None
    group = message.chat.type != PRIVATE
    content = _content(update, message, me)
    if content is None:
        return None
    author = message.from_user or message.sender_chat or message.chat
    return Incoming(
        channel=CHANNEL,
        update=f"album-{message.media_group_id}" if message.media_group_id else str(update.update_id),
        chat=str(message.chat.id),
        user=str(author.id),
        content=content,
        group=group,
        addressed=_addressed(message, me, group),
        language=(message.from_user.language_code if message.from_user else None) or "vi",
        message=str(message.message_id),
    )


def _press(update: int, query: CallbackQuery) -> Incoming | None:
    if query.message is None or query.data is None:
        return None
    return Incoming(
        channel=CHANNEL,
        update=str(update),
        chat=str(query.message.chat.id),
        user=str(query.from_user.id),
        content=Press(query.data),
        group=query.message.chat.type != PRIVATE,
        language=query.from_user.language_code or "vi",
        message=str(query.message.message_id),
        receipt=query.id,
    )


def _content(update: Update, message: Message, me: User) -> Text | Unsupported | None:
    if update.channel_post or update.edited_channel_post:
        return Unsupported("post")
    if update.edited_message:  # a place shared live is "edited" every few seconds
        return Unsupported("edited") if message.text or message.caption else None
    if message.text is not None:
        return Text(_without_mention(message.text, me))
    for kind, attributes in _KINDS:
        if any(getattr(message, name, None) for name in attributes):
            return Unsupported(kind)
    return None


def _without_mention(text: str, me: User) -> str:
    """The text without the bot's own name, at a command or before a question."""
    words = (word for word in text.split(" ") if word.lower() != f"@{me.username}".lower())
    bare = " ".join(words)
    head, at, name = bare.partition(" ")[0].partition("@")
    if at and head.startswith("/") and name.lower() == (me.username or "").lower():
        return head + bare[len(head) + len(at) + len(name) :]
    return bare


def _addressed(message: Message, me: User, group: bool) -> bool:
    """Whether the bot is meant: in a group by name or reply; a command for another bot is never ours."""
    words = (message.text or message.caption or "").lower().split()
    own = f"@{me.username}".lower()
    command, at, name = words[0].partition("@") if words else ("", "", "")
    if command.startswith("/") and at:
        return f"@{name}" == own
    if not group:
        return True
    answered = message.reply_to_message
    if answered and answered.from_user and answered.from_user.id == me.id:
        return True
    entities = (*message.entities, *message.caption_entities)
    named = any(entity.user and entity.user.id == me.id for entity in entities)
    return named or any(word.strip(".,:;!?") == own for word in words)


def draft_id(incoming: Incoming) -> int:
    """The name of the preview of an answer to words: any number but 0, the same for one update."""
    return int(incoming.update) % (2**31 - 1) + 1

"""What keeps conversations has to do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from assistant.conversations.model import Asked, Conversation, Feedback, KeptTurn, Page, Summary, Wanted


class Store(Protocol):
    """Keeps conversations. Called from several threads, and by several processes on one database, at once.

    What is older than the retention is gone for every reader, swept or not. Every method raises `StoreError`
    where the database cannot be read or written.
    """

    def begin(self) -> str:
        """A new conversation; gives its id."""

    def find(self, id: str, last: int | None = None) -> Conversation | None:
        """A conversation with all its turns, or the `last` ones; nothing for an unknown id."""

    def add(self, id: str, asked: Asked) -> int | None:
        """Keep a turn; gives its number, 1 for the first; nothing where the conversation is gone."""

    def rename(self, id: str, title: str) -> bool:
        """Give a conversation a title, or with an empty one its first question again."""

    def share(self, id: str) -> str | None:
        """The key by which others may read a conversation, made if need be; nothing for an unknown id."""

    def unshare(self, id: str) -> bool:
        """Take the key away: who has it reads no more. False where the conversation is gone."""

    def find_shared(self, key: str) -> Conversation | None:
        """The conversation that a key of `share` lets one read; nothing for an unknown key."""

    def judge(self, id: str, number: int, feedback: Feedback) -> bool:
        """Keep what is said of an answer; the last word counts."""

    def delete(self, id: str) -> bool:
        """Delete a conversation with all that was said of it; false where there is none."""

    def delete_turn(self, id: str, number: int) -> bool:
        """Delete one turn; its number is not given again."""

    def listed(self, limit: int) -> Sequence[Summary]:
        """The conversations used last, the latest first."""

    def turns(self, wanted: Wanted) -> Page:
        """Turns of all conversations by status and time, in pages, newest first."""

    def turn(self, key: str) -> KeptTurn | None:
        """The turn of a listing, in full."""

    def sweep(self) -> int:
        """Delete what is older than the retention; gives how many turns and conversations that were."""

    def close(self) -> None:
        """Let go of the database."""

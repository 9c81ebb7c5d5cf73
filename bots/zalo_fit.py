"""Replies as Zalo can show them: plain text, short messages, five buttons; the rest is typed.

Where a screen has more buttons than fit, the largest group of like buttons becomes a list under the text.
Sources, tasks and results are typed by the number they bear in the text; everything else by a letter, so
that a number that answers a question is never taken for a choice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from bots import zalo_messages as messages
from bots.markup import joined, plain, split
from bots.shapes import Attach, Button, Outgoing, Replies, Screen, Send

MESSAGE = 1900
"""Units of a message: a little less than the 2,000 characters that Zalo takes."""

MOST_BUTTONS = 5
MOST_EXPORT = 12
"""Messages of an export; what is longer is cut, and said to be."""

_NUMBERED = frozenset("cnkr")
"""Actions of buttons that bear the numbers of a list: sources, nearest places, tasks, results."""

_NUMBER = re.compile(r"\D{0,3}(\d{1,3})(?: · .*)?")
_BETWEEN = "   "


@dataclass(frozen=True, slots=True)
class Choice:
    """A button that is typed: by `key`."""

    key: str
    button: Button


@dataclass(frozen=True, slots=True)
class Fitted:
    """Replies that Zalo takes, each one message. `menu` is the payload of each key that may be typed now.

    `menu` is nothing where the replies have no buttons at all: what could be typed before still can.
    """

    replies: Replies
    menu: Mapping[str, str] | None


def fitted(replies: Replies) -> Fitted:
    """The replies in messages of text with at most five buttons."""
    menu: dict[str, str] | None = None
    parts: list[Outgoing] = []
    for reply in replies:
        if isinstance(reply, Attach):
            parts += _exported(reply)
            continue
        buttons = tuple(button for row in reply.screen.buttons for button in row)
        shown, typed = shared_out(buttons)
        if buttons:
            menu = (menu or {}) | {choice.key: choice.button.payload for choice in typed}
        parts += _messages(reply.screen, shown, typed)
    return Fitted(tuple(parts), menu)


def shared_out(buttons: Sequence[Button]) -> tuple[tuple[Button, ...], tuple[Choice, ...]]:
    """The buttons that are shown as such, and those that are typed."""
    groups: dict[tuple[str, bool], list[Button]] = {}
    for button in buttons:
        groups.setdefault(_group(button), []).append(button)
    typed: list[Button] = []
    while sum(map(len, groups.values())) > MOST_BUTTONS:
        largest = max(groups, key=lambda group: len(groups[group]))
        typed += groups.pop(largest)
    shown = tuple(button for button in buttons if _group(button) in groups)
    return shown, tuple(_keyed([button for button in buttons if button in typed]))


def menu_text(choices: Sequence[Choice]) -> str:
    """The choices as a person reads them, those with a number first."""
    numbered = [choice for choice in choices if choice.key.isdecimal()]
    lettered = [choice for choice in choices if not choice.key.isdecimal()]
    blocks = []
    if numbered:
        blocks.append("\n".join((messages.BY_NUMBER, *_numbered_lines(numbered))))
    if lettered:
        lines = (messages.CHOICE.format(letter=item.key, label=item.button.label) for item in lettered)
        blocks.append("\n".join((messages.BY_LETTER, *lines)))
    return "\n\n".join(blocks)


def _group(button: Button) -> tuple[str, bool]:
    """What a button does, and whether it is one of a row of places."""
    action, _, rest = button.payload.partition(":")
    return action, rest.rpartition(":")[2].isdecimal()


def _keyed(buttons: Iterable[Button]) -> Iterator[Choice]:
    letters = _letters()
    taken: set[str] = set()
    for button in buttons:
        number = _NUMBER.fullmatch(button.label) if button.payload[:1] in _NUMBERED else None
        key = number[1] if number and number[1] not in taken else next(letters)
        taken.add(key)
        yield Choice(key, button)


def _letters() -> Iterator[str]:
    """A to Z, then AA to AZ and so on."""
    yield from ascii_uppercase
    for first in ascii_uppercase:
        yield from (first + second for second in ascii_uppercase)


def _numbered_lines(choices: Sequence[Choice]) -> list[str]:
    labels = [choice.button.label for choice in choices]
    return labels if any(" · " in label for label in labels) else [_BETWEEN.join(labels)]


def _messages(screen: Screen, shown: tuple[Button, ...], typed: Sequence[Choice]) -> Iterator[Outgoing]:
    runs = joined((screen.runs, plain(menu_text(typed))))
    *first, last = split(runs, MESSAGE) or (plain("…"),)
    yield from (Send(Screen(part)) for part in first)
    yield Send(Screen(last, tuple((button,) for button in shown)))


def _exported(file: Attach) -> Iterator[Outgoing]:
    """A text file as messages."""
    text = messages.EXPORT.format(caption=file.caption, content=file.content)
    parts = split(plain(text), MESSAGE)
    yield from (Send(Screen(part)) for part in parts[:MOST_EXPORT])
    if left := sum(len(run.text) for part in parts[MOST_EXPORT:] for run in part):
        yield Send(Screen(plain(messages.EXPORT_CUT.format(left=left))))

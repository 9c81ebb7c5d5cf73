"""The dialogue in a terminal: a channel for trying things out, and the plainest one there is."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

from bots import messages
from bots.channel import Dialogue
from bots.shapes import Attach, Button, Content, Incoming, Outgoing, Press, Screen, Text

CHANNEL = "terminal"
_PRESS = re.compile(r"#(\d{1,3})")


class Terminal:
    """One person at a keyboard. Lines come in, text goes out through `write`."""

    def __init__(self, dialogue: Dialogue, write: Callable[[str], object], person: str = "demo") -> None:
        self._dialogue = dialogue
        self._write = write
        self._person = person
        self._count = time.time_ns()
        self.buttons: tuple[Button, ...] = ()
        """The buttons of the last screens, as they are numbered."""

    def line(self, line: str) -> None:
        """What a person typed: "#2" presses button 2 of the last screens, all else is said."""
        press = _PRESS.fullmatch(line.strip())
        if not press:
            self.take(Text(line))
        elif 1 <= int(press[1]) <= len(self.buttons):
            self.take(Press(self.buttons[int(press[1]) - 1].payload))
        else:
            self._write(messages.DEMO_NO_BUTTON.format(number=press[1]))

    def take(self, content: Content, language: str = "vi") -> None:
        """Answer one thing."""
        self._count += 1
        chat = user = self._person
        incoming = Incoming(CHANNEL, str(self._count), chat, user, content, language=language)
        self.show(self._dialogue.reply(incoming))

    def show(self, replies: tuple[Outgoing, ...]) -> None:
        """Write the replies out; buttons are numbered through all of them."""
        self.buttons = ()
        for outgoing in replies:
            if isinstance(outgoing, Attach):
                head = messages.DEMO_FILE.format(name=outgoing.name, caption=outgoing.caption)
                self._write(f"{head}\n{outgoing.content}")
            else:
                self._write(self._text_of(outgoing.screen))

    def _text_of(self, screen: Screen) -> str:
        lines = [screen.text]
        for row in screen.buttons:
            first = len(self.buttons) + 1
            self.buttons += row
            numbered = (f"[#{number}] {button.label}" for number, button in enumerate(row, first))
            lines.append("   ".join(numbered))
        return "\n".join(lines)

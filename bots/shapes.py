"""What passes between a messenger and the dialogue: something that came in, and what goes out.

Nothing here knows a messenger. An adapter makes an `Incoming`, hands it to the dialogue and carries out the
`Outgoing` it gets back, in order.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

UnsupportedKind = Literal[
    "photo", "sticker", "voice", "video", "location", "file", "contact", "edited", "post", "other"
]


@dataclass(frozen=True, slots=True)
class Text:
    """What a person typed; "/nhiemvu thuế" is text too, the dialogue reads commands."""

    text: str
    kind: Literal["text"] = "text"


@dataclass(frozen=True, slots=True)
class Press:
    """A button was pressed; `payload` is the one it was sent with."""

    payload: str
    kind: Literal["press"] = "press"


@dataclass(frozen=True, slots=True)
class Unsupported:
    """Something the dialogue cannot read: a picture, an edited message, a post of a channel."""

    what: UnsupportedKind
    kind: Literal["unsupported"] = "unsupported"


@dataclass(frozen=True, slots=True)
class Withheld:
    """A text that held personal data; its words are gone and stay unknown."""

    kind: Literal["withheld"] = "withheld"


Content = Text | Press | Unsupported | Withheld


@dataclass(frozen=True, slots=True)
class Incoming:
    """One thing that came in. `channel` and `update` together name it once and for all.

    In a group, `addressed` tells whether the bot was mentioned or replied to. `message` is the message that
    carries the pressed button, `receipt` what the adapter needs to acknowledge it; both are the adapter's
    own. `language` is the one of the person's messenger ("vi", "en").
    """

    channel: str
    update: str
    chat: str
    user: str
    content: Content
    group: bool = False
    addressed: bool = True
    language: str = "vi"
    message: str = ""
    receipt: str = ""

    @property
    def key(self) -> str:
        """The name of this update among all channels."""
        return f"{self.channel}:{self.update}"


Style = Literal["plain", "bold", "italic", "quote"]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style. Text is plain: whoever writes it out escapes it."""

    text: str
    style: Style = "plain"


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message: pressing it sends `payload` back (at most 64 bytes)."""

    label: str
    payload: str


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Screen:
    """One message: its text and the rows of buttons under it."""

    runs: Runs
    buttons: Rows = ()

    @property
    def text(self) -> str:
        """The text without styles."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Send:
    """A new message."""

    screen: Screen
    kind: Literal["send"] = "send"


@dataclass(frozen=True, slots=True)
class Edit:
    """New content of the message whose button was pressed; a new message where that cannot be done."""

    screen: Screen
    kind: Literal["edit"] = "edit"


@dataclass(frozen=True, slots=True)
class Attach:
    """A text file."""

    name: str
    content: str
    caption: str
    kind: Literal["attach"] = "attach"


Outgoing = Send | Edit | Attach
Replies = tuple[Outgoing, ...]

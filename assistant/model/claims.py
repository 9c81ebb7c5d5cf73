"""Reading a reply as it comes: claims with the labels of their sources; nothing else of it is kept."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from knowledge.text import fold

MOST_CHARS = 6000
"""Characters of a reply that are read; a good answer has a fifth."""

LONGEST = 1000
"""Characters of one claim at most."""

MOST_CLAIMS = 14

NOTHING = "không có"
"""What the model says where the sources do not answer."""

_LABELS = r"\[\s*S\d+(?:\s*[,;]\s*S\d+)*\s*\]"
_GROUP = re.compile(rf"(?:\s*{_LABELS})+\s*[.;!?]?")
_NUMBER = re.compile(r"S\d+")
_ITEM = re.compile(r"^(?:[-*•–+]|\d{1,2}[.)])\s+")
UNFIT = re.compile(r"https?:|www\.|\w@\w|[\[\]{}<>`⟦⟧|\\]|!\(|\b\w+\.(?:com|vn|net|org|gov|info)\b")
"""Links, addresses, marks of our own and marks that a page could take for more than words."""


@dataclass(frozen=True, slots=True)
class Said:
    """A claim of the model and the labels it ends in; `depth` is 1 for an item of a list."""

    text: str
    labels: tuple[str, ...]
    depth: int = 0


class Reader:
    """Takes a reply apart, line by line, sentence by sentence.

    `unknown` counts labels that nobody gave, `unsourced` sentences without a source, `unfit` those with a
    link or marks of their own. `nothing` says that the model found no answer. A last line that never ended
    counts only where the reply is whole.
    """

    def __init__(self, known: Collection[str]) -> None:
        self._known = frozenset(known)
        self._rest = ""
        self._read = 0
        self._claims = 0
        self.unknown = 0
        self.unsourced = 0
        self.unfit = 0
        self.nothing = False

    @property
    def full(self) -> bool:
        """Whether the reply is longer than anything worth reading."""
        return self._read > MOST_CHARS or self._claims >= MOST_CLAIMS

    @property
    def dropped(self) -> int:
        """Sentences left out."""
        return self.unsourced + self.unfit

    def feed(self, words: str) -> Iterator[Said]:
        """The claims of the lines that these words complete; what is too much is not looked at."""
        room = max(0, MOST_CHARS - self._read)
        self._read += len(words)
        *lines, self._rest = f"{self._rest}{words[:room]}".split("\n")
        for line in lines:
            yield from self._line(line)

    def finish(self) -> Iterator[Said]:
        """The claims of the last line; not to be called where the reply was cut off."""
        line, self._rest = self._rest, ""
        yield from self._line(line)

    def _line(self, line: str) -> Iterator[Said]:
        line = unicodedata.normalize("NFC", line).strip()
        if not line:
            return
        if fold(line.strip(' .*"«»')) == NOTHING:
            self.nothing = True
            return
        depth = 1 if _ITEM.match(line) else 0
        begun = 0
        for group in _GROUP.finditer(line):
            yield from self._sentence(line[begun : group.start()], group.group(), depth)
            begun = group.end()
        if line[begun:].strip(" .;*"):
            self.unsourced += 1

    def _sentence(self, words: str, group: str, depth: int) -> Iterator[Said]:
        text = _plain(words)
        named = tuple(dict.fromkeys(_NUMBER.findall(group)))
        labels = tuple(label for label in named if label in self._known)
        self.unknown += len(named) - len(labels)
        if not labels or not text:
            self.unsourced += 1
        elif UNFIT.search(text) or len(text) > LONGEST or not text.isprintable():
            self.unfit += 1
        elif self._claims < MOST_CLAIMS:
            self._claims += 1
            yield Said(text if text[-1] in ".;:!?" else f"{text}.", labels, depth)


def _plain(words: str) -> str:
    """A sentence without list marks, bold marks and headings."""
    bare = _ITEM.sub("", words.strip()).replace("**", "").replace("__", "")
    return " ".join(bare.lstrip("#* ").split())

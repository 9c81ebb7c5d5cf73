"""Words that say the contrary of each other, and whether a question and a text use them of the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from knowledge.config import SHIPPED
from knowledge.datafile import read_data
from knowledge.document import Span
from knowledge.text import Folded, fold, is_accented, strip_accents

ASKED_WORDS = 12
"""So many words on either side of a word tell what it is said of."""

SAID_WORDS = 20
"""The same in the text, which is wordier."""

FEWEST = 2
"""Words on one side that tell anything."""

MORE = 3
"""The same where the text need not say the contrary, only nothing of the kind."""

_EMPTY = re.compile(
    r"(?:la|va|cua|cho|de|o|tai|theo|do|voi|nay|khi|trong|mot|cac|nhung|thi|ma|duoc|co|phai|the|can|se|da|dang|vi"
    r"|boi|nen|bi|den|tu|ve|nhu|ra|vao|luat|nghe|noi|hay|chi|toi|tui|minh|moi|cung|dc|dung|khong|roi|luon|van"
    r"|hop|tac|xa|htx|ke|hoach|gi|nao|ai|sao|vay|a|em|anh)$"
)
_NEGATED = re.compile(
    r"\b(?:không|chưa|chẳng|đừng|khong|chang)"
    r"(?: (?:được|phải|cần|bị|có|thể|còn|duoc|phai|can|bi|co|the|con))*\W*$"
)
_WORD = re.compile(r"\w+")
_STOP = re.compile(r"[.?!]")
_SENTENCE = re.compile(r"[^.;:?!]+")


@dataclass(frozen=True, slots=True)
class Conflict:
    """What a question says and a text says the contrary of.

    `asked` is where its words stand in the question, `said` where those of the text do. `overlap` is how much
    of what the question says of its own the text says of the others, 0 to 1; `shared` is how many words that
    is. `outright` says that the text has words of its own, not only none of the question's.
    """

    asked: Span
    said: Span
    overlap: float
    shared: int
    outright: bool


Sides = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Opposites:
    """Groups of sides: of one group, a text that is on one side is on no other.

    A group of one side has words that nobody says lightly: a text on the same thing that has none of them
    does not say so.
    """

    groups: tuple[Sides, ...]

    def conflict(self, question: str, text: str) -> Conflict | None:
        """The plainest contradiction between a question and a text; see `Spoken.conflict`."""
        return self.spoken(question).conflict(text)

    def agree(self, question: str, text: str) -> bool:
        """Whether a text uses the word of a side that the question uses: it says what is asked of."""
        spoken = self.spoken(question)
        words = _Line.of(Folded.of(text), spoken.accented).words
        return any(own.search(words) for own, _ in spoken.named)

    def spoken(self, question: str) -> Spoken:
        """The words of one side that the question uses; of a group that it names more sides of, none."""
        accented = is_accented(question)
        line = _Line.of(Folded.of(question), accented)
        return Spoken(line, accented, tuple(_named(line, (_patterns(s, accented) for s in self.groups))))


@dataclass(frozen=True, slots=True)
class Spoken:
    """A question with the patterns of the sides that it names, and beside each those of the other sides."""

    line: _Line
    accented: bool
    named: tuple[tuple[re.Pattern[str], tuple[re.Pattern[str], ...]], ...]

    def conflict(self, text: str) -> Conflict | None:
        """The plainest contradiction; nothing where the text uses the question's word, or speaks of another
        thing."""
        return max(self.conflicts(text), key=lambda found: (found.overlap, found.shared), default=None)

    def conflicts(self, text: str) -> Iterator[Conflict]:
        """Every contradiction, of each place where the question says a word."""
        said = _Line.of(Folded.of(text), self.accented)
        return (found for own, others in self.named for found in _between(self.line, own, others, said))


@dataclass(frozen=True, slots=True)
class _Line:
    """A text to look for words in, as they are compared and as they were typed."""

    words: str
    folded: Folded

    @classmethod
    def of(cls, folded: Folded, accented: bool) -> _Line:
        return cls(folded.accented if accented else folded.text, folded)

    @property
    def plain(self) -> str:
        """The words without marks, as long as they are with them."""
        return self.folded.text

    def place(self, match: re.Match[str]) -> Span:
        """Where a match stands in the text as typed."""
        return self.folded.span(*match.span())

    def around(self, start: int, end: int, most: int) -> tuple[list[str], list[str]]:
        """The telling words before and after a place, in its sentence."""
        before = _WORD.findall(_STOP.split(self.plain[:start])[-1])[-most:]
        after = _WORD.findall(_STOP.split(self.plain[end:], maxsplit=1)[0])[:most]
        return _telling(before), _telling(after)

    def of_sides(self, sides: Iterable[re.Pattern[str]]) -> Iterator[tuple[Span, set[str]]]:
        """Where words of a side stand, each with the telling words around it."""
        for side in sides:
            for match in self.affirmed(side):
                yield self.place(match), set().union(*self.around(*match.span(), SAID_WORDS))

    def sentences(self) -> Iterator[tuple[Span, set[str]]]:
        """Where each sentence stands, with its telling words."""
        for match in _SENTENCE.finditer(self.plain):
            yield self.place(match), set(_telling(_WORD.findall(match[0])))

    def affirmed(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Where a word stands and is not denied."""
        for match in pattern.finditer(self.words):
            if not _NEGATED.search(self.words[: match.start()]):
                yield match


def _named(
    line: _Line, groups: Iterable[tuple[re.Pattern[str], ...]]
) -> Iterator[tuple[re.Pattern[str], tuple[re.Pattern[str], ...]]]:
    for sides in groups:
        own = [side for side in sides if side.search(line.words)]
        if len(own) == 1:
            yield own[0], tuple(side for side in sides if side is not own[0])


def _between(
    asked: _Line, own: re.Pattern[str], others: Sequence[re.Pattern[str]], said: _Line
) -> Iterator[Conflict]:
    """The question's words of one side beside the text's of the others; of one side beside its sentences."""
    if own.search(said.words):
        return
    spoken = list(said.of_sides(others) if others else said.sentences())
    for match in asked.affirmed(own):
        before, after = asked.around(*match.span(), ASKED_WORDS)
        about = [words for words in (before, after) if len(words) >= FEWEST] if others else [after]
        for near in (set(words) for words in about if others or len(words) >= MORE):
            for place, words in spoken:
                shared = len(near & words)
                yield Conflict(asked.place(match), place, shared / len(near), shared, bool(others))


def _telling(words: Sequence[str]) -> list[str]:
    return [word for word in words if not _EMPTY.match(word)]


@lru_cache(maxsize=128)
def _patterns(sides: Sides, accented: bool) -> tuple[re.Pattern[str], ...]:
    return tuple(_pattern(side if accented else _tellable(side)) for side in sides)


def _tellable(side: Iterable[str]) -> tuple[str, ...]:
    """The phrases that can be told without tone marks: those of two syllables or more."""
    return tuple(strip_accents(phrase) for phrase in side if " " in phrase)


def _pattern(phrases: Sequence[str]) -> re.Pattern[str]:
    """Any of the phrases as whole words; nothing where there are none."""
    longest_first = sorted(map(re.escape, phrases), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(longest_first)})(?!\w)" if phrases else r"(?!)")


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    opposed: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    strong: tuple[tuple[str, ...], ...]
    exclusive: dict[str, tuple[str, ...]]


@lru_cache(maxsize=2)
def load_opposites(path: Path = SHIPPED / "opposites.yaml") -> Opposites:
    """The words of a YAML file; its head says how it is laid out.

    Raises:
        DataError: the file cannot be read or has another layout.
    """
    data = read_data(path, _File)
    things = (tuple(tuple(name.split("|")) for name in names) for names in data.exclusive.values())
    groups = (*data.opposed, *((side,) for side in data.strong), *things)
    return Opposites(tuple(tuple(tuple(map(fold, side)) for side in sides) for sides in groups))

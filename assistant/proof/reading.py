"""Free text and what it cites, read alike: one word for one thing, figures for numbers in words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from assistant.proof.numerals import figures_for_words
from assistant.proof.words import Phrase, words
from knowledge.text import fold

Pairs = frozenset[tuple[str, str]]
"""Words that stand side by side."""

INSTRUMENT = r"\d+(?:/\d{4})?/[a-zđ]+\d*(?:-[a-zđ]+\d*)*(?![^\W_])|\d+-[a-zđ]+/[a-zđ]+(?:-[a-zđ]+)*(?![^\W_])"
STOPS = frozenset(".;:!?\t")
PUNCTUATION = STOPS | frozenset(",()")
_TOKEN = re.compile(rf"{INSTRUMENT}|\d+(?:[.,/~]\d+)*|%|[^\W_]+|[.;:!?,()]")
_MARKS = re.compile(r"\[\d+\]|\*\*")
_DAY = re.compile(r"(?:ngày )?(\d{1,2}) tháng (\d{1,2})(?: năm (\d{4}))?(?!\w)")
_YEARS = re.compile(
    r"(?:từ )?(?:năm )?((?:19|20)\d{2})(?: ?- ?| đến (?:năm )?| và (?:năm )?)((?:19|20)\d{2})(?!\d)"
)
_RANGE = re.compile(r"(?<![\w/.,-])(?:từ )?(\d{1,3})%?(?: ?- ?| đến )(\d{1,3})(?![\w/.,-]| tháng)")
_PERCENT = re.compile(r"(?<=\d) phần trăm")
_HALF = re.compile(r"(?<!\w)(?:một )?nửa(?: số)?(?!\w)")
_PER = re.compile(
    r"(?:(?<=%)|(?<=đồng))(?: ?/ ?| mỗi | một | 1 | trên (?:một |1 )?)(năm|tháng|quý|tuần|ngày)(?!\w)"
)
_QUARTERS = re.compile(r"(?<!\w)(một|ba) phần tư(?!\w)")
_DASH = re.compile(r"(?<!\d) - | - (?!\d)")
_EACH = re.compile(r"(?<=đồng) ?/ ?")


@dataclass(frozen=True)
class Reading:
    """A text in comparable form. `tokens` are syllables, figures, instruments and the signs that divide."""

    text: str
    tokens: Phrase

    @cached_property
    def pairs(self) -> Pairs:
        """Neighbouring words; nothing across a sign."""
        return pairs_of(self.tokens)

    @cached_property
    def set(self) -> frozenset[str]:
        """The words."""
        return frozenset(self.tokens)


def pairs_of(tokens: Phrase) -> Pairs:
    """Neighbouring words of a stretch of tokens; nothing across a sign."""
    return frozenset(pair for pair in pairwise(tokens) if PUNCTUATION.isdisjoint(pair))


@lru_cache(maxsize=4096)
def read(text: str, *, ones: bool = False) -> Reading:
    """The text in comparable form; `ones` reads every "một" as 1 (for what is cited)."""
    plain = _same(_DASH.sub(" ", fold(_MARKS.sub(" ", text))))
    plain = _EACH.sub(" mỗi ", _QUARTERS.sub(_quarters, plain))
    plain = figures_for_words(_HALF.sub("50%", plain), ones=ones)
    plain = _PER.sub(r" hàng \1", _PERCENT.sub("%", _DAY.sub(_day, plain)))
    plain = _RANGE.sub(r"\1~\2", _YEARS.sub(r"\1~\2", plain))
    return Reading(plain, tuple(_TOKEN.findall(plain)))


def _same(text: str) -> str:
    known = words()
    return known.same_pattern.sub(lambda match: known.same[match[0]], text)


def _quarters(match: re.Match[str]) -> str:
    return "25%" if match[1] == "một" else "75%"


def _day(match: re.Match[str]) -> str:
    return "/".join(part.lstrip("0") for part in match.groups() if part)

"""Instruments that no longer hold: which they are on a day, and whether a question asks for them anyway."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache

from knowledge.catalogue import Catalogue
from knowledge.find import find
from knowledge.resolve import Context, Resolved, resolve_all
from knowledge.standing import NOT_HOLDING
from knowledge.text import fold, is_accented, nfc, strip_accents

_RULES = r"(?:luat|nghi dinh|thong tu|quyet dinh|nghi quyet|van ban|quy dinh|dieu le|chinh sach|che do)"
_ASKED = re.compile(
    r"\b(?:truoc (?:day|kia)|(?:hoi|luc|thoi) (?:truoc|xua)|truoc (?:ngay |thang |nam )?\S*(?:19|20)\d\d"
    r"|het (?:hieu luc|han ap dung)|con (?:hieu luc|ap dung|gia tri)|(?:chua|sap) co hieu luc"
    rf"|(?:bi|duoc|da) (?:thay the|bai bo)|(?:thay the|thay|bai bo) (?:cho )?{_RULES})\b"
)
_OLD = re.compile(r"\bcũ\b", re.IGNORECASE)
_OLD_BARE = re.compile(rf"\b{_RULES}(?: \S+){{0,4}} cu\b(?! (?:the|tru|dan|tri|ly|nhu|phai|nguoi))")


def asks_whatever_holds(question: str) -> bool:
    """Whether a question is also about what does not hold ("luật cũ", "trước đây", "hết hiệu lực")."""
    plain = strip_accents(fold(question))
    # Without marks "cu" is also the beginning of "cụ thể", "cư trú", "cứ như".
    old = _OLD.search(nfc(question)) if is_accented(question) else _OLD_BARE.search(plain)
    return bool(old or _ASKED.search(plain))


class Ended:
    """The instruments `held` that a catalogue knows to have ended, or not to have begun.

    A number held may be a slug or a misprint of the official one.
    """

    def __init__(self, catalogue: Catalogue, held: Iterable[str]) -> None:
        self._catalogue = catalogue
        known = ((number, catalogue.get(number)) for number in held)
        self._official = {number: one.number for number, one in known if one}
        self._on = lru_cache(maxsize=32)(self._ended_on)

    def unasked(self, question: str, day: date | None = None) -> frozenset[str]:
        """Those held that do not hold on `day` and that the question neither names nor asks for.

        Without a day that of the catalogue counts.
        """
        day = day or self._catalogue.as_of
        ended = self._on(day)
        if not ended or asks_whatever_holds(question):
            return frozenset()
        named = set(self._named(question, day))
        return frozenset(number for number in ended if self._official[number] not in named)

    def _ended_on(self, day: date) -> tuple[str, ...]:
        standing = self._catalogue.standing
        return tuple(n for n, one in self._official.items() if standing(one, day).status in NOT_HOLDING)

    def _named(self, question: str, day: date) -> Iterator[str]:
        for _, meaning in resolve_all(find(question), Context(day=day), self._catalogue, _Texts()):
            yield meaning.number
            yield from () if isinstance(meaning, Resolved) else meaning.candidates


class _Texts:
    """No text is looked into: which instrument is meant is all that is asked."""

    def has(self, number: str, anchor: str, /) -> bool | None:  # noqa: ARG002
        """Not known."""
        return None

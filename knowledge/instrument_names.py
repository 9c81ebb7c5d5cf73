"""What people type for an instrument, in one form: numbers, slugs, short names, names without diacritics.

Pure functions. A key is what two spellings share; which instrument owns a key is the catalogue's business.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from knowledge.instrument import Instrument
from knowledge.text import fold, strip_accents

_CYRILLIC = str.maketrans("АВСЕНКМОРТХавсенкмортх", "ABCEHKMOPTXabcehkmoptx")
_SEPARATORS = re.compile(r"[\s/_.–—-]+")
_ZEROS = re.compile(r"(?<!\w)0+(?=\d)")
_LEAD = re.compile(r"^[^\d]*?(?=\d)")
_TOKEN = re.compile(r"[a-z0-9]+(?:[/-][a-z0-9]+)*")
_SILENT = frozenset({"so", "nam"})
_PARTS = re.compile(r"(\d+)(?:/(\d{4}))?[/-]")


def number_key(typed: str) -> str:
    """The number in one form: case, diacritics, separators, leading zeros and words before it do not count.

    "Nghị định số 45/2021/nđ-cp" and "45-2021-ND-CP" give "45-2021-nd-cp"; a text without a digit gives "".
    """
    plain = strip_accents(fold(typed.translate(_CYRILLIC)))
    number = _LEAD.sub("", plain) if any(letter.isdigit() for letter in plain) else ""
    return _ZEROS.sub("", _SEPARATORS.sub("-", number).strip("-"))


def name_key(typed: str, abbreviations: Mapping[str, str]) -> str:
    """The name in one form: "Luật HTX năm 2023" and "luat hop tac xa 2023" are one.

    `abbreviations` maps words without diacritics to the words they stand for.
    """
    plain = strip_accents(fold(typed.translate(_CYRILLIC)))
    tokens = (_ZEROS.sub("", token) for token in _TOKEN.findall(plain))
    return " ".join(abbreviations.get(token, token) for token in tokens if token not in _SILENT)


def short_forms(instrument: Instrument) -> Iterator[str]:
    """Ways to name an instrument by its kind and its number: "Nghị định 55/2015", "Quyết định 1804"."""
    yield f"{instrument.kind} {instrument.number}"
    if parts := _PARTS.match(instrument.number):
        if parts[2]:
            yield f"{parts[1]}/{parts[2]}"
            yield f"{instrument.kind} {parts[1]}/{parts[2]}"
            yield f"{instrument.kind} {parts[1]} {parts[2]}"
        yield f"{instrument.kind} {parts[1]}"

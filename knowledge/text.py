"""Vietnamese text as people type it, made comparable: tones, accents, syllables, terms, offsets.

Pure functions over plain strings. `fold` is what two spellings of one word have in common, `strip_accents`
what is left of a word typed without diacritics, `terms` what a lexical index counts. `Folded` keeps the way
back: a match in the folded text becomes a `Span` of the text as it was typed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from knowledge.document import Span

_TONES = {
    "a": "àáảãạ",
    "ă": "ằắẳẵặ",
    "â": "ầấẩẫậ",
    "e": "èéẻẽẹ",
    "ê": "ềếểễệ",
    "i": "ìíỉĩị",
    "o": "òóỏõọ",
    "ô": "ồốổỗộ",
    "ơ": "ờớởỡợ",
    "u": "ùúủũụ",
    "ư": "ừứửữự",
    "y": "ỳýỷỹỵ",
}
_LOWER = {toned: (base, tone) for base, row in _TONES.items() for tone, toned in enumerate(row)}
_TONED = _LOWER | {toned.upper(): (base.upper(), tone) for toned, (base, tone) in _LOWER.items()}
_COMPOSED = {pair: toned for toned, pair in _TONED.items()}
_HOI_NGA = {2, 3}
_MARKED = frozenset("ăâêôơưĂÂÊÔƠƯ")

_WORD = re.compile(r"[^\W\d_]+")
_PIECES = re.compile(f"({_WORD.pattern})")
# Onset, nucleus and coda of one syllable without its tone; "qu" and "gi" before a vowel are onsets.
_SYLLABLE = re.compile(
    r"(qu(?=[aăâeêioôơuưy])|gi(?=[aăâeêioôơuưy])|[bcdđghklmnpqrstvxfjwz]*)"
    r"([aăâeêioôơuưy]{1,3})([bcdđghklmnpqrstvxfjwz]*)",
    re.IGNORECASE,
)

TERM_CHARS = 24
"""Words and pairs of words are mostly no longer; there are few enough of them to be kept."""

_SPACES = re.compile(r"\s+")
_GAPS = re.compile(r"^ +| {2,}| +$")
# Dashes of every length, and the Icelandic eth that old Vietnamese fonts print for đ.
_ALIKE = str.maketrans("‐‑‒–—−ðÐ", "------đĐ")
# Characters nobody sees: zero-width space and joiners, word joiner, byte-order mark, soft hyphen.
_UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))

# An instrument's number ("45/2021/nđ-cp", "54-ctr/tu"), a number or date ("17.000", "15/12"), a word.
TOKEN = (
    r"\d+(?:/\d{4})?/[a-zđ]+\d*(?:-[a-zđ]+\d*)*(?![^\W_])"
    r"|\d+-[a-zđ]+/[a-zđ]+(?:-[a-zđ]+)*(?![^\W_])"
    r"|\d+(?:[.,/]\d+)*(?![^\W_])"
    r"|[^\W_]+"
)
_SYLLABLES = re.compile(TOKEN)
_PHRASES = re.compile(TOKEN + r"|[.;:!?…\n\t]")
_BREAKS = frozenset(".;:!?…\n\t")
_INSTRUMENT = re.compile(r"(\d+)(/\d{4})?[-/][a-zđ]")
_ZEROS = re.compile(r"(?<![\d.,])0+(?=\d)")


def _plain(code: int) -> str:
    letter = unicodedata.normalize("NFD", chr(code))[0]
    return {"đ": "d", "Đ": "D", "ð": "d", "Ð": "D"}.get(letter, letter)


_LATIN = (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))
_BARE = {code: _plain(code) for code in _LATIN if _plain(code) != chr(code)}


def nfc(text: str) -> str:
    """The text in Unicode's composed form, the only form everything else here compares."""
    return unicodedata.normalize("NFC", text)


def unify_tones(text: str) -> str:
    """The text with every tone on the letter that "hòa, thúy, ủy, quý, già" carry it on.

    "hoà", "thuý", "uỷ" and slips such as "hòan" or "qúy" become one spelling. Text in composed form keeps
    its length; a word that is no Vietnamese syllable stays as it is.
    """
    return _WORD.sub(lambda match: _placed(match[0]), text)


@lru_cache(maxsize=16_384)
def _placed(word: str) -> str:
    toned = [place for place, letter in enumerate(word) if letter in _TONED]
    if len(toned) != 1:
        return word
    base, tone = _TONED[word[toned[0]]]
    bare = word[: toned[0]] + base + word[toned[0] + 1 :]
    parts = _SYLLABLE.fullmatch(bare)
    if parts is None:
        return word
    place = parts.start(2) + _tone_place(parts[2], closed=bool(parts[3]))
    return bare[:place] + _COMPOSED[bare[place], tone] + bare[place + 1 :]


def _tone_place(vowels: str, *, closed: bool) -> int:
    marked = [place for place, letter in enumerate(vowels) if letter in _MARKED]
    if marked:
        return marked[-1]
    if len(vowels) == 3:
        return 1
    return len(vowels) - 1 if closed else 0


def strip_accents(text: str) -> str:
    """The text without diacritics: "Đắk Nông" becomes "Dak Nong".

    Case is kept; a text in composed form keeps its length.
    """
    return _bare(text) if len(text) <= TERM_CHARS else _stripped(text)


def _stripped(text: str) -> str:
    return nfc(text).translate(_BARE)


_bare = lru_cache(maxsize=65_536)(_stripped)


def fold(text: str) -> str:
    """What spellings of one text share: composed, lower case, tones unified, white space single.

    Dashes become "-" and characters nobody sees are dropped; diacritics stay.
    """
    return _SPACES.sub(" ", _lowered(text)).strip()


def _lowered(text: str) -> str:
    return unify_tones(_composed(text))


def _composed(text: str) -> str:
    seen = nfc(text.translate(_UNSEEN)).translate(_ALIKE)
    return nfc(seen.lower())


def is_accented(text: str) -> bool:
    """Whether any letter carries a diacritic (đ counts as one)."""
    composed = nfc(text)
    return composed.translate(_BARE) != composed


def syllables(text: str) -> list[str]:
    """The words and numbers of a text, folded, in order.

    Numbers, dates and numbers of instruments stay whole: "17.000", "15/12", "45/2021/nđ-cp", "54-ctr/tu".
    """
    return _SYLLABLES.findall(_lowered(text))


def clauses(text: str) -> list[list[str]]:
    """The syllables of a text, one list for each stretch without the end of a sentence, a line or a cell."""
    found: list[list[str]] = [[]]
    for token in _PHRASES.findall(_composed(text)):
        if token in _BREAKS:
            found.append([])
        else:
            found[-1].append(_unified(token))
    return [clause for clause in found if clause]


_unified = lru_cache(maxsize=65_536)(unify_tones)
"""By token and not by text: of a whole code of law each word is looked at once."""


def terms(text: str) -> list[str]:
    """What a lexical index counts: syllables, the other forms of numbers, and syllable bigrams ("hợp_tác").

    Bigrams do not leave a clause. See `forms` for numbers.
    """
    found: list[str] = []
    for clause in clauses(text):
        for before, token in zip(["", *clause], clause, strict=False):
            found += (token, *forms(token))
            if before:
                found.append(f"{before}_{token}")
    return found


def forms(token: str) -> tuple[str, ...]:
    """Other ways to write one number token, without the token itself; nothing for words.

    "45/2021/nđ-cp" gives "45/2021" and "45"; "05" gives "5"; "07/03/2023" gives "7/3/2023"; "17.000" gives
    "17000".
    """
    if not token[0].isdigit():
        return ()
    if parts := _INSTRUMENT.match(token):
        whole = (parts[1] + parts[2],) if parts[2] else ()
        others = (*whole, parts[1], _ZEROS.sub("", parts[1]))
    else:
        others = (_ZEROS.sub("", re.sub(r"\.(?=\d{3}(?!\d))", "", token)),)
    return tuple(other for other in dict.fromkeys(others) if other != token)


@lru_cache(maxsize=16_384)
def reads_as(typed: str, meant: str) -> bool:
    """Whether a folded word may be a hasty spelling of another: marks left out, hỏi and ngã exchanged.

    "so", "sơ" and "sỡ" may be "sở"; "số" may not, and "thuế" is no spelling of "thuê".
    """
    return len(typed) == len(meant) and all(map(_letter_reads_as, typed, meant))


def _letter_reads_as(typed: str, meant: str) -> bool:
    if typed == meant or typed == meant.translate(_BARE):
        return True
    (letter, tone), (meant_letter, meant_tone) = (
        _TONED.get(typed, (typed, -1)),
        _TONED.get(meant, (meant, -1)),
    )
    same_letter = letter in (meant_letter, meant_letter.translate(_BARE))
    return same_letter and (tone in (-1, meant_tone) or {tone, meant_tone} == _HOI_NGA)


KEPT_CHARS = 1500
"""Texts up to this long are folded once and kept: questions and passages, no whole documents."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A text folded for matching, with the way back to the text as typed.

    `accented` is folded as by `fold`, `text` is the same without diacritics; both have one length. Character
    `i` of them came from `source[offsets[i]:ends[i]]`.
    """

    source: str
    text: str
    accented: str
    offsets: Sequence[int]
    ends: Sequence[int]

    @classmethod
    def of(cls, text: str) -> Folded:
        """The text folded, character by character; short ones are kept, since a question meets them often."""
        return _kept(text) if len(text) <= KEPT_CHARS else _folded(text)

    def span(self, start: int, end: int) -> Span:
        """The range of the typed text that `text[start:end]` came from; `start < end`."""
        return Span(self.offsets[start], self.ends[end - 1])


def _folded(text: str) -> Folded:
    letters, offsets, ends = (_by_letter if _EVEN.fullmatch(text) else _by_cluster)(text)
    pieces = _PIECES.split(letters)
    return Folded(text, "".join(map(_bare, pieces)), "".join(map(_placed, pieces)), offsets, ends)


def _by_letter(text: str) -> tuple[str, Sequence[int], Sequence[int]]:
    """The way of nearly every text: each character is one letter, only white space shrinks."""
    letters = _ODD.sub(lambda found: _ONE[ord(found[0])], text.lower())
    if "  " not in letters and letters == letters.strip(" "):
        return letters, range(len(letters)), range(1, len(letters) + 1)
    kept = list(range(len(letters)))
    for gap in reversed([*_GAPS.finditer(letters)]):
        inner = gap.start() > 0 and gap.end() < len(letters)
        del kept[gap.start() + inner : gap.end()]
    return _GAPS.sub(" ", letters).strip(" "), tuple(kept), tuple(place + 1 for place in kept)


def _by_cluster(text: str) -> tuple[str, Sequence[int], Sequence[int]]:
    """The way of any text, marks set apart and unseen characters and all."""
    letters: list[str] = []
    offsets: list[int] = []
    ends: list[int] = []
    for start, end in _clusters(text):
        for letter in _letters(text[start:end]):
            if letter == " " and (not letters or letters[-1] == " "):
                continue
            letters.append(letter)
            offsets.append(start)
            ends.append(end)
    if letters and letters[-1] == " ":
        del letters[-1], offsets[-1], ends[-1]
    return "".join(letters), tuple(offsets), tuple(ends)


_kept = lru_cache(maxsize=2048)(_folded)


def _clusters(text: str) -> list[tuple[int, int]]:
    """Ranges of the text: one character with the combining marks after it."""
    if unicodedata.is_normalized("NFC", text):
        return [(place, place + 1) for place in range(len(text))]
    starts = [place for place, letter in enumerate(text) if not unicodedata.combining(letter) or not place]
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


@lru_cache(maxsize=4096)
def _letters(cluster: str) -> str:
    seen = nfc(cluster.translate(_UNSEEN)).translate(_ALIKE)
    return _SPACES.sub(" ", nfc(seen.lower()))


_ONE = {
    code: letter
    for code in (*range(0x7F), *_LATIN, *map(ord, "\xa0–—“”‘’•…°§²³×"))
    if len(letter := _letters(chr(code))) == 1
}
"""The letter that each common character folds to, tones apart: of these, one comes of one."""
_EVEN = re.compile(f"[{re.escape(''.join(map(chr, _ONE)))}]*")
_ODD = re.compile(
    f"[{re.escape(''.join(chr(code) for code, letter in _ONE.items() if letter != chr(code).lower()))}]"
)
"""Those of them that fold to something else than their small letter."""

"""Vietnamese typed for the fonts of before Unicode (TCVN3 "ABC", VNI): known by statistics and converted.

Such a text shows as "Céng hßa x· héi" (TCVN3) or "Coäng hoøa xaõ hoäi" (VNI): Latin letters that only the
font turned into Vietnamese ones. Both tables are facts: TCVN 5712:1993 (VN3) and the VNI Windows keyboard.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from itertools import islice

_TCVN3_CODES = (
    "A1Ă A2Â A3Ê A4Ô A5Ơ A6Ư A7Đ A8ă A9â AAê ABô ACơ ADư AEđ B5à B6ả B7ã B8á B9ạ BBằ BCẳ BDẵ BEắ C6ặ C7ầ "
    "C8ẩ C9ẫ CAấ CBậ CCè CEẻ CFẽ D0é D1ẹ D2ề D3ể D4ễ D5ế D6ệ D7ì D8ỉ DCĩ DDí DEị DFò E1ỏ E2õ E3ó E4ọ E5ồ E6ổ "
    "E7ỗ E8ố E9ộ EAờ EBở ECỡ EDớ EEợ EFù F1ủ F2ũ F3ú F4ụ F5ừ F6ử F7ữ F8ứ F9ự FAỳ FBỷ FCỹ FDý FEỵ"
)
TCVN3: dict[str, str] = {chr(int(code[:2], 16)): code[2:] for code in _TCVN3_CODES.split()}
"""The character a TCVN3 text shows in Latin-1, and the letter it stands for."""

_TONES = {"ø": "\u0300", "ù": "\u0301", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_ROOFED = {"â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_CUPPED = {"ê": "", "é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_ALONE = {"ô": "ơ", "ö": "ư", "ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_MINUS = str.maketrans("−", "\u00ad")  # Word shows TCVN3's ư, the code of the soft hyphen, as a minus sign


def _vni() -> dict[str, str]:
    lower = dict(_ALONE)
    for base, shown in (("a", "a"), ("e", "e"), ("o", "o"), ("u", "u"), ("y", "y"), ("ơ", "ô"), ("ư", "ö")):
        lower |= {shown + mark: base + tone for mark, tone in _TONES.items()}
    for base in "aeo":
        lower |= {base + mark: base + "\u0302" + tone for mark, tone in _ROOFED.items()}
    lower |= {"a" + mark: "a\u0306" + tone for mark, tone in _CUPPED.items()}
    composed = {shown: unicodedata.normalize("NFC", letter) for shown, letter in lower.items()}
    mixed = {shown[0].upper() + shown[1:]: letter.upper() for shown, letter in composed.items()}
    return composed | mixed | {shown.upper(): letter.upper() for shown, letter in composed.items()}


VNI: dict[str, str] = _vni()
"""The one or two characters a VNI text shows in Latin-1, and the letter they stand for."""

_VNI_FORMS = re.compile("|".join(sorted(map(re.escape, VNI), key=len, reverse=True)))
_WORD = re.compile(r"[^\W\d_]+")
LOST = "\ufffd"
"""What Python puts for bytes that a table has no character for."""

_SYLLABLE = re.compile(
    r"(?:ngh?|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnprstvx])?"
    r"(?:(?:oai|uôi|ươi|[aoôơuư]i|[aâ]y|oay|uây|[ae]o|oa?eo?|uyu|iêu|yêu|ươu|[aâêiư]u)"
    r"|(?:uyê|iê|yê|uô|ươ|oa|oă|oe|oo|uâ|uê|uy|ia|uya|ua|ưa|uơ|[aăâeêioôơuưy])(?:ch|ng|nh|[ptcmn])?)$"
)
_COMMON = "«»§°±·×÷\u00a0"
_TONE_MARKS = "\u0300\u0301\u0303\u0309\u0323"
_SAMPLE = 20_000
_SURE = 0.85
"""A converted text must have this share of Vietnamese syllables among its words with marks; the plan, encoded
and converted back, has 0.99, a wrong table leaves below 0.3."""

FEWEST = 3
"""Words with marks by which an encoding may be told."""


def vietnamese(text: str) -> float:
    """The share of possible Vietnamese syllables among the words of `text` with marks; 0 when it has none."""
    seen = list(islice(_marked(text), _SAMPLE))
    if not seen:
        return 0.0
    return sum(all(map(_possible, _words(chunk))) for chunk in seen) / len(seen)


def marked_words(text: str) -> int:
    """How many words of `text` have letters beyond ASCII, counted up to a limit."""
    return sum(1 for _ in islice(_marked(text), _SAMPLE))


def _marked(text: str) -> Iterator[str]:
    """The words with letters beyond ASCII, or with signs that only a wrong table gives, between spaces."""
    beyond = (unicodedata.normalize("NFC", chunk) for chunk in text.split() if not chunk.isascii())
    return (chunk for chunk in beyond if any(map(_tells, chunk)))


def _tells(sign: str) -> bool:
    return not sign.isascii() and (sign.isalpha() or sign <= "\xff" or sign == LOST)


def _words(chunk: str) -> list[str]:
    """The words of a chunk; a sign of the Latin-1 half that is no letter counts as a wrong word."""
    odd = [sign for sign in chunk if _tells(sign) and not sign.isalpha() and sign not in _COMMON]
    return _WORD.findall(chunk) + odd


def _possible(word: str) -> bool:
    if word.isascii() and word.isalpha():
        return True
    parts = unicodedata.normalize("NFD", word.lower())
    tones = [sign for sign in parts if sign in _TONE_MARKS]
    plain = unicodedata.normalize("NFC", "".join(sign for sign in parts if sign not in _TONE_MARKS))
    if len(tones) > 1 or not _SYLLABLE.match(plain):
        return False
    stopped = plain.endswith(("p", "t", "c", "ch"))
    return not stopped or not tones or tones[0] in "\u0301\u0323"


def from_tcvn3(text: str) -> str:
    """`text` with the letters that a TCVN3 font shows. Capitals with a tone are restored by their neighbours:
    TCVN3 has no codes for them, a font of capitals shows the small ones."""
    return "\n".join(map(_tcvn3_line, text.translate(_MINUS).split("\n")))


def _tcvn3_line(line: str) -> str:
    plain = [sign for sign in line if sign.isascii() and sign.isalpha()]
    capitals = sum(map(str.isupper, plain)) > len(plain) / 2
    shown = "".join(TCVN3.get(sign, sign) for sign in line)
    return _WORD.sub(lambda match: _raised(match, line, capitals), shown)


def _raised(match: re.Match[str], line: str, capitals: bool) -> str:
    typed = [sign for sign in line[match.start() : match.end()] if sign.isascii() and sign.isalpha()]
    loud = all(map(str.isupper, typed)) and (capitals or len(typed) > 1)
    return match.group().upper() if loud else match.group()


def from_vni(text: str) -> str:
    """`text` with the letters that a VNI font shows."""
    return _VNI_FORMS.sub(lambda match: VNI[match.group()], text)


_FONTS: dict[str, Callable[[str], str]] = {"TCVN3 (ABC)": from_tcvn3, "VNI": from_vni}


def converted(text: str) -> tuple[str, str]:
    """`text` in Unicode letters and the name of the font encoding it was typed in, empty for Unicode.

    A line in Unicode letters stays as it is: documents mix fonts.
    """
    before = vietnamese(text)
    if before >= _SURE or marked_words(text) < FEWEST:
        return text, ""
    tried = {name: _by_line(text, convert) for name, convert in _FONTS.items()}
    best = max(tried, key=lambda name: vietnamese(tried[name]))
    return (tried[best], best) if vietnamese(tried[best]) >= max(_SURE, before + 0.1) else (text, "")


def _by_line(text: str, convert: Callable[[str], str]) -> str:
    return "\n".join(line if line.isascii() else _better(line, convert(line)) for line in text.split("\n"))


def _better(line: str, other: str) -> str:
    """The converted line, unless it reads worse or the line has letters that no legacy font shows."""
    if vietnamese(line) == 1 and any("\u0100" <= sign <= "\u1eff" for sign in line):
        return line
    return other if vietnamese(other) >= vietnamese(line) else line

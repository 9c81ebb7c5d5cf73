"""The official number of an instrument as a value: read in any case and shortened, printed one way."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.text import nfc, strip_accents

# Spellings that letters typed without diacritics or in one case stand for.
_SPELT = (
    *(
        "NĐ",
        "QĐ",
        "CĐ",
        "TTg",
        "CTr",
        "HĐND",
        "HĐTP",
        "HĐBT",
        "HĐNN",
        "TLĐ",
        "KHĐT",
        "BKHĐT",
        "SKHĐT",
        "LĐTBXH",
    ),
    *(
        "BLĐTBXH",
        "SLĐTBXH",
        "GDĐT",
        "BGDĐT",
        "SGDĐT",
        "LĐTB&XH",
        "BLĐTB&XH",
        "GD&ĐT",
        "BGD&ĐT",
        "KH&ĐT",
        "ĐCTUBTWMTTQVN",
    ),
)
_PRINTED = {strip_accents(word).upper(): word for word in _SPELT}
_KINDS = {
    "NĐ": "Nghị định",
    "QĐ": "Quyết định",
    "TT": "Thông tư",
    "TTLT": "Thông tư liên tịch",
    "NQ": "Nghị quyết",
    "NQLT": "Nghị quyết liên tịch",
    "CT": "Chỉ thị",
    "KH": "Kế hoạch",
    "CTR": "Chương trình",
    "KL": "Kết luận",
    "TB": "Thông báo",
    "PL": "Pháp lệnh",
    "VBHN": "Văn bản hợp nhất",
    "HD": "Hướng dẫn",
    "QC": "Quy chế",
    "CĐ": "Công điện",
}
_NUMBER = re.compile(
    r"(?P<ordinal>\d{1,5}[a-zA-Z]?)"
    r"(?:/(?P<year>\d{4})(?:/(?P<dated>\S+))?|/(?P<symbol>[^\W\d]\S*)|-(?P<party>[^\W\d]\S*))?"
)
_PIECE = re.compile(r"(?P<letters>[^\W\d_](?:[^\W\d_]|&)*)(?P<term>\d*)")
_SYMBOL = re.compile(r"[^\W\d_][\w&]*(?:[-/]\w[\w&]*)*")


@dataclass(frozen=True, slots=True)
class InstrumentNumber:
    """The number of an instrument, whole ("45/2021/NĐ-CP") or as people shorten it ("45/2021", "45").

    `symbol` is empty in a shortened one, `year` where none is printed ("127/KH-UBND"). `party` numbers join
    the two with a dash ("20-NQ/TW").
    """

    ordinal: str
    year: str = ""
    symbol: str = ""
    party: bool = False

    @classmethod
    def parse(cls, text: str) -> InstrumentNumber | None:
        """The number written in `text` in any case, with or without diacritics; nothing for other text."""
        match = _NUMBER.fullmatch(re.sub(r"\s+", "", nfc(text)))
        if match is None:
            return None
        symbol = match["dated"] or match["symbol"] or match["party"] or ""
        if symbol and not _SYMBOL.fullmatch(symbol):
            return None
        return cls(match["ordinal"].lower(), match["year"] or "", _as_printed(symbol), bool(match["party"]))

    def __str__(self) -> str:
        if self.party:
            return f"{self.ordinal}-{self.symbol}"
        return "/".join(part for part in (self.ordinal, self.year, self.symbol) if part)

    @property
    def whole(self) -> bool:
        """Whether it names one instrument; a shortened number may stand for several."""
        return bool(self.symbol)

    @property
    def kind(self) -> str:
        """The kind of instrument the number tells ("Nghị định"); empty where it tells none."""
        head = re.split(r"[-/]", self.symbol)[0]
        if re.fullmatch(r"QH\d+", head):
            return "Luật"
        return _KINDS.get(head.upper(), "")

    def shortens(self, other: InstrumentNumber) -> bool:
        """Whether this is `other`, or `other` with its end left out; "05" is "5", diacritics do not count."""
        return (
            self.ordinal.lstrip("0") == other.ordinal.lstrip("0")
            and self.year in ("", other.year)
            and strip_accents(self.symbol).upper() in ("", strip_accents(other.symbol).upper())
        )


def _as_printed(symbol: str) -> str:
    def printed(piece: re.Match[str]) -> str:
        bare = strip_accents(piece["letters"]).upper()
        return _PRINTED.get(bare, piece["letters"].upper()) + piece["term"]

    return _PIECE.sub(printed, symbol)

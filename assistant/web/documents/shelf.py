"""The documents as the pages know them: found by any spelling, beside what the catalogue knows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from urllib.parse import quote

from knowledge.catalogue import Catalogue
from knowledge.document import Document
from knowledge.instrument import Instrument
from knowledge.instrument_names import number_key
from knowledge.instrument_number import InstrumentNumber
from knowledge.stacks import Size, size_of
from knowledge.standing import Standing
from knowledge.standing_words import written
from knowledge.text import fold, strip_accents


@cache
def catalogue() -> Catalogue:
    """The catalogue of this process, read once. Raises `DataError` when its file is malformed."""
    return Catalogue.load()


def slug_of(number: str) -> str:
    """The number as it stands in the address of a page: "45/2021/NĐ-CP" is `45-2021-ND-CP`."""
    return strip_accents(number).replace("/", "-")


def address_of(number: str, anchor: str = "") -> str:
    """The address of a document or of a unit of it, relative to the list of documents' folder."""
    slug = quote(slug_of(number), safe="&")
    return f"{slug}#{quote(anchor)}" if anchor else slug


@dataclass(frozen=True, slots=True)
class Particulars:
    """What is told of an instrument: from its text where it has one, else from the catalogue.

    `label` is how a person names it; `kind` and `issuer` may be empty, days are nothing when not known.
    """

    number: str
    label: str
    title: str
    kind: str
    issuer: str
    issued: date | None
    effective: date | None

    @property
    def reference(self) -> str:
        """The whole as a legal text cites it: "Nghị định số 45/2021/NĐ-CP ngày 31/3/2021 của Chính phủ"."""
        numbered = f"{self.kind} số {self.number}" if self.kind and self.number in self.label else self.label
        name = self.label if " số " in self.label else numbered
        day = f" ngày {written(self.issued)}" if self.issued else ""
        return f"{name}{day}{f' của {self.issuer}' if self.issuer else ''}"


class Shelf:
    """All documents and the catalogue; also tells `knowledge.resolve` which texts and units are at hand."""

    def __init__(self, documents: Sequence[Document], known: Catalogue) -> None:
        self.documents = tuple(documents)
        self.catalogue = known
        self._by_key = {key: document for document in reversed(documents) for key in _keys(document.number)}
        self._numbers = {document.number: document for document in documents}
        self._anchors: dict[str, frozenset[str]] = {}
        self._sizes: dict[str, Size] = {}

    def document(self, name: str) -> Document | None:
        """The document with this number or slug; case, diacritics and separators do not count."""
        return self._numbers.get(name) or next(
            (self._by_key[key] for key in _keys(name) if key in self._by_key), None
        )

    def instrument(self, name: str) -> Instrument | None:
        """What the catalogue has under this number or slug, or nothing."""
        return self.catalogue.get(name)

    def missing(self) -> tuple[Instrument, ...]:
        """The instruments of the catalogue whose text is not here."""
        return tuple(item for item in self.catalogue.all() if item.number not in self._numbers)

    def has(self, number: str, anchor: str, /) -> bool | None:
        """Whether the text has a unit; None where the text is not at hand."""
        document = self._numbers.get(number)
        if document is None:
            return None
        if number not in self._anchors:
            self._anchors[number] = frozenset(node.anchor for node in document.root.walk())
        return not anchor or anchor in self._anchors[number]

    def size(self, document: Document) -> Size:
        """How large the document is; counted once."""
        if document.number not in self._sizes:
            self._sizes[document.number] = size_of(document)
        return self._sizes[document.number]

    def standing(self, number: str, day: date, anchor: str = "") -> Standing | None:
        """How the instrument, or a unit of it, stands on `day`; nothing for a text of ours that is none."""
        document = self._numbers.get(number)
        ours = document is not None and not document.meta.verbatim
        if ours and not InstrumentNumber.parse(number):
            return None
        return self.catalogue.standing(number, day, anchor)

    def particulars(self, number: str) -> Particulars:
        """What is known of an instrument; at least its number."""
        document, known = self._numbers.get(number), self.catalogue.get(number)
        kind = (document.meta.kind if document else "") or (known.kind if known else "") or _kind(number)
        title = document.title if document else (known.title if known else "")
        return Particulars(
            number,
            known.label if known else _label(number, kind, title),
            title,
            kind,
            (document.meta.issuer if document else "") or (known.issuer if known else ""),
            (day_of(document.meta.issued) if document else None) or (known.issued if known else None),
            (day_of(document.meta.effective) if document else None) or (known.effective if known else None),
        )


def day_of(iso: str) -> date | None:
    """The day, or nothing for what is no day."""
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None


def _keys(name: str) -> tuple[str, ...]:
    plain = re.sub(r"[\s/]+", "-", strip_accents(fold(name)))
    return tuple(dict.fromkeys(key for key in (plain, number_key(name)) if key))


def _kind(number: str) -> str:
    parsed = InstrumentNumber.parse(number)
    return parsed.kind if parsed else ""


def _label(number: str, kind: str, title: str) -> str:
    """How a person names an instrument that the catalogue does not have."""
    if kind == "Luật":
        name = re.sub(r"\s+(?:năm\s+)?\d{4}$", "", title) if title.startswith("Luật ") else kind
        return f"{name} số {number}"
    return f"{kind} {number}".strip() if any(map(str.isdigit, number)) else title

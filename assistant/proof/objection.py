"""An objection: the named reason for which a claim may not be said."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What is wrong with a claim."""

    EMPTY = "empty"
    SOURCE = "source"
    COUNT = "count"
    FACT = "fact"
    HIDDEN = "hidden"
    MARKUP = "markup"
    CONTACT = "contact"
    ORDER = "order"
    PLACE = "place"
    FIGURE = "figure"
    UNIT = "unit"
    BOUND = "bound"
    COMPARATOR = "comparator"
    TIME = "time"
    INSTRUMENT = "instrument"
    NEGATION = "negation"
    MODALITY = "modality"
    EXCEPTION = "exception"
    ROLE = "role"
    SUPPORT = "support"
    MEANING = "meaning"


_TOLD = {
    Kind.FACT: "not in the evidence: {}",
    Kind.HIDDEN: "characters that are not what they look like: {}",
    Kind.MARKUP: "markup: {}",
    Kind.CONTACT: "an address or a telephone number that the source does not print: {}",
    Kind.ORDER: "an order, no statement: {}",
    Kind.PLACE: "another place than the one cited: {}",
    Kind.FIGURE: "figure not in the evidence: {}",
    Kind.UNIT: "figure of another unit: {}",
    Kind.BOUND: "figure of something else: {}",
    Kind.COMPARATOR: "another bound than the source's: {}",
    Kind.TIME: "another time than the source's: {}",
    Kind.INSTRUMENT: "instrument of something else: {}",
    Kind.NEGATION: "negation differs: {}",
    Kind.MODALITY: "duty, permission or ban differs: {}",
    Kind.EXCEPTION: "exception or limit differs: {}",
    Kind.ROLE: "role differs: {}",
    Kind.SUPPORT: "words without support: {}",
    Kind.MEANING: "far from what is cited: {}",
}


@dataclass(frozen=True, slots=True)
class Objection:
    """Why a claim may not be said: the kind of fault, and the words it is about."""

    kind: Kind
    detail: str

    def __str__(self) -> str:
        return _TOLD.get(self.kind, "{}").format(self.detail)

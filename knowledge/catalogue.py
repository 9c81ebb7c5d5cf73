"""The catalogue: every instrument the plan cites, those that changed or replaced it, those that govern today.

All of it is data (`data/catalogue.yaml`). Nothing here asks what day it is: the day is handed in, and without
one the day the catalogue was checked counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path

from knowledge.catalogue_file import instruments_of, read_catalogue
from knowledge.errors import DataError
from knowledge.instrument import Instrument, first_day
from knowledge.instrument_names import name_key, number_key, short_forms
from knowledge.standing import Standing, standing_of
from knowledge.standing_words import UNLISTED

KEPT = 8192
"""Standings that are kept: every question asks for those of the same clauses."""

DATA = Path(__file__).parent / "data" / "catalogue.yaml"


class Catalogue:
    """All instruments, by number, by misprint and by what people call them.

    `as_of` is the day the whole was checked.
    """

    def __init__(
        self, instruments: tuple[Instrument, ...], abbreviations: Mapping[str, str], as_of: date
    ) -> None:
        self.as_of = as_of
        self._abbreviations = dict(abbreviations)
        self._instruments = {item.number: item for item in instruments}
        self._by_number = {
            number_key(typed): item for item in instruments for typed in (item.number, *item.misprints)
        }
        self._by_name = self._names(instruments)
        self._standings = lru_cache(maxsize=KEPT)(self._standing)

    @classmethod
    def load(cls, path: Path = DATA) -> Catalogue:
        """The catalogue of a YAML file. Raises `DataError` when it is malformed or contradicts itself."""
        data = read_catalogue(path)
        return cls(instruments_of(data), data.abbreviations, data.as_of)

    def get(self, number: str) -> Instrument | None:
        """The instrument with this number, or nothing.

        Misprints of the sources, slugs, and slips in case, spacing and diacritics are understood:
        "45/2021/ND-CP", "45-2021-NĐ-CP", "Nghị định số 45/2021/nđ-cp".
        """
        return self._instruments.get(number) or self._by_number.get(number_key(number))

    def named(self, name: str, day: date | None = None) -> Instrument | None:
        """The instrument meant by a name on `day`, or nothing.

        "Luật Hợp tác xã" is the law of 2012 until the one of 2023 takes effect. Names may come abbreviated
        and without diacritics ("luat htx 2023", "NĐ 55"); a name that fits several instruments at one time
        names none.
        """
        found = self._by_name.get(name_key(name, self._abbreviations), ())
        if len(found) < 2:
            return found[0] if found else self.get(name)
        return _holding(found, day or self.as_of)

    def all(self) -> tuple[Instrument, ...]:
        """Every instrument, in the order of the file."""
        return tuple(self._instruments.values())

    def cited_by_plan(self) -> tuple[Instrument, ...]:
        """The instruments the plan cites by number or by name, in the order of the file."""
        return tuple(item for item in self.all() if item.plan in ("number", "name"))

    def standing(self, number: str, day: date, anchor: str = "") -> Standing:
        """How an instrument, or the unit of it with this anchor ("dieu_15.khoan_2"), stands on `day`.

        Never fails: a number the catalogue does not have stands `unknown`, and the note says so.
        """
        return self._standings(number, day, anchor)

    def _standing(self, number: str, day: date, anchor: str) -> Standing:
        instrument = self.get(number)
        if instrument is None:
            what = " ".join(number.split())
            note = UNLISTED.format(what=what)
            return Standing("unknown", number, anchor, None, (), note, "", None, False)
        return standing_of(instrument, day, self._label, anchor)

    def successor(self, number: str, day: date) -> Instrument | None:
        """What holds on `day` in the place of an instrument: itself, or the last that replaced it.

        Nothing when the number is unknown, or when the line ends without a replacement.
        """
        instrument = self.get(number)
        while instrument:
            replaced = [item for item in instrument.related("replaced_by") if item.since]
            following = [item for item in replaced if item.since and item.since <= day]
            if not following:
                break
            instrument = self._instruments[following[0].number]
        ended = instrument is not None and instrument.ends is not None and instrument.ends <= day
        return None if ended else instrument

    def _label(self, number: str) -> str:
        return self._instruments[number].label

    def _names(self, instruments: tuple[Instrument, ...]) -> dict[str, tuple[Instrument, ...]]:
        """Owners of each name: names of one instrument first, then shared ones, then unique short forms."""
        own = self._owners((item, item.names) for item in instruments)
        for key, owners in own.items():
            if len(owners) > 1:
                numbers = ", ".join(item.number for item in owners)
                raise DataError(f'catalogue: "{key}" names {numbers}; put it under shared_names')
        shared = self._owners((item, item.shared_names) for item in instruments)
        for key in own.keys() & shared.keys():
            raise DataError(f'catalogue: "{key}" stands under names and shared_names; keep one')
        short = self._owners((item, short_forms(item)) for item in instruments)
        unique = {key: owners for key, owners in short.items() if len(owners) == 1}
        return unique | shared | own

    def _owners(self, named: Iterable[tuple[Instrument, Iterable[str]]]) -> dict[str, tuple[Instrument, ...]]:
        owners: dict[str, tuple[Instrument, ...]] = {}
        for item, names in named:
            for name in names:
                key = name_key(name, self._abbreviations)
                if item not in owners.get(key, ()):
                    owners[key] = (*owners.get(key, ()), item)
        return owners


def _holding(instruments: tuple[Instrument, ...], day: date) -> Instrument:
    """Of instruments that followed each other under one name, the one that holds on `day`."""
    in_order = sorted(instruments, key=lambda item: item.effective or item.issued or first_day(item.number))
    lasting = [item for item in in_order if item.ends is None or day < item.ends]
    return lasting[0] if lasting else in_order[-1]

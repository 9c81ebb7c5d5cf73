"""What the address of the overview asks for: the day, which instruments, with guidance or without."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal
from urllib.parse import urlencode

from assistant.as_of import PLAN, PLAN_DAY, day_named
from assistant.web.overview.data import HOLDING, Item
from knowledge.standing import ENDED

Show = Literal["all", "in_force", "ended", "changed", "unknown"]
SHOWS: tuple[Show, ...] = ("all", "in_force", "ended", "changed", "unknown")
_WANTED: dict[Show, Callable[[Item], bool]] = {
    "all": lambda _item: True,
    "in_force": lambda item: item.standing.status in HOLDING,
    "ended": lambda item: item.standing.status in ENDED,
    "changed": lambda item: item.changed,
    "unknown": lambda item: item.standing.status in ("unknown", "not_yet"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """The question. `as_of` is as given: "plan", a day, or empty for today; `day` is the day it means.

    `faults` names the parameters that could not be read; they count as not given.
    """

    day: date
    as_of: str = ""
    show: Show = "all"
    guides: bool = False
    faults: tuple[str, ...] = ()

    def wanted(self, item: Item) -> bool:
        """Whether a cited instrument is to be shown."""
        return _WANTED[self.show](item)

    @property
    def as_cited(self) -> bool:
        """Whether all that is cited is to be shown and nothing else."""
        return self.show == "all" and not self.guides

    @property
    def written(self) -> bool:
        """Whether the view is that of the plan's own day."""
        return self.day == PLAN_DAY

    def address(self, **changed: str) -> str:
        """The address of this page with some parameters set, those that are empty left out."""
        given = {
            "show": "" if self.show == "all" else self.show,
            "guides": "1" if self.guides else "",
            "as_of": self.as_of,
        }
        left = {name: value for name, value in {**given, **changed}.items() if value}
        return f"overview?{urlencode(left)}" if left else "overview"


def read_asked(given: Mapping[str, str], today: date) -> Asked:
    """The question in the parameters of an address; what cannot be read is told, not refused."""
    faults = []
    as_of = given.get("as_of", "").strip()
    day = day_named(as_of) if as_of else today
    if day is None:
        faults.append("as_of")
        day, as_of = today, ""
    show = next((name for name in SHOWS if name == given.get("show", "all")), None)
    if show is None:
        faults.append("show")
    as_of = PLAN if as_of and day == PLAN_DAY else as_of
    return Asked(day, as_of, show or "all", given.get("guides", "") not in ("", "0"), tuple(faults))


def described() -> dict[str, Any]:
    """The parameters as OpenAPI tells them."""

    def one(name: str, told: str, schema: dict[str, Any]) -> dict[str, Any]:
        return {"name": name, "in": "query", "required": False, "description": told, "schema": schema}

    words = {"type": "string"}
    return {
        "parameters": [
            one("as_of", 'Xét tại ngày nào: "plan" là ngày kế hoạch ban hành; thiếu là hôm nay', words),
            one("show", "Những văn bản viện dẫn nào", {**words, "enum": list(SHOWS)}),
            one("guides", "1: kèm văn bản hướng dẫn", words),
        ]
    }

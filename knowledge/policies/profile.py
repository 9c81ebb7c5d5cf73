"""What is known of an organisation or a person that asks for support.

Every fact is optional: nothing means unknown, an empty set means none of the choices. What each fact means,
how it is asked for and which values it may take stands in `data/policies/_facts.yaml`.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import TypeAlias

Choices: TypeAlias = frozenset[str]
Value: TypeAlias = bool | float | str | date | Choices
"""What a known fact holds, by its kind of answer: yes_no, number, choice, date, choices."""

_PER_BILLION = 1000
_NO_SIZE = "micro"
# Decree 113/2024/NĐ-CP, article 5, agriculture: official members, and revenue or capital in billion đồng.
_AGRICULTURAL_SIZES = (("large", 300, 50, 10), ("medium", 200, 10, 5), ("small", 50, 2, 1))
_AGRICULTURE = frozenset({"crops", "livestock", "forestry", "aquaculture", "salt"})


@dataclass(frozen=True, slots=True)
class Profile:
    """The facts. Shares are percentages, `revenue` and `capital` million đồng, `age` years."""

    kind: str | None = None
    needs: Choices | None = None
    fields: Choices | None = None
    products: Choices | None = None
    registered: bool | None = None
    founded_on: date | None = None
    months_running: float | None = None
    members: float | None = None
    member_cooperatives: float | None = None
    size: str | None = None
    revenue: float | None = None
    capital: float | None = None
    area: str | None = None
    mountainous: bool | None = None
    rural: bool | None = None
    old_province: str | None = None
    sanctioned: bool | None = None
    progress: Choices | None = None
    has_plan: bool | None = None
    own_capital_share: float | None = None
    bad_debt: bool | None = None
    linkage_contract: bool | None = None
    leads_linkage: bool | None = None
    linkage_project: bool | None = None
    practices: Choices | None = None
    certified: bool | None = None
    raw_material_share: float | None = None
    separate_accounts: bool | None = None
    internal_accounts: bool | None = None
    common_fund: bool | None = None
    land: Choices | None = None
    disaster: bool | None = None
    damage_share: float | None = None
    from_group: bool | None = None
    all_agree: bool | None = None
    wants_to_found: bool | None = None
    in_organisation: bool | None = None
    age: float | None = None
    poor: bool | None = None
    farm: bool | None = None
    direct_farmer: bool | None = None
    compulsory_insurance: bool | None = None
    pension: bool | None = None
    piece_wages: bool | None = None
    hires_qualified: bool | None = None
    governance: str | None = None
    supervisors: float | None = None
    charter_allows_loans: bool | None = None
    first_e_invoice: bool | None = None
    contributes_property: bool | None = None
    insures_common_assets: bool | None = None


FACTS = tuple(field.name for field in fields(Profile))
"""The names of all facts, in the order of the profile."""


def read_fact(profile: Profile, fact: str, day: date) -> Value | None:
    """The value of a fact on `day`, nothing while unknown.

    Two facts follow from others where those are known: how long it has been running from its founding day,
    the size class of a cooperative in agriculture from members, revenue and capital.
    """
    if fact == "months_running" and profile.founded_on:
        return float(_months(profile.founded_on, day))
    if fact == "size" and profile.size is None:
        return _agricultural_size(profile)
    value: Value | None = getattr(profile, fact)
    return value


def known(profile: Profile) -> tuple[tuple[str, Value], ...]:
    """The facts that are known with their values, in the order of the profile."""
    pairs = ((fact, getattr(profile, fact)) for fact in FACTS)
    return tuple((fact, value) for fact, value in pairs if value is not None)


def _months(since: date, day: date) -> int:
    whole = (day.year - since.year) * 12 + day.month - since.month
    return max(0, whole - (day.day < since.day))


def _agricultural_size(profile: Profile) -> str | None:
    members, revenue, capital = profile.members, profile.revenue, profile.capital
    in_agriculture = bool(profile.fields and profile.fields <= _AGRICULTURE)
    if profile.kind != "cooperative" or not in_agriculture or members is None:
        return None
    for size, least, turnover, funds in _AGRICULTURAL_SIZES:
        if members < least:
            continue
        enough = (_reaches(revenue, turnover), _reaches(capital, funds))
        if True in enough:
            return size
        if None in enough:
            return None
    return _NO_SIZE


def _reaches(millions: float | None, billions: float) -> bool | None:
    return None if millions is None else millions >= billions * _PER_BILLION

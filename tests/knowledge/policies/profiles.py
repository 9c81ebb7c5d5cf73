"""Profiles at random for the properties, and the ten typical ones a conversation has to serve."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from knowledge.policies.load import load_policies
from knowledge.policies.model import Fact
from knowledge.policies.profile import Profile

BOOK = load_policies()
DAY = date(2026, 11, 23)
DAYS = st.dates(date(2012, 1, 1), date(2030, 12, 31))


def examples(count: int) -> settings:
    """So many examples, however busy the machine is."""
    return settings(max_examples=count, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def values_of(fact: Fact) -> st.SearchStrategy[Any]:
    """Any value a fact may take."""
    match fact.answer:
        case "yes_no":
            return st.booleans()
        case "number":
            return st.sampled_from([0, 1, 2, 3, 5, 12, 15, 18, 20, 30, 36, 37, 50, 300, 1000, 50_000, 60_000])
        case "date":
            return st.dates(date(2000, 1, 1), date(2026, 11, 1))
        case "choice":
            return st.sampled_from([choice.value for choice in fact.choices])
    return st.frozensets(st.sampled_from([str(choice.value) for choice in fact.choices]), max_size=3)


# The founding day decides over a stated time; one of the two suffices here.
FACTS = [fact for fact in BOOK.facts.values() if fact.id != "months_running"]
PARTS = st.fixed_dictionaries({}, optional={fact.id: values_of(fact) for fact in FACTS})
PROFILES = PARTS.map(lambda parts: replace(Profile(), **parts))

_CRITERIA: dict[str, Any] = {"sanctioned": False, "progress": frozenset({"members", "training"})}


def _set(*values: str) -> frozenset[str]:
    return frozenset(values)


TYPICAL: dict[str, tuple[Profile, Profile]] = {
    "coffee cooperative wants a loan for machines": (
        Profile(kind="cooperative", fields=_set("crops"), members=20, needs=_set("credit")),
        Profile(
            registered=True,
            has_plan=True,
            own_capital_share=30,
            bad_debt=False,
            linkage_contract=False,
            practices=_set(),
            products=_set("coffee"),
            governance="short",
            supervisors=1,
            **_CRITERIA,
        ),
    ),
    "vegetable group wants to become a cooperative": (
        Profile(kind="group", fields=_set("crops"), members=8, needs=_set("founding")),
        Profile(registered=True, months_running=24, all_agree=True, wants_to_found=True, **_CRITERIA),
    ),
    "member wants voluntary social insurance": (
        Profile(kind="person", needs=_set("social_insurance")),
        Profile(in_organisation=True, age=45, compulsory_insurance=False, pension=False),
    ),
    "farmer whose coffee was hit by drought": (
        Profile(kind="person", fields=_set("crops"), needs=_set("disaster")),
        Profile(disaster=True, damage_share=80, products=_set("coffee")),
    ),
    "pepper processor asks for taxes": (
        Profile(kind="cooperative", fields=_set("crops", "processing"), needs=_set("tax")),
        Profile(
            area="difficult",
            revenue=2500,
            raw_material_share=60,
            separate_accounts=True,
            common_fund=True,
            internal_accounts=False,
            contributes_property=False,
            first_e_invoice=True,
            from_group=False,
        ),
    ),
    "cooperative wants a warehouse": (
        Profile(kind="cooperative", fields=_set("crops"), needs=_set("infrastructure")),
        Profile(
            registered=True,
            land=_set("facilities"),
            has_plan=True,
            own_capital_share=25,
            bad_debt=False,
            linkage_project=False,
            **_CRITERIA,
        ),
    ),
    "cooperative seeks a buyer": (
        Profile(kind="cooperative", fields=_set("crops"), needs=_set("market")),
        Profile(
            leads_linkage=True,
            linkage_project=True,
            linkage_contract=True,
            has_plan=True,
            land=_set(),
            **_CRITERIA,
        ),
    ),
    "cooperative wants a brand and a fair": (
        Profile(kind="cooperative", fields=_set("crops", "processing"), needs=_set("brand", "trade")),
        Profile(linkage_project=False, **_CRITERIA),
    ),
    "union wants its people trained and a young accountant": (
        Profile(kind="union", fields=_set("crops"), needs=_set("training", "staff")),
        Profile(hires_qualified=True, **_CRITERIA),
    ),
    "poor household, loan": (
        Profile(kind="person", fields=_set("livestock"), needs=_set("credit")),
        Profile(
            farm=False,
            practices=_set(),
            in_organisation=True,
            age=40,
            has_plan=True,
            own_capital_share=20,
            bad_debt=False,
            linkage_contract=False,
            products=_set("cattle"),
        ),
    ),
}
"""What is known at first, and what the person answers when asked."""

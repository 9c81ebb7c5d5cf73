"""The verdicts of one profile as one value, and how what they name is called."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date

from knowledge.agencies import Agencies
from knowledge.catalogue import Catalogue
from knowledge.policies import words
from knowledge.policies.ask import next_question
from knowledge.policies.engine import assess, ranked
from knowledge.policies.load import PolicyBook, load_policies
from knowledge.policies.model import Ask, Basis, Policy, Verdict
from knowledge.policies.profile import Profile
from knowledge.policies.sense import misfits

_HOLDS = frozenset({"in_force", "amended", "partly_repealed"})


@dataclass(frozen=True, slots=True)
class Check:
    """All verdicts for a profile on a day, those of its needs first, and the question to ask next.

    `misfits` tells what in the profile cannot be so.
    """

    profile: Profile
    day: date
    verdicts: tuple[Verdict, ...]
    ask: Ask | None
    misfits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sources:
    """What verdicts are made of and named by: the policies, the catalogue of instruments, the agencies."""

    book: PolicyBook
    catalogue: Catalogue
    agencies: Agencies

    @classmethod
    def load(cls) -> Sources:
        """Those shipped. Raises `DataError` when a data file is malformed."""
        return cls(load_policies(), Catalogue.load(), Agencies.load())


def check(
    book: PolicyBook,
    profile: Profile,
    day: date,
    need: str | None = None,
    skipped: Collection[str] = (),
) -> Check:
    """The verdicts and the next question; `need` and `skipped` as in `next_question`."""
    needs = (need,) if need else tuple(sorted(profile.needs or ()))
    verdicts = ranked(assess(profile, book.policies, day), needs)
    ask = next_question(profile, book.policies, tuple(book.facts.values()), day, need, skipped)
    return Check(profile, day, verdicts, ask, misfits(profile, book.facts, day))


def of_needs(found: Check, needs: Collection[str]) -> Check:
    """The check with only the policies that serve one of the needs: what fits on a page."""
    wanted = frozenset(needs)
    kept = tuple(item for item in found.verdicts if not wanted.isdisjoint(item.policy.needs))
    return replace(found, verdicts=kept)


def label_of(basis: Basis, catalogue: Catalogue) -> str:
    """A basis for people: "khoản 5 Điều 22 Nghị định 45/2021/NĐ-CP"."""
    instrument = catalogue.get(basis.instrument)
    name = instrument.label if instrument else basis.instrument
    return f"{words.unit_of(basis)} {name}".strip()


def whom_to_ask(policy: Policy, agencies: Agencies) -> tuple[str, ...]:
    """The offices to ask, with their names of today where these changed."""
    named = tuple(_office(id, agencies) for id in policy.offices)
    return (*named, policy.asks) if policy.asks else named


def successors(policy: Policy, book: PolicyBook) -> tuple[Policy, ...]:
    """The policies to look at instead of one that has ended."""
    ids = policy.end.replaced_by if policy.end else ()
    return tuple(found for id in ids if (found := book.get(id)))


def standing_notes(verdict: Verdict, day: date, catalogue: Catalogue) -> tuple[str, ...]:
    """What the catalogue says of instruments a living verdict rests on that may not hold on `day`."""
    if verdict.outcome not in ("qualifies", "cannot_tell"):
        return ()
    return tuple(_doubts(verdict, day, catalogue))


def _doubts(verdict: Verdict, day: date, catalogue: Catalogue) -> Iterator[str]:
    for number in dict.fromkeys(basis.instrument for basis in verdict.basis):
        standing = catalogue.standing(number, day)
        if standing.status not in _HOLDS:
            yield standing.note


def _office(id: str, agencies: Agencies) -> str:
    agency = agencies.get(id)
    if agency is None:
        return id
    if not agency.successors:
        return agency.name
    successor = agency.successors[0]
    sure = successor.confidence == "verified"
    sentence = words.OFFICE_TODAY if sure else words.OFFICE_TODAY_UNVERIFIED
    return sentence.format(name=agency.name, today=successor.name)

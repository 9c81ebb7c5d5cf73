"""Which duties are wanted: by office and role, time, product, section, and words without diacritics."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from assistant.register.duty import Duty
from assistant.register.offices import Office, Offices
from knowledge.document import below
from knowledge.text import Folded, fold, is_accented


class Role(StrEnum):
    """The part of an office in a duty: it leads, it co-operates, or either."""

    ANY = "any"
    LEAD = "lead"
    PARTNER = "partner"


PRODUCTS = {
    "legal": "văn bản quy phạm pháp luật",
    "resolution": "nghị quyết",
    "decision": "quyết định",
    "plan": "kế hoạch",
    "report": "báo cáo",
    "guidance": "hướng dẫn",
    "bulletin": "bản tin",
    "lecture": "bài giảng",
}
"""Kinds of product by the words that the plan prints for them."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is wanted; empty fields ask for nothing.

    With `shared` also what is given to a group that the office belongs to ("các Sở, Ban, ngành"). `when` is
    a `Period.code`, `product` a key of `PRODUCTS`, `section` the anchor of a unit, `words` free text.
    """

    office: Office | None = None
    role: Role = Role.ANY
    shared: bool = False
    when: str = ""
    product: str = ""
    section: str = ""
    words: str = ""
    document: str = ""


def selected(duties: Iterable[Duty], query: Query, offices: Offices) -> tuple[Duty, ...]:
    """The duties that fit, in reading order.

    The words are looked for one after the other as they stand; where no duty has them so, singly. A word
    typed with diacritics has to stand with them.
    """
    found = tuple(
        duty
        for duty in duties
        if (not query.document or duty.document == query.document)
        and (not query.section or below(duty.anchor, query.section))
        and (not query.when or query.when in {period.code for period in duty.periods})
        and (not query.product or makes(duty, query.product))
        and (query.office is None or takes_part(duty, _names(query), query.role))
    )
    wanted = query.words.split()
    if not wanted:
        return found
    texts = [(duty, _text_of(duty, offices)) for duty in found]
    together = tuple(duty for duty, text in texts if _says(text, [" ".join(wanted)]))
    return together or tuple(duty for duty, text in texts if _says(text, wanted))


def shared_only(duties: Iterable[Duty], query: Query, offices: Offices) -> int:
    """How many more duties come through the groups that the office belongs to."""
    if query.office is None or query.shared or not query.office.groups:
        return 0
    every = tuple(duties)
    with_groups = replace(query, shared=True)
    more = len(selected(every, with_groups, offices)) - len(selected(every, query, offices))
    return max(0, more)


def takes_part(duty: Duty, names: frozenset[str], role: Role) -> bool:
    """Whether one of the agencies has this role in the duty."""
    leads = role is not Role.PARTNER and not names.isdisjoint(duty.leads)
    return leads or (role is not Role.LEAD and not names.isdisjoint(duty.partners))


def makes(duty: Duty, product: str) -> bool:
    """Whether the printed product is of this kind."""
    return Folded.of(PRODUCTS[product]).text in Folded.of(duty.product).text


def _names(query: Query) -> frozenset[str]:
    if query.office is None:
        return frozenset()
    return query.office.agencies | (query.office.groups if query.shared else frozenset())


def _text_of(duty: Duty, offices: Offices) -> Folded:
    names = " ".join(offices.words(id) for id in duty.agencies)
    fields = (duty.place, duty.text, duty.lead, duty.partner, duty.product, duty.deadline, names)
    return Folded.of(" ".join(fields))


def _says(text: Folded, wanted: Sequence[str]) -> bool:
    return all(
        fold(words) in text.accented if is_accented(words) else fold(words) in text.text for words in wanted
    )

"""A draft for who tells of themselves and asks what they would get: the support policies, judged one by one.

What the words leave open is asked for by the walk-through, which the answer offers as the next step.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant import messages
from assistant.answer import Status
from assistant.desk import Desk
from assistant.draft import Draft, DraftClaim, Source
from assistant.policies.brief import deciding, serving
from assistant.policies.cue import asks_for_support, asks_openly
from assistant.policies.guide import Guide, Known, View
from assistant.policies.walk import OPENING, Walk
from knowledge.document import Span
from knowledge.policies.model import Basis, Outcome, Verdict

MOST: dict[Outcome, int] = {"qualifies": 4, "cannot_tell": 3, "ended": 1}
"""Policies told of each outcome, in the order told; the walk-through has them all."""

MOST_MISSING = 3
"""Open facts named for one policy; with more of them open it is too early to speak of it."""

LONGEST_QUOTE = 1500
"""Characters of a unit quoted whole; of a longer one its own first words."""

_PLAIN = frozenset({"decided", "secondary"})
"""Notes that the line above all policies says for them together."""


def eligible(desk: Desk, guide: Guide) -> Draft | None:
    """What somebody qualifies for by what they tell; nothing where they tell nothing of themselves."""
    typed = desk.question.typed
    if not asks_for_support(typed):
        return None
    view = guide.view(guide.tell(Walk(), typed), desk.day)
    if not _tells_enough(view, typed):
        return None
    claims = tuple(_claims(desk, view, guide))
    if not claims:
        return None
    return Draft(Status.ANSWERED, claims, "policies", framing=_framing(view), topical=False)


def _tells_enough(view: View, typed: str) -> bool:
    """Who asks, and two things more, one of them their own; three where yes or no is asked for."""
    if view.found.profile.kind is None:
        return False
    own = [item.fact.id for item in view.known if item.origin == "said" and item.fact.id != "kind"]
    if not set(own).difference(OPENING):
        return False
    return len(own) >= (2 if asks_openly(typed) else 3)


def _framing(view: View) -> str:
    said = [_known(item) for item in view.known if item.origin != "assumed"]
    assumed = [_known(item) for item in view.known if item.origin == "assumed"]
    taken = messages.ELIGIBLE_ASSUMED.format(assumed=messages.BETWEEN_FACTS.join(assumed)) if assumed else ""
    return messages.ELIGIBLE_BY.format(known=messages.BETWEEN_FACTS.join(said), assumed=taken)


def _known(item: Known) -> str:
    bare = item.text in messages.BARE_ANSWERS
    return f"{item.fact.label.lower()}: {item.text}" if bare else item.text


def _claims(desk: Desk, view: View, guide: Guide) -> Iterator[DraftClaim]:
    needs = view.found.profile.needs or frozenset()
    shown = sorted(serving(view.found), key=lambda item: -len(needs.intersection(item.policy.needs)))
    for outcome, most in MOST.items():
        if outcome == "ended" and not needs:
            continue  # which ended one was meant, nobody can tell
        found = (item for item in shown if item.outcome == outcome and len(item.missing) <= MOST_MISSING)
        told = (claim for item in found if (claim := _claim(desk, item, guide)))
        yield from (claim for _, claim in zip(range(most), told, strict=False))


def _claim(desk: Desk, item: Verdict, guide: Guide) -> DraftClaim | None:
    """One policy: what one gets, or what has to be known, or that it has ended, with what decides it."""
    first = item.policy.gets[0]
    bases = (first.basis, *(one.basis for one in deciding(item)), *item.basis)
    sources = tuple(dict.fromkeys(source for basis in bases if (source := _source(desk, basis))))[:2]
    if not sources:
        return None
    facts = guide.sources.book.facts
    missing = messages.BETWEEN_FACTS.join(facts[name].label.lower() for name in item.missing)
    text = messages.ELIGIBLE[item.outcome].format(name=item.policy.name, gets=first.text, missing=missing)
    doubts = [messages.ELIGIBLE_NOTES[note] for note in item.notes if note not in _PLAIN]
    return DraftClaim(" ".join((text, *doubts)), sources, depth=1)


def _source(desk: Desk, basis: Basis) -> Source | None:
    """The whole unit a basis names, or the nearest one above it that the text at hand has."""
    if desk.library.document(basis.instrument) is None:
        return None
    units, anchor = desk.library.units(basis.instrument), basis.anchor
    while anchor and units.node(anchor) is None:
        anchor = anchor.rpartition(".")[0]
    node = units.node(anchor) if anchor else None
    if node is None:
        return None
    whole = Span(node.start, node.end)
    return Source(
        basis.instrument, node.anchor, whole if node.end - node.start <= LONGEST_QUOTE else node.head
    )

"""The result of a walk as HTML: the policies by outcome, each with its basis as links."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from assistant.policies.brief import Address, serving
from assistant.policies.guide import Known, View
from assistant.web.markup import Html, tag, text
from assistant.web.policies.wording import says
from knowledge.policies import words
from knowledge.policies.model import Basis, Condition, Remark, Verdict
from knowledge.policies.profile import Profile
from knowledge.policies.result import Sources, label_of, standing_notes, successors, whom_to_ask
from knowledge.standing_words import written

MOST_OPEN = 8
"""Policies shown with what they still miss; of the rest, which miss most, only the names."""

MOST_PRINTED = 4
"""Of those as many as stand on paper (`policies_result.css`)."""

ON_PAPER = "on-paper"
"""Marks what the screen shows behind a fold, or not at all."""

_VI = {"lang": "vi"}


@dataclass(frozen=True, slots=True)
class Paper:
    """The result of one view. `address` tells where a basis is read."""

    view: View
    sources: Sources
    address: Address

    def html(self) -> Html:
        """The whole result."""
        found = self.view.found
        head = says("h2", "", "policies.result", written(found.day))
        if found.profile == Profile():
            return head + says("p", "policies-empty", "policies.result.empty")
        shown = serving(found)
        top = head + self._counts(shown) + self._misfits() + self._told()
        return top + self._groups(shown) + self._others(shown)

    def _counts(self, shown: Sequence[Verdict]) -> Html:
        counts = [
            sum(item.outcome == outcome for item in shown) for outcome in ("qualifies", "cannot_tell", "not")
        ]
        said = says("p", "policies-counts", "policies.counts", *counts)
        return said + says("p", "policies-promise", "policies.promise")

    def _misfits(self) -> Html:
        """What in the profile cannot be so."""
        told = self.view.found.misfits
        if not told:
            return ""
        label = says("strong", "", "policies.misfits")
        items = tag("ul", "", "".join(tag("li", "", text(one)) for one in told), _VI)
        return tag("div", "policies-misfits", label + items, {"role": "note"})

    def _told(self) -> Html:
        """What the result rests on: shown on paper, where the rest of the page is not."""
        told = "; ".join(map(_told_of, self.view.known))
        return tag("p", "policies-told", says("strong", "", "policies.known") + text(f": {told}."))

    def _groups(self, shown: Sequence[Verdict]) -> Html:
        by_outcome = {
            name: [item for item in shown if item.outcome == name]
            for name in ("qualifies", "cannot_tell", "not_yet", "ended", "not")
        }
        still_open = sorted(by_outcome["cannot_tell"], key=lambda item: len(item.missing))
        first, further = still_open[:MOST_OPEN], still_open[MOST_OPEN:]
        none = "" if by_outcome["qualifies"] else says("p", "policies-none", "policies.none")
        more = self._further(further) if further else ""
        return "".join(
            (
                none,
                self._group("qualifies", by_outcome["qualifies"], self._living),
                self._group("cannot_tell", first, self._open, more, len(further)),
                self._group("not_yet", by_outcome["not_yet"], self._not_yet),
                self._group("ended", by_outcome["ended"], self._ended),
                self._ended_line(by_outcome["ended"]),
                self._folded("not", by_outcome["not"], self._failing),
            )
        )

    def _group(
        self,
        outcome: str,
        items: Sequence[Verdict],
        card: Callable[[Verdict], Html],
        more: Html = "",
        further: int = 0,
    ) -> Html:
        if not items:
            return ""
        count = tag("span", "policies-count", str(len(items) + further))
        heading = tag("h3", "", f"{says('span', '', f'policies.{outcome}')} {count}")
        cards = tag("ul", "policies-list", "".join(map(card, items)))
        unprinted = len(items) + further - MOST_PRINTED if card == self._open else 0
        left = says("p", ON_PAPER, "policies.left", unprinted) if unprinted > 0 else ""
        return tag("section", f"policies-group is-{outcome}", heading + cards + more + left)

    def _folded(self, outcome: str, items: Sequence[Verdict], card: Callable[[Verdict], Html]) -> Html:
        if not items:
            return ""
        count = tag("span", "policies-count", str(len(items)))
        summary = tag("summary", "", f"{says('span', '', f'policies.{outcome}')} {count}")
        cards = tag("ul", "policies-list", "".join(map(card, items)))
        return tag("details", f"policies-group is-{outcome}", summary + cards, {"id": f"group-{outcome}"})

    def _further(self, items: Sequence[Verdict]) -> Html:
        names = "".join(tag("li", "", text(item.policy.name)) for item in items)
        summary = says("summary", "", "policies.further", len(items))
        return tag("details", "policies-further", summary + tag("ul", "", names, _VI), {"id": "further"})

    def _others(self, shown: Sequence[Verdict]) -> Html:
        """What one qualifies for besides the needs named."""
        ids = {item.policy.id for item in shown}
        items = [
            item
            for item in self.view.found.verdicts
            if item.outcome == "qualifies" and item.policy.id not in ids
        ]
        return self._folded("others", items, self._row)

    # Single policies

    def _living(self, item: Verdict) -> Html:
        """One that the profile qualifies for."""
        conditions = text("; ".join(one.text for one in item.conditions))
        papers = text("; ".join(item.policy.papers))
        day = says("span", "", "policies.checked", written(item.policy.checked))
        checked = tag("span", ON_PAPER, f". {day}")
        parts = (
            self._labelled("policies.gets", self._remarks(item.policy.gets)),
            self._labelled("policies.conditions", conditions, f"{ON_PAPER} if-room is-reason"),
            self._labelled("policies.basis", f"{self._links(item.basis)}{checked}"),
            self._offices(item),
            self._labelled("policies.papers", papers, f"{ON_PAPER} if-room") if papers else "",
        )
        inner = tag("dl", "", "".join(parts)) + self._notes(item)
        return self._card(item, inner + self._details(item, "policies.details"))

    def _open(self, item: Verdict) -> Html:
        """One that the profile may qualify for: what is missing first, all else behind it."""
        parts = (
            self._labelled("policies.missing", self._missing(item)),
            self._labelled("policies.basis", self._links(item.basis)),
        )
        behind = tag(
            "dl", "", self._labelled("policies.gets", self._remarks(item.policy.gets)) + self._offices(item)
        )
        inner = tag("dl", "", "".join(parts))
        return self._card(item, inner + self._details(item, "policies.all", behind + self._notes(item)))

    def _offices(self, item: Verdict) -> Html:
        asked = "; ".join(whom_to_ask(item.policy, self.sources.agencies))
        return self._labelled("policies.offices", text(asked))

    def _not_yet(self, item: Verdict) -> Html:
        since = says("p", "", "policies.since", written(item.policy.start.day))
        return self._card(item, since + self._basis_line(item))

    def _ended(self, item: Verdict) -> Html:
        end = item.policy.end
        if end is None:
            return ""
        until = says("span", "", "policies.until", written(end.day))
        told = tag("p", "", f"{until} {tag('span', '', text(end.after), _VI)}")
        return self._card(item, told + self._instead(item) + self._basis_line(item))

    def _ended_line(self, items: Sequence[Verdict]) -> Html:
        """On paper one line for all that have ended."""
        ends = [(item.policy.name, item.policy.end.day) for item in items if item.policy.end]
        if not ends:
            return ""
        told = "; ".join(f"{name} ({written(day)})" for name, day in ends)
        return tag("p", ON_PAPER, says("strong", "", "policies.ended") + text(f": {told}."))

    def _instead(self, item: Verdict) -> Html:
        found = successors(item.policy, self.sources.book)
        if not found:
            return ""
        here = {verdict.policy.id for verdict in serving(self.view.found)}
        names = (
            tag("a", "", text(one.name), {"href": f"#p-{one.id}"}) if one.id in here else text(one.name)
            for one in found
        )
        return tag("p", "", f"{says('strong', '', 'policies.instead')}: {'; '.join(names)}", _VI)

    def _failing(self, item: Verdict) -> Html:
        failed = tag("ul", "", "".join(map(self._condition, item.failed)))
        return self._card(item, says("p", "policies-label", "policies.failed") + failed)

    def _row(self, item: Verdict) -> Html:
        return self._card(item, self._basis_line(item))

    def _card(self, item: Verdict, inner: Html) -> Html:
        marks = {"id": f"p-{item.policy.id}", "lang": "vi"}
        heading = tag("h4", "", text(item.policy.name)) + self._chips(item)
        return tag("li", f"policy is-{item.outcome}", heading + inner, marks)

    def _chips(self, item: Verdict) -> Html:
        marked = [name for name in ("unverified", "doubt") if name in item.notes]
        return "".join(says("span", "chip is-unverified", f"policies.{name}") for name in marked)

    def _notes(self, item: Verdict) -> Html:
        doubt = [item.policy.doubt.text] if item.policy.doubt and "doubt" in item.notes else []
        told = [*doubt, *standing_notes(item, self.view.day, self.sources.catalogue)]
        lines = [says("li", "", f"policies.note.{note}") for note in item.notes]
        lines += [tag("li", "", text(one)) for one in told]
        return tag("ul", "policies-notes", "".join(lines)) if lines else ""

    def _missing(self, item: Verdict) -> Html:
        facts = self.sources.book.facts
        links = (tag("a", "", text(facts[name].question), {"href": f"#f-{name}"}) for name in item.missing)
        return tag("ul", "", "".join(tag("li", "", link) for link in links))

    def _details(self, item: Verdict, key: str, first: Html = "") -> Html:
        policy = item.policy
        parts = (
            self._labelled("policies.conditions", self._conditions(item.conditions)),
            self._labelled("policies.depends", self._remarks(policy.depends)) if policy.depends else "",
            self._labelled("policies.papers", _list(policy.papers)) if policy.papers else "",
            self._labelled("policies.steps", _list(policy.steps, "ol")) if policy.steps else "",
        )
        checked = says("p", "policies-checked", "policies.checked", written(policy.checked))
        inner = says("summary", "", key) + first + tag("dl", "", "".join(parts)) + checked
        return tag("details", "policy-details", inner, {"id": f"d-{policy.id}"})

    # Words with their basis

    def _labelled(self, key: str, inner: Html, css: str = "") -> Html:
        return says("dt", css, key) + tag("dd", css, inner)

    def _remarks(self, items: Iterable[Remark]) -> Html:
        return tag("ul", "", "".join(tag("li", "", self._said(one.text, one.basis)) for one in items))

    def _conditions(self, items: Iterable[Condition]) -> Html:
        return tag("ul", "", "".join(map(self._condition, items)))

    def _condition(self, one: Condition) -> Html:
        return tag("li", "", self._said(one.text, one.basis))

    def _said(self, sentence: str, basis: Basis) -> Html:
        return f"{text(sentence)} {tag('span', 'policies-at', f'({self._link(basis)})')}"

    def _basis_line(self, item: Verdict) -> Html:
        return tag(
            "p", "policies-basis", f"{says('strong', '', 'policies.basis')}: {self._links(item.basis)}"
        )

    def _links(self, bases: Iterable[Basis]) -> Html:
        """The bases as links; several units of one instrument name it once, behind them."""
        by_instrument: dict[str, list[Basis]] = {}
        for basis in bases:
            by_instrument.setdefault(basis.instrument, []).append(basis)
        return "; ".join(map(self._of_one, by_instrument.values()))

    def _of_one(self, bases: Sequence[Basis]) -> Html:
        units = [words.unit_of(basis) for basis in bases]
        if len(bases) == 1 or not all(units):
            return "; ".join(map(self._link, bases))
        whole = label_of(bases[0], self.sources.catalogue).removeprefix(units[0]).strip()
        linked = (self._linked(basis, unit) for basis, unit in zip(bases, units, strict=True))
        return f"{', '.join(linked)} {text(whole)}"

    def _link(self, basis: Basis) -> Html:
        return self._linked(basis, label_of(basis, self.sources.catalogue))

    def _linked(self, basis: Basis, label: str) -> Html:
        return tag("a", "", text(label), {"href": self.address(basis), "lang": "vi"})


def _told_of(item: Known) -> str:
    worded = words.TOLD_ASSUMED if item.origin == "assumed" else words.TOLD
    return worded.format(label=item.fact.label, value=item.text)


def _list(items: Iterable[str], name: str = "ul") -> Html:
    return tag(name, "", "".join(tag("li", "", text(one)) for one in items))

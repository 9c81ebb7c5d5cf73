"""The page of support policies: the sentence, what is known, the question, the form, the result.

Everything works by plain forms; the script sends the same forms and puts the parts of the reply in place.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from html import escape

from assistant.policies.brief import Address, serving
from assistant.policies.guide import Guide, Known, View
from assistant.policies.state import state_json
from assistant.policies.walk import MOST_QUESTIONS
from assistant.web.markup import Html, tag, text
from assistant.web.policies.result import Paper
from assistant.web.policies.wording import says
from knowledge.policies.model import Choice, Fact
from knowledge.policies.profile import FACTS, Value

MAIN = ("kind", "needs", "fields", "products", "registered", "months_running", "members", "area")
"""The facts that the form always shows."""


@dataclass(frozen=True, slots=True)
class Talk:
    """One view as the parts of the page."""

    view: View
    guide: Guide
    address: Address

    def html(self) -> Html:
        """What stands in the main part of the page."""
        result = Paper(self.view, self.guide.sources, self.address).html()
        return "".join(
            (
                tag(
                    "section", "policies-talk", self._tell() + self._asking() + self._known(), {"id": "talk"}
                ),
                tag("section", "policies-result", result, {"id": "result"}),
                tag("section", "policies-facts", self._form(), {"id": "facts"}),
            )
        )

    # The sentence and what is known

    def _tell(self) -> Html:
        walk = self.view.walk
        field = tag("textarea", "", text(walk.text), _TELL)
        label = says("label", "", "policies.tell", marks={"for": "tell"})
        hint = tag("div", "", says("p", "policies-hint", "policies.tell.hint"), {"id": "tell-hint"})
        row = tag("div", "policies-row", _button("tell", "primary", "policies.tell.send"))
        said = any(item.origin != "answered" for item in self.view.known)
        nothing = says("p", "policies-hint", "policies.tell.nothing") if walk.text and not said else ""
        return self._filled("policies-tell", label + field + hint + row + nothing)

    def _known(self) -> Html:
        if not self.view.known:
            return ""
        items = "".join(map(_known_item, self.view.known))
        inner = says("h2", "", "policies.known") + tag("ul", "known", items)
        return self._filled("policies-known", inner)

    # The question

    def _asking(self) -> Html:
        ask = self.view.ask
        return self._question(ask.fact) if ask else self._after()

    def _question(self, fact: Fact) -> Html:
        number, most = self.view.number, MOST_QUESTIONS * self.view.walk.rounds
        count = says("span", "eyebrow", "policies.question", number, most)
        legend = tag("legend", "", count + tag("span", "question-text", text(fact.question), {"lang": "vi"}))
        hidden = _hidden("fact", fact.id) + _hidden("do", "answer")
        ways = tag("fieldset", "", legend + "".join(_ways(fact)))
        return self._filled("policies-question", hidden + ways + self._others(), {"id": "question"})

    def _others(self) -> Html:
        back = _button("back", "quiet", "policies.back") if self.view.walk.steps else ""
        stop = _button("stop", "quiet", "policies.stop") if self.view.known else ""
        return tag("div", "policies-row", _button("skip", "quiet", "policies.skip") + back + stop)

    def _after(self) -> Html:
        walk, more = self.view.walk, self.view.more
        key = "policies.settled"
        if more:
            key = "policies.stopped" if walk.stopped and not walk.exhausted else "policies.enough"
        again = _button("resume", "primary", "policies.more") if more else ""
        back = _button("back", "quiet", "policies.back") if walk.steps or walk.stopped else ""
        inner = says("p", "question-text", key) + tag("div", "policies-row", again + back)
        return self._filled("policies-question", inner, {"id": "question"})

    # The form of facts

    def _form(self) -> Html:
        known = {item.fact.id: item.value for item in self.view.known}
        facts = self.guide.sources.book.facts
        missing = [name for item in serving(self.view.found) for name in item.missing if name not in MAIN]
        groups = {
            "main": [facts[name] for name in MAIN],
            "missing": [facts[name] for name in FACTS if name in missing and name not in known],
            "other": [facts[name] for name in known if name not in MAIN],
        }
        inner = "".join(
            says("h3", "", f"policies.form.{name}") + tag("div", "fields", "".join(_fields(group, known)))
            for name, group in groups.items()
            if group
        )
        day = tag("div", "field", _day_field(self.view.day))
        send = tag("div", "policies-row", _button("fill", "primary", "policies.form.send"))
        summary = says("summary", "", "policies.form", marks={"id": "form-open"})
        form = self._filled("policies-fill", inner + day + send, {"id": "fill"}, with_day=False)
        return tag("details", "", summary + form, {"id": "form-part"})

    def _filled(
        self, css: str, inner: Html, marks: dict[str, str] | None = None, with_day: bool = True
    ) -> Html:
        """A form that sends the state along."""
        state = json.dumps(state_json(self.view.walk), ensure_ascii=False, separators=(",", ":"))
        kept = _hidden("state", state) + (_hidden("day", self.view.day.isoformat()) if with_day else "")
        all_marks = {"method": "post", "action": "policies", "autocomplete": "off", **(marks or {})}
        return tag("form", css, kept + inner, all_marks)


_TELL = {
    "id": "tell",
    "name": "text",
    "rows": "2",
    "maxlength": "1000",
    "lang": "vi",
    "aria-describedby": "tell-hint",
    "enterkeyhint": "send",
}


def _known_item(item: Known) -> Html:
    value = tag("strong", "", text(item.text), {"lang": "vi"})
    origin = says("span", "origin", f"policies.known.{item.origin}", item.words) if item.words else ""
    label = tag("span", "known-label", text(f"{item.fact.label}:"), {"lang": "vi"})
    told = tag("span", "known-told", f"{label} {value} {origin}")
    edit = says("a", "quiet", "policies.known.edit", marks={"href": f"#f-{item.fact.id}"})
    drop = _button(f"forget:{item.fact.id}", "quiet", "policies.known.drop")
    ways = edit + drop if item.origin == "assumed" else edit
    return tag("li", f"is-{item.origin}", told + tag("span", "known-do", ways))


def _ways(fact: Fact) -> Iterator[Html]:
    """The ways to answer a question."""
    if fact.answer == "choices":
        picks = "".join(_pick(choice, "value") for choice in fact.choices)
        yield says("p", "policies-hint", "policies.several")
        yield tag("div", "picks", picks) + tag(
            "div", "policies-row", _button("answer", "primary", "policies.done")
        )
        return
    buttons = "".join(
        tag(
            "button",
            "chip-button",
            text(choice.label),
            {"name": "value", "value": _coded(choice), "lang": "vi"},
        )
        for choice in fact.choices
    )
    yield tag("div", "ways", buttons)
    if fact.answer == "number":
        field = _input(fact, "value", "", "ask-number")
        label = tag(
            "label", "", says("span", "", "policies.typed") + text(f" ({fact.unit})"), {"for": "ask-number"}
        )
        yield tag("div", "policies-row typed", label + field + _button("answer", "primary", "policies.done"))


def _fields(facts: Iterable[Fact], known: dict[str, Value]) -> Iterator[Html]:
    for fact in facts:
        value = known.get(fact.id)
        shown = _hidden("shown", fact.id)
        unit = f" ({fact.unit})" if fact.unit else ""
        words_of = text(f"{fact.question}{unit}")
        if fact.answer == "choices":
            chosen = value if isinstance(value, frozenset) else frozenset()
            picks = "".join(_pick(choice, f"f.{fact.id}", choice.value in chosen) for choice in fact.choices)
            inner = tag("legend", "", words_of) + tag("div", "picks", picks)
            yield tag(
                "fieldset",
                "field is-wide",
                shown + inner,
                {"id": f"f-{fact.id}", "tabindex": "-1", "lang": "vi"},
            )
        else:
            label = tag("label", "", words_of, {"for": f"f-{fact.id}"})
            yield tag("div", "field", shown + label + _field(fact, value), {"lang": "vi"})


def _field(fact: Fact, value: Value | None) -> Html:
    name, id = f"f.{fact.id}", f"f-{fact.id}"
    if fact.answer == "number":
        return _input(fact, name, "" if value is None else f"{value:.12g}", id)
    if fact.answer == "date":
        day = value.isoformat() if isinstance(value, date) else ""
        return f'<input type="date" name="{name}" id="{id}" value="{day}">'
    options = says("option", "", "policies.unknown", marks={"value": ""})
    for choice in fact.choices:
        chosen = {"selected": ""} if value is not None and choice.value == value else {}
        options += tag("option", "", text(choice.label), {"value": _coded(choice), **chosen})
    return tag("select", "", options, {"name": name, "id": id})


def _input(fact: Fact, name: str, value: str, id: str) -> Html:
    most = ' max="100"' if fact.unit == "%" else ""
    return (
        f'<input type="number" inputmode="decimal" min="0" step="any"{most} name="{name}" id="{id}" '
        f'value="{text(value)}">'
    )


def _day_field(day: date) -> Html:
    label = says("label", "", "policies.form.day", marks={"for": "f-day"})
    return label + f'<input type="date" name="day" id="f-day" value="{day.isoformat()}">'


def _pick(choice: Choice, name: str, chosen: bool = False) -> Html:
    checked = " checked" if chosen else ""
    box = f'<input type="checkbox" name="{name}" value="{choice.value}"{checked}>'
    return tag("label", "pick", box + tag("span", "", text(choice.label), {"lang": "vi"}))


def _button(do: str, css: str, key: str) -> Html:
    said = says("span", "", key)
    return tag("button", css, said, {"type": "submit", "name": "do", "value": do})


def _hidden(name: str, value: str) -> Html:
    return f'<input type="hidden" name="{name}" value="{escape(value)}">'


def _coded(choice: Choice) -> str:
    if isinstance(choice.value, bool):
        return "true" if choice.value else "false"
    return choice.value if isinstance(choice.value, str) else f"{choice.value:g}"

"""The filters of the page of duties: a plain form whose state is the address."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from assistant.register.book import Register, Section
from assistant.register.offices import Office
from assistant.register.periods import Period, Rhythm
from assistant.register.query import PRODUCTS, Role, makes
from assistant.web.markup import Html, tag, text
from assistant.web.tasks.query import LONGEST_WORDS, Asked
from assistant.web.tasks.wording import WORDS, label, says

LONGEST_HEADING = 70
"""Characters of a heading in a list of choices."""

_VI = {"lang": "vi"}


def form(register: Register, asked: Asked) -> Html:
    """The form with what was chosen."""
    given = dict(asked.given)
    offices = _offices(register, given.get("office", ""))
    roles = [_option(role, f"tasks.role.{role}", chosen=asked.query.role) for role in Role]
    fields = (
        _words(given.get("q", "")),
        _select("office", offices, wide=True),
        _select("role", "".join(roles), every=False),
        _select("when", _whens(register, given.get("when", ""))),
        _select("product", _products(register, given.get("product", ""))),
        _select("section", _sections(register, given.get("section", "")), wide=True),
        _select("document", _documents(register, given)) if len(register.documents) > 1 else "",
        _day(asked) if asked.due else "",
    )
    kept = "".join(_hidden(name, given[name]) for name in ("view", "chart") if name in given)
    inner = kept + tag("div", "tasks-fields", "".join(fields)) + _foot(asked)
    marks = {"id": "filter", "method": "get", "action": "tasks", "role": "search", "autocomplete": "off"}
    return tag("form", "tasks-filter", inner, {**marks, **label("tasks.filter")})


def period_words(period: Period, name: str = "span") -> Html:
    """A kind of time in the reader's language, as an element."""
    return says(name, "", *_period_key(period.code))


def _period_key(code: str) -> tuple[str, *tuple[str, ...]]:
    kind, _, year = code.partition("-")
    return (f"tasks.when.{kind}", year) if year else (f"tasks.when.{kind}",)


def _foot(asked: Asked) -> Html:
    checked = ' checked=""' if asked.query.shared else ""
    box = f'<input type="checkbox" name="shared" value="1" id="f-shared"{checked}>'
    shared = tag("label", "tasks-check", box + says("span", "", "tasks.shared"))
    send = tag("button", "primary", says("span", "", "tasks.apply"), {"type": "submit"})
    clear = asked.address(
        **dict.fromkeys(("q", "office", "role", "shared", "when", "product", "section"), "")
    )
    link = tag("a", "quiet", says("span", "", "tasks.clear"), {"href": clear, "id": "clear"})
    return tag("div", "tasks-foot", shared + tag("span", "tasks-send", send + link))


def _words(value: str) -> Html:
    name = says("label", "", "tasks.words", marks={"for": "f-q"})
    hint = WORDS["tasks.words.hint"]
    field = (
        f'<input type="search" name="q" id="f-q" value="{escape(value)}" maxlength="{LONGEST_WORDS}" '
        f'lang="vi" enterkeyhint="search" data-placeholder="tasks.words.hint" placeholder="{escape(hint)}">'
    )
    return tag("div", "field is-wide", name + field)


def _day(asked: Asked) -> Html:
    name = says("label", "", "tasks.on", marks={"for": "f-on"})
    field = f'<input type="date" name="on" id="f-on" value="{asked.on.isoformat()}">'
    return tag("div", "field", name + field)


def _select(name: str, options: Html, *, wide: bool = False, every: bool = True) -> Html:
    first = says("option", "", "tasks.any", marks={"value": ""}) if every else ""
    title = says("label", "", f"tasks.{name}", marks={"for": f"f-{name}"})
    field = tag("select", "", first + options, {"name": name, "id": f"f-{name}"})
    return tag("div", "field is-wide" if wide else "field", title + field)


def _offices(register: Register, chosen: str) -> Html:
    plan, today = register.offices.choices(register.duties)
    return _group("tasks.office.plan", _names(plan, chosen)) + _group(
        "tasks.office.today", _names(today, chosen)
    )


def _names(offices: Iterable[Office], chosen: str) -> Html:
    return "".join(_named(office.id, office.name, chosen) for office in offices)


def _whens(register: Register, chosen: str) -> Html:
    periods = {period.code: period for duty in register.duties for period in duty.periods}
    order = list(Rhythm)
    known = sorted(periods.values(), key=lambda period: (order.index(period.rhythm), period.code))
    return "".join(_option(period.code, *_period_key(period.code), chosen=chosen) for period in known)


def _products(register: Register, chosen: str) -> Html:
    made = (id for id in PRODUCTS if any(makes(duty, id) for duty in register.duties))
    return "".join(_option(id, f"tasks.product.{id}", chosen=chosen) for id in made)


def _sections(register: Register, chosen: str) -> Html:
    body = [section for section in register.sections if not section.anchor.startswith("pl")]
    annex = [section for section in register.sections if section.anchor.startswith("pl")]
    whole = _option("pl", "tasks.section.whole", chosen=chosen) if annex else ""
    return _group("tasks.section.body", _headings(body, chosen)) + _group(
        "tasks.section.annex", whole + _headings(annex, chosen)
    )


def _headings(sections: Iterable[Section], chosen: str) -> Html:
    return "".join(_named(one.anchor, _heading(one), chosen) for one in sections)


def _heading(section: Section) -> str:
    """The heading, cut; the Roman number above stands before one that is only counted ("III.1. …")."""
    above, _, last = section.anchor.rpartition(".")
    words = section.heading
    if last.isdigit() and above and not above.startswith("pl"):
        words = f"{above.upper()}.{words}"
    if len(words) <= LONGEST_HEADING:
        return words
    return words[:LONGEST_HEADING].rpartition(" ")[0] + "…"


def _documents(register: Register, given: dict[str, str]) -> Html:
    chosen = given.get("document", "")
    return "".join(_named(number, number, chosen) for number in register.documents)


def _group(key: str, options: Html) -> Html:
    """Choices under a title; the title of such a group cannot follow a switch of language by its text."""
    return tag("optgroup", "", options, {"label": WORDS[key], "data-group": key}) if options else ""


def _option(value: str, key: str, *args: str, chosen: str) -> Html:
    marks = {"value": value, **({"selected": ""} if value == chosen else {})}
    return says("option", "", key, *args, marks=marks)


def _named(value: str, name: str, chosen: str) -> Html:
    marks = {"value": value, **_VI, **({"selected": ""} if value == chosen else {})}
    return tag("option", "", text(name), marks)


def _hidden(name: str, value: str) -> Html:
    return f'<input type="hidden" name="{name}" value="{escape(value)}">'

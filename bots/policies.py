"""The policy walk-through: short questions with buttons, then the policies that fit.

The dialogue knows a `Guide`; who stands behind it decides what is asked and what comes of the answers. Until
one is installed the command says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from pydantic import TypeAdapter

from assistant.answer import Citation
from assistant.policies.walk import MOST_QUESTIONS
from bots import messages
from bots.markup import bold, italic, joined, plain
from bots.render import in_rows, label, page_of, page_row
from bots.shapes import Button, Rows, Runs, Screen

RESULTS_A_PAGE = 6
_NUMBER = re.compile(r"\d{1,9}(?:[.,]\d{1,3})?")


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to pick: `value` goes back to the guide, `label` is what a person reads."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask next. With `several` a person may pick more than one choice, with `number` type one."""

    fact: str
    text: str
    choices: tuple[Choice, ...]
    several: bool = False
    number: bool = False
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """What a person said of one fact: the values picked or typed. With `known` off they were not sure.

    With `asked` off they took back what had been understood.
    """

    fact: str
    values: tuple[str, ...]
    known: bool = True
    asked: bool = True


@dataclass(frozen=True, slots=True)
class Finding:
    """One policy: its name, in a few words what is found, and in full (Markdown as in answers).

    `sources` are what it rests on, as far as their words are at hand.
    """

    name: str
    outcome: str
    text: str
    sources: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Understood:
    """One thing that is known: "Số thành viên: 20 thành viên", and whether it is only assumed, and why."""

    fact: str
    text: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Walk:
    """A walk-through going on: the sentence it began with, what was said since, what is picked so far.

    `rounds` counts how often a person wanted to be asked more.
    """

    given: tuple[Given, ...] = ()
    picked: tuple[str, ...] = ()
    ended: bool = False
    text: str = ""
    rounds: int = 1

    @property
    def asked(self) -> int:
        """How many questions were put."""
        return sum(item.asked for item in self.given)


class Guide(Protocol):
    """Who knows the policies. All calls are pure: the same walk gives the same."""

    def question(self, walk: Walk) -> Question | None:
        """What to ask next, nothing when no answer would settle anything more."""

    def findings(self, walk: Walk) -> Sequence[Finding]:
        """The policies worth a person's time, the best first."""

    def understood(self, walk: Walk) -> Sequence[Understood]:
        """What is known of the person by now."""

    def misfits(self, walk: Walk) -> Sequence[str]:
        """What in it cannot be so."""


_WALK = TypeAdapter(Walk)


def dumped(walk: Walk) -> str:
    """The walk as JSON."""
    return _WALK.dump_json(walk).decode()


def read_walk(raw: str) -> Walk:
    """The walk that was dumped."""
    return _WALK.validate_json(raw)


def open_question(walk: Walk, guide: Guide) -> Question | None:
    """The question that stands, nothing when the results do."""
    if walk.ended or walk.asked >= MOST_QUESTIONS * walk.rounds:
        return None
    return guide.question(walk)


def asked_more(walk: Walk) -> Walk:
    """The walk with questions again: another round where this one is used up."""
    used_up = walk.asked >= MOST_QUESTIONS * walk.rounds
    return replace(walk, ended=False, rounds=walk.rounds + used_up)


def taken_back(walk: Walk, guide: Guide, fact: str) -> Walk | None:
    """The walk without something that was only assumed; nothing where it is not."""
    if all(item.fact != fact or not item.why for item in guide.understood(walk)):
        return None
    return replace(walk, given=(*walk.given, Given(fact, (), known=False, asked=False)), picked=())


def pressed(walk: Walk, guide: Guide, action: str) -> Walk | None:
    """The walk after a button; nothing where the button belongs to a question that no longer stands.

    Actions are `<step>:<choice>`: the place of a choice, `x` not sure, `ok` done picking, `end` results now.
    """
    step, _, choice = action.partition(":")
    question = open_question(walk, guide)
    if question is None or step != str(len(walk.given)):
        return None
    if choice == "end":
        return replace(walk, ended=True, picked=())
    if choice == "x":
        return _given(walk, question, (), known=False)
    if choice == "ok" and question.several:
        return _given(walk, question, walk.picked)
    if not choice.isdecimal() or int(choice) >= len(question.choices):
        return None
    value = question.choices[int(choice)].value
    return _toggled(walk, value) if question.several else _given(walk, question, (value,))


def typed(walk: Walk, guide: Guide, text: str) -> Walk | None:
    """The walk after a number was typed as the answer; nothing where the text is not meant as one."""
    question = open_question(walk, guide)
    number = _NUMBER.fullmatch(text.strip())
    if question is None or not question.number or number is None:
        return None
    return _given(walk, question, (number[0].replace(",", "."),))


def walk_screen(walk: Walk, guide: Guide) -> Screen:
    """The question that stands, or the results."""
    question = open_question(walk, guide)
    return results_screen(walk, guide, 0) if question is None else _question_screen(walk, question, guide)


def results_screen(walk: Walk, guide: Guide, page: int) -> Screen:
    """The findings as a list with a button each, a page at a time."""
    findings, page, pages = page_of(guide.findings(walk), page, RESULTS_A_PAGE)
    again = ((*_more(walk, guide), Button(messages.POLICY_AGAIN, "g:new")),)
    if not findings:
        return Screen(joined((plain(messages.POLICY_NONE), _checks(walk, guide))), again)
    first = page * RESULTS_A_PAGE + 1
    lines = (
        messages.POLICY_LINE.format(number=number, name=item.name, outcome=item.outcome)
        for number, item in enumerate(findings, first)
    )
    buttons = [Button(str(number), f"r:{number - 1}") for number, _ in enumerate(findings, first)]
    head = messages.POLICY_RESULTS
    if pages > 1:
        head = f"{head} {messages.PAGE.format(page=page + 1, pages=pages)}"
    known = plain(_summary(guide.understood(walk))) if page == 0 else ()
    checks = _checks(walk, guide)
    runs = joined((bold(head), known, checks, plain("\n\n".join(lines)), italic(messages.NO_PROMISE)))
    return Screen(runs, (*in_rows(buttons, RESULTS_A_PAGE), *page_row("r:all", page, pages), *again))


def resumed_screen(walk: Walk, guide: Guide) -> Screen:
    """The question that stands in a walk left some time ago, with the way to begin anew."""
    screen = walk_screen(walk, guide)
    runs = joined((plain(messages.POLICY_RESUMED), screen.runs))
    return Screen(runs, (*screen.buttons, (Button(messages.POLICY_AGAIN, "g:new"),)))


def _more(walk: Walk, guide: Guide) -> tuple[Button, ...]:
    further = open_question(asked_more(walk), guide)
    return (Button(messages.POLICY_MORE, "g:more"),) if further else ()


def _summary(known: Sequence[Understood]) -> str:
    if not known:
        return ""
    worded = (messages.POLICY_ASSUMED.format(text=item.text) if item.why else item.text for item in known)
    return messages.POLICY_KNOWN.format(known="; ".join(worded))


def _checks(walk: Walk, guide: Guide) -> Runs:
    return bold("\n".join(messages.POLICY_CHECK.format(text=one) for one in guide.misfits(walk)))


def _begun(walk: Walk, guide: Guide) -> tuple[Runs, Rows]:
    """What stands over the first question: what the sentence told, with a button for what is only assumed."""
    known = guide.understood(walk)
    if not known:
        return plain(messages.POLICY_BEGIN), ()
    lines = [messages.POLICY_UNDERSTOOD]
    rows = []
    for item in known:
        wording = messages.POLICY_LINE_ASSUMED if item.why else messages.POLICY_LINE_SAID
        lines.append(wording.format(text=item.text, why=item.why))
        if item.why:
            button = messages.POLICY_NOT_SO.format(text=item.text)
            rows.append((Button(label(button), f"g:no:{item.fact}"),))
    return plain("\n".join(lines)), tuple(rows)


def _question_screen(walk: Walk, question: Question, guide: Guide) -> Screen:
    most = MOST_QUESTIONS * walk.rounds
    text = messages.POLICY_QUESTION.format(number=walk.asked + 1, most=most, text=question.text)
    hints = []
    if question.number:
        hints.append(messages.POLICY_TYPE_NUMBER.format(unit=_unit(question)))
    if question.several:
        hints.append(messages.POLICY_SEVERAL)
    begin, corrections = _begun(walk, guide) if walk.asked == 0 else ((), ())
    runs = joined((begin, _checks(walk, guide), bold(text), italic(" ".join(hints))))
    return Screen(runs, (*_choice_rows(walk, question), *_other_rows(walk, question), *corrections))


def _choice_rows(walk: Walk, question: Question) -> Rows:
    buttons = []
    for place, choice in enumerate(question.choices):
        wording = messages.CHOSEN if choice.value in walk.picked else "{label}"
        buttons.append(Button(label(wording.format(label=choice.label)), f"p:{len(walk.given)}:{place}"))
    short = all(len(choice.label) <= 12 for choice in question.choices)
    return in_rows(buttons, 3 if short else 1)


def _other_rows(walk: Walk, question: Question) -> Rows:
    step = len(walk.given)
    finished = messages.DONE if walk.picked else messages.NONE_OF_THESE
    done = (Button(finished, f"p:{step}:ok"),) if question.several else ()
    first = (*done, Button(messages.UNSURE, f"p:{step}:x"))
    ending = (Button(messages.SHOW_RESULT, f"p:{step}:end"), Button(messages.STOP, "g:stop"))
    return (first, ending if step or walk.text else ending[1:])


def _given(walk: Walk, question: Question, values: tuple[str, ...], known: bool = True) -> Walk:
    return replace(walk, given=(*walk.given, Given(question.fact, values, known)), picked=())


def _toggled(walk: Walk, value: str) -> Walk:
    others = tuple(item for item in walk.picked if item != value)
    return replace(walk, picked=others if value in walk.picked else (*walk.picked, value))


def _unit(question: Question) -> str:
    return f" ({question.unit})" if question.unit else ""

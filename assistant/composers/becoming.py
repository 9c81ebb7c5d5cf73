"""What a question says that something turns into, where the texts say otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant import messages
from assistant.answer import Status
from assistant.composers.wording import task_claims
from assistant.desk import Desk
from assistant.draft import Draft, DraftClaim, Source
from knowledge.facts import Action, Task
from knowledge.text import Folded, syllables

_TURNS = r"\b(?:chuyen|doi|bien|tro|nang|sap nhap|hop nhat|turn\w*|convert\w*)\b"
_NOT_INTO = r"(?<!hoan )(?<!hinh )(?<!cau )"
""" "Hoàn thành", "hình thành", "cấu thành" turn nothing into anything."""

_NO_THING = r"(?!vien|lap|pho\b|phan|tich|cong\b(?! ty)|tra\b|toan|nien|the\b|quyet|thi\b|ra\b|gi\b|cai gi|mo hinh gi|loai hinh)"
""" "Thành viên", "thành lập", "thành phố", "thành phần" and the like name no such thing."""

_BECOMES = re.compile(rf"{_TURNS}.{{0,70}}?{_NOT_INTO}\bthanh {_NO_THING}(?P<what>(?:[^\W_]+\s?){{2,6}})")

SHARED = 3
"""Words that a question about something turning into another thing shares with the text."""

ALIKE = 0.34
"""Part of the words of what something becomes that must agree with the text."""


def wrong_outcome(desk: Desk) -> Draft | None:
    """The correction where something is said to turn into another thing than the text says."""
    reading = desk.question.reading
    folded = Folded.of(reading)
    asked = _BECOMES.search(folded.text)
    best = _best(desk, set(folded.text[: asked.start()].split())) if asked else None
    if asked is None or best is None:
        return None
    task, action = best
    said = _becomes(desk.words(task.document, action.span))
    if max(_alike(set(asked["what"].split()), thing) for thing in said) >= ALIKE:
        return None
    typed = folded.span(*asked.span("what")).of(reading).strip()
    source = Source(task.document, action.anchor, action.span)
    claim = DraftClaim(messages.NOT_BECOMING.format(asked=typed), (source,))
    rest = task_claims(desk, task, (action.anchor,))
    return Draft(Status.FALSE_PREMISE, (claim, *rest), "register", topical=False, tasks=(task.anchor,))


def _best(desk: Desk, about: set[str]) -> tuple[Task, Action] | None:
    """Of the actions that turn something into something, the one that shares most words, if enough."""
    scored = [(_shared(desk, about, task, action), task, action) for task, action in _turning(desk)]
    shared, task, action = max(scored, key=lambda item: item[0], default=(0, None, None))
    return (task, action) if task and action and shared >= SHARED else None


def _turning(desk: Desk) -> Iterator[tuple[Task, Action]]:
    """The actions that turn something into something."""
    for task in desk.tasks():
        for action in task.actions:
            if any(_becomes(desk.words(task.document, action.span))):
                yield task, action


def _shared(desk: Desk, about: set[str], task: Task, action: Action) -> int:
    return len(about & set(Folded.of(desk.words(task.document, action.span)).text.split()))


def _becomes(words: str) -> Iterator[set[str]]:
    """The words after each "thành" that means "into"."""
    for match in _BECOMES.finditer(Folded.of(words).text):
        yield set(syllables(match["what"]))


def _alike(asked: set[str], said: set[str]) -> float:
    return len(asked & said) / len(asked) if asked else 1.0

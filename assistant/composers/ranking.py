"""Which actions a question is about: every action of the given tasks, best match first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from assistant.desk import Desk, is_office
from knowledge.agencies import Agencies
from knowledge.facts import Action, Task
from knowledge.text import Folded

SCORE_WEIGHT = 0.5
"""Weight of the retrieval score beside the coverage of the topic."""

DENSITY_WEIGHT = 0.5
"""Weight of how much of an action is about the topic: one named by it before one that mentions it."""

MENTION_WEIGHT = 0.2
"""What it is worth that an action speaks of an agency that the question names."""

CLOSE = 0.85
"""Actions whose rank comes so near to the best one's answer the question too."""

ENOUGH = 0.15
"""Coverage of the topic below which an action does not speak to the question."""


BOARD = "committee"
"""Kind of an agency that others set up and keep in order."""


@dataclass(frozen=True, slots=True)
class Scored:
    """An action with its task, how much of the topic it covers, and its rank."""

    task: Task
    action: Action
    coverage: float
    rank: float


def ranked(desk: Desk, tasks: Iterable[Task]) -> tuple[Scored, ...]:
    """All actions of `tasks`, best match first."""
    found = [_scored(desk, task, action) for task in _naming(desk, tasks) for action in task.actions]
    return tuple(sorted(found, key=lambda item: -item.rank))


def _naming(desk: Desk, tasks: Iterable[Task]) -> list[Task]:
    """Of the tasks those that cite an instrument of the question, or are about a board of it; else all."""
    every = list(tasks)
    numbers = [number for named in desk.question.instruments for number in named.numbers]
    naming = [task for task in every if any(n in desk.words(task.document, task.whole) for n in numbers)]
    boards = _boards_meant(desk)
    about = [task for task in every if boards and _boards(desk, _in_actions(desk, task)) == boards]
    return naming or about or every


def _boards_meant(desk: Desk) -> set[str]:
    """The boards that the question names, where none leads anything: what is done to one is meant."""
    found = _boards(desk, desk.question.agency_ids)
    leads = any((agency := desk.agencies.get(name)) and is_office(agency) for name in found)
    return set() if leads else found


def _boards(desk: Desk, names: Iterable[str]) -> set[str]:
    return {name for name in names if (agency := desk.agencies.get(name)) and agency.kind == BOARD}


def _in_actions(desk: Desk, task: Task) -> frozenset[str]:
    words = "\n".join(desk.words(task.document, action.span) for action in task.actions)
    return _mentioned(desk.agencies, words)


def matching(
    desk: Desk, tasks: Iterable[Task], close: float = CLOSE, enough: float = ENOUGH
) -> tuple[Scored, ...]:
    """The actions that speak to the topic: the best one and those close to it; none when it is too weak."""
    found = ranked(desk, tasks)
    if not found or found[0].coverage < enough:
        return ()
    bar = close * found[0].rank
    return tuple(item for item in found if item.rank >= bar and item.coverage >= enough)


def bullet_of(desk: Desk, row: Task, item: Task) -> Action:
    """The action of an item that a row stands for: the one that says most of what the row says."""
    said = _words(desk, row, row.actions[0])

    def shares(action: Action) -> float:
        words = _words(desk, item, action)
        return len(said & words) / max(1, len(words | said))

    return max(item.actions, key=shares)


def _words(desk: Desk, task: Task, action: Action) -> set[str]:
    return set(Folded.of(desk.words(task.document, action.span)).text.split())


def _mentions(desk: Desk, task: Task, action: Action) -> bool:
    """Whether the action speaks of an agency that the question names ("tham mưu cho Ban Chỉ đạo")."""
    asked = desk.question.agency_ids
    if not asked:
        return False
    return not _mentioned(desk.agencies, desk.words(task.document, action.span)).isdisjoint(asked)


@lru_cache(maxsize=1024)
def _mentioned(agencies: Agencies, words: str) -> frozenset[str]:
    return frozenset(name for mention in agencies.find(words) for name in mention.agency_ids)


def _scored(desk: Desk, task: Task, action: Action) -> Scored:
    anchors = (action.anchor,)
    coverage = desk.evidence.coverage(task.document, anchors)
    score = desk.evidence.score(task.document, anchors)
    density = desk.evidence.density(desk.words(task.document, action.span))
    named = MENTION_WEIGHT * _mentions(desk, task, action)
    rank = coverage + SCORE_WEIGHT * score + DENSITY_WEIGHT * density + named
    return Scored(task, action, coverage, rank)

"""Near misses made of real questions: each is asked of a plan from which all that answers it was taken out.

What stays is the plan with one subject less, so a question about that subject has to be declined: it names
the same offices and uses the same words as questions that are answered. A few find another answer; where one
of the places that a case names is cited all the same, it gives no example.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np

from assistant.answer import Message
from assistant.parts import Embedder
from assistant.pipeline import Pipeline
from assistant.term_index import TermIndex
from assistant.work import Tools
from evals.calibrate import SHELVES, Examiner, Example, Examples, Progress, is_right
from evals.cases import Case
from knowledge.document import Document, below
from knowledge.facts import Action, Facts, Task
from knowledge.lexical import LexicalIndex
from knowledge.library import Library
from knowledge.passage import Passage
from knowledge.search import Searcher
from knowledge.shelf import HeldVectors, Shelf
from knowledge.text import Folded

KEPT = 8
"""Libraries kept: questions about one place are asked one after the other."""

Places = frozenset[tuple[str, str]]
"""Units as (document, anchor)."""


def from_left_out(tools: Tools, embedder: Embedder, cases: Sequence[Case], progress: Progress) -> Examples:
    """The examples of the cases that a plan answers, each asked of the plan without what answers it."""
    found: Examples = {shelf: [] for shelf in SHELVES}
    opened = lru_cache(maxsize=KEPT)(_opener(tools, embedder))
    asked = sorted((places_of(tools.library, case), place) for place, case in enumerate(cases))
    for done, (places, place) in enumerate(asked, start=1):
        case = cases[place]
        if case.answerable and places:
            found["plan"].extend(_examples(opened(frozenset(places)), case))
        progress(done)
    return found


def _examples(examiner: Examiner, case: Case) -> Iterable[Example]:
    """The plan's draft, which is wrong, where a model has the say."""
    offer = examiner.examine(Message(case.question.text, case.question.history)).offers.get("plan")
    if offer is None or offer.draft is None or offer.judgement.ruled or not offer.desk.question.topic:
        return
    if not is_right(case, offer.draft):
        yield Example(case.id, offer.judgement.features, right=False)


def _opener(tools: Tools, embedder: Embedder) -> Callable[[Places], Examiner]:
    """What opens the assistant without some units; the texts of all units are embedded once."""
    views = {view.id: view.text for one in tools.library.plans.passages for view in one.views}
    rows = embedder.embed_passages(list(views.values()))
    vectors = dict(zip(views, rows, strict=True))

    def opened(gone: Places) -> Examiner:
        library = without(tools.library, gone)
        passages = tuple(library.plans.passages)
        index = LexicalIndex.build([passage.searched for passage in passages])
        names = [view.id for passage in passages for view in passage.views]
        held = HeldVectors(names, np.stack([vectors[name] for name in names]))
        library.plans = Shelf.of(passages, Searcher(passages, index, held, embedder), index.frequency)
        return Pipeline(replace(tools, library=library, plans=TermIndex.of(library.plans)))

    return opened


def places_of(library: Library, case: Case) -> list[tuple[str, str]]:
    """The units of plans that answer a case, sorted, with those that say the same in the other part."""
    plans = {document.number: document for document in library.plan_documents}
    named = {(place.document, place.anchor) for group in case.gold for place in group}
    own = {(number, anchor) for number, anchor in named if number in plans and anchor}
    return sorted(own | {twin for number in plans for twin in _twins(library, plans[number], own)})


def _twins(library: Library, document: Document, own: set[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    """The rows that stand for bullets among these units, and the bullets that rows among them stand for."""
    anchors = {anchor for number, anchor in own if number == document.number}
    tasks = {task.anchor: task for task in library.facts(document.number).tasks}
    for row in tasks.values():
        item = tasks.get(row.twin)
        if row.origin != "annex" or item is None:
            continue
        bullet = _bullet(document, row, item).anchor
        if _is_in(row.anchor, anchors) or _is_in(bullet, anchors):
            yield from ((document.number, row.anchor), (document.number, bullet))


def _bullet(document: Document, row: Task, item: Task) -> Action:
    """The bullet of an item that says most of what a row says."""

    def words(action: Action) -> set[str]:
        return set(Folded.of(action.span.of(document.text)).text.split())

    said = words(row.actions[0])
    return max(item.actions, key=lambda action: len(said & words(action)) / len(said | words(action)))


def _is_in(anchor: str, anchors: Iterable[str]) -> bool:
    """Whether a unit is one of these or stands in one of them."""
    return any(below(anchor, other) for other in anchors)


def without(library: Library, gone: Places) -> Library:
    """The library without these units, in passages and in facts; its plans have no search yet."""
    numbers = [document.number for document in library.plan_documents]
    changed = library.with_facts({number: _facts_left(library.facts(number), gone) for number in numbers})
    changed.plans = replace(library.plans, passages=_left(library.plans.passages, gone))
    return changed


def _left(passages: Iterable[Passage], gone: Places) -> tuple[Passage, ...]:
    return tuple(one for one in passages if not _is_gone(one.document, one.anchor, gone))


def _is_gone(document: str, anchor: str, gone: Places) -> bool:
    return _is_in(anchor, [other for number, other in gone if number == document])


def _facts_left(facts: Facts, gone: Places) -> Facts:
    """The facts that do not stand in these units; a task stays with the actions that are left."""
    tasks = [
        replace(task, actions=tuple(a for a in task.actions if not _is_gone(task.document, a.anchor, gone)))
        for task in facts.tasks
        if not _is_gone(task.document, task.anchor, gone)
    ]
    tasks = [task for task in tasks if task.actions]
    left = {task.anchor for task in tasks}
    return replace(
        facts,
        tasks=tuple(replace(task, twin=task.twin if task.twin in left else "") for task in tasks),
        targets=tuple(t for t in facts.targets if not _is_gone(t.document, t.anchor, gone)),
        reports=tuple(r for r in facts.reports if not _is_gone(r.document, r.anchor, gone)),
        references=tuple(r for r in facts.references if not _is_gone(r.document, r.anchor, gone)),
    )

"""What a question takes for granted and the texts say otherwise: who issued, who leads, how much, by when."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from assistant import messages
from assistant.answer import Status
from assistant.composers.ascribed import wrong_lead, wrong_sender
from assistant.composers.becoming import wrong_outcome
from assistant.composers.cited import wrong_instrument, wrong_period
from assistant.composers.fields import wrong_deadline
from assistant.composers.frequencies import wrong_frequency
from assistant.composers.limits import wrong_limit
from assistant.composers.makers import wrong_maker
from assistant.composers.outcomes import wrong_product
from assistant.composers.ranking import Scored, bullet_of, ranked
from assistant.composers.receivers import wrong_receiver
from assistant.composers.recipients import wrong_recipient
from assistant.composers.scope import has_deadline
from assistant.composers.shares import wrong_order, wrong_share
from assistant.composers.standing_office import wrong_standing
from assistant.composers.targets import targets
from assistant.composers.wording import correction
from assistant.confirmed import is_confirmed
from assistant.desk import Desk
from assistant.draft import Draft, DraftClaim, Source
from assistant.quantities import asked_units
from knowledge.facts import Task
from knowledge.patterns import same_figure
from knowledge.text import Folded

_DONE_BY = re.compile(
    r"\b(?:xong|hoan thanh|han|ket thuc|truoc|trong nam|den nam|phai nop|due|finished|deadline)\b"
)
_UNIT = r"(xa|phuong|thon|buon|ap|huyen|tinh|lang)"
_EACH = re.compile(
    rf"\b(?:moi|tung|tat ca(?: cac)?) {_UNIT}\b|\b{_UNIT} nao cung\b|\bevery (commune|village|ward)\b"
)
_HOW_MANY = re.compile(r"\b(?:bao nhieu|may) (?!\W*$)")
_ENDS = (
    r"(?=\W*$|\s*[,.;?]"
    r"| (?:toi|den|vao|nam|thi|la|trong|voi|va|luon|do|nay|dung|phai|co|lam|sao|ha|khong|truoc)\b)"
)
"""What may follow a thing that is counted: nothing that makes it another thing."""

_WITH_YEAR = re.compile(r"\d{4}")

_NUMBER_WORDS = ("mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin", "muoi")
_DIGITS = {word: str(n) for n, word in enumerate(_NUMBER_WORDS, 1)}
_NUMBERED = re.compile(rf"(?<![\w/.,])(?P<number>\d{{1,3}}|{'|'.join(_DIGITS)})\s+(?P<thing>[a-z]+\s[a-z]+)")
""" "Ít nhất một mô hình …", "5 mô hình …"."""

SURE = 0.45
"""Coverage of the topic from which a task is what the question speaks of."""


def premises(desk: Desk) -> Draft | None:
    """The correction of what the question takes for granted; nothing where the texts agree or say nothing."""
    if is_confirmed(desk):
        return None
    for check in _CHECKS:
        if draft := check(desk):
            return draft
    return None


def _figure(desk: Desk) -> Draft | None:
    """The correction of a figure that a target does not have."""
    question = desk.question
    if not question.figures or not (question.years or question.presumes):
        return None
    draft = targets(desk)
    if draft is None or draft.status is not Status.FALSE_PREMISE or draft.fit < SURE:
        return None
    return replace(draft, topical=False)  # its words were matched with the indicator's already


def _counted(desk: Desk) -> Draft | None:
    """The correction of "200 tổ hợp tác", where the target of the year named counts others."""
    question = desk.question
    plain = Folded.of(question.reading).text
    every = desk.targets()
    for target in every if question.figures else ():
        thing = Folded.of(target.indicator).text
        stated = re.search(rf"(?<![\w/.,])(?P<figure>[\d.]*\d) {thing}{_ENDS}", plain)
        if target.unit or target.year not in question.years or stated is None:
            continue
        figure = stated["figure"]
        values = {t.value for t in every if t.year == target.year and Folded.of(t.indicator).text == thing}
        if figure in question.figures and same_figure(figure) not in set(map(same_figure, values)):
            words = desk.words(target.document, target.sentence)
            text = messages.NOT_FIGURE.format(asked=f"{figure}", stated=words, year=target.year)
            source = Source(target.document, target.anchor, target.sentence)
            claim = DraftClaim(text, (source,), echoes=(figure,))
            return correction(claim, tasks=(target.anchor,))
    return None


def _number_of(desk: Desk) -> Draft | None:
    """The correction of how many of a thing there are to be, where the passage says another number."""
    question = desk.question
    asked = dict(_numbers(question.reading, digits_only=True)) if question.figures else {}
    for hit in desk.evidence.hits[:3] if asked else ():
        number, anchor = hit.passage.document, hit.passage.anchor
        words = hit.passage.span.of(desk.document(number).text)
        said = list(_numbers(words))
        wrong = [t for t in asked if any(t == u for u, _ in said) and (t, asked[t]) not in said]
        if wrong and desk.evidence.coverage(number, (anchor,)) >= SURE:
            figure = next(f for f in question.figures if same_figure(f) == asked[wrong[0]])
            text = messages.NOT_FIGURE_PLAIN.format(asked=figure, stated=words)
            claim = DraftClaim(text, (Source(number, anchor, hit.passage.span),), echoes=(figure,))
            return correction(claim, tasks=(anchor,))
    return None


def _numbers(text: str, *, digits_only: bool = False) -> Iterator[tuple[str, str]]:
    """Each "một mô hình": the two words of the thing, and its number in digits."""
    for match in _NUMBERED.finditer(Folded.of(text).text):
        if match["number"].isdigit() or not digits_only:
            yield match["thing"], same_figure(_DIGITS.get(match["number"], match["number"]))


def _level(desk: Desk) -> Draft | None:
    """The correction of something said of each commune or village, where the text says each district."""
    folded = Folded.of(desk.question.reading)
    asked = _EACH.search(folded.text)
    if not asked or asked_units(desk.question.reading) or _HOW_MANY.search(folded.text):
        return None
    for hit in desk.evidence.hits[:3]:
        words = hit.passage.span.of(desk.document(hit.passage.document).text)
        said = _EACH.search(Folded.of(words).text)
        if said and hit.score >= SURE and _unit(asked) != _unit(said):
            source = Source(hit.passage.document, hit.passage.anchor, hit.passage.span)
            typed = folded.span(*asked.span()).of(desk.question.reading)
            claim = DraftClaim(messages.NOT_EACH.format(asked=typed, stated=words), (source,))
            about = (hit.passage.anchor,)
            return correction(claim, tasks=about)
    return None


def _unit(match: re.Match[str]) -> str:
    return next(word for word in match.groups() if word)


def _year(desk: Desk) -> Draft | None:
    """The correction of a year by which a task is said to be done, where the annex prints another time."""
    question = desk.question
    plain = Folded.of(question.reading).text
    claims = question.presumes or question.yes_no or desk.claimed.words
    if not question.years or not claims or not _DONE_BY.search(plain):
        return None
    best = next(iter(ranked(desk, desk.tasks())), None)
    if best is None or best.coverage < SURE or _is_target(desk, best.coverage):
        return None
    task = best.task if best.task.deadline else _row_of(desk, best)
    printed = desk.words(task.document, task.deadline) if task else ""
    own = desk.words(best.task.document, best.action.span)  # "… giai đoạn 2022 - 2025" is what is done
    asked = [str(year) for year in question.years if str(year) not in own]
    if (
        not asked
        or task is None
        or not _WITH_YEAR.search(printed)
        or any(has_deadline(desk, task, y) for y in asked)
    ):
        return None
    return wrong_deadline(desk, task, asked, best.coverage)


def _row_of(desk: Desk, best: Scored) -> Task | None:
    """The row that stands for an item, where it stands for the bullet spoken of; a follow-up names none."""
    twin = desk.twin(best.task)
    alone = len(best.task.actions) < 2 or not twin or not twin.actions or desk.question.follows
    return twin if alone or (twin and bullet_of(desk, twin, best.task) == best.action) else None


def _is_target(desk: Desk, coverage: float) -> bool:
    """Whether a target of the year named says as much of the topic as the best task does."""
    found = targets(desk)
    return found is not None and found.status is Status.ANSWERED and found.fit >= coverage


_CHECKS: tuple[Callable[[Desk], Draft | None], ...] = (
    wrong_maker,
    wrong_standing,
    wrong_sender,
    wrong_recipient,
    wrong_receiver,
    wrong_instrument,
    wrong_period,
    wrong_outcome,
    wrong_product,
    wrong_lead,
    wrong_frequency,
    _figure,
    wrong_limit,
    wrong_share,
    wrong_order,
    _counted,
    _number_of,
    _year,
    _level,
)

"""From cases and answers to results, and the problems met on the way."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from evals.answers import AnswerSet, load_answers
from evals.cases import Case, CaseSet, load_cases
from evals.generate import foreign_ids
from evals.grade import Result, grade_all
from evals.judge import RUNS, Judge, judge_all
from evals.metrics import Summary, summarise
from evals.problems import Problem, shortened
from evals.sources import Sources, check_cases
from knowledge.errors import DataError


@dataclass(frozen=True, slots=True)
class Scored:
    """What scoring gives: results in the order of the cases, the figures, the problems."""

    cases: CaseSet
    results: tuple[Result, ...]
    summary: Summary
    problems: tuple[Problem, ...]


def score_files(
    cases: Path, answers: Path, sources: Sources, judge: Judge | None = None, judge_runs: int = RUNS
) -> Scored:
    """The results of an answers file against a case file. A `judge` is asked only where one is given.

    Raises:
        DataError: a file cannot be read, or the answers belong to another set.
    """
    case_set = load_cases(cases)
    foreign = foreign_ids(answers, [case.question for case in case_set.cases])
    return score(case_set, load_answers(answers), sources, foreign, judge, judge_runs)


def score(
    cases: CaseSet,
    answers: AnswerSet,
    sources: Sources,
    foreign: Collection[str] = frozenset(),
    judge: Judge | None = None,
    judge_runs: int = RUNS,
) -> Scored:
    """The results of these answers. `foreign` are ids under which they answer another question.

    Raises:
        DataError: no answer belongs to any case.
    """
    ids = {case.id for case in cases.cases}
    usable = {name: answer for name, answer in answers.by_id.items() if name in ids and name not in foreign}
    if not usable:
        first = f"; lỗi đầu tiên: {answers.problems[0]}" if answers.problems else ""
        raise DataError(
            f"{answers.name}: không câu nào trả lời cho {cases.name}, có lẽ là của bộ câu hỏi khác; "
            f"hãy chọn đúng tệp{first}"
        )
    results = tuple(grade_all(cases.cases, usable, sources))
    problems = (
        *cases.problems,
        *answers.problems,
        *_strangers(cases, answers, foreign),
        *_unanswered(cases.cases, answers.name, usable),
        *check_cases(cases.cases, sources),
        *(judge_all(results, judge, judge_runs) if judge else ()),
    )
    return Scored(cases, results, summarise(results), problems)


def _strangers(cases: CaseSet, answers: AnswerSet, foreign: Collection[str]) -> list[Problem]:
    ids = {case.id for case in cases.cases}
    unknown = [name for name in answers.by_id if name not in ids]
    problems = []
    if unknown:
        told = f"{len(unknown)} câu trả lời không thuộc {cases.name}, bị bỏ qua: {shortened(unknown)}"
        problems.append(Problem(answers.name, told))
    if other := sorted(set(foreign) & set(answers.by_id)):
        told = f"{len(other)} câu trả lời là của câu hỏi khác cùng id, bị bỏ qua: {shortened(other)}"
        problems.append(Problem(answers.name, told))
    return problems


def _unanswered(cases: tuple[Case, ...], name: str, usable: Collection[str]) -> list[Problem]:
    silent = [case.id for case in cases if case.id not in usable]
    if not silent:
        return []
    told = f"{len(silent)} câu chưa có câu trả lời, tính là không đạt: {shortened(silent)}"
    return [Problem(name, told)]

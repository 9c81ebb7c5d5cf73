"""One case and its answer: passed or not, the figures it adds to, and the reason in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from evals.answers import AnswerRow
from evals.cases import Case
from evals.confidence import Judged, draft_of
from evals.evidence import groups_met, quotes_met, ranked_relevance
from evals.facts import missing_facts, said_of, unsupported, visible
from evals.ranking import per_query
from evals.sources import Sources, is_verbatim
from evals.vocabulary import ABSTAINING, ANSWERING, MISSING, name_of

RANKED = ("hit@1", "hit@3", "hit@5", "hit@10", "recall@1", "recall@5", "recall@10", "mrr@10", "ndcg@10")
"""Figures of the order in which an answer's passages stand."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a case came to. `scores` holds only the figures that apply to it, 0 to 1 each.

    `reasons` say, in Vietnamese, each thing that failed; empty for a case that passed. `draft` is the one
    behind the answer, where the answer tells how sure the assistant was of it.
    """

    case: Case
    status: str
    passed: bool
    scores: dict[str, float]
    reasons: tuple[str, ...] = ()
    answer: AnswerRow | None = None
    draft: Judged | None = None

    @property
    def reason(self) -> str:
        """The outcome in one line."""
        return " ".join(self.reasons) if self.reasons else "Đạt mọi yêu cầu của câu này."

    def to_dict(self) -> dict[str, Any]:
        """The line of `results.jsonl`."""
        case = self.case
        return {
            "id": case.id,
            "question": case.question.text,
            "register": case.register,
            "kind": case.kind,
            "answerable": case.answerable,
            "expected_status": list(case.expected_status),
            "status": self.status,
            "passed": self.passed,
            "reason": self.reason,
            "scores": {name: round(value, 6) for name, value in self.scores.items()},
            "latency_ms": self.answer.latency_ms if self.answer else None,
        }


@dataclass(slots=True)
class _Sheet:
    """Collects the marks of one case."""

    scores: dict[str, float] = field(default_factory=dict)
    reasons: list[str] = field(default_factory=list)

    def mark(self, name: str, value: float, reason: str = "") -> None:
        self.scores[name] = float(value)
        if reason and value < 1:
            self.reasons.append(reason)


def grade_all(cases: Sequence[Case], answers: dict[str, AnswerRow], sources: Sources) -> list[Result]:
    """The results of all cases, in their order, ranked figures included."""
    results = [grade(case, answers.get(case.id), sources) for case in cases]
    ranked = [result for result in results if result.case.gold]
    pairs = {result.case.id: _ranking(result) for result in ranked}
    figures = per_query(
        {name: relevant for name, (relevant, _) in pairs.items()},
        {name: run for name, (_, run) in pairs.items()},
        RANKED,
    )
    for result in ranked:
        result.scores.update(figures[result.case.id])
    return results


def _ranking(result: Result) -> tuple[dict[str, int], dict[str, float]]:
    """What was found, best first: the trace's hits where it tells them, else citations, then near misses."""
    answer = result.answer
    if answer is None:
        return ranked_relevance([], result.case.gold)
    hits = answer.trace.hits
    return ranked_relevance(hits if hits else [*answer.citations, *answer.closest], result.case.gold)


def grade(case: Case, answer: AnswerRow | None, sources: Sources) -> Result:
    """The result of one case, without the ranked figures. A case without an answer has failed."""
    sheet = _Sheet()
    status = answer.status if answer else None
    _grade_status(case, answer, sheet)
    if answer:
        _grade_facts(case, answer, sheet)
        _grade_evidence(case, answer, sheet)
        _grade_citations(case, answer, sources, sheet)
    else:
        _grade_absence(case, sheet)
    passed = not sheet.reasons
    sheet.scores["passed"] = float(passed)
    if status in ANSWERING:
        sheet.scores["answer_precision"] = float(passed)
    draft = draft_of(case, answer, passed)
    if draft and draft.right is not None:
        sheet.scores["brier"] = (draft.confidence - draft.right) ** 2
    return Result(case, str(status or MISSING), passed, sheet.scores, tuple(sheet.reasons), answer, draft)


def _grade_status(case: Case, answer: AnswerRow | None, sheet: _Sheet) -> None:
    if answer is None:
        sheet.mark("status_accuracy", 0, "Tệp câu trả lời không có câu này.")
        return
    allowed = answer.status in case.expected_status
    sheet.mark("status_accuracy", allowed, _wrong_status(case, answer))
    abstained = answer.status in ABSTAINING
    if abstained:
        sheet.mark("abstention_precision", not case.answerable or allowed)
    if not case.answerable:
        sheet.mark("abstention_recall", abstained)
        sheet.mark("false_answer", answer.status in ANSWERING and not allowed)


def _wrong_status(case: Case, answer: AnswerRow) -> str:
    wanted = " hoặc ".join(f"«{name_of(status)}»" for status in case.expected_status)
    if answer.status in ANSWERING and not case.answerable:
        return f"Trả lời điều lẽ ra không được trả lời: cần {wanted}."
    if answer.status in ABSTAINING and case.answerable:
        return f"Không trả lời («{name_of(answer.status)}») dù nguồn có nói: cần {wanted}."
    return f"Kết thúc «{name_of(answer.status)}», cần {wanted}."


def _grade_facts(case: Case, answer: AnswerRow, sheet: _Sheet) -> None:
    text = visible(answer)
    if case.must_include:
        missing = missing_facts(text, case.must_include)
        told = "; ".join(" hoặc ".join(f"«{variant}»" for variant in group) for group in missing)
        sheet.mark("fact_recall", 1 - len(missing) / len(case.must_include), f"Thiếu ý: {told}.")
    if case.must_not_include:
        said = said_of(text, case.must_not_include)
        sheet.mark("nothing_forbidden", not said, f"Nói điều không được nói: «{'», «'.join(said)}».")


def _grade_evidence(case: Case, answer: AnswerRow, sheet: _Sheet) -> None:
    if case.gold:
        met = groups_met(answer.citations, case.gold)
        wanted = [
            " hoặc ".join(map(str, group)) for group, hit in zip(case.gold, met, strict=True) if not hit
        ]
        cited = ", ".join(dict.fromkeys(f"{c.document}#{c.anchor}" for c in answer.citations)) or "không gì"
        sheet.mark("evidence_any", any(met))
        sheet.mark("evidence_all", all(met), f"Không dẫn {'; '.join(wanted)} (đã dẫn: {cited}).")
    if case.gold_quotes:
        met = quotes_met(answer.citations, case.gold_quotes)
        lost = [quote for quote, hit in zip(case.gold_quotes, met, strict=True) if not hit]
        # Where gold places are given they decide: a register answer may quote another cell of the same row.
        reason = "" if case.gold else f"Không trích: «{'», «'.join(lost)}»."
        sheet.mark("quote_recall", sum(met) / len(met), reason)


def _grade_citations(case: Case, answer: AnswerRow, sources: Sources, sheet: _Sheet) -> None:
    verbatim = {cited.id: is_verbatim(cited, sources) for cited in answer.citations}
    if verbatim:
        altered = ", ".join(f"[{name}]" for name, holds in verbatim.items() if not holds)
        share = sum(verbatim.values()) / len(verbatim)
        sheet.mark("citation_verbatim", share, f"Trích dẫn không nguyên văn: {altered}.")
    if verbatim and case.gold:
        places = [[place for group in case.gold for place in group]]
        right = [verbatim[cited.id] and groups_met([cited], places)[0] for cited in answer.citations]
        sheet.mark("citation_precision", sum(right) / len(right))
    if answer.status in ANSWERING:
        bare = unsupported(answer, verbatim)
        share = 1 - len(bare) / len(answer.claims) if answer.claims else 0
        sheet.mark("citation_recall", share)


def _grade_absence(case: Case, sheet: _Sheet) -> None:
    """A case without an answer recalls nothing: it counts as a failure, never as left out."""
    wanted = {
        "fact_recall": case.must_include,
        "evidence_any": case.gold,
        "evidence_all": case.gold,
        "quote_recall": case.gold_quotes,
        "abstention_recall": not case.answerable,
    }
    for name, applies in wanted.items():
        if applies:
            sheet.mark(name, 0)

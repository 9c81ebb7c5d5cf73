"""What each part of the assistant is worth: a question set asked with parts left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from assistant.parts import Part
from evals.answers import AnswerRow
from evals.asking import Assistant, LocalAsker
from evals.cases import CaseSet
from evals.grade import Result, grade_all
from evals.metrics import Estimate, mean
from evals.significance import Difference, paired_bootstrap
from evals.sources import Sources
from evals.vocabulary import DECLINING, Register

WHOLE = "full"
ABLATIONS: Mapping[str, frozenset[Part]] = {
    WHOLE: frozenset(),
    "no_diacritic_restoration": frozenset({Part.DIACRITICS}),
    "no_lexicon": frozenset({Part.LEXICON}),
    "no_wordings": frozenset({Part.WORDINGS}),
    "extractive_only": frozenset({Part.REGISTER}),
    "lexical_only": frozenset({Part.DENSE}),
    "dense_only": frozenset({Part.LEXICAL}),
    "no_history": frozenset({Part.HISTORY}),
}
"""What is left out, by name; nothing in the first."""

FIGURES = ("passed", "fact_recall", "evidence_any", "declined")
REGISTERS = (Register.NO_DIACRITICS, Register.HALF_DIACRITICS, Register.ENGLISH, Register.FOLLOW_UP)
EVERY = "all"

Open = Callable[[frozenset[Part]], Assistant]


@dataclass(frozen=True, slots=True)
class Ablated:
    """The figures of one ablation, for all cases and by register; the change of `passed` from the whole."""

    name: str
    without: tuple[str, ...]
    figures: dict[str, dict[str, Estimate]]
    change: Difference


def ablate(
    cases: CaseSet, open_without: Open, sources: Sources, progress: Callable[[int], None]
) -> list[Ablated]:
    """Every ablation over these cases. `progress` hears how many questions were asked in all."""
    found: list[Ablated] = []
    whole: list[Result] = []
    for place, (name, without) in enumerate(ABLATIONS.items()):
        results = _results(cases, open_without(without), sources)
        whole = whole or results
        change = paired_bootstrap([float(r.passed) for r in whole], [float(r.passed) for r in results])
        found.append(Ablated(name, tuple(sorted(without)), _grouped(results), change))
        progress((place + 1) * len(cases.cases))
    return found


def _results(cases: CaseSet, assistant: Assistant, sources: Sources) -> list[Result]:
    asker = LocalAsker(assistant)
    answers = {
        case.id: AnswerRow.model_validate({"id": case.id, **asker.ask(case.question).answer})
        for case in cases.cases
    }
    return grade_all(cases.cases, answers, sources)


def _grouped(results: Sequence[Result]) -> dict[str, dict[str, Estimate]]:
    groups = {EVERY: list(results)}
    groups |= {str(name): [r for r in results if r.case.register == name] for name in REGISTERS}
    return {name: _figures(members) for name, members in groups.items() if members}


def _figures(results: Sequence[Result]) -> dict[str, Estimate]:
    values = {name: [r.scores[name] for r in results if name in r.scores] for name in FIGURES}
    values["declined"] = [float(r.status in DECLINING) for r in results]
    return {name: mean(found) for name, found in values.items() if found}


def to_json(cases: CaseSet, ablated: Sequence[Ablated], origin: Mapping[str, Any]) -> dict[str, Any]:
    """All figures as JSON-ready plain values."""
    head = {"cases": {"name": cases.name, "count": len(cases.cases), "fingerprint": cases.fingerprint}}
    return {**head, **origin, "ablations": [asdict(one) for one in ablated]}


def to_markdown(cases: CaseSet, ablated: Sequence[Ablated]) -> str:
    """One table for all cases and one for each register; 95 % intervals in brackets, changes in points."""
    groups = ablated[0].figures
    parts = [
        f"Ablations over `{cases.name}` ({len(cases.cases)} cases, SHA-256 `{cases.fingerprint[:16]}…`)."
    ]
    for group in groups:
        parts.append(f"### {group} ({groups[group]['passed'].n} cases)\n\n{_table(group, ablated)}")
    return "\n\n".join(parts) + "\n"


def _table(group: str, ablated: Sequence[Ablated]) -> str:
    columns = [name for name in FIGURES if name in ablated[0].figures[group]]
    changes = group == EVERY
    head = ["", *(f"`{name}`" for name in columns), *(["change of `passed`"] if changes else [])]
    rows = [head, ["---"] * len(head)]
    for one in ablated:
        cells = [_cell(one.figures[group][name]) for name in columns]
        rows.append([one.name, *cells, *([_change(one)] if changes else [])])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _cell(estimate: Estimate) -> str:
    return f"{100 * estimate.value:.1f} % [{100 * estimate.low:.0f}–{100 * estimate.high:.0f}]"


def _change(one: Ablated) -> str:
    """The change in points with its paired interval; bold where zero lies outside."""
    if one.name == WHOLE:
        return "–"
    change = one.change
    told = f"{100 * change.change:+.1f} [{100 * change.low:+.1f} … {100 * change.high:+.1f}]"
    return f"**{told}**" if change.significant else told

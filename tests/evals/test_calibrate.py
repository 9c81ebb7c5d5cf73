"""Refitting the model that declines: examples, fit, threshold, file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from assistant.abstain import Judgement, load_weights
from assistant.answer import Message, Status
from assistant.choice import Offer
from assistant.draft import Draft, DraftClaim, Source
from assistant.pipeline import Work
from evals.beir import Asked, read_asked
from evals.calibrate import (
    SHELVES,
    Example,
    calibrate,
    fit,
    from_cases,
    from_strangers,
    is_right,
    strangers,
    to_yaml,
)
from evals.cases import Case
from knowledge.document import Span

MakeCase = Callable[..., Case]
TELLING, NOISE = "fit", "noise"


def draft(anchor: str = "iii.2.12.gach_1", status: Status = Status.ANSWERED) -> Draft:
    source = Source("127/KH-UBND", anchor, Span(0, 5))
    return Draft(status, (DraftClaim("…", (source,)),), "register")


def offer(
    anchor: str = "iii.2.12", *, topic: str = "thuế", features: dict[str, float] | None = None
) -> Offer:
    told = {TELLING: 0.5} if features is None else features
    desk: Any = SimpleNamespace(question=SimpleNamespace(topic=topic))
    return Offer(desk, draft(anchor), Judgement(None, 0.5, told, ruled=not told))


class Examiner:
    """Gives each text the offers it was told of, any other a right draft of the plan."""

    def __init__(self, **offers: dict[str, Offer]) -> None:
        self.offers = offers
        self.heard: list[Message] = []

    def examine(self, message: Message) -> Work:
        self.heard.append(message)
        return Work(message, offers=self.offers.get(message.text, {"plan": offer()}))


def quiet(_done: int) -> None:
    pass


@pytest.mark.parametrize(
    ("case", "found", "right"),
    [
        ({}, draft(), True),
        ({}, draft("iii.2.13"), False),
        ({}, draft(status=Status.FALSE_PREMISE), False),
        ({"kind": "false_premise"}, draft(status=Status.FALSE_PREMISE), True),
        ({"kind": "false_premise"}, draft(), False),
        ({"kind": "out_of_scope", "gold": []}, draft(), False),
        ({"gold": []}, draft(), None),
    ],
)
def test_a_draft_is_right_when_it_ends_as_allowed_and_cites_a_gold_place(
    make_case: MakeCase, case: dict[str, Any], found: Draft, right: bool | None
) -> None:
    assert is_right(make_case(**case), found) is right


def test_only_drafts_that_the_model_decides_are_examples(make_case: MakeCase) -> None:
    examiner = Examiner(none={}, ruled={"plan": offer(features={})}, bare={"law": offer(topic="")})
    texts = ("asked", "none", "ruled", "bare")
    cases = [make_case(id=text, question=text) for text in texts]
    right, wrong = Example("asked", {TELLING: 0.5}, True), Example("asked", {TELLING: 0.5}, False, 0.25)
    assert from_cases(examiner, cases, 0.5, quiet) == {"plan": [right], "law": []}
    asked = {text: Asked(text, ()) for text in texts}
    assert from_strangers(examiner, asked, 0.25, quiet) == {"plan": [wrong], "law": []}


def test_a_wrong_draft_beside_a_right_one_counts_less(make_case: MakeCase) -> None:
    beside = {"plan": offer(), "law": offer("dieu_1")}
    alone = {"plan": offer("iii.1"), "law": offer("dieu_1")}
    examiner = Examiner(beside=beside, alone=alone)
    found = from_cases(examiner, [make_case(id=q, question=q) for q in ("beside", "alone")], 0.3, quiet)
    assert [(one.right, one.weight) for one in found["plan"]] == [(True, 1.0), (False, 1.0)]
    assert [(one.right, one.weight) for one in found["law"]] == [(False, 0.3), (False, 1.0)]


def test_history_goes_with_the_question(make_case: MakeCase) -> None:
    examiner = Examiner()
    from_cases(examiner, [make_case(history=["trước đó"])], 1.0, quiet)
    assert [turn.text for turn in examiner.heard[0].history] == ["trước đó"]


def test_questions_about_documents_at_hand_are_no_strangers() -> None:
    asked = {f"q{n}": Asked(f"câu {n}", (f"{n}/2020/nđ-cp#1",)) for n in range(50)}
    drawn = strangers(asked, ["7/2020/NĐ-CP", "8/2020/NĐ-CP"], 48)
    assert sorted(drawn) == sorted(asked.keys() - {"q7", "q8"})
    few = strangers(asked, [], 10)
    assert len(few) == 10
    assert list(few) == list(strangers(asked, [], 10))
    assert list(few) != list(asked)[:10]


def test_the_questions_of_a_folder_need_no_corpus(write: Callable[..., Path], tmp_path: Path) -> None:
    write(
        "queries.jsonl", {"_id": "a", "text": "thuế?"}, {"_id": "b", "text": ""}, {"_id": "c", "text": "đất?"}
    )
    write("qrels.tsv", "query-id\tcorpus-id\tscore", "a\t1/2020/nđ-cp#3\t1")
    assert read_asked(tmp_path) == {"a": Asked("thuế?", ("1/2020/nđ-cp#3",)), "c": Asked("đất?", ())}


def drawn(size: int, slope: float, intercept: float) -> list[Example]:
    """Examples of a logistic model with one telling feature and one that tells nothing."""
    generator = np.random.default_rng(1)
    x = generator.uniform(0, 1, size=(size, 2))
    right = generator.uniform(size=size) < 1 / (1 + np.exp(-(slope * x[:, 0] + intercept)))
    return [
        Example(str(n), {TELLING: float(x[n, 0]), NOISE: float(x[n, 1])}, bool(right[n])) for n in range(size)
    ]


def test_the_fit_finds_the_model_that_made_the_examples() -> None:
    found = fit(drawn(4000, 6.0, -3.0), (TELLING, NOISE), 1e-6)
    assert found.weights[TELLING] == pytest.approx(6, abs=0.4)
    assert found.weights[NOISE] == pytest.approx(0, abs=0.3)
    assert found.intercept == pytest.approx(-3, abs=0.3)


def test_the_fit_is_where_the_slope_is_zero() -> None:
    """Of the penalised mean loss, by finite differences: no step to either side is better."""
    examples, ridge = drawn(200, 3.0, -1.0), 0.02
    found = fit(examples, (TELLING, NOISE), ridge)

    def loss(telling: float, noise: float, intercept: float) -> float:
        z = np.array(
            [telling * e.features[TELLING] + noise * e.features[NOISE] + intercept for e in examples]
        )
        right = np.array([e.right for e in examples])
        return float(np.logaddexp(0, np.where(right, -z, z)).mean() + ridge / 2 * (telling**2 + noise**2))

    at = (found.weights[TELLING], found.weights[NOISE], found.intercept)
    for place in range(3):
        for step in (-0.05, 0.05):  # the weights are rounded to two decimals
            moved = [value + step * (place == other) for other, value in enumerate(at)]
            assert loss(*moved) > loss(*at)


def test_a_weight_counts_as_so_many_examples() -> None:
    examples = drawn(60, 3.0, -1.0)
    twice = [Example(e.id, e.features, e.right, 2.0) for e in examples[:30]] + examples[30:]
    names = (TELLING, NOISE)
    assert fit(twice, names, 0.01) == fit(examples[:30] + examples, names, 0.01)


def test_examples_that_can_be_told_apart_still_have_a_fit() -> None:
    apart = [Example(str(n), {TELLING: float(n % 2)}, bool(n % 2)) for n in range(40)]
    found = calibrate(apart, 1.0, 0.01)
    assert found.chosen.accuracy == 1.0
    assert found.misjudged() == ()


def test_the_dearer_a_wrong_answer_the_higher_the_threshold() -> None:
    examples = drawn(600, 4.0, -2.0)
    cheap, dear = calibrate(examples, 0.2, 0.01), calibrate(examples, 5.0, 0.01)
    assert cheap.weights.threshold < 0.4 < 0.6 < dear.weights.threshold
    assert dear.chosen.wrong < cheap.chosen.wrong
    assert dear.chosen.refused > cheap.chosen.refused
    assert dear.chosen.cost == min(outcome.cost for outcome in dear.outcomes)
    assert dear.weights.weights == cheap.weights.weights


def test_the_misjudged_come_worst_first() -> None:
    found = calibrate(drawn(300, 4.0, -2.0), 1.0, 0.01)
    errors = [abs(probability - example.right) for example, probability in found.misjudged()]
    assert errors == sorted(errors, reverse=True)
    assert len(errors) == pytest.approx(300 * (1 - found.chosen.accuracy))


def test_calibration_is_the_same_every_time() -> None:
    assert calibrate(drawn(300, 4.0, -2.0), 1.0, 0.01) == calibrate(drawn(300, 4.0, -2.0), 1.0, 0.01)


def test_probabilities_come_from_fits_without_the_example() -> None:
    """Answers tossed by a coin cannot be foretold, however many features could tell one example by heart."""
    generator = np.random.default_rng(3)
    tossed = [
        Example(str(n), {f"f{k}": float(k == n) for k in range(80)}, bool(generator.integers(2)))
        for n in range(80)
    ]
    assert calibrate(tossed, 1.0, 1e-4).brier > 0.2


def test_the_file_is_what_the_assistant_reads(tmp_path: Path) -> None:
    fitted = calibrate(drawn(300, 4.0, -2.0), 1.0, 0.01).weights
    weights = {"plan": fitted, "law": replace(fitted, intercept=-9.0)}
    path = tmp_path / "abstention.yaml"
    path.write_text(to_yaml(weights, ["dev.jsonl: 300 drafts judged."]), encoding="utf-8")
    assert {shelf: load_weights(shelf, path) for shelf in weights} == weights
    assert "# dev.jsonl: 300 drafts judged.\n" in path.read_text(encoding="utf-8")


def test_every_shelf_has_shipped_weights() -> None:
    assert all(0 < load_weights(shelf).threshold < 1 for shelf in SHELVES)

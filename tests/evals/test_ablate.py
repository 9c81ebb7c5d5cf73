"""Parts left out: figures by register, the change, the files."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.answer import Answer, Citation, Claim, Message, Status
from assistant.parts import Part
from evals.ablate import ABLATIONS, Ablated, ablate, to_json, to_markdown
from evals.cases import CaseSet, load_cases
from evals.sources import Documents

Tax = Callable[..., dict[str, Any]]


class Assistant:
    """Answers rightly, but declines what the parts left out would have been for."""

    def __init__(self, without: frozenset[Part]) -> None:
        self.without = without

    def ask(self, message: Message) -> Answer:
        if Part.LEXICON in self.without and message.text.startswith("Which"):
            return Answer(Status.NOT_IN_SOURCES, "")
        if Part.HISTORY in self.without and message.history:
            return Answer(Status.CLARIFY, "")
        cited = Citation("1", "127/KH-UBND", "", "", "iii.2.12", (), "thuế", 0, 4)
        return Answer(Status.ANSWERED, "chính sách thuế [1]", (Claim("thuế", ("1",)),), (cited,))


@pytest.fixture
def cases(write: Callable[..., Path], tax: Tax) -> CaseSet:
    plain = [tax(id=f"f{n}") for n in range(13)]
    english = [tax(id=f"e{n}", question="Which policies?", register="english") for n in range(6)]
    following = tax(id="u", register="follow_up", history=["trước đó"])
    return load_cases(write("cases.jsonl", *plain, *english, following))


@pytest.fixture
def found(cases: CaseSet, sources: Documents) -> dict[str, Ablated]:
    heard: list[int] = []
    ablated = ablate(cases, Assistant, sources, heard.append)
    assert heard == [20 * (place + 1) for place in range(len(ABLATIONS))]
    return {one.name: one for one in ablated}


def test_every_part_is_left_out_by_itself_once() -> None:
    assert sorted(sorted(without) for without in ABLATIONS.values()) == [
        [],
        *([part] for part in sorted(Part)),
    ]
    assert next(iter(ABLATIONS)) == "full"


def test_figures_for_all_and_by_register(found: dict[str, Ablated]) -> None:
    bare = found["no_lexicon"]
    assert bare.without == ("lexicon",)
    assert set(bare.figures) == {"all", "english", "follow_up"}
    assert bare.figures["all"]["passed"].value == 0.7
    assert bare.figures["all"]["declined"].value == 0.3
    assert bare.figures["english"]["evidence_any"].value == 0
    assert bare.figures["follow_up"]["fact_recall"].value == 1
    assert bare.figures["all"]["passed"].low < 0.7 < bare.figures["all"]["passed"].high
    assert found["no_history"].figures["follow_up"]["declined"].value == 1


def test_the_change_is_from_the_whole(found: dict[str, Ablated]) -> None:
    assert found["full"].change.change == 0
    assert found["no_lexicon"].change.change == pytest.approx(-0.3)
    assert found["no_lexicon"].change.significant
    assert not found["dense_only"].change.significant


def test_the_files(cases: CaseSet, found: dict[str, Ablated]) -> None:
    told = json.loads(json.dumps(to_json(cases, list(found.values()), {"versions": {"python": "3"}})))
    assert told["cases"]["fingerprint"] == cases.fingerprint
    assert [one["name"] for one in told["ablations"]] == list(ABLATIONS)
    assert told["ablations"][2]["figures"]["english"]["passed"]["value"] == 0
    page = to_markdown(cases, list(found.values()))
    rows = [line for line in page.splitlines() if line.startswith("| no_lexicon |")]
    assert len(rows) == 3
    assert "| 70.0 % [50–90] |" in rows[0]
    assert re.search(r"\| \*\*-30\.0 \[-[\d.]+ … -[\d.]+\]\*\* \|$", rows[0])
    assert {line.count("|") for line in page.splitlines() if line.startswith("|")} == {7, 6}

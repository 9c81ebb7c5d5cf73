"""The drafts suite stops every lie, passes honest paraphrases, and says so by its exit status."""

from __future__ import annotations

import json
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from assistant.draft import DraftClaim
from evals import drafts
from knowledge.document import Document
from knowledge.errors import DataError

EMPTY = DraftClaim("", ())


@pytest.fixture(scope="module")
def documents() -> tuple[Document, ...]:
    return drafts.documents()


def case(kind: str, part: drafts.Part = "dev") -> drafts.Case:
    return drafts.Case("x", part, kind, EMPTY, "")


def judged(kind: str, why: str, count: int = 1, part: drafts.Part = "dev") -> list[drafts.Judged]:
    return [drafts.Judged(case(kind, part), why, 1.0)] * count


def written(folder: Path, row: dict[str, object]) -> Path:
    path = folder / "rows.jsonl"
    path.write_text(json.dumps(row), "utf-8")
    return path


ROW: dict[str, object] = {
    "id": "a",
    "part": "dev",
    "text": "Có 360 hợp tác xã.",
    "sources": [
        {"document": "127/KH-UBND", "anchor": "ii.2.den_nam_2030.gach_1", "quote": "360 hợp tác xã"},
    ],
}


def test_the_suite_holds() -> None:
    console = Console(file=StringIO(), width=160)
    assert drafts.run(console) == 0


@pytest.mark.parametrize(("name", "least"), [("hostile", 200), ("honest", 150)])
def test_the_sets_are_large_and_have_two_parts(
    documents: tuple[Document, ...], name: str, least: int
) -> None:
    cases = drafts.load_cases(drafts.SETS / f"{name}.jsonl", documents)
    assert len(cases) >= least
    assert len({one.id for one in cases}) == len(cases)
    assert {one.part for one in cases} == set(drafts.PARTS)
    assert {one.honest for one in cases} == {name == "honest"}


def test_one_lie_let_through_fails_the_suite() -> None:
    assert drafts.holds([*judged("digit", "stopped", 9), *judged("honest", "", 9)])
    assert not drafts.holds([*judged("digit", "stopped", 9), *judged("digit", "")])


def test_three_in_a_hundred_honest_claims_may_be_lost_in_each_part() -> None:
    assert drafts.holds([*judged("honest", "", 97), *judged("honest", "lost", 3)])
    assert not drafts.holds([*judged("honest", "", 96), *judged("honest", "lost", 4)])
    much = judged("honest", "", 200)
    assert not drafts.holds([*much, *judged("honest", "lost", 1, "test")])


def test_a_quote_must_stand_in_its_unit(documents: tuple[Document, ...], tmp_path: Path) -> None:
    (found,) = drafts.load_cases(written(tmp_path, ROW), documents)
    assert found.honest and found.claim.free
    for fault in ({"quote": "361 hợp tác xã"}, {"anchor": "iii.2.12"}, {"document": "128/KH-UBND"}):
        source = {**ROW["sources"][0], **fault}  # type: ignore[index]
        with pytest.raises(DataError, match=r"rows\.jsonl:1"):
            drafts.load_cases(written(tmp_path, {**ROW, "sources": [source]}), documents)


def test_an_unknown_field_is_named(documents: tuple[Document, ...], tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"rows\.jsonl:1"):
        drafts.load_cases(written(tmp_path, {**ROW, "colour": "red"}), documents)


def test_the_table_counts_by_kind_and_part() -> None:
    console = Console(file=StringIO(), width=120)
    lie = replace(judged("digit", "stopped")[0], case=case("digit", "test"))
    console.print(drafts.table([lie, *judged("digit", "")]))
    printed = console.file.getvalue()  # type: ignore[attr-defined]
    assert "digit" in printed and "0/1" in printed and "1/1" in printed and "1/2" in printed

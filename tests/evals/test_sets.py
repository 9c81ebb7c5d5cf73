"""The question sets: well formed, true to the text, wide enough, and kept apart."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from ingest.parse import parse
from ingest.read import read
from knowledge.catalogue import Catalogue
from knowledge.document import Document, Node, NodeKind

ROOT = Path(__file__).parents[2]
PLAN = ROOT / "knowledge/data/documents/127-KH-UBND.md"
SETS = ROOT / "evals/sets"
OF_ANOTHER_KIND = ("policies/", "drafts/")
"""Folders whose lines ask no question: profiles and outcomes of policies, drafts that lie or are honest."""

ALL = tuple(
    name
    for path in sorted(SETS.rglob("*.jsonl"))
    if not (name := path.relative_to(SETS).with_suffix("").as_posix()).startswith(OF_ANOTHER_KIND)
)
"""Every question set; what lies in a folder not named above has to be one."""

OVER_THE_PLAN = tuple(name for name in ALL if name.startswith("plan/"))
OVER_REGULATIONS = tuple(name for name in ALL if name.startswith("regs/"))
PAIR = ("plan/dev", "plan/held_out")
"""Made together: one for tuning, one kept back, each wide by itself."""

PLACE = re.compile(
    r"(?:chuong_[ivxlc]+|dieu_\d+[a-zđ]*|pl_\d+[a-z]*)(?:\.(?:khoan_\d+[a-zđ]*|diem_[a-zđ]+\d*|[a-z]+_?\d+))*"
)
"""Anchors of a regulation."""

REGISTERS = {
    "formal",
    "colloquial",
    "no_diacritics",
    "half_diacritics",
    "abbrev",
    "typo",
    "english",
    "follow_up",
}
KINDS = {
    *("duty", "who", "deadline", "product", "target", "citation", "policy", "list", "table", "meta"),
    *("compare", "multi_hop", "definition", "out_of_scope", "false_premise", "injection", "chitchat"),
}
STATUSES = {
    *("answered", "partial", "clarify", "not_in_sources", "out_of_scope", "false_premise"),
    *("greeting", "blocked_injection", "blocked_personal_data"),
}
FIELDS = {
    *("id", "question", "history", "register", "kind", "gold", "gold_quotes"),
    *("must_include", "must_not_include", "answerable", "expected_status"),
}
AGENCIES = (
    "Sở Kế hoạch và Đầu tư",
    "Sở Tài chính",
    "Sở Nông nghiệp và Phát triển nông thôn",
    "Sở Công Thương",
    "Sở Giao thông vận tải",
    "Sở Tài nguyên và Môi trường",
    "Sở Khoa học và Công nghệ",
    "Sở Lao động - Thương binh và Xã hội",
    "Sở Thông tin và Truyền thông",
    "Sở Nội vụ",
    "Liên minh Hợp tác xã tỉnh",
    "Trường Chính trị tỉnh",
    "Cục Thuế tỉnh",
    "Ngân hàng Nhà nước chi nhánh tỉnh",
    "Bảo hiểm Xã hội tỉnh",
    "Ban Chỉ đạo kinh tế tập thể tỉnh",
    "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh",
    "Hội Nông dân tỉnh",
    "UBND các huyện, thành phố",
)
"""Every office that the plan gives a unit of its own, as the plan writes it."""

LEAD_COLUMN = 2
"""Đơn vị chủ trì, counted from zero."""

Case = dict[str, Any]

each_set = pytest.mark.parametrize("name", ALL)
each_over_the_plan = pytest.mark.parametrize("name", OVER_THE_PLAN)
each_over_regulations = pytest.mark.parametrize("name", OVER_REGULATIONS)
each_of_the_pair = pytest.mark.parametrize("name", PAIR)


@cache
def plan() -> Document:
    return parse(read(PLAN))


@cache
def units() -> dict[str, Node]:
    return {node.anchor: node for node in plan().root.walk()}


@cache
def lines(name: str) -> tuple[str, ...]:
    text = (SETS / f"{name}.jsonl").read_text(encoding="utf-8")
    return tuple(text.removesuffix("\n").split("\n"))


@cache
def cases(name: str) -> tuple[Case, ...]:
    return tuple(json.loads(line) for line in lines(name))


def together(names: Iterable[str]) -> list[Case]:
    return [case for name in names for case in cases(name)]


def plain(text: str) -> str:
    """`text` without Markdown marks, each run of white space one blank."""
    return " ".join(re.sub(r"</?b>|[*#\\]", "", text).split())


def folded(text: str) -> str:
    """Lower-case letters without marks and signs: two questions alike here are one question."""
    bare = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return " ".join(re.findall(r"[a-z0-9]+", "".join(c for c in bare if not unicodedata.combining(c))))


def marked(text: str) -> bool:
    """Whether any letter carries a Vietnamese mark."""
    return any(unicodedata.combining(c) or c in "đĐ" for c in unicodedata.normalize("NFD", text))


def statuses(case: Case) -> set[str]:
    expected = case["expected_status"]
    return {expected} if isinstance(expected, str) else set(expected)


def gold(case: Case) -> Iterator[dict[str, str]]:
    for entry in case["gold"]:
        yield from entry if isinstance(entry, list) else [entry]


def anchors(case: Case) -> list[str]:
    return [place.get("anchor", "") for place in gold(case)]


def below(anchor: str, above: str) -> bool:
    return f"{anchor}.".startswith(f"{above}.")


def words_of(anchor: str) -> str:
    node = units()[anchor]
    return plain(plan().text[node.start : node.end])


def leader(anchor: str) -> str:
    """Who is charged with the row or item that a unit stands in, as the text writes it; may be empty."""
    for node in plan().path(anchor):
        if node.kind is NodeKind.ROW:
            return node.cells[LEAD_COLUMN].of(plan().text)
        if node.kind is NodeKind.ITEM:
            return re.split(r"phối hợp|:", node.head.of(plan().text))[0]
    return ""


def anchors_of_kind(kind: NodeKind) -> list[str]:
    return [anchor for anchor, node in units().items() if node.kind is kind]


@each_set
def test_every_line_is_an_object_with_the_documented_fields(name: str) -> None:
    for number, line in enumerate(lines(name), 1):
        assert set(json.loads(line)) == FIELDS, f"{name}.jsonl:{number}"
        assert unicodedata.is_normalized("NFC", line), f"{name}.jsonl:{number}"


def test_every_set_is_over_the_plan_or_over_regulations() -> None:
    assert set(ALL) == {*OVER_THE_PLAN, *OVER_REGULATIONS}
    assert {*PAIR, "regs/dev", "regs/held_out"} <= set(ALL)


def test_ids_are_unique_over_all_sets() -> None:
    counted = Counter(case["id"] for case in together(ALL))
    assert [case_id for case_id, n in counted.items() if n > 1] == []


def test_no_question_stands_twice() -> None:
    """Follow-ups may be alike: what they mean stands in the turns before."""
    asked: dict[str, list[str]] = defaultdict(list)
    for case in together(ALL):
        before = " ".join(turn["text"] for turn in case["history"])
        asked[folded(f"{before} {case['question']}")].append(case["id"])
    assert [ids for ids in asked.values() if len(ids) > 1] == []


@each_set
def test_vocabulary(name: str) -> None:
    for case in cases(name):
        assert case["register"] in REGISTERS, case["id"]
        assert case["kind"] in KINDS, case["id"]
        assert statuses(case), case["id"]
        assert statuses(case) <= STATUSES, case["id"]


@each_set
def test_questions_have_natural_lengths(name: str) -> None:
    """Most are short; some people tell a story before they ask."""
    words = {case["id"]: len(case["question"].split()) for case in cases(name)}
    assert {case_id: n for case_id, n in words.items() if not 2 <= n <= 80} == {}
    assert sum(n > 40 for n in words.values()) <= len(words) / 20


@each_set
def test_history_belongs_to_follow_ups(name: str) -> None:
    for case in cases(name):
        roles = [turn["role"] for turn in case["history"]]
        assert roles == ["user", "assistant"] * (len(roles) // 2), case["id"]
        assert bool(roles) == (case["register"] == "follow_up"), case["id"]
        assert all(set(turn) == {"role", "text"} and turn["text"] for turn in case["history"]), case["id"]


@each_set
def test_only_bare_registers_lack_every_mark(name: str) -> None:
    """Names keep their marks in an English question."""
    marks = {True: {"no_diacritics"}, False: REGISTERS - {"no_diacritics", "english"}}
    assert [c["id"] for c in cases(name) if c["register"] in marks[marked(c["question"])]] == []


@each_set
def test_answerable_agrees_with_status_and_gold(name: str) -> None:
    for case in cases(name):
        if case["answerable"]:
            assert "answered" in statuses(case), case["id"]
        elif case["kind"] not in {"injection", "chitchat"}:
            assert "answered" not in statuses(case), case["id"]


@each_over_the_plan
def test_an_answer_has_a_place_and_says_something(name: str) -> None:
    bare = [c["id"] for c in cases(name) if c["answerable"] and not (c["gold"] and c["must_include"])]
    assert bare == []


@each_over_regulations
def test_an_answer_has_a_place_unless_it_is_about_the_instrument_itself(name: str) -> None:
    """Where the place is asked for, or whether it still holds, no words need to be said."""
    assert [c["id"] for c in cases(name) if c["answerable"] and not c["gold"] and c["kind"] != "meta"] == []


@each_set
def test_a_false_premise_is_corrected_from_the_text(name: str) -> None:
    for case in cases(name):
        if case["kind"] == "false_premise":
            assert not case["answerable"], case["id"]
            assert "false_premise" in statuses(case), case["id"]
            assert case["gold"], case["id"]
            assert case["must_include"], case["id"]


@each_set
def test_facts_are_lists_of_variants(name: str) -> None:
    for case in cases(name):
        assert all(case["must_include"]), case["id"]
        texts = [text for variants in case["must_include"] for text in variants] + case["must_not_include"]
        assert all(isinstance(text, str) and text.strip() for text in texts), case["id"]


@each_over_regulations
def test_gold_names_regulations_and_places_in_them(name: str) -> None:
    """Whether the place exists can be told only where the regulation is at hand: `python -m evals check`."""
    known = {instrument.number for instrument in Catalogue.load().all()}
    for case in cases(name):
        wrong = [place for place in gold(case) if place["document"] not in known]
        wrong += [anchor for anchor in anchors(case) if anchor and not PLACE.fullmatch(anchor)]
        assert not wrong, case["id"]


@each_over_the_plan
def test_gold_names_units_of_the_plan(name: str) -> None:
    for case in cases(name):
        assert {place["document"] for place in gold(case)} <= {plan().number}, case["id"]
        assert [anchor for anchor in anchors(case) if anchor not in units()] == [], case["id"]


@each_over_the_plan
def test_gold_quotes_stand_in_their_units_and_in_the_file(name: str) -> None:
    source = plain(PLAN.read_text(encoding="utf-8"))
    for case in cases(name):
        for quote in case["gold_quotes"]:
            assert quote in source, (case["id"], quote)
            assert any(quote in words_of(anchor) for anchor in anchors(case)), (case["id"], quote)


@each_of_the_pair
def test_each_set_covers_every_register_kind_and_status(name: str) -> None:
    assert len(cases(name)) >= 80
    assert {case["register"] for case in cases(name)} == REGISTERS
    assert {case["kind"] for case in cases(name)} == KINDS
    assert {status for case in cases(name) for status in statuses(case)} == STATUSES


@each_of_the_pair
def test_each_set_touches_every_part_of_the_appendix(name: str) -> None:
    asked = {anchor for case in cases(name) for anchor in anchors(case)}
    groups = anchors_of_kind(NodeKind.ROW_GROUP)
    assert len(groups) == 5
    assert [group for group in groups if not any(below(anchor, group) for anchor in asked)] == []


@each_of_the_pair
def test_each_set_asks_about_every_agency(name: str) -> None:
    leaders = {folded(leader(anchor)) for case in cases(name) for anchor in anchors(case)}
    assert [office for office in AGENCIES if not any(folded(office) in who for who in leaders)] == []


def test_every_appendix_row_and_every_item_is_asked_about() -> None:
    asked = {anchor for case in together(PAIR) for anchor in anchors(case)}
    rows, items = anchors_of_kind(NodeKind.ROW), anchors_of_kind(NodeKind.ITEM)
    assert (len(rows), len(items)) == (26, 31)
    assert [row for row in rows if row not in asked] == []
    assert [item for item in items if not any(below(anchor, item) for anchor in asked)] == []


def test_sizes_in_all() -> None:
    assert len(together(PAIR)) >= 160
    assert sum("answered" not in statuses(case) for case in together(PAIR)) >= 50


@pytest.mark.parametrize("field", ["register", "kind"])
def test_the_pair_has_a_similar_mix(field: str) -> None:
    dev, held_out = (shares(Counter(case[field] for case in cases(name))) for name in PAIR)
    assert [key for key in dev if abs(dev[key] - held_out[key]) > max(0.04, dev[key] / 2)] == []


def shares(counts: Counter[str]) -> dict[str, float]:
    return defaultdict(float, {key: count / counts.total() for key, count in counts.items()})

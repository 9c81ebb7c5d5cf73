"""The policies shipped: what they rest on is there, how sure they are is no more than their sources are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from ingest.digests import Statement, load_digests
from ingest.parse import parse
from ingest.read import read
from knowledge.agencies import Agencies
from knowledge.catalogue import Catalogue
from knowledge.errors import DataError
from knowledge.policies.load import DATA, PolicyBook, load_policies
from knowledge.policies.model import Basis, Policy
from knowledge.policies.predicates import thresholds
from knowledge.policies.result import label_of

TODAY = date(2026, 11, 23)
CATALOGUE = Catalogue.load()
AGENCIES = Agencies.load()
CARDS = {digest.document.number: digest for digest in load_digests()}
PLAN = "127/KH-UBND"
RANK = {"seen": 0, "secondary": 1, "unverified": 2}
PROMISE = re.compile(r"chắc chắn|cam kết|đương nhiên được|nhất định được|sẽ được (?:vay|hỗ trợ|nhận|cấp)")
FIGURE = re.compile(r"\d[\d.,]*")


def bases(policy: Policy) -> Iterator[Basis]:
    yield policy.start.basis
    yield from (policy.end.basis,) if policy.end else ()
    yield from (policy.doubt.basis,) if policy.doubt else ()
    for item in (*policy.gets, *policy.conditions, *policy.depends):
        yield item.basis


def statements(basis: Basis) -> list[Statement]:
    """What the card says of the unit."""
    card = CARDS.get(basis.instrument)
    return [item for item in card.statements if item.unit == basis.anchor] if card else []


POLICIES = load_policies().policies
EACH = pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.id)


def test_there_is_a_policy_for_every_need_and_at_least_thirty(book: PolicyBook) -> None:
    assert len(book.policies) >= 30
    needs = {str(choice.value) for choice in book.facts["needs"].choices}
    running = [policy for policy in book.policies if policy.end is None]
    assert needs == {need for policy in running for need in policy.needs}


@EACH
def test_every_basis_is_a_statement_of_a_card_or_a_place_of_the_plan(policy: Policy) -> None:
    for basis in bases(policy):
        assert CATALOGUE.get(basis.instrument), basis
        if basis.instrument == PLAN:
            continue
        assert statements(basis), f"{basis} stands in no card"


def test_places_of_the_plan_are_headings_it_has(book: PolicyBook) -> None:
    places = {basis.anchor for policy in book.policies for basis in bases(policy) if basis.instrument == PLAN}
    plan = parse(read(DATA.parent / "documents" / "127-KH-UBND.md"))
    assert places and places <= {node.anchor for node in plan.root.walk()}


@EACH
def test_no_figure_is_told_that_its_article_does_not_tell(policy: Policy) -> None:
    for item in (*policy.gets, *policy.depends):
        card = CARDS.get(item.basis.instrument)
        if card is None:
            continue
        article = item.basis.anchor.split(".")[0]
        told = " ".join(each.text for each in card.statements if each.article == article)
        missing = [figure for figure in FIGURE.findall(item.text) if figure.strip(".,") not in told]
        assert not missing, f"{item.text}: {missing}"


@EACH
def test_numbers_compared_stand_in_the_condition(policy: Policy) -> None:
    for condition in policy.conditions:
        for fact in condition.test.facts():
            for number in thresholds(condition.test, fact):
                figures = {float(figure) for figure in re.findall(r"\d+", condition.text)}
                assert figures & {number, number / 1000, number / 12}, condition


@EACH
def test_days_agree_with_the_catalogue(policy: Policy) -> None:
    instrument = CATALOGUE.get(policy.start.basis.instrument)
    assert instrument
    if instrument.effective and not instrument.retroactive:
        assert policy.start.day >= instrument.effective
    if policy.end is None:
        for condition in policy.conditions:
            standing = CATALOGUE.standing(condition.basis.instrument, TODAY)
            assert standing.status not in ("expired", "replaced", "not_yet"), condition.basis


@EACH
def test_an_ended_policy_tells_what_came_after(policy: Policy) -> None:
    if policy.end:
        assert policy.end.after
        assert all(id in {item.id for item in POLICIES} for id in policy.end.replaced_by)
        assert policy.end.day + timedelta(days=1) <= TODAY


@EACH
def test_nobody_is_promised_anything(policy: Policy) -> None:
    words = [policy.name, *policy.papers, *policy.steps]
    words += [item.text for item in (*policy.gets, *policy.conditions, *policy.depends)]
    assert not PROMISE.search(" ".join(words).lower())


@EACH
def test_papers_and_steps_are_whole(policy: Policy) -> None:
    """A comma without quotes would cut one in two, the second beginning in the middle of a sentence."""
    assert all(item[0].isupper() for item in (*policy.papers, *policy.steps))


@EACH
def test_offices_are_agencies(policy: Policy) -> None:
    assert policy.offices or policy.asks
    assert all(AGENCIES.get(id) for id in policy.offices)


@EACH
def test_confidence_is_no_more_than_that_of_the_cards(policy: Policy) -> None:
    for basis in bases(policy):
        found = [RANK[item.confidence] for item in statements(basis)]
        assert RANK[policy.confidence] >= min(found, default=0), basis


def test_every_condition_has_a_question_for_each_of_its_facts(book: PolicyBook) -> None:
    for policy in book.policies:
        for condition in policy.conditions:
            for fact in condition.test.facts():
                assert book.facts[fact].question.endswith(("?", ")"))


def test_labels_of_bases_read_as_places(book: PolicyBook) -> None:
    assert (
        label_of(Basis("45/2021/NĐ-CP", "dieu_22.khoan_5"), CATALOGUE)
        == "khoản 5 Điều 22 Nghị định 45/2021/NĐ-CP"
    )
    assert label_of(Basis("83/2018/NĐ-CP", "dieu_29.khoan_1.diem_dd"), CATALOGUE).startswith("điểm đ khoản 1")
    assert label_of(Basis("31/2022/NĐ-CP", "chung"), CATALOGUE) == "Nghị định 31/2022/NĐ-CP"
    assert label_of(Basis(PLAN, "iii.2.10"), CATALOGUE) == "Mục III.2.10 Kế hoạch 127/KH-UBND"


def test_a_file_that_refers_to_nothing_is_refused(tmp_path: Path) -> None:
    for path in DATA.glob("*.yaml"):
        (tmp_path / path.name).write_text(path.read_text("utf-8"), "utf-8")
    file = tmp_path / "credit.yaml"
    right = file.read_text("utf-8")
    for wrong, told in (
        (right.replace("kind, in: [group]", "kind, in: [guild]"), "no choice guild"),
        (right.replace("fact: farm, is: true", "fact: farn, is: true"), "no fact farn"),
        (right.replace("fact: farm, is: true", "fact: farm, at_least: 2"), "answered by yes_no"),
        (right.replace("includes: [rural_credit]", "includes: [rural]"), "no shared conditions rural"),
        (
            right.replace("replaced_by: [vay-tin-chap-to-hop-tac]", "replaced_by: [nothing]"),
            "replaced by nothing",
        ),
        (right.replace("needs: [credit]", "needs: [money]"), "no need money"),
        (right.replace("id: vay-tin-chap-ho\n", "id: vay-tin-chap-to-hop-tac\n"), "stands twice"),
        (right.replace("day: 2025-06-30", "day: 2015-06-30"), "ends before it starts"),
        (
            right.replace("{fact: farm, is: true}", "{fact: farm, is: true, in: [x]}"),
            "write a fact with one of",
        ),
        (right.replace("strength: decided", "strenth: decided"), "correct"),
    ):
        assert wrong != right
        file.write_text(wrong, "utf-8")
        with pytest.raises(DataError, match=told):
            load_policies(tmp_path)

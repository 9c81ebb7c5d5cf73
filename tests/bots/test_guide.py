"""The walk-through over the shipped policies: it ends, and every finding has its basis."""

from __future__ import annotations

import random
import re
from functools import cache

import pytest

from bots import policies
from bots.basis import Texts
from bots.findings import finding_screen, source_screens
from bots.guide import PolicyGuide
from bots.policies import Given, Guide, Walk
from ingest.digests import load_digests
from ingest.parse import parse
from ingest.read import read
from knowledge.config import SHIPPED
from knowledge.document import Document
from knowledge.policies.model import Basis
from knowledge.policies.result import Sources
from tests.assistant.policies.talks import SENTENCES
from tests.bots.houses import TODAY


@cache
def sources() -> Sources:
    return Sources.load()


@cache
def guide_documents() -> tuple[Document, ...]:
    """The plan and the cards: what an index holds that nobody added to."""
    plan = parse(read(SHIPPED / "documents" / "127-KH-UBND.md"))
    return (plan, *(digest.document for digest in load_digests()))


@cache
def guide() -> Guide:
    return PolicyGuide(sources(), lambda: TODAY, guide_documents())


@pytest.mark.parametrize("seed", range(12))
def test_a_walk_ends_with_findings_that_have_their_basis(seed: int) -> None:
    chance = random.Random(seed)
    walk = Walk()
    while question := policies.open_question(walk, guide()):
        screen = policies.walk_screen(walk, guide())
        payloads = [button.payload for row in screen.buttons for button in row]
        assert question.text in screen.text
        assert all(len(payload.encode()) <= 64 for payload in payloads)
        steps = [payload for payload in payloads if payload.startswith("p:") and not payload.endswith(":end")]
        after = policies.pressed(walk, guide(), chance.choice(steps).removeprefix("p:"))
        assert after is not None
        walk = policies.read_walk(policies.dumped(after))
    findings = guide().findings(walk)
    assert findings
    assert all(finding.sources for finding in findings)
    assert policies.results_screen(walk, guide(), 99).text


def test_the_kind_and_the_need_come_first_and_choose_the_policies() -> None:
    first = guide().question(Walk())
    assert first and first.fact == "kind"
    kind = Given("kind", ("cooperative",))
    second = guide().question(Walk((kind,)))
    assert second and (second.fact, second.several) == ("needs", True)
    credit = guide().findings(Walk((kind, Given("needs", ("credit",)))))
    assert 0 < len(credit) < len(guide().findings(Walk((kind,))))


def test_not_sure_is_not_asked_again_and_is_no_answer() -> None:
    unsure = Walk((Given("kind", (), known=False), Given("needs", (), known=False)))
    question = guide().question(unsure)
    assert question and question.fact not in {"kind", "needs"}
    assert guide().findings(unsure) == guide().findings(Walk())


def test_a_typed_number_is_taken_and_other_text_is_a_question() -> None:
    asked = [item for item in Sources.load().book.facts.values() if item.answer == "number"]
    assert asked, "some fact is a number"
    walk = Walk(given=(Given("kind", ("cooperative",)), Given("needs", (), known=False)))
    assert policies.typed(walk, guide(), "hỏi gì đó") is None


COFFEE = "htx em làm cà phê, 20 thành viên, muốn vay mua máy thì được gì?"


def test_a_sentence_fills_what_it_can_and_says_what_is_only_assumed() -> None:
    known = {item.fact: item for item in guide().understood(Walk(text=COFFEE))}
    assert known["members"].text == "Số thành viên: 20 thành viên"
    assert not known["members"].why
    assert known["registered"].why
    question = guide().question(Walk(text=COFFEE))
    assert question and question.fact not in known


def test_at_most_five_questions_are_asked_until_somebody_wants_more() -> None:
    walk = Walk(text=COFFEE)
    while question := policies.open_question(walk, guide()):
        walk = Walk((*walk.given, Given(question.fact, (), known=False)), text=COFFEE)
    assert walk.asked == 5
    assert policies.open_question(policies.asked_more(walk), guide())


def test_what_was_assumed_is_taken_back_and_may_be_asked() -> None:
    walk = Walk(text=COFFEE)
    assert policies.taken_back(walk, guide(), "members") is None, "said, not assumed"
    after = policies.taken_back(walk, guide(), "registered")
    assert after and after.asked == 0
    assert "registered" not in {item.fact for item in guide().understood(after)}


def test_what_cannot_be_so_is_told() -> None:
    walk = Walk((Given("kind", ("cooperative",)), Given("members", ("3",))))
    assert "ít nhất 05 thành viên" in policies.walk_screen(walk, guide()).text


def test_every_condition_of_every_policy_opens_its_clause_or_card() -> None:
    """Also those that the walk-throughs of other tests do not come by."""
    texts = Texts(guide_documents(), sources().catalogue)
    for policy in sources().book.policies:
        told = [one.basis for one in (*policy.gets, *policy.depends)]
        for basis in [*told, *(one.basis for one in policy.conditions)]:
            (citation,) = texts.citations([basis], TODAY)
            document = next(one for one in guide_documents() if one.number == citation.document)
            assert document.node(basis.anchor), f"{policy.id}: {basis} is opened at another unit"
            assert citation.quote == document.text[citation.start : citation.end]
            assert citation.quote.strip()


@pytest.mark.parametrize("name", SENTENCES)
def test_every_condition_told_has_a_button_that_opens_it(name: str) -> None:
    walk = Walk(text=SENTENCES[name], ended=True)
    for place, found in enumerate(guide().findings(walk)):
        screen = finding_screen(walk, guide(), place)
        assert screen
        payloads = [button.payload for row in screen.buttons for button in row]
        for item in found.sources:
            assert f"r:{place}:{item.id}" in payloads
            first, *_ = source_screens(walk, guide(), place, item.id)
            assert item.quote.split("\n")[0] in first.text
            assert "Hiệu lực" in " ".join(part.text for part in source_screens(walk, guide(), place, item.id))
        for clause in re.findall(
            r"(?:Đạt|Chưa đạt|Chưa rõ): .*?\(((?:điểm|khoản|Điều|Mục) .*?)\)\.", found.text
        ):
            assert any(item.locator in clause for item in found.sources), clause


def test_a_source_that_is_not_there_opens_nothing() -> None:
    walk = Walk(text=COFFEE, ended=True)
    assert source_screens(walk, guide(), 0, "99") == ()
    assert source_screens(walk, guide(), 999, "1") == ()


def test_without_texts_a_finding_stands_without_buttons_for_them() -> None:
    bare = PolicyGuide(sources(), lambda: TODAY)
    walk = Walk(text=COFFEE, ended=True)
    screen = finding_screen(walk, bare, 0)
    assert screen and [button.payload for row in screen.buttons for button in row] == ["r:all:0"]


def test_a_unit_a_card_tells_in_two_sentences_is_opened_whole() -> None:
    texts = Texts(guide_documents(), sources().catalogue)
    (found,) = texts.citations([Basis("55/2015/NĐ-CP", "dieu_9.khoan_2")], TODAY)
    assert "mức cao nhất" in found.quote and "nay không còn dùng" in found.quote
    assert "300 triệu" not in found.quote

"""What is shown first, and all there is on demand."""

from __future__ import annotations

import json

import pytest

from assistant.policies.brief import Address, brief_json, deciding, full_json, index_json, serving, view_json
from assistant.policies.guide import Guide
from assistant.policies.state import read_state
from assistant.policies.walk import Walk, passed_over
from tests.assistant.policies.talks import DAY, SENTENCES


def address() -> Address:
    return lambda basis: f"documents/{basis.instrument}#{basis.anchor}"


@pytest.mark.parametrize("name", SENTENCES)
def test_every_verdict_shown_has_a_basis_that_opens(guide: Guide, name: str) -> None:
    found = guide.view(guide.tell(Walk(), SENTENCES[name]), DAY).found
    told = brief_json(found, guide.sources, address())
    assert told["policies"]
    for policy in told["policies"]:
        assert policy["basis"]
        for basis in (*policy["basis"], *(one["basis"] for one in policy["deciding"] + policy["gets"])):
            assert told["bases"][basis]["url"].startswith("documents/")
            assert told["bases"][basis]["label"]
    assert len(told["policies"]) + len(told["others"]) == len(guide.sources.book.policies)


def test_the_first_answer_is_a_fraction_of_the_whole(guide: Guide) -> None:
    found = guide.view(guide.tell(Walk(), "htx em làm cà phê, muốn vay"), DAY).found
    first = len(json.dumps(brief_json(found, guide.sources, address()), ensure_ascii=False))
    whole = len(json.dumps(full_json(found, guide.sources, address()), ensure_ascii=False))
    assert first < whole / 4


def test_single_policies_on_demand(guide: Guide) -> None:
    found = guide.view(guide.tell(Walk(), "htx em làm cà phê, muốn vay"), DAY).found
    told = full_json(found, guide.sources, address(), ("vay-tin-chap-hop-tac-xa",))
    (policy,) = told["policies"]
    assert policy["papers"]
    assert policy["conditions"]
    assert all(basis["url"] for basis in told["bases"].values())


def test_ended_ones_say_what_came_after(guide: Guide) -> None:
    found = guide.view(guide.tell(Walk(), "htx muốn vay mua máy"), DAY).found
    ended = [
        item for item in brief_json(found, guide.sources, address())["policies"] if item["outcome"] == "ended"
    ]
    assert ended
    assert all(item["ends"] < DAY.isoformat() and item["after"] for item in ended)
    assert any(item["replaced_by"] for item in ended)


def test_unverified_ones_are_marked(guide: Guide) -> None:
    verdicts = guide.view(guide.tell(Walk(), "htx muốn vay"), DAY).found
    marked = {
        item["id"]
        for item in brief_json(verdicts, guide.sources, address())["policies"]
        if any(note["kind"] == "unverified" for note in item["notes"])
    }
    book = guide.sources.book
    assert marked
    assert marked == {
        item.policy.id
        for item in serving(verdicts)
        if book.get(item.policy.id) and item.policy.confidence == "unverified"
    }


def test_of_somebody_unknown_nothing_is_claimed(guide: Guide) -> None:
    found = guide.view(passed_over(Walk(), "kind"), DAY).found
    assert brief_json(found, guide.sources, address())["policies"] == []
    assert serving(found) == ()


def test_what_decides_is_what_failed_or_is_open(guide: Guide) -> None:
    for item in guide.view(guide.tell(Walk(), "hộ nghèo nuôi bò muốn vay"), DAY).found.verdicts:
        told = [one.text for one in deciding(item)]
        match item.outcome:
            case "not":
                assert told == [one.text for one in item.failed]
            case "cannot_tell":
                assert told == [one.text for one in item.open]
            case "qualifies":
                assert told


def test_the_state_in_a_view_is_the_walk(guide: Guide) -> None:
    walk = passed_over(guide.tell(Walk(), "htx em làm cà phê"), "needs")
    told = view_json(guide.view(walk, DAY), guide.sources, address())
    assert read_state(told["state"], guide.sources.book.facts) == walk
    assert told["question"]["number"] == 2
    assert told["question"]["choices"]
    assert {item["origin"] for item in told["known"]} == {"said", "assumed"}


def test_the_index_names_everything(guide: Guide) -> None:
    told = index_json(guide.sources)
    assert len(told["policies"]) == len(guide.sources.book.policies)
    assert len(told["facts"]) == len(guide.sources.book.facts)
    assert {"credit", "tax"} <= {need["value"] for need in told["needs"]}

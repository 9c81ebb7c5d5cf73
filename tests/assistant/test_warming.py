"""An assistant whose first question is as fast as the next."""

from __future__ import annotations

import gc

import pytest

from assistant.answer import Message
from assistant.draft import Source
from assistant.warming import open_warmed
from assistant.wiring import Assistant
from knowledge.config import Settings


@pytest.fixture(scope="module")
def warm(settings: Settings) -> Assistant:
    found = open_warmed(settings)
    gc.unfreeze()
    return found


def test_no_passage_is_read_for_the_first_time_by_a_question(warm: Assistant) -> None:
    index, before = warm.tools.plans, warm.tools.plans.terms.cache_info().misses
    for passage in warm.library.plans.passages:
        assert index.terms(passage.id)
    assert index.terms.cache_info().misses == before


def test_the_facts_of_a_unit_are_known_before_it_is_cited(warm: Assistant) -> None:
    passage = next(one for one in warm.library.plans.passages if one.anchor == "iii.2.12")
    given = warm.tools.verifier.given(Source(passage.document, passage.anchor, passage.span))
    assert given is warm.tools.verifier.given(Source(passage.document, passage.anchor, passage.span))
    assert given.agencies


def test_a_warm_assistant_answers_as_a_cold_one(warm: Assistant, plan_assistant: Assistant) -> None:
    for question in warm.suggestions():
        warmed, cold = warm.ask(Message(question)), plan_assistant.ask(Message(question))
        assert (warmed.answer, warmed.citations) == (cold.answer, cold.citations)

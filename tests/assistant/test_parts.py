"""Parts left out of the assistant over the plan: what each was for no longer happens, all else does."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from assistant.answer import Answer, Message, Status, Turn
from assistant.parts import NoLexicon, NoWords, Part
from assistant.wiring import Assistant, open_assistant
from knowledge.config import Settings

PLAIN = Message("Cục Thuế tỉnh được giao nhiệm vụ gì?")
BY_PART = {
    Part.DIACRITICS: Message("kiem toan hop tac xa"),
    Part.LEXICON: Message("which office is in charge of land policy for cooperatives?"),
    Part.WORDINGS: Message("muốn vay tiền làm ăn thì nhờ chỗ nào?"),
    Part.REGISTER: PLAIN,
    Part.HISTORY: Message("còn Sở Công Thương thì sao?", (Turn("user", PLAIN.text), Turn("assistant", "…"))),
}


Without = Callable[[Part], Assistant]


@pytest.fixture(scope="module")
def without(settings: Settings) -> Without:
    """The assistant without a part, opened once for each."""
    return cache(lambda part: open_assistant(settings, without={part}))


def judged(assistant: Assistant, message: Message) -> tuple[object, ...]:
    """What the steps before the answer made of a message."""
    work = assistant.examine(message)
    draft = work.draft.claims if work.draft else ()
    features = work.judgement.features if work.judgement else {}
    return (work.question, draft, features)


@pytest.mark.parametrize("part", BY_PART)
def test_what_a_part_is_for_does_not_happen_without_it(
    without: Without, plan_assistant: Assistant, part: Part
) -> None:
    assert judged(without(part), BY_PART[part]) != judged(plan_assistant, BY_PART[part])


@pytest.mark.parametrize("part", [part for part in Part if part is not Part.REGISTER])
def test_a_plain_question_is_answered_without_any_part(
    without: Without, plan_assistant: Assistant, part: Part
) -> None:
    assert _shown(without(part).ask(PLAIN)) == _shown(plan_assistant.ask(PLAIN))


def _shown(answer: Answer) -> tuple[Status, str]:
    return answer.status, answer.answer


@pytest.mark.parametrize(
    ("part", "lexical", "dense"), [(Part.LEXICAL, False, True), (Part.DENSE, True, False)]
)
def test_one_way_of_searching(without: Without, part: Part, lexical: bool, dense: bool) -> None:
    hits = without(part).library.plans.searcher.search("chính sách thuế")
    assert (any(hit.lexical for hit in hits), any(hit.dense for hit in hits)) == (lexical, dense)


def test_an_index_made_anew_finds_what_the_stored_one_finds(
    without: Without, plan_assistant: Assistant
) -> None:
    """Leaving out words leaves the vectors as they were, and the other way round."""
    question = "chính sách thuế"
    whole = {hit.passage.id: hit for hit in plan_assistant.library.plans.searcher.search(question, k=400)}
    for part in (Part.LEXICAL, Part.DENSE):
        searcher = without(part).library.plans.searcher
        for hit in searcher.search(question, k=400):
            kept = hit.lexical if part is Part.DENSE else hit.dense
            known = whole[hit.passage.id]
            assert kept == pytest.approx(known.lexical if part is Part.DENSE else known.dense, abs=1e-4)


def test_no_wordings_are_left(without: Without) -> None:
    library = without(Part.WORDINGS).library
    assert not any(passage.wordings for passage in library.plans.passages)
    assert any(passage.wordings for passage in library.passages)


def test_no_lexicon_reads_what_was_typed() -> None:
    expanded = NoLexicon().expand(" ubnd tinh lam j? ")
    assert (expanded.reading, expanded.extra, expanded.language) == ("ubnd tinh lam j?", (), "vi")
    assert expanded.bare
    assert NoLexicon().related("vay vốn") == ()
    assert NoLexicon().phrases() == ()


def test_no_words_score_nothing() -> None:
    assert NoWords(3).scores("thuế").tolist() == [0, 0, 0]


def test_an_answer_tells_how_sure_the_assistant_was(plan_assistant: Assistant) -> None:
    given, declined = plan_assistant.ask(PLAIN), plan_assistant.ask(Message("Giá vàng hôm nay thế nào?"))
    assert declined.status in (Status.NOT_IN_SOURCES, Status.OUT_OF_SCOPE)
    assert given.trace.confidence is not None
    assert declined.trace.confidence is None or declined.trace.confidence < given.trace.confidence
    assert given.to_dict()["trace"]["confidence"] == given.trace.confidence
    assert plan_assistant.ask(Message("xin chào")).trace.confidence is None


def test_examining_stops_before_anything_is_verified(plan_assistant: Assistant) -> None:
    work = plan_assistant.examine(PLAIN)
    assert work.draft is not None
    assert work.judgement is not None
    assert work.offers["plan"].judgement.features.keys() >= {"fit", "known"}
    assert (work.claims, work.ending) == ((), None)
    assert plan_assistant.examine(Message("xin chào")).offers == {}

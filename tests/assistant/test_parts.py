"""Parts left out of the assistant over the plan: what each was for no longer happens, all else does."""

from __future__ import annotations

import pytest

from assistant.answer import Answer, Message, Status, Turn
from assistant.parts import Embedder, NoLexicon, NoWords, Part, library_without
from assistant.wiring import Assistant, open_assistant
from knowledge.config import Settings
from knowledge.embed import load_embedder
from knowledge.library import Library

PLAIN = Message("Cục Thuế tỉnh được giao nhiệm vụ gì?")
BY_PART = {
    Part.DIACRITICS: Message("kiem toan hop tac xa"),
    Part.LEXICON: Message("which office is in charge of land policy for cooperatives?"),
    Part.WORDINGS: Message("muốn vay tiền làm ăn thì nhờ chỗ nào?"),
    Part.REGISTER: PLAIN,
    Part.HISTORY: Message("còn Sở Công Thương thì sao?", (Turn("user", PLAIN.text), Turn("assistant", "…"))),
}


TOGETHER = (
    frozenset({Part.DIACRITICS, Part.HISTORY}),
    frozenset({Part.LEXICON}),
    frozenset({Part.REGISTER, Part.WORDINGS}),
)
"""Parts that have nothing to do with each other are left out of one assistant: opening one takes seconds."""


def _name(parts: frozenset[Part]) -> str:
    """The same in every process: a set has no order of its own."""
    return "+".join(sorted(parts))


@pytest.fixture(scope="module", params=TOGETHER, ids=_name)
def left_out(request: pytest.FixtureRequest) -> frozenset[Part]:
    parts: frozenset[Part] = request.param
    return parts


@pytest.fixture(scope="module")
def left(settings: Settings, left_out: frozenset[Part]) -> Assistant:
    return open_assistant(settings, without=left_out)


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return load_embedder("")


def judged(assistant: Assistant, message: Message) -> tuple[object, ...]:
    """What the steps before the answer made of a message."""
    work = assistant.examine(message)
    draft = work.draft.claims if work.draft else ()
    features = work.judgement.features if work.judgement else {}
    return (work.question, draft, features)


def test_what_a_part_is_for_does_not_happen_without_it(
    left: Assistant, left_out: frozenset[Part], plan_assistant: Assistant
) -> None:
    for part in left_out:
        assert judged(left, BY_PART[part]) != judged(plan_assistant, BY_PART[part]), part


def test_a_plain_question_needs_only_the_register(
    left: Assistant, left_out: frozenset[Part], plan_assistant: Assistant
) -> None:
    same = _shown(left.ask(PLAIN)) == _shown(plan_assistant.ask(PLAIN))
    assert same == (Part.REGISTER not in left_out)


def _shown(answer: Answer) -> tuple[Status, str]:
    return answer.status, answer.answer


@pytest.mark.parametrize("part", [Part.LEXICAL, Part.DENSE])
def test_one_way_of_searching_is_as_it_was_and_the_other_finds_nothing(
    plan_assistant: Assistant, embedder: Embedder, part: Part
) -> None:
    def told(library: Library) -> list[tuple[str, float, float]]:
        hits = library.plans.searcher.search("chính sách thuế", k=400)
        return sorted((hit.passage.id, hit.lexical, hit.dense) for hit in hits)

    whole = told(plan_assistant.library)
    for (name, lexical, dense), known in zip(
        told(library_without(plan_assistant.library, embedder, {part})), whole, strict=True
    ):
        expected = (0, known[2]) if part is Part.LEXICAL else (known[1], 0)
        assert (name, lexical, dense) == (known[0], *(pytest.approx(value, abs=1e-4) for value in expected))


def test_no_wordings_are_left(plan_assistant: Assistant, embedder: Embedder) -> None:
    library = library_without(plan_assistant.library, embedder, {Part.WORDINGS})
    assert not any(passage.wordings for passage in library.plans.passages)
    assert any(passage.wordings for passage in plan_assistant.library.plans.passages)


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

"""What holds for every answer, over the development questions: quotes verbatim, claims cited, text clean."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path

import pytest

from assistant import messages
from assistant.answer import Answer, Citation, Message, Status, Turn
from assistant.pipeline import STEPS
from assistant.wiring import Assistant
from knowledge.config import SHIPPED
from knowledge.document import Document

DEV = Path(__file__).parents[2] / "evals" / "sets" / "plan" / "dev.jsonl"
ROWS = [json.loads(line) for line in DEV.read_text(encoding="utf-8").splitlines()][:135]
MARKER = re.compile(r"\[(\d+)\]")


@pytest.fixture(scope="module")
def answers(plan_assistant: Assistant) -> list[tuple[Message, Answer]]:
    asked = [
        Message(row["question"], tuple(Turn(turn["role"], turn["text"]) for turn in row["history"]))
        for row in ROWS
    ]
    return [(message, plan_assistant.ask(message)) for message in asked]


def every_citation(answers: list[tuple[Message, Answer]]) -> Iterator[Citation]:
    return chain.from_iterable((*answer.citations, *answer.closest) for _, answer in answers)


def unmarked(text: str) -> str:
    """A source text as a person reads it: Markdown marks gone, white space single."""
    text = re.sub(r"^\s*[-*+] |[*#>`\\_]", "", text, flags=re.MULTILINE)
    return " ".join(text.split())


def test_many_kinds_of_questions_were_asked(answers: list[tuple[Message, Answer]]) -> None:
    assert len(answers) >= 80
    seen = {answer.status for _, answer in answers}
    assert seen >= {Status.ANSWERED, Status.NOT_IN_SOURCES, Status.FALSE_PREMISE, Status.GREETING}
    assert sum(answer.status is Status.ANSWERED for _, answer in answers) >= 60


def test_every_quote_is_what_stands_at_its_offsets(
    answers: list[tuple[Message, Answer]], plan: Document
) -> None:
    for citation in every_citation(answers):
        assert plan.text[citation.start : citation.end] == citation.quote
        assert citation.quote.strip()
        assert citation.verbatim


def test_every_quote_stands_in_the_source_file(answers: list[tuple[Message, Answer]]) -> None:
    source = unmarked((SHIPPED / "documents" / "127-KH-UBND.md").read_text(encoding="utf-8"))
    missing = {
        citation.quote for citation in every_citation(answers) if unmarked(citation.quote) not in source
    }
    assert missing == set()


def test_every_citation_knows_its_place(answers: list[tuple[Message, Answer]], plan: Document) -> None:
    for citation in every_citation(answers):
        node = plan.node(citation.anchor)
        assert node is not None
        assert citation.locator == node.place
        assert node.start <= citation.start < citation.end <= node.end
        assert (citation.document, citation.title) == (plan.number, plan.title)
        assert citation.headings == tuple(n.head.of(plan.text) for n in plan.path(citation.anchor)[1:-1])


def test_every_claim_is_cited_and_every_citation_used(answers: list[tuple[Message, Answer]]) -> None:
    for _, answer in answers:
        ids = [citation.id for citation in answer.citations]
        assert len(set(ids)) == len(ids)
        for claim in answer.claims:
            assert claim.text.strip()
            assert claim.citations
            assert set(claim.citations) <= set(ids)
        assert {name for claim in answer.claims for name in claim.citations} == set(ids)


def test_every_marker_resolves(answers: list[tuple[Message, Answer]]) -> None:
    for _, answer in answers:
        assert set(MARKER.findall(answer.answer)) == {citation.id for citation in answer.citations}


def test_every_claim_stands_in_the_answer(answers: list[tuple[Message, Answer]]) -> None:
    for _, answer in answers:
        for claim in answer.claims:
            assert claim.text.replace("\n", " ") in answer.answer


def test_only_bold_and_lists_are_marked_up(answers: list[tuple[Message, Answer]]) -> None:
    for message, answer in answers:
        assert answer.answer.strip() == answer.answer
        assert answer.answer.count("**") % 2 == 0
        plain = re.sub(r"^ *- ", "", answer.answer.replace("**", ""), flags=re.MULTILINE)
        assert not re.search(r"[*#`|<>\t\\]|  | [,;.]|None|\{|\}", plain), message.text


def test_an_ending_without_an_answer_claims_nothing(answers: list[tuple[Message, Answer]]) -> None:
    told = {Status.ANSWERED, Status.PARTIAL, Status.FALSE_PREMISE}
    for _, answer in answers:
        assert bool(answer.claims) is (answer.status in told)
        assert not (answer.closest and answer.claims)


def test_suggestions_are_new_questions(answers: list[tuple[Message, Answer]]) -> None:
    for message, answer in answers:
        assert len(answer.suggestions) <= 4
        assert len(set(answer.suggestions)) == len(answer.suggestions)
        assert message.text.strip() not in answer.suggestions
        assert not any("{" in text for text in answer.suggestions)


def test_suggested_questions_are_answered(
    answers: list[tuple[Message, Answer]], plan_assistant: Assistant
) -> None:
    alone = {
        text for _, answer in answers for text in answer.suggestions if "kế hoạch" in text or "phải" in text
    }
    alone |= set(plan_assistant.suggestions())
    alone -= {messages.SUGGEST["deadline"]}
    failed = [
        text for text in sorted(alone) if plan_assistant.ask(Message(text)).status is not Status.ANSWERED
    ]
    assert failed == []


def test_an_answer_is_json(answers: list[tuple[Message, Answer]]) -> None:
    for _, answer in answers:
        read = json.loads(json.dumps(answer.to_dict(), ensure_ascii=False))
        assert Status(read["status"]) is answer.status
        assert set(read) == {
            "status",
            "answer",
            "claims",
            "citations",
            "notes",
            "suggestions",
            "closest",
            "trace",
        }
        assert [step["name"] for step in read["trace"]["steps"]] == [name for name, _ in STEPS][
            : len(answer.trace.steps)
        ]


def untimed(answer: Answer) -> Answer:
    return replace(answer, trace=replace(answer.trace, steps=()))


def test_the_same_question_gets_the_same_answer(
    answers: list[tuple[Message, Answer]], plan_assistant: Assistant
) -> None:
    for message, answer in answers:
        assert untimed(plan_assistant.ask(message)) == untimed(answer)

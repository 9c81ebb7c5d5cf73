"""What the tests of answers share: a talk of several questions, and what an answer cites."""

from __future__ import annotations

from assistant.answer import Answer, Message, Turn
from assistant.wiring import Assistant


def talk(assistant: Assistant, *questions: str) -> Answer:
    """The answer to the last question, the others asked before it."""
    history: list[Turn] = []
    for question in questions[:-1]:
        answer = assistant.ask(Message(question, tuple(history)))
        history += [Turn("user", question), Turn("assistant", answer.answer)]
    return assistant.ask(Message(questions[-1], tuple(history)))


def anchors(answer: Answer) -> set[str]:
    return {citation.anchor for citation in answer.citations}

"""An answer as the text of a chat message."""

from __future__ import annotations

from dataclasses import replace

from assistant.answer import (
    Answer,
    Citation,
    Status,
)
from assistant.web.compatible.content import without_tail, written
from tests.assistant.web.fakes import cite


def answer_of(*citations: Citation) -> Answer:
    marks = "".join(f"[{citation.id}]" for citation in citations)
    return Answer(Status.ANSWERED, f"Ý. {marks}", (), citations)


def test_two_quotes_of_one_unit_keep_two_names() -> None:
    first = cite("1", "iii.2.12")
    content = written(answer_of(first, replace(first, id="2", start=first.start + 6)), "http://a/")
    titles = [found["url_citation"]["title"] for found in content.annotations]
    assert titles == ["127/KH-UBND, Mục III.2.12", "127/KH-UBND, Mục III.2.12 (trích 2)"]


def test_a_name_cannot_break_the_link() -> None:
    content = written(answer_of(replace(cite("1", "xau"), locator="Mục [a](javascript:b)")), "http://a/")
    assert "[127/KH-UBND, Mục \\[a\\](javascript:b)](http://a/documents/127-KH-UBND#xau)" in content.text


def test_an_answer_comes_back_as_it_was_written() -> None:
    answer = answer_of(cite("1", "iii.2.12"))
    assert without_tail(written(answer, "http://a/").text) == answer.answer
    assert without_tail("Nguồn vốn ở đâu?") == "Nguồn vốn ở đâu?"

"""Standard answers and their sources; orders of the office while its database is away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assistant.answer import Message, Status
from assistant.conversations.database import Database, address_of
from assistant.office.audit import Actor, Audit
from assistant.office.figures import percentile
from assistant.office.front import AGAIN_S, Front, Standing
from assistant.office.opening import OfficeDatabase
from assistant.office.sources import Texts
from assistant.office.standard import StandardAnswer, StandardAnswers, key_of, marks_in, matching
from assistant.office.switch import MESSAGE, Switch
from knowledge.document import Document, Node, NodeKind, Span
from knowledge.errors import StoreError
from knowledge.standing import Standing as Verdict

DAY = date(2026, 11, 23)
LAN = Actor("lan", "10.0.0.7")
QUESTION = "Hợp tác xã được vay bao nhiêu?"


def document(words: str = "Mức vay tối đa là 100 triệu đồng.") -> Document:
    node = Node(NodeKind.ARTICLE, "dieu_1", "Điều 1", "Điều 1", Span(0, len(words)), 0, len(words))
    root = Node(NodeKind.DOCUMENT, "", "1/2020/NĐ-CP", "", Span(0, 0), 0, len(words), (node,))
    return Document("1/2020/NĐ-CP", "Nghị định thử", words, root, "0" * 64)


def texts(held: Document | None, status: str = "in_force") -> Texts:
    def standing(number: str, day: date, anchor: str) -> Verdict:
        return Verdict(status, number, anchor, None, (), "", "", None, True)  # type: ignore[arg-type]

    return Texts(lambda number: held if held and number == held.number else None, standing)


def answered(held: Document) -> StandardAnswer:
    source = texts(held).source(held.number, "dieu_1", "", DAY)
    assert source is not None
    return StandardAnswer("a", QUESTION, "Tối đa 100 triệu. [1]", (source,), "Lan", "lan", 1_795_000_000.0)


@pytest.fixture
def database(tmp_path: Path) -> OfficeDatabase:
    return OfficeDatabase(lambda: Database(address_of("", tmp_path)))


def test_an_answer_stands_while_its_sources_do() -> None:
    held = document()
    answer = answered(held)
    assert texts(held).faults(answer, DAY) == ()
    assert texts(document("Mức vay tối đa là  100 triệu\nđồng.")).faults(
        replace(answer, sources=(replace(answer.sources[0], quote="Mức vay"),)), DAY
    ) == ()  # fmt: skip


@pytest.mark.parametrize(
    ("held", "status", "words"),
    [
        (document("Mức vay tối đa là 200 triệu đồng."), "in_force", "nguyên văn đã đổi"),
        (document(), "expired", "hiệu lực đã đổi"),
        (None, "in_force", "không còn trong"),
    ],
)
def test_an_answer_ends_when_a_source_changes(held: Document | None, status: str, words: str) -> None:
    faults = texts(held, status).faults(answered(document()), DAY)
    assert len(faults) == 1
    assert words in faults[0]


def test_an_answer_whose_sources_cannot_be_read_is_not_given() -> None:
    assert texts(document()).faults(replace(answered(document()), sources=()), DAY)


@pytest.mark.parametrize(
    "asked", [QUESTION, "dạ cho em hỏi hợp tác xã được vay bao nhiêu ạ", "HOP TAC XA DUOC VAY BAO NHIEU"]
)
def test_politeness_and_missing_diacritics_do_not_count(asked: str) -> None:
    assert matching(asked, [answered(document())])


@pytest.mark.parametrize(
    "asked",
    [
        "Hợp tác xã được vay bao lâu?",
        "Hợp tác xã được vay bao nhiêu lần?",
        "hợp tac xã được vay bao nhiêu",
        "",
        "?",
    ],
)
def test_any_other_word_does(asked: str) -> None:
    assert matching(asked, [answered(document())]) is None


def test_a_polite_phrase_alone_stays_a_question() -> None:
    assert key_of("Dạ ạ") != ""
    assert marks_in("Ý một [2]. Ý hai [1] [2].") == ("2", "1")


def test_orders_are_read_at_most_every_two_seconds_and_outlive_the_database(database: OfficeDatabase) -> None:
    away, now = [False], [0.0]

    class Sometimes(Switch):
        def read(self):  # type: ignore[no-untyped-def]
            if away[0]:
                raise StoreError("hỏng")
            return super().read()

    audit = Audit(database)
    switch, answers = Sometimes(database, audit), StandardAnswers(database, audit)
    front = Front(Standing(switch, answers, lambda: now[0]), texts(document()), lambda: DAY)
    assert front.answer(Message(QUESTION)) is None
    switch.turn(True, " ", LAN)
    assert front.answer(Message(QUESTION)) is None  # as it was a moment ago
    now[0] += AGAIN_S
    told = front.answer(Message(QUESTION))
    assert told is not None
    assert (told.status, told.answer) == (Status.ERROR, MESSAGE)
    away[0] = True
    now[0] += AGAIN_S
    assert front.answer(Message(QUESTION)) == told  # maintenance stands


def test_an_approved_answer_is_served_until_its_text_changes(database: OfficeDatabase) -> None:
    audit = Audit(database)
    switch, answers = Switch(database, audit), StandardAnswers(database, audit)
    made = answered(document())
    answers.approve(QUESTION, made.text, made.sources, "Nguyễn Thị Lan", LAN)
    standing = Standing(switch, answers)
    told = Front(standing, texts(document()), lambda: DAY).answer(Message(QUESTION))
    assert told is not None
    assert "Nguyễn Thị Lan, ngày " in told.answer
    assert told.citations[0].validity is not None
    assert told.citations[0].validity.status == "in_force"
    changed = texts(document("Mức vay tối đa là 50 triệu đồng."))
    assert Front(standing, changed, lambda: DAY).answer(Message(QUESTION)) is None


def test_percentiles_are_times_that_were_measured() -> None:
    assert percentile([5.0], 95) == 5.0
    assert percentile([float(n) for n in range(1, 101)], 50) == 50.0
    assert percentile([float(n) for n in range(1, 101)], 95) == 95.0

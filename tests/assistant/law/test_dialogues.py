"""Questions about a regulation, from the question to the answer a person reads."""

from __future__ import annotations

import re
from datetime import date

import pytest

from assistant.answer import Answer, Message, Status, Turn
from assistant.wiring import Assistant, open_assistant
from ingest.build import build
from ingest.digests import load_digests
from knowledge.config import Settings
from knowledge.embed import load_embedder
from tests.assistant.law.conftest import Ask

DECREE = "999/2025/NĐ-CP"


def anchors(answer: Answer, document: str = DECREE) -> list[str]:
    return [cited.anchor for cited in answer.citations if cited.document == document]


@pytest.mark.parametrize(
    ("question", "anchor", "said"),
    [
        ("Chợ nổi là gì?", "dieu_1.khoan_1", "neo lại để mua bán"),
        ("cho noi can it nhat may ghe bau", "dieu_2.khoan_1", "09 ghe bầu"),
        ("Thương hồ nộp phí bến tối đa bao nhiêu phần trăm?", "dieu_3.khoan_1", "3%"),
        ("trưởng bến trả lời thương hồ trong mấy ngày", "dieu_2.khoan_3", "06 ngày"),
        ("khoản 2 Điều 3 Nghị định 999/2025/NĐ-CP nói gì?", "dieu_3.khoan_2", "chỗ neo đậu"),
        ("k2 đ3 Nghị định 999/2025/NĐ-CP quy định gì", "dieu_3.khoan_2", "chỗ neo đậu"),
    ],
)
def test_the_clause_is_told_first_and_quoted(ask: Ask, question: str, anchor: str, said: str) -> None:
    answer = ask(question)
    assert answer.status is Status.ANSWERED
    assert anchors(answer)[0] == anchor
    assert said in answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "lãi vay ngân hàng của thành viên là bao nhiêu phần trăm một năm",
        "hợp tác xã nuôi heo phải tiêm phòng mấy tháng một lần",
    ],
)
def test_a_figure_of_another_matter_is_no_answer(ask: Ask, question: str) -> None:
    assert ask(question).status is Status.NOT_IN_SOURCES


def test_a_list_is_told_whole_under_one_quote(ask: Ask) -> None:
    answer = ask("Hồ sơ thành lập chợ nổi gồm những gì?")
    assert all(
        words in answer.answer for words in ("Đơn xin neo đậu", "Sơ đồ luồng lạch", "Danh sách ghe bầu")
    )
    (clause,) = [cited for cited in answer.citations if cited.anchor == "dieu_2.khoan_2"]
    assert "Danh sách ghe bầu" in clause.quote


def test_who_asks_for_the_article_is_told_it_first(ask: Ask) -> None:
    answer = ask("Điều nào của Nghị định 999/2025/NĐ-CP quy định phí bến của thương hồ?")
    assert "Điều 3" in answer.answer.splitlines()[0]


def test_an_article_is_told_clause_by_clause(ask: Ask) -> None:
    answer = ask("Điều 3 Nghị định 999/2025/NĐ-CP quy định gì?")
    assert {"dieu_3.khoan_1", "dieu_3.khoan_2", "dieu_3.khoan_3"} <= set(anchors(answer))


@pytest.mark.parametrize(
    ("question", "anchor"),
    [
        ("Chợ nổi cần 20 ghe bầu phải không?", "dieu_2.khoan_1"),
        ("Phí bến thương hồ nộp tối đa là 8% giá trị nông sản thì nộp lúc nào?", "dieu_3.khoan_1"),
        ("Thương hồ được chuyển nhượng chỗ neo đậu rồi thì làm giấy ở đâu?", "dieu_3.khoan_2"),
        ("Ghe bầu rời chợ nổi mà không cần thông báo trước thì đi lúc nào?", "dieu_3.khoan_3"),
        ("Lập chợ nổi phải gom đủ 20 ghe bầu, tụi em kiếm thêm ở đâu?", "dieu_2.khoan_1"),
        ("Nghị định 999/2025 cho trưởng bến 15 ngày trả lời hồ sơ chợ nổi, gửi ai?", "dieu_2.khoan_3"),
        ("Phí bến thương hồ nộp bằng 8% giá trị nông sản bán được; vậy nộp ở đâu?", "dieu_3.khoan_1"),
        ("Thương hồ chuyển nhượng chỗ neo đậu cho người khác ở đâu?", "dieu_3.khoan_2"),
    ],
)
def test_a_wrong_premise_is_corrected_by_the_clause(ask: Ask, question: str, anchor: str) -> None:
    answer = ask(question)
    assert answer.status is Status.FALSE_PREMISE
    assert anchors(answer)[0] == anchor


@pytest.mark.parametrize(
    "question",
    [
        "Chợ nổi cần 09 ghe bầu phải không?",
        "Năm rồi phí bến của tụi em bằng 2% giá trị nông sản bán được, vậy nộp ở đâu?",
        "Thương hồ có được chuyển nhượng chỗ neo đậu không?",
        "Ghe bầu rời chợ nổi phải thông báo trước cho ai?",
        "Tụi em mới 20 ghe bầu thì lập chợ nổi được chưa?",
    ],
)
def test_a_right_premise_or_an_open_question_is_answered(ask: Ask, question: str) -> None:
    assert ask(question).status is Status.ANSWERED


@pytest.mark.parametrize(
    "question",
    [
        "Thương hồ không nộp phí bến thì bị phạt mấy triệu?",
        "Mẫu đơn xin neo đậu chợ nổi tải về ở đâu?",
        "Cả nước có bao nhiêu chợ nổi?",
        "Nghị định 998/2025/NĐ-CP quy định gì về chợ nổi?",
    ],
)
def test_what_the_text_does_not_tell_is_declined(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.status in (Status.NOT_IN_SOURCES, Status.OUT_OF_SCOPE)
    assert not answer.citations


def test_a_follow_up_keeps_the_subject(ask: Ask) -> None:
    answer = ask("Thế nộp tối đa bao nhiêu phần trăm?", "Phí bến ở chợ nổi thương hồ nộp thế nào?")
    assert "3%" in answer.answer


@pytest.mark.parametrize(
    ("question", "anchor"),
    [
        ("đi mà không nói trước có được không?", "dieu_3.khoan_3"),
        ("trong mấy ngày thì được trả lời?", "dieu_2.khoan_3"),
    ],
)
def test_a_short_follow_up_goes_on_from_what_was_spoken_of(
    law_assistant: Assistant, question: str, anchor: str
) -> None:
    before = {
        "dieu_3.khoan_3": "Ghe bầu rời chợ nổi thì sao?",
        "dieu_2.khoan_3": "Hồ sơ thành lập chợ nổi gồm những gì?",
    }[anchor]
    told = law_assistant.ask(Message(before))
    turns = (Turn("user", before), Turn("assistant", told.answer))
    answer = law_assistant.ask(Message(question, turns))
    assert anchors(answer)[0] == anchor


def test_several_things_asked_are_all_told(ask: Ask) -> None:
    answer = ask("Chợ nổi cần ít nhất mấy ghe bầu? Thương hồ nộp phí bến tối đa bao nhiêu phần trăm?")
    assert all(words in answer.answer for words in ("09 ghe bầu", "3%"))


def test_an_instrument_named_in_the_last_answer_is_meant_by_that_instrument(
    law_assistant: Assistant,
) -> None:
    turns = (
        Turn("user", "Chợ nổi được quy định ở đâu?"),
        Turn("assistant", "Chợ nổi được quy định trong Nghị định 999/2025/NĐ-CP."),
    )
    answer = law_assistant.ask(Message("Điều 3 của nghị định đó nói gì?", turns))
    assert "dieu_3.khoan_1" in anchors(answer)


def test_what_an_instrument_put_an_end_to_is_told(ask: Ask) -> None:
    answer = ask("Luật Hợp tác xã số 17/2023/QH15 thay thế luật nào?")
    assert "23/2012/QH13" in answer.answer.splitlines()[0]
    assert "hết hiệu lực" in answer.answer


def test_the_plan_still_answers_for_itself(ask: Ask) -> None:
    answer = ask("Cục Thuế tỉnh phải làm gì?")
    assert {cited.document for cited in answer.citations} == {"127/KH-UBND"}


def test_a_digest_answers_and_says_that_it_is_no_verbatim_text(ask: Ask) -> None:
    answer = ask("Hợp tác xã cần ít nhất mấy thành viên?")
    first = answer.citations[0]
    assert (first.document, first.anchor, first.verbatim) == ("17/2023/QH15", "dieu_4.khoan_7", False)
    assert any("tóm tắt" in note.text for note in answer.notes)


@pytest.fixture(scope="module")
def ask_cards(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    """Asks an assistant that has the cards of two laws, of which one has ended, and of a circular."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("cards"))
    wanted = {"17/2023/QH15", "23/2012/QH13", "09/2017/TT-BNNPTNT"}
    digests = [digest for digest in load_digests() if digest.document.number in wanted]
    build(settings.library_dir, [], load_embedder(settings.embedding_model), digests=digests)
    assistant = open_assistant(settings)
    return lambda text: assistant.ask(Message(text))


def test_statements_of_one_clause_are_told_together(ask_cards: Ask) -> None:
    answer = ask_cards("Hợp tác xã nông nghiệp tự chấm được 70 điểm thì xếp vào loại nào?").answer
    assert "xếp loại tốt" in answer and "xếp loại khá" in answer


def test_what_was_told_is_not_pointed_to_again(ask_cards: Ask) -> None:
    answer = ask_cards("Hợp tác xã nông nghiệp được đánh giá theo những tiêu chí nào?").answer
    told, _, further = answer.partition("Xem thêm: ")
    places = re.findall(r"(Điều \d+ khoản \d+(?: điểm \w)?) Thông tư 09/2017", further)
    assert len(places) == len(set(places))
    assert not [place for place in places if f"- {place}:" in told]


def test_what_holds_is_told_alone_unless_then_is_asked_for(ask_cards: Ask) -> None:
    now = ask_cards("Thành viên góp vốn tối đa bao nhiêu phần trăm vốn điều lệ?")
    assert "30%" in now.answer and "23/2012/QH13" not in now.answer
    then = ask_cards("Luật cũ cho thành viên góp tối đa bao nhiêu phần trăm vốn điều lệ?").answer
    assert "20%" in then and "30%" in then
    assert then.count("không quá 30% vốn điều lệ") == 1


def test_the_day_asked_for_decides_what_holds(law_assistant: Assistant) -> None:
    text = "Luật Hợp tác xã số 17/2023/QH15 còn hiệu lực không?"
    early = law_assistant.ask(Message(text, as_of=date(2024, 1, 1)))
    late = law_assistant.ask(Message(text, as_of=date(2026, 1, 1)))
    assert "chưa có hiệu lực" in early.answer
    assert "chưa có hiệu lực" not in late.answer

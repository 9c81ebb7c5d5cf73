"""Whether a clause has a deed done by, or handed to, another body than a question takes for granted."""

from __future__ import annotations

import pytest

from assistant.law.bodies import names_the_body, unnamed_deeds
from assistant.law.clause_words import Clause
from knowledge.text import Folded, syllables


def says(text: str, word: str) -> bool:
    return word in syllables(text)


def named(words: str, headings: str = "") -> Clause:
    return Clause(Folded.of(words).text, Folded.of(headings).text)


def denied(words: str, question: str, headings: str = "", beside: tuple[str, ...] = ()) -> bool:
    clause, asked = named(words, headings), Folded.of(question).text
    found = unnamed_deeds(asked, [clause, *map(named, beside)])
    return any(names_the_body(clause, deed, asked, says) for deed in found)


@pytest.mark.parametrize(
    ("words", "question"),
    [
        ("Trưởng bến do Ủy ban nhân dân xã bổ nhiệm.", "Trưởng bến do Bộ Tài chính bổ nhiệm làm mấy năm?"),
        ("Điều lệ bến được Thủ tướng Chính phủ phê duyệt.", "Điều lệ bến được Quốc hội phê duyệt khi nào?"),
        (
            "Trưởng bến gửi sổ neo ghe đến Ủy ban nhân dân cấp xã.",
            "Sổ neo ghe gửi Ủy ban nhân dân tỉnh hạn nào?",
        ),
        (
            "Bến trình Liên minh hợp tác xã cùng cấp phê duyệt sổ neo ghe hằng năm.",
            "Sổ neo ghe của bến do Sở Tài chính phê duyệt, trình sao?",
        ),
        (
            "Trưởng bến gửi sổ neo ghe (mẫu I.01) đến Ủy ban nhân dân cấp xã.",
            "Sổ neo ghe gửi Ủy ban nhân dân tỉnh hạn nào?",
        ),
        ("Bến ghe trực thuộc Liên minh Hợp tác xã Việt Nam.", "Bến ghe trực thuộc Bộ Tài chính đúng không?"),
    ],
)
def test_a_deed_of_another_body_is_denied(words: str, question: str) -> None:
    assert denied(words, question)


@pytest.mark.parametrize(
    ("words", "question"),
    [
        ("Trưởng bến do Ủy ban nhân dân xã bổ nhiệm.", "Trưởng bến do chủ tịch xã bổ nhiệm làm mấy năm?"),
        ("Trưởng bến do cơ quan có thẩm quyền bổ nhiệm.", "Trưởng bến do Bộ Tài chính bổ nhiệm mấy năm?"),
        ("Trưởng bến do Ủy ban nhân dân xã bổ nhiệm.", "Thủ quỹ kho thóc do Bộ Tài chính bổ nhiệm mấy năm?"),
        ("Sổ ghe gửi cơ quan đăng ký kinh doanh.", "Sổ ghe gửi Phòng Tài chính hạn nào?"),
        ("Trưởng bến do Ủy ban nhân dân xã bổ nhiệm.", "Trưởng bến do xã hay Bộ Tài chính bổ nhiệm?"),
        ("Trưởng bến có nhiệm kỳ 05 năm.", "Trưởng bến do Bộ Tài chính bổ nhiệm làm mấy năm?"),
    ],
)
def test_what_may_be_the_same_or_is_not_told_is_left(words: str, question: str) -> None:
    assert not denied(words, question)


def test_a_list_of_own_duties_counts_against_a_body_from_outside_only() -> None:
    duties = "Quyền của Hội đồng quản trị bến ghe"
    asked = "Trưởng bến ghe do {} bổ nhiệm thì đổi ra sao?"
    assert denied("Bầu, bổ nhiệm trưởng bến ghe.", asked.format("chủ tịch xã"), duties)
    assert not denied("Bầu, bổ nhiệm trưởng bến ghe.", asked.format("đại hội thành viên"), duties)


def test_a_body_that_a_clause_beside_names_may_be_meant() -> None:
    question = "Sổ neo ghe gửi Ủy ban nhân dân tỉnh hạn nào?"
    here, beside = "Sổ neo ghe gửi Ủy ban nhân dân xã.", "Xã gửi sổ neo ghe đến Ủy ban nhân dân tỉnh."
    assert not denied(here, question, beside=(beside,))

"""What "bao nhiêu" asks the number of, and whether a text counts it."""

from __future__ import annotations

import pytest

from assistant.answer import Status
from assistant.counted import asked_things, counts_one, stands_beside, things_counted
from assistant.wiring import Assistant
from knowledge.text import Folded
from tests.assistant.talk import anchors, talk


def says(text: str, word: str) -> bool:
    return word in Folded.of(text).text.split()


@pytest.mark.parametrize(
    ("question", "things"),
    [
        ("mở bao nhiêu lớp, mỗi lớp bao nhiêu người", ("lop", "nguoi")),
        ("một năm mở mấy lớp", ("lop",)),
        ("bao nhiêu phần trăm là nữ", (None,)),
        ("mấy hợp tác xã yếu kém thì sao", ()),
        ("điều bao nhiêu", ()),
        ("ai chủ trì", ()),
        ("thấy dư ra mấy bao phân thì ghi vào đâu", ()),
        ("huyện hứa bao nhiêu hợp tác xã rồi để đó, thế ai đi kiểm tra", ()),
        ("sổ ghi ai góp bao nhiêu thì ai giữ", ()),
        ("báo cáo mấy kỳ trong năm", ()),
        ("cần mấy bao phân", ("phan",)),
    ],
)
def test_what_is_asked_the_number_of(question: str, things: tuple[str | None, ...]) -> None:
    assert asked_things(question) == things


@pytest.mark.parametrize(
    "quote",
    ["Tổ chức 12 lớp mỗi năm", "mỗi huyện một lớp", "Theo Nghị quyết số 20-NQ/TW ngày 16/6/2022, mở ba lớp"],
)
def test_a_figure_beside_the_thing_counts_it(quote: str) -> None:
    assert counts_one([quote], ["lop"], says)


@pytest.mark.parametrize(
    "quote",
    [
        "Tổ chức các lớp tư vấn tập trung",
        "Mở lớp theo Nghị quyết số 20-NQ/TW ngày 16/6/2022",
        "3.2. Mở lớp tư vấn",
        "Mở một số lớp tư vấn",
        "Có 12 hợp tác xã. Mở lớp tư vấn",
        "Mở lớp tư vấn năm 2025",
    ],
)
def test_numbers_of_texts_days_and_places_count_nothing(quote: str) -> None:
    assert not counts_one([quote], ["lop"], says)


@pytest.mark.parametrize(
    "question",
    [
        "moi nam lien minh htx mo bao nhieu lop tu van thanh lap htx, moi lop bao nhieu nguoi",
        "Mỗi huyện cử bao nhiêu cán bộ theo dõi kinh tế tập thể?",
        "Sở Lao động mở mấy lớp dạy nghề một năm",
        "Hội Nông dân hỗ trợ bao nhiêu hộ vay Quỹ?",
        "Sở Khoa học và Công nghệ làm bao nhiêu nhãn hiệu mỗi năm",
    ],
)
def test_what_the_plan_does_not_count_is_not_answered(plan_assistant: Assistant, question: str) -> None:
    assert talk(plan_assistant, question).status is Status.NOT_IN_SOURCES


def test_what_the_plan_counts_in_words_is_answered(plan_assistant: Assistant) -> None:
    answer = talk(plan_assistant, "Mỗi huyện xây dựng bao nhiêu mô hình hợp tác xã kiểu mới?")
    assert "iii.3.1.gach_7" in anchors(answer)


@pytest.mark.parametrize(
    ("question", "things"),
    [
        ("ban chỉ đạo có mấy phó ban", ("pho",)),
        ("bao nhiêu sản phẩm OCOP đến năm 2030", ("san",)),
        ("ai lo cho mấy hợp tác xã yếu kém", ()),
        ("mấy hợp tác xã có được hỗ trợ máy móc không", ()),
        ("kể hết mấy cái chỉ tiêu", ()),
        ("bao nhiêu phần trăm dân số", ()),
        ("máy cày giá sao", ()),
        ("quyết định số mấy", ()),
    ],
)
def test_a_thing_is_counted_where_nothing_else_is_asked(question: str, things: tuple[str, ...]) -> None:
    assert things_counted(question) == things


def test_a_figure_counts_what_stands_right_after_it() -> None:
    quote = "Có trên 70 hợp tác xã ứng dụng công nghệ cao vào sản xuất, tiêu thụ sản phẩm năm 2030"
    assert stands_beside([quote], "hop", says)
    assert not stands_beside([quote], "san", says)
    assert stands_beside(["với trên 4.200 thành viên"], "nguoi", says)
    assert not stands_beside(["theo Nghị quyết số 20-NQ/TW hợp tác xã"], "hop", says)

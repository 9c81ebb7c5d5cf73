"""Short forms of official writing, English names of the steering committees, bodies inside cooperatives."""

from __future__ import annotations

import pytest

from assistant.answer import Status
from assistant.wiring import Assistant
from knowledge.lexicon import Lexicon
from tests.assistant.talk import anchors, talk

READ = [
    ("NĐ nào về TD phát triển NN, NT", "nghị định nào về tín dụng phát triển nông nghiệp, nông thôn"),
    ("phát triển t/c đảng", "phát triển tổ chức đảng"),
    ("ngân sách NN", "ngân sách nhà nước"),
    ("ngành NN", "ngành nông nghiệp"),
    ("QLNN về KTTT", "quản lý nhà nước về kinh tế tập thể"),
    ("ql NN về kttt", "quản lý nhà nước về kinh tế tập thể"),
    ("các CT MTQG", "các chương trình mục tiêu quốc gia"),
    ("CT UBND tỉnh", "chủ tịch ủy ban nhân dân tỉnh"),
    ("đ/c nào ký", "đồng chí nào ký"),
    ("htx dc vay vốn ko", "hợp tác xã được vay vốn không"),
    ("vay NH thì hỏi ai", "vay ngân hàng thì hỏi ai"),
    ("muốn làm nh không biết", "muốn làm nhưng không biết"),
    ("ƯD CNC, TXNG, CDĐL", "ứng dụng công nghệ cao, truy xuất nguồn gốc, chỉ dẫn địa lý"),
    ("ktra gsat", "kiểm tra giám sát"),
    ("hỗ trợ gì cho XV", "hỗ trợ gì cho xã viên"),
    # what stays as it is
    ("sở NN lo gì", "sở NN lo gì"),
    ("Sở CT làm gì", "Sở CT làm gì"),
    ("Sở TC chủ trì", "Sở TC chủ trì"),
    ("sở nn&ptnt", "sở Nông nghiệp và Phát triển nông thôn"),
]


@pytest.mark.parametrize(("typed", "reading"), READ)
def test_a_short_form_is_read_by_the_words_around_it(typed: str, reading: str) -> None:
    assert Lexicon.load().expand(typed).reading == reading


@pytest.mark.parametrize(
    ("question", "cited"),
    [
        ("KH 127 dẫn những NĐ nào về TD phát triển NN, NT?", {"iii.2.13"}),
        ("ke hoach dan nhung nghi dinh nao ve tin dung nong nghiep", {"iii.2.13"}),
        ("KH có nói gì về phát triển t/c đảng, đoàn thể trong HTX ko?", {"iii.4.1.gach_3"}),
        ("phát triển đoàn thể trong các tổ chức kinh tế tập thể do ai lo", {"iii.4.1.gach_3"}),
        ("đoàn thể được giao việc gì", {"iii.5.1"}),
        ("đ/c PCT nào ký KH", {"chu_ky"}),
        ("TXNG, CDĐL cho HTX sở nào hỗ trợ", {"iii.2.8.gach_2"}),
        (
            "How does the time set for consolidating the provincial collective-economy steering committee"
            " compare with that for the district ones?",
            {"pl.iv.1", "pl.iv.4"},
        ),
        ("Who leads the reorganisation of the district-level steering committees?", {"pl.iv.4"}),
        ("When must the provincial collective economy steering committee be consolidated?", {"pl.iv.1"}),
    ],
)  # fmt: skip
def test_what_is_asked_in_short_forms_is_answered(
    plan_assistant: Assistant, question: str, cited: set[str]
) -> None:
    answer = talk(plan_assistant, question)
    assert answer.status is Status.ANSWERED
    assert cited <= anchors(answer)

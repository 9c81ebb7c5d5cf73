"""What a person takes away."""

from __future__ import annotations

import json
from datetime import date

import pytest

from assistant.answer import Answer, Citation, Note, Status, Validity
from assistant.conversations.export import Format, exported, file_name
from assistant.conversations.model import Conversation, KeptTurn, title_of

CITED = Citation(
    "1", "127/KH-UBND", "Kế hoạch", "Phụ lục, mục 13", "pl.13", (), "13\tCục Thuế\t", 0, 12, True,
    Validity("replaced", "2026-11-22", "Đã được thay thế."),
)  # fmt: skip
ANSWER = Answer(
    Status.ANSWERED, "Cục Thuế <chủ trì> [1]", citations=(CITED,), notes=(Note("validity", "Xem lại."),)
)
TURNS = (
    KeptTurn("a", 1, 1_795_000_000.0, Status.ANSWERED, "Ai\n<b>chủ trì</b>?", ANSWER, date(2024, 7, 1)),
    KeptTurn("b", 2, 1_795_000_000.0, Status.BLOCKED_PERSONAL_DATA, "", None, withheld=True),
    KeptTurn("c", 4, 1_795_090_000.0, Status.ANSWERED, "Còn nữa?", None),
)
TALK = Conversation("A" * 22, 1_795_000_000.0, 1_795_090_000.0, TURNS)

MARKDOWN = """\
# Ai &lt;b&gt;chủ trì&lt;/b&gt;?

Trợ lý HTX, các câu hỏi từ ngày 18/11/2026 đến ngày 19/11/2026.

Trợ lý chỉ tra cứu văn bản, không thay cho ý kiến của cơ quan có thẩm quyền.

## Câu 1 (18/11/2026)

> Ai
> &lt;b&gt;chủ trì&lt;/b&gt;?

Xét hiệu lực tại ngày 01/07/2024.

Cục Thuế &lt;chủ trì&gt; [1]

Lưu ý: Xem lại.

[1] 127/KH-UBND, Phụ lục, mục 13: “13 | Cục Thuế” Đã được thay thế.

## Câu 2 (18/11/2026)

Câu hỏi có thông tin cá nhân nên không được lưu.

## Câu 4 (19/11/2026)

> Còn nữa?

Không đọc được câu trả lời đã lưu.
"""


def test_markdown_for_people() -> None:
    assert exported(TALK, Format.MD) == MARKDOWN


def test_json_for_programs_without_the_key_to_the_conversation() -> None:
    content = json.loads(exported(TALK, Format.JSON))
    assert content["turns"][0]["answer"] == json.loads(json.dumps(ANSWER.to_dict()))
    assert content["turns"][1] == {
        "number": 2, "asked": "2026-11-18T11:06:40Z", "question": "", "withheld": True, "as_of": None,
        "status": "blocked_personal_data", "answer": None, "feedback": None,
    }  # fmt: skip
    assert TALK.id not in exported(TALK, Format.JSON) + exported(TALK, Format.MD)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Đến năm 2030 có bao nhiêu HTX?", "htx-2026-11-19-den-nam-2030-co-bao-nhieu-htx.md"),
        ('../../etc/passwd"\r\nSet-Cookie: x', "htx-2026-11-19-etc-passwd-set-cookie-x.md"),
        ("🌱", "htx-2026-11-19.md"),
        ("dài " * 40, "htx-2026-11-19-" + "dai-" * 14 + "dai.md"),
    ],
)
def test_file_names_are_safe(title: str, name: str) -> None:
    talk = Conversation("A" * 22, 0.0, 1_795_090_000.0, (), title)
    assert file_name(talk, Format.MD) == name


def test_a_title_is_cut_between_words() -> None:
    assert title_of("  một\n hai ") == "một hai"
    assert title_of("Hợp tác xã, nông nghiệp", 12) == "Hợp tác xã…"
    assert len(title_of("x" * 500)) == 80

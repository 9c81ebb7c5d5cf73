"""What a person takes away."""

from __future__ import annotations

import html
import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import docx as word
import pytest
from docx.document import Document as WordDocument

from assistant.answer import Answer, Citation, Note, Status, Validity
from assistant.conversations.blocks import Block, Kind
from assistant.conversations.docx import docx
from assistant.conversations.export import Format, exported, file_name
from assistant.conversations.model import Conversation, Feedback, KeptTurn, Reason, title_of
from ingest.formats.docx import read_docx

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
TALK = Conversation("A" * 22, 1_795_000_000.0, 1_795_090_000.0, TURNS, shared="B" * 22)

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
    assert exported(TALK, Format.MD).decode() == MARKDOWN


def test_a_word_file_says_the_same(tmp_path: Path) -> None:
    file = tmp_path / "talk.docx"
    file.write_bytes(exported(TALK, Format.DOCX))
    told = read_docx(file.read_bytes(), file.name).text
    plain = [line.lstrip("#> ") for line in html.unescape(MARKDOWN).splitlines() if line]
    assert [line for line in told.splitlines() if line] == plain


def test_json_for_programs_without_the_key_to_the_conversation() -> None:
    content = json.loads(exported(TALK, Format.JSON))
    assert content["turns"][0]["answer"] == json.loads(json.dumps(ANSWER.to_dict()))
    assert content["turns"][1] == {
        "number": 2, "asked": "2026-11-18T11:06:40Z", "question": "", "withheld": True, "as_of": None,
        "status": "blocked_personal_data", "answer": None, "feedback": None,
    }  # fmt: skip
    for kind in (Format.JSON, Format.MD):
        told = exported(TALK, kind).decode()
        assert TALK.id not in told and TALK.shared not in told


def test_readers_get_no_key_and_no_verdict() -> None:
    judged = replace(TURNS[0], feedback=Feedback(False, Reason.WRONG, "Sai"))
    told = replace(TALK, turns=(judged, *TURNS[1:])).to_readers()
    assert "Sai" not in json.dumps(told, ensure_ascii=False)
    assert TALK.id not in json.dumps(told) and TALK.shared not in json.dumps(told)
    assert [turn["number"] for turn in told["turns"]] == [1, 2, 4]


ANSWERED = """\
**Cục Thuế tỉnh** chủ trì *hai* việc:

- Tuyên truyền [1]
  • Tập huấn & <hỏi đáp>
2. Báo cáo
> Trích
2 * 3 * 4\x00\ud800
"""


def written(blocks: list[Block]) -> WordDocument:
    return word.Document(io.BytesIO(docx(blocks)))


def test_light_markdown_becomes_the_styles_of_word() -> None:
    paragraphs = written([Block(Kind.ANSWER, ANSWERED)]).paragraphs
    assert [(line.style and line.style.name, line.text) for line in paragraphs] == [
        ("Normal", "Cục Thuế tỉnh chủ trì hai việc:"),
        ("List Bullet", "Tuyên truyền [1]"),
        ("List Bullet 2", "Tập huấn & <hỏi đáp>"),
        ("List Paragraph", "2.\tBáo cáo"),
        ("Normal", "Trích"),
        ("Normal", "2 * 3 * 4"),
    ]
    runs = [run for line in paragraphs for run in line.runs]
    assert [run.text for run in runs if run.bold] == ["Cục Thuế tỉnh"]
    assert [run.text for run in runs if run.italic] == ["hai"]


def test_a_word_file_is_set_like_an_administrative_document() -> None:
    file = written([Block(Kind.TITLE, "Thuế"), Block(Kind.QUOTE, "[1] …"), Block(Kind.REMARK, "Lưu ý")])
    assert file.core_properties.author == "Trợ lý HTX" and file.core_properties.title == "Thuế"
    assert file.core_properties.created.year >= 2026  # type: ignore[union-attr]
    page = file.sections[0]
    assert (round(page.page_width.cm), round(page.left_margin.cm)) == (21, 3)  # type: ignore[union-attr]
    assert {line.style.font.name for line in file.paragraphs if line.style} == {"Times New Roman"}
    assert "Theme" not in file.styles["Title"].element.xml


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


def test_days_are_those_of_viet_nam() -> None:
    after_midnight = datetime(2026, 11, 23, 17, 30, tzinfo=UTC).timestamp()
    late = replace(TALK, updated=after_midnight, turns=(replace(TURNS[0], asked=after_midnight),))
    assert "## Câu 1 (24/11/2026)" in exported(late, Format.MD).decode()
    assert file_name(late, Format.MD).startswith("htx-2026-11-24-")


def test_a_title_is_cut_between_words() -> None:
    assert title_of("  một\n hai ") == "một hai"
    assert title_of("Hợp tác xã, nông nghiệp", 12) == "Hợp tác xã…"
    assert len(title_of("x" * 500)) == 80

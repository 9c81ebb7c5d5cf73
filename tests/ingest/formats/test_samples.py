"""Real files: every article of each is found at the start of a line."""

from __future__ import annotations

import re

import pytest

from ingest.read import read
from tests.ingest.formats.files import SHARED

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="real files")

_ARTICLE = re.compile(r"^Điều (\d+)", re.MULTILINE)


@pytest.mark.parametrize(
    ("name", "articles"),
    [
        ("samples/Nghi-dinh-141-2026-ND-CP.docx", 5),
        ("samples/Nghi-dinh-141-2026-ND-CP.pdf", 5),
        ("samples/Nghi-dinh-252-2026-ND-CP.docx", 76),
        ("samples/TT_20-2026_BTC.docx", 10),
        ("samples/Luat-41-2024-QH15-BHXH.pdf", 141),
        ("vbpl/example_full_2315.html", 55),
        ("regulations/45-2021-ND-CP.txt", 0),
    ],
)
def test_every_article_starts_a_line(name: str, articles: int) -> None:
    source = read(SHARED / name)
    found = [int(number) for number in _ARTICLE.findall(source.text)]
    expected = articles or max(found)
    assert sorted(set(found)) == list(range(1, expected + 1))
    assert "<" not in source.text


def test_a_law_printed_in_two_ways_has_the_same_words() -> None:
    """The gazette's PDF against a text of the same law made by others: only a stamp is missing."""
    printed = re.findall(r"\w+", read(SHARED / "samples/Luat-41-2024-QH15-BHXH.pdf").text)
    text = (SHARED / "regulations/41-2024-QH15.txt").read_text(encoding="utf-8")
    other = re.findall(r"\w+", "\n".join(line for line in text.split("\n") if not line.startswith("#")))
    stamp = len(other) - len(printed)
    same = next(place for place, pair in enumerate(zip(printed, other, strict=False)) if len(set(pair)) > 1)
    assert 0 < stamp < 40
    assert printed[same:] == other[same + stamp :]


def test_a_scan_with_a_layer_of_text_says_so() -> None:
    source = read(SHARED / "samples/Nghi-dinh-141-2026-ND-CP.pdf")
    assert source.certainty is None
    assert "lớp nhận dạng có sẵn" in source.notes[0]


def test_a_consultation_page_keeps_its_table_and_drops_the_menus() -> None:
    text = read(SHARED / "vbpl/example_p_2315.html").text
    assert "Số ký hiệu\t21-LCT/HDNN8\tNgày ban hành\t30/06/1989" in text
    assert "Trang chủ" not in text

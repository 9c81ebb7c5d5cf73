"""Fonts of before Unicode: known by their statistics, converted, never found in a text that is Unicode."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest

from ingest.formats.legacy import TCVN3, VNI, converted, vietnamese

PLAN = (Path(__file__).parents[3] / "knowledge/data/documents/127-KH-UBND.md").read_text(encoding="utf-8")

HAND_CHECKED = [
    ("Céng hßa x· héi chñ nghÜa ViÖt Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam", "TCVN3 (ABC)"),
    ("§éc lËp - Tù do - H¹nh phóc", "Độc lập - Tự do - Hạnh phúc", "TCVN3 (ABC)"),
    ("NghÞ ®Þnh cña ChÝnh phñ vÒ hîp t¸c x·", "Nghị định của Chính phủ về hợp tác xã", "TCVN3 (ABC)"),
    ("ng−êi n«ng d©n ®−îc hç trî", "người nông dân được hỗ trợ", "TCVN3 (ABC)"),
    ("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam", "VNI"),
    ("Ñoäc laäp - Töï do - Haïnh phuùc", "Độc lập - Tự do - Hạnh phúc", "VNI"),
    ("Nghò ñònh cuûa Chính phuû veà hôïp taùc xaõ", "Nghị định của Chính phủ về hợp tác xã", "VNI"),
    ("ngöôøi noâng daân ñöôïc hoã trôï", "người nông dân được hỗ trợ", "VNI"),
    ("QUYEÁT ÑÒNH CUÛA THUÛ TÖÔÙNG", "QUYẾT ĐỊNH CỦA THỦ TƯỚNG", "VNI"),
]


@pytest.mark.parametrize(("typed", "meant", "font"), HAND_CHECKED)
def test_words_checked_by_hand(typed: str, meant: str, font: str) -> None:
    assert converted(typed) == (meant, font)


def test_capitals_of_a_capital_font_are_restored_by_their_neighbours() -> None:
    typed = "CéNG HßA X· HéI CHñ NGHÜA VIÖT NAM\nTæ hîp t¸c, Së Tµi chÝnh vµ Uû ban"
    assert converted(typed)[0] == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTổ hợp tác, Sở Tài chính và Uỷ ban"


def encoded(text: str, table: dict[str, str]) -> str:
    shown = {letter: sign for sign, letter in table.items()}
    return "".join(shown.get(sign, sign) for sign in text)


def test_the_plan_comes_back_from_vni() -> None:
    assert len(set(VNI.values())) == 2 * (67 - 2), "all letters with marks; VNI shows í and ì as they are"
    assert converted(encoded(PLAN, VNI)) == (PLAN, "VNI")


def test_the_plan_comes_back_from_tcvn3() -> None:
    """TCVN3 has no codes for capitals with a tone: they are typed as small letters of a capital font."""
    typed = encoded(re.sub(r"[^\W\d_]", lambda match: _tcvn3_letter(match[0]), PLAN), TCVN3)
    text, font = converted(typed)
    assert font == "TCVN3 (ABC)"
    assert text.casefold() == PLAN.casefold()
    differing = [word for word, meant in zip(text.split(), PLAN.split(), strict=True) if word != meant]
    assert len(differing) <= 20, differing


def _tcvn3_letter(letter: str) -> str:
    return letter if letter.isascii() or letter in TCVN3.values() else letter.lower()


def test_unicode_texts_stay_as_they_are() -> None:
    for text in (PLAN, "", "plain ASCII", "Sở", "Le café était fermé à Noël, près de la Fédération suisse"):
        assert converted(text) == (text, "")


def test_lines_in_unicode_inside_a_legacy_text_stay() -> None:
    typed = "Céng hßa x· héi chñ nghÜa ViÖt Nam\nHợp tác xã nông nghiệp\nnghÞ ®Þnh cña ChÝnh phñ"
    assert converted(typed)[0].split("\n")[1] == "Hợp tác xã nông nghiệp"


def test_the_share_of_vietnamese_words() -> None:
    assert vietnamese(PLAN) > 0.98
    assert vietnamese("Hợp tác xã") == 1
    assert vietnamese("không dấu: hop tac xa") == 1
    assert vietnamese("hop tac xa") == 0
    assert vietnamese("Coäng hoøa xaõ hoäi") < 0.3
    assert vietnamese(unicodedata.normalize("NFD", "Hợp tác xã")) == 1

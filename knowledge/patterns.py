"""Patterns of legal Vietnamese for more than one room: instruments, dates, years, figures, capitals."""

from __future__ import annotations

import re

UPPER = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
"""Capital letters, for a character class. Ranges do not work: capitals and small letters alternate."""

INSTRUMENT_NUMBER = re.compile(
    r"(?<![\w/])(?P<number>"
    r"\d{1,4}/\d{4}/[A-ZĐ]{1,4}\d{0,2}(?:-[A-ZĐ][A-ZĐa-z]{1,9})*"  # 45/2021/NĐ-CP, 17/2023/QH15
    r"|\d{1,5}/[A-ZĐ]{2,4}-[A-ZĐ]{2,8}"  # 167/QĐ-TTg is matched below, 127/KH-UBND here
    r"|\d{1,5}/(?:QĐ|NQ|KH|CT|TB)-(?:TTg|[A-ZĐa-z]{2,6})"
    r"|\d{1,4}-[A-Z][A-Za-zĐ]{0,4}/[A-Z]{2,4}"  # 54-CTr/TU, 20-NQ/TW
    r")(?![\w/])"
)
"""The printed number of an instrument, whatever its kind."""

INSTRUMENT_KIND = (
    "Nghị quyết liên tịch|Thông tư liên tịch|Nghị quyết|Nghị định|Quyết định|Thông tư|Kế hoạch|"
    "Chương trình hành động|Chương trình|Chỉ thị|Luật|Pháp lệnh"
)

DATE = re.compile(r"ngày\s+(?P<day>\d{1,2})(?:/| tháng )(?P<month>\d{1,2})(?:/| năm )(?P<year>\d{4})")
"""A full date: "ngày 07/3/2023", "ngày 07 tháng 3 năm 2023"."""

DAY_MONTH = re.compile(r"(?<![\d/])(?P<day>\d{1,2})/(?P<month>\d{1,2})(?![\d/])")
"""A day of every year: "15/12"."""

YEAR = re.compile(r"(?<![\d/.])(?:19|20)\d{2}(?![\d/]|\.\d)")

FIGURE = re.compile(r"(?<![\w/.,])\d{1,3}(?:\.\d{3})+(?![\w/])|(?<![\w/.,])\d+(?:,\d+)?(?![\w/.])")
"""A figure as printed: "17.000", "05", "60"."""


def same_figure(figure: str) -> str:
    """A printed figure in one form: "17.000" and "17000" are one, "05" is "5"."""
    whole = re.sub(r"\.(?=\d{3}(?!\d))", "", figure)
    return whole.lstrip("0") or "0"

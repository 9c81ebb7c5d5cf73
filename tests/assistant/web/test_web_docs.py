"""The page about the chat page says what is so."""

from __future__ import annotations

import re
from pathlib import Path

from tests.assistant.web.browser import STATIC
from tests.assistant.web.test_page_speed import MOST_BYTES

PAGE = (Path(__file__).parents[3] / "docs/web.md").read_text(encoding="utf-8")
WRITTEN = (STATIC / "index.html").read_text(encoding="utf-8")


def test_every_shortcut_is_told_and_no_other() -> None:
    told = re.findall(r"^\| `(\S+)` \|", PAGE, re.MULTILINE)
    assert told == re.findall(r"<kbd>(\S+)</kbd>", WRITTEN)


def test_every_way_to_copy_is_told() -> None:
    texts = (STATIC / "texts.vi.js").read_text(encoding="utf-8")
    ways = re.findall(r'"answer\.copy\.\w+": "([^",]+)', texts)
    assert len(ways) == 3
    assert all(f"| Sao chép, {way[0].lower() if way != 'Markdown' else 'M'}{way[1:]}" in PAGE for way in ways)


def test_the_weight_is_the_one_that_is_tested() -> None:
    assert f"dưới {MOST_BYTES // 1000} KB" in PAGE


def test_every_script_of_the_page_is_asked_for_at_once() -> None:
    """None is found out only when another one has come: on a slow line each such step takes a second."""

    def imported(name: str, known: set[str]) -> set[str]:
        source = (STATIC / name).read_text(encoding="utf-8")
        for further in set(re.findall(r'from "\./([\w.]+)"', source)) - known:
            known = imported(further, known | {further})
        return known

    assert set(re.findall(r'modulepreload" href="static/([\w.]+)"', WRITTEN)) == imported("app.js", set())

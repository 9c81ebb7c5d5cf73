"""Driving the page in a real Chromium."""

from __future__ import annotations

import os
import re
from pathlib import Path

from playwright.sync_api import Locator, Page, ViewportSize

from assistant.web import service

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 390, "height": 844}
NARROW: ViewportSize = {"width": 360, "height": 640}
STATIC = Path(service.__file__).with_name("static")
TAX_OFFICE = "Cục Thuế tỉnh phải làm gì?"


def keep(page: Page) -> None:
    """The page as the test leaves it, as a picture in the folder that ARTEFACTS names, if it names one."""
    folder = os.environ.get("ARTEFACTS")
    if folder and not page.is_closed():
        test = os.environ.get("PYTEST_CURRENT_TEST", "page").rpartition("/")[2].partition(" (")[0]
        page.screenshot(path=Path(folder) / f"{re.sub(r'[^0-9A-Za-z]+', '-', test).strip('-')[:120]}.png")


def ask(page: Page, question: str) -> Locator:
    """Ask by keyboard; gives the last turn."""
    page.locator("#question").fill(question)
    page.locator("#question").press("Enter")
    return page.locator(".turn").last


def marked(page: Page) -> list[str]:
    return page.locator("#source mark").all_text_contents()


def in_view(page: Page, selector: str) -> bool:
    """Whether the element lies within the panel's visible part."""
    script = """([inner, outer]) => {
        const a = document.querySelector(inner).getBoundingClientRect();
        const b = document.querySelector(outer).getBoundingClientRect();
        const across = a.left >= b.left - 1 && a.right <= b.right + 1;
        return across && a.top >= b.top - 1 && a.bottom <= b.bottom + 1;
    }"""
    return bool(page.evaluate(script, [selector, "#source-body"]))


def is_modal(page: Page) -> bool:
    """Whether the rest of the page is out of reach while the source is open."""
    return bool(page.evaluate("document.getElementById('source').matches(':modal')"))


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))

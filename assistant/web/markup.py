"""Small makers of HTML. Words only ever enter through `text` and `attributes`, both escaped."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from typing import TypeAlias

from assistant.web.wording import WORDS

Html: TypeAlias = str
"""Markup that may be sent as it is."""


def text(words: str) -> Html:
    """Words as markup."""
    return escape(words, quote=False)


def tag(name: str, css: str, inner: Html, attributes: dict[str, str] | None = None) -> Html:
    """An element with a class (none when empty), attributes by name, and its markup."""
    named = {"class": css} if css else {}
    marks = "".join(f' {key}="{escape(value)}"' for key, value in {**named, **(attributes or {})}.items())
    return f"<{name}{marks}>{inner}</{name}>"


def says(
    name: str,
    css: str,
    key: str,
    *args: str | int,
    marks: Mapping[str, str] | None = None,
    words: Mapping[str, str] = WORDS,
) -> Html:
    """An element with a text of the interface; the page puts it into the reader's language.

    `words` are the texts of a page that has its own, `marks` further attributes.
    """
    attributes = {"data-text": key, **(marks or {})}
    if args:
        attributes["data-args"] = json.dumps(args, ensure_ascii=False)
    return tag(name, css, text(words[key].format(*args)), attributes)


def label(key: str, words: Mapping[str, str] = WORDS) -> dict[str, str]:
    """The attributes that give an element this text as its name, in the reader's language."""
    return {"data-label": key, "aria-label": words[key]}

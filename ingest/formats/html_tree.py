"""The tree of an HTML page: walked without what nobody reads, and the element that holds the instrument."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from knowledge.errors import DocumentError

MAX_NODES = 3_000_000
"""Elements and texts of one page; more would take minutes, the longest law has about 20,000."""

MAX_DEPTH = 3000
"""Elements inside one another; the parser looks through all open ones at each paragraph."""

MENU_LINKS = 3
MENU_SHARE = 0.8
"""An element with so many links that hold so much of its characters is a menu."""

_DROPPED = (
    frozenset({"script", "style", "noscript", "template", "nav", "header", "footer", "aside", "button"})
    | {"select", "option", "textarea", "input", "svg", "canvas", "iframe", "object", "embed", "audio"}
    | {"video", "head", "title", "link", "meta", "dialog"}
)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:]{0,30})")
_ENDLESS = frozenset(
    {"p", "li", "td", "th", "tr", "dt", "dd", "br", "hr", "img", "input", "link", "meta", "col"}
)
"""Tags that need no end, so they say nothing of depth."""

_HOLDERS = ("article", "body", "div", "form", "main", "section")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_UNIT = re.compile(r"Điều\s+\d|CỘNG H(?:ÒA|OÀ) XÃ HỘI CHỦ NGHĨA|Nơi nhận\s*:", re.IGNORECASE)


def body_of(html: str, name: str) -> LexborNode | None:
    """The body of a page. Raises DocumentError before the parse where it would take minutes."""
    depth = 0
    for seen, tag in enumerate(_TAG.finditer(html)):
        if tag[2].lower() not in _ENDLESS:
            depth = max(0, depth - 1) if tag[1] else depth + 1
        if depth > MAX_DEPTH or seen > MAX_NODES:
            raise _too_much(name)
    return LexborHTMLParser(html).body


def _too_much(name: str) -> DocumentError:
    return DocumentError(f"{name}: trang HTML có quá nhiều phần tử; hãy tách nhỏ hoặc lưu dạng .docx")


@dataclass(frozen=True, slots=True)
class Step:
    """A node met on the way through the page, on entering or on leaving it."""

    node: LexborNode
    entering: bool


def walk(root: LexborNode, name: str, menus: frozenset[int] = frozenset()) -> Iterator[Step]:
    """Every node that is shown, without recursion: a page may nest deeper than Python may call."""
    stack = [Step(root, True)]
    seen = 0
    while stack:
        step = stack.pop()
        seen += 1
        if seen > MAX_NODES:
            raise _too_much(name)
        if step.entering and (step.node.mem_id in menus or _dropped(step.node)):
            continue
        yield step
        if step.entering and step.node.tag != "-text":
            stack.append(Step(step.node, False))
            stack += [Step(child, True) for child in reversed(_children(step.node))]


def _children(node: LexborNode) -> list[LexborNode]:
    found = []
    child = node.child
    while child is not None:
        found.append(child)
        child = child.next
    return found


def _dropped(node: LexborNode) -> bool:
    tag = node.tag or ""
    if tag == "-text":
        return False
    if tag.startswith(("-", "!")) or tag in _DROPPED:
        return True
    attributes = node.attributes
    return "hidden" in attributes or bool(_HIDDEN.search(attributes.get("style") or ""))


def root_of(body: LexborNode, name: str) -> LexborNode | None:
    """The smallest element that holds every unit of the instrument; nothing where the page has no unit.

    A unit that is a link belongs to a list of other instruments or to a table of contents.
    """
    path: list[LexborNode] = []
    common: list[LexborNode] = []
    linked = 0
    for step in walk(body, name):
        if step.node.tag == "-text":
            if not linked and _UNIT.match((step.node.text_content or "").strip()):
                common = _shared(common, path) if common else list(path)
            continue
        linked += (1 if step.entering else -1) if _is_link(step.node) else 0
        if step.entering:
            path.append(step.node)
        else:
            path.pop()
    return next((node for node in reversed(common) if node.tag in _HOLDERS), None)


def menus_of(body: LexborNode, name: str) -> frozenset[int]:
    """The `mem_id` of every element that is little but links."""
    menus: set[int] = set()
    open_counts: list[list[int]] = [[0, 0, 0]]  # characters, characters in links, links
    linked = 0
    for step in walk(body, name):
        if step.node.tag == "-text":
            size = len((step.node.text_content or "").strip())
            open_counts[-1][0] += size
            open_counts[-1][1] += size if linked else 0
            continue
        linked += (1 if step.entering else -1) if _is_link(step.node) else 0
        if step.entering:
            open_counts.append([0, 0, int(_is_link(step.node))])
            continue
        size, inside, links = closed = open_counts.pop()
        if links >= MENU_LINKS and inside >= MENU_SHARE * size and step.node.tag != "body":
            menus.add(step.node.mem_id)
        open_counts[-1] = [sum(pair) for pair in zip(open_counts[-1], closed, strict=True)]
    return frozenset(menus)


def _is_link(node: LexborNode) -> bool:
    return node.tag == "a" and bool(node.attributes.get("href"))


def _shared(first: list[LexborNode], second: list[LexborNode]) -> list[LexborNode]:
    if len(second) >= len(first) and second[len(first) - 1].mem_id == first[-1].mem_id:
        return first
    shared = []
    for one, other in zip(first, second, strict=False):
        if one.mem_id != other.mem_id:
            break
        shared.append(one)
    return shared

"""Real regulations, where a folder of them lies beside the checkout: structure, counts, speed."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.parse import parse
from ingest.passages import passages_of
from ingest.read import Source, read
from knowledge.document import Document, Node, NodeKind, Span

FOLDER = Path(__file__).parents[2].parent / "shared" / "regulations"
FILES = sorted(FOLDER.glob("*.txt"))
pytestmark = pytest.mark.skipif(not FILES, reason="no regulations beside the checkout")

ARTICLE_LINE = re.compile(r"^(?:Điều|ĐIỀU)\s+(\d+[a-zđ]?)\s*[.:]", re.MULTILINE)
OTHERWISE = {
    "51-2024-QH15": 1,  # "Điều 48b." begins a line inside a quotation
    "74-2025-QH15": 1,  # the page repeats the heading of Điều 55 in its text
}
"""Article lines that are no articles of the text, known by reading the file."""

_NOT_OWN = (NodeKind.ANNEX, NodeKind.FORM, NodeKind.QUOTED)


def own_articles(node: Node) -> Iterator[Node]:
    """The articles of the text itself: none of an annex, none that it quotes."""
    for child in node.children:
        if child.kind is NodeKind.ARTICLE:
            yield child
        elif child.kind not in _NOT_OWN:
            yield from own_articles(child)


@pytest.fixture(scope="module", params=FILES, ids=lambda path: path.stem)
def regulation(request: pytest.FixtureRequest) -> tuple[Source, Document]:
    source = read(request.param)
    return source, parse(source)


def test_every_article_line_is_an_article(regulation: tuple[Source, Document]) -> None:
    source, document = regulation
    printed = len(ARTICLE_LINE.findall(source.text)) - OTHERWISE.get(source.name, 0)
    assert len(list(own_articles(document.root))) == printed


def test_the_text_is_conserved_below_its_comments(regulation: tuple[Source, Document]) -> None:
    source, document = regulation
    body = re.sub(r"\A(?:#[^\n]*\n)+", "", source.text)
    assert re.sub(r"[\s*\\]", "", document.text) == re.sub(r"[\s*\\]", "", body)


def test_anchors_are_unique_and_passages_slice_the_text(regulation: tuple[Source, Document]) -> None:
    document = regulation[1]
    counts = Counter(node.anchor for node in document.root.walk())
    assert counts.most_common(1)[0][1] == 1
    nodes = {node.anchor: node for node in document.root.walk()}
    for passage in passages_of(document):
        node = nodes[passage.anchor]
        assert passage.span in Span(node.start, node.end)
        assert passage.context.endswith(passage.span.of(document.text).replace("\t", " | "))


def test_the_comments_name_the_text(regulation: tuple[Source, Document]) -> None:
    source, document = regulation
    assert document.number in source.text.split("\n", 1)[0]
    assert "/" in document.number
    assert document.title != source.name


def test_the_longest_is_parsed_within_two_seconds() -> None:
    source = read(max(FILES, key=lambda path: path.stat().st_size))
    began = time.perf_counter()
    parse(source)
    assert time.perf_counter() - began < 2

"""Small texts, each showing one structure, and the outline that a lawyer expects of them.

A file is the text, a line with a dot, the outline, a line with a dot. The texts are made up.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.parse import outline, parse
from ingest.read import Source

GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.txt"))


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_outline_is_the_expected_one(path: Path) -> None:
    text, expected, rest = path.read_text(encoding="utf-8").split("\n.\n")
    assert outline(parse(Source("thu", text, "0"))) == expected
    assert rest == ""

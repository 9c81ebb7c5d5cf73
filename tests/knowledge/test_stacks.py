"""Documents and passages on disk: what comes back is what was put there, read when it is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.document import Document, Meta, Node, NodeKind, Remark, Span
from knowledge.passage import Passage
from knowledge.rows import Rows, RowWriter, offsets_of
from knowledge.stacks import (
    Size,
    StackWriter,
    StoredDocuments,
    StoredPassages,
    in_memory,
    is_regulation,
    size_of,
    write_passages,
)


def document(number: str, text: str = "Điều 1. Nuôi ong\nđược vay vốn") -> Document:
    article = Node(NodeKind.ARTICLE, "dieu_1", "Điều 1", "1", Span(0, 16), 0, len(text))
    root = Node(NodeKind.DOCUMENT, "", "", "", Span(0, 0), 0, len(text), (article,))
    return Document(number, f"Luật {number}", text, root, f"sha-{number}", Meta("Luật"), (Remark("", "còn"),))


def passage(place: int, document: str = "1/2030/QH15") -> Passage:
    headings = ("Chương I",)
    context = f"Chương I\nKhoản {place}"
    return Passage(document, f"dieu_1.khoan_{place}", "", "clause", Span(0, 3), headings, context, ("hỏi",))


def test_a_stored_document_is_the_document(tmp_path: Path) -> None:
    law, other = document("1/2030/QH15"), document("2/2030/QH15", "Điều 1. Trồng hoa 🌸\nạ")
    stacks = StackWriter(tmp_path)
    kept = [stacks.keep(law), stacks.keep(other)]
    assert [in_memory(one) for one in kept] == [law, other], "while it is being written"
    stacks.close()
    stored = StoredDocuments(tmp_path)
    for one, found in zip((law, other), (stored.document(each.listed) for each in kept), strict=True):
        assert in_memory(found) == one
        assert (found.text, found.root, found.remarks, found.slug) == (
            one.text,
            one.root,
            one.remarks,
            one.slug,
        )
        assert found == one
        assert size_of(found) == size_of(one) == Size(2, 1)
        assert is_regulation(found)
        assert found.node("dieu_1") is not None


def test_what_is_stored_already_is_not_written_again(tmp_path: Path) -> None:
    stacks = StackWriter(tmp_path)
    kept = stacks.keep(document("1/2030/QH15"))
    assert stacks.keep(kept) is kept
    stacks.close()
    assert len(Rows(tmp_path / "texts.rows")) == 1


def test_what_a_list_shows_is_known_without_the_files(tmp_path: Path) -> None:
    stacks = StackWriter(tmp_path)
    kept = stacks.keep(document("1/2030/QH15"))
    stacks.close()
    found = StoredDocuments(tmp_path).document(kept.listed)
    (tmp_path / "texts.rows").write_bytes(b"")
    assert (found.number, found.title, found.meta.kind) == ("1/2030/QH15", "Luật 1/2030/QH15", "Luật")
    assert found in {found}


def test_passages_come_back_by_place_by_name_and_in_order(tmp_path: Path) -> None:
    every = [passage(place) for place in range(1, 500)]
    written = write_passages(tmp_path, every)
    read = StoredPassages.open(tmp_path)
    assert list(written) == list(read) == every
    assert (len(read), read[0], read[-1]) == (499, every[0], every[-1])
    assert read[10:20] == tuple(every[10:20])
    assert read[400:9999] == tuple(every[400:])
    assert read.place(every[77].id) == 77
    assert read.place("1/2030/QH15#dieu_9") is None
    with pytest.raises(IndexError):
        read[499]


def test_rows_cut_short_are_no_rows(tmp_path: Path) -> None:
    with RowWriter(tmp_path / "a.rows") as rows:
        assert [rows.add(b"mot"), rows.add(b""), rows.add(b"ba")] == [0, 1, 2]
    found = Rows(tmp_path / "a.rows")
    assert [found[0], found[1], found[2]] == list(found.between(0, 3)) == [b"mot", b"", b"ba"]
    (tmp_path / "a.rows").write_bytes(b"mo")
    with pytest.raises(ValueError, match=r"a\.rows"):
        Rows(tmp_path / "a.rows")
    offsets_of(tmp_path / "a.rows").unlink()
    with pytest.raises(OSError, match="offsets"):
        Rows(tmp_path / "a.rows")

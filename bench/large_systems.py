"""What `bench.large` compares: this program, LangChain over Chroma with the same model, and bm25s."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path

from evals.beir import Benchmark

K = 10
JUDGED_ON = date(2023, 12, 31)
"""The questions of the set were answered by the law of that time, some of which was replaced later."""

Ask = Callable[[str], Sequence[str]]
"""The ids of articles for a question, best first."""


@dataclass(frozen=True, slots=True)
class System:
    """How to build an index of articles in a folder, and how to ask it in another process.

    `needs` are the modules it uses beside those of this program, by the package that brings them.
    """

    build: Callable[[Benchmark, Path], None]
    open: Callable[[Path], Ask]
    needs: tuple[tuple[str, str], ...] = ()

    def missing(self) -> str:
        """How to install what is not at hand; empty where nothing is missing."""
        packages = [package for module, package in self.needs if find_spec(module) is None]
        return f"pip install {' '.join(packages)}" if packages else ""


def _build_ours(bench: Benchmark, data: Path) -> None:
    """The articles as collected texts, and the index of this program."""
    from ingest.build import build
    from ingest.collected import Collected, Unit, save
    from knowledge.document import Meta
    from knowledge.embed import load_embedder

    pairs = zip(bench.ids, bench.texts, strict=True)
    for number, run in groupby(pairs, key=lambda pair: pair[0].partition("#")[0]):
        units = tuple(Unit(name.partition("#")[2], _article(name, text)) for name, text in run)
        save(data / "texts", Collected(number.upper(), number, Meta(source="phapdien"), units))
    build(data / "library", [], load_embedder(), texts=data / "texts")


def _article(name: str, text: str) -> str:
    title, _, body = text.partition("\n")
    return f"Điều {name.partition('#')[2]}. {title}\n{body}"


def _open_ours(data: Path) -> Ask:
    """The search that answers about regulations come from."""
    from knowledge.embed import load_embedder
    from knowledge.library import open_library
    from knowledge.threads import one_each

    one_each()  # as the assistant does
    embedder = load_embedder()
    searcher = open_library(data / "library", embedder.name, embedder).laws.searcher

    def ask(question: str) -> list[str]:
        hits = searcher.search(question, 100, as_of=JUDGED_ON)
        names = (f"{hit.passage.document.lower()}#{_number(hit.passage.anchor)}" for hit in hits)
        return list(dict.fromkeys(names))[:K]

    return ask


def _number(anchor: str) -> str:
    return next((p.removeprefix("dieu_") for p in anchor.split(".") if p.startswith("dieu_")), "")


def _build_plain(bench: Benchmark, data: Path) -> None:
    from bench.plain import build

    build(bench.ids, bench.texts, data)


def _open_plain(data: Path) -> Ask:
    from bench.plain import opened

    return opened(data, K)


def _build_bm25(bench: Benchmark, data: Path) -> None:
    """Words in lower case, as the library cuts them."""
    import bm25s

    index = bm25s.BM25()
    index.index(bm25s.tokenize(list(bench.texts), stopwords=None, show_progress=False), show_progress=False)
    index.save(str(data / "bm25"), show_progress=False)
    (data / "ids.json").write_text(json.dumps(bench.ids), encoding="utf-8")


def _open_bm25(data: Path) -> Ask:
    """The best texts by words alone."""
    import bm25s

    index = bm25s.BM25.load(str(data / "bm25"), mmap=True)
    ids: list[str] = json.loads((data / "ids.json").read_bytes())

    def ask(question: str) -> list[str]:
        words = bm25s.tokenize([question], stopwords=None, show_progress=False)
        places = index.retrieve(words, k=min(K, len(ids)), show_progress=False)[0]
        return [ids[int(place)] for place in places[0]]

    return ask


_LANGCHAIN = (
    ("langchain_chroma", "langchain-chroma"),
    ("langchain_text_splitters", "langchain-text-splitters"),
)

OURS = "Trợ lý HTX"
SYSTEMS: dict[str, System] = {
    OURS: System(_build_ours, _open_ours),
    "LangChain + Chroma": System(_build_plain, _open_plain, _LANGCHAIN),
    "bm25s": System(_build_bm25, _open_bm25),
}

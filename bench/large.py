"""Growth of retrieval with the law at hand: `python -m bench.large 1000 10000 85000`.

Takes a national set of articles with judged questions (a BEIR folder, BENCH_NATIONAL), builds an index of as
many of its articles as are asked for, and measures build, memory, disk, question time and hit@10: of this
program, of Chroma filled the plain way with the same model, and of plain bm25s, each in a process of its own.
The set is no part of the repository; without it nothing is measured. Figures go to docs/scale.json, the
picture to docs/scale.svg.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path
from statistics import quantiles

from bench.large_chart import picture
from evals.beir import Benchmark, read_benchmark

ROOT = Path(__file__).parents[1]
SIZES = (1_000, 10_000, 85_000)
QUESTIONS = 200
K = 10
CHUNK, OVERLAP = 1000, 200
"""Characters of a text fed to a vector store the plain way, as the splitters of the tutorials cut it."""

Ask = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Growth:
    """What a system needed for so many articles: seconds, MB, milliseconds, and the share found."""

    system: str
    articles: int
    build_s: float
    build_cpu_s: float
    build_mb: float
    disk_mb: float
    p50_ms: float
    p95_ms: float
    resident_mb: float
    hit_at_10: float


def main(arguments: Sequence[str]) -> int:
    """Measure each size with each system; 1 where the set is not at hand."""
    folder = Path(os.environ.get("BENCH_NATIONAL", ROOT.parent / "shared" / "bench" / "national"))
    if not (folder / "qrels.tsv").is_file():
        print(f"no judged articles in {folder}; set BENCH_NATIONAL", file=sys.stderr)
        return 1
    found: list[Growth] = []
    for size in [int(argument) for argument in arguments] or SIZES:
        for system in SYSTEMS:
            found.append(in_a_process(system, size, folder))
            print(found[-1], flush=True)
    rows = [asdict(one) for one in found]
    (ROOT / "docs" / "scale.json").write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    (ROOT / "docs" / "scale.svg").write_text(picture(rows), encoding="utf-8")
    return 0


def in_a_process(system: str, size: int, folder: Path) -> Growth:
    """Build in one process, ask in another: memory of the one is not counted for the other."""
    with tempfile.TemporaryDirectory(prefix="bench-large-") as data:
        env = os.environ | {"PYTHONPATH": str(ROOT), "HF_HUB_OFFLINE": "1"}
        told: dict[str, float] = {}
        for step in ("build", "ask"):
            command = [sys.executable, "-m", "bench.large", f"--{step}", system, str(size), str(folder), data]
            done = subprocess.run(command, env=env, capture_output=True, text=True, cwd=ROOT)
            if done.returncode:
                raise SystemExit(f"{system}, {size}: {done.stderr[-2000:]}")
            told |= json.loads(done.stdout.strip().rpartition("\n")[2])
    return Growth(system, **told)  # type: ignore[arg-type]


def part(folder: Path, size: int) -> tuple[Benchmark, list[str]]:
    """The first `size` articles, those that answer a question before the rest, and their questions."""
    whole = read_benchmark(folder)
    asked = [name for name in sorted(whole.queries) if name in whole.relevant][:QUESTIONS]
    right = dict.fromkeys(name for query in asked for name in whole.relevant[query])
    texts = dict(zip(whole.ids, whole.texts, strict=True))
    ids = tuple(dict.fromkeys((*right, *whole.ids)))[:size]
    names = sorted(ids, key=lambda name: (name.partition("#")[0], len(name), name))
    chosen = Benchmark(
        whole.name, tuple(names), tuple(texts[n] for n in names), whole.queries, whole.relevant
    )
    return chosen, asked


def build_ours(bench: Benchmark, data: Path) -> None:
    """The articles as collected texts, and the index of this program."""
    from ingest.build import build
    from ingest.collected import Collected, Unit, save
    from knowledge.document import Meta
    from knowledge.embed import load_embedder

    pairs = zip(bench.ids, bench.texts, strict=True)
    for number, run in groupby(pairs, key=lambda pair: pair[0].partition("#")[0]):
        units = tuple(Unit(name.partition("#")[2], _article(name, text)) for name, text in run)
        save(data / "texts", Collected(number.upper(), number, Meta(source="phapdien"), units))
    build(data / "library", [], load_embedder(""), texts=data / "texts")


def _article(name: str, text: str) -> str:
    title, _, body = text.partition("\n")
    return f"Điều {name.partition('#')[2]}. {title}\n{body}"


def ask_ours(bench: Benchmark, data: Path) -> Ask:
    """The search that answers about regulations come from."""
    from knowledge.embed import load_embedder
    from knowledge.library import open_library

    embedder = load_embedder("")
    library = open_library(data / "library", embedder.name, embedder)
    known = set(bench.ids)

    def ask(question: str) -> list[str]:
        hits = library.laws.searcher.search(question, 100)
        names = (f"{hit.passage.document.lower()}#{_number(hit.passage.anchor)}" for hit in hits)
        return [name for name in dict.fromkeys(names) if name in known]

    return ask


def _number(anchor: str) -> str:
    return next((p.removeprefix("dieu_") for p in anchor.split(".") if p.startswith("dieu_")), "")


def build_chroma(bench: Benchmark, data: Path) -> None:
    """Chunks of a fixed length in one collection."""
    import numpy as np

    from knowledge.embed import load_embedder
    from knowledge.vectors import VectorStore

    embedder, store = load_embedder(""), VectorStore.create(data / "chroma")
    chunks = list(_chunks(bench))
    for start in range(0, len(chunks), 1000):
        some = chunks[start : start + 1000]
        vectors = embedder.embed_passages([text for _, text in some])
        store.add([name for name, _ in some], ["" for _ in some], np.asarray(vectors))
    store.close()
    (data / "count").write_text(str(len(chunks)), encoding="utf-8")


def _chunks(bench: Benchmark) -> Iterator[tuple[str, str]]:
    for name, text in zip(bench.ids, bench.texts, strict=True):
        for number, start in enumerate(range(0, max(1, len(text) - OVERLAP), CHUNK - OVERLAP)):
            yield f"{name}?{number}", text[start : start + CHUNK]


def ask_chroma(bench: Benchmark, data: Path) -> Ask:
    """The nearest chunks."""
    from knowledge.embed import load_embedder
    from knowledge.vectors import VectorStore

    embedder, known = load_embedder(""), set(bench.ids)
    store = VectorStore.open(data / "chroma", int((data / "count").read_text(encoding="utf-8")))

    def ask(question: str) -> list[str]:
        near = store.nearest(embedder.embed_queries([question])[0], 3 * K)
        names = dict.fromkeys(name.partition("?")[0] for name, _ in near)
        return [name for name in names if name in known]

    return ask


def build_bm25(bench: Benchmark, data: Path) -> None:
    """Words in lower case, as the library cuts them."""
    import bm25s

    index = bm25s.BM25()
    index.index(bm25s.tokenize(list(bench.texts), stopwords=None, show_progress=False), show_progress=False)
    index.save(str(data / "bm25"), show_progress=False)


def ask_bm25(bench: Benchmark, data: Path) -> Ask:
    """The best texts by words alone."""
    import bm25s

    index = bm25s.BM25.load(str(data / "bm25"), mmap=True)

    def ask(question: str) -> list[str]:
        words = bm25s.tokenize([question], stopwords=None, show_progress=False)
        places = index.retrieve(words, k=K, show_progress=False)[0]
        return [bench.ids[int(place)] for place in places[0]]

    return ask


SYSTEMS: dict[str, tuple[Callable[[Benchmark, Path], None], Callable[[Benchmark, Path], Ask]]] = {
    "trợ lý": (build_ours, ask_ours),
    "Chroma": (build_chroma, ask_chroma),
    "bm25s": (build_bm25, ask_bm25),
}


def build_one(system: str, size: int, folder: Path, data: Path) -> dict[str, float]:
    """Build, and what that took beside reading the set."""
    bench, _ = part(folder, size)
    wall, cpu = time.perf_counter(), time.process_time()
    SYSTEMS[system][0](bench, data)
    disk = sum(path.stat().st_size for path in data.rglob("*") if path.is_file())
    return {
        "articles": len(bench.ids),
        "build_s": round(time.perf_counter() - wall, 1),
        "build_cpu_s": round(time.process_time() - cpu, 1),
        "build_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "disk_mb": round(disk / 1e6, 1),
    }


def ask_one(system: str, size: int, folder: Path, data: Path) -> dict[str, float]:
    """Ask each question, the first ones unmeasured; the time is that of the processor, whoever else works."""
    bench, asked = part(folder, size)
    ask = SYSTEMS[system][1](bench, data)
    for name in asked[:10]:
        ask(bench.queries[name])
    taken, hits = [], 0
    for name in asked:
        start = time.process_time()
        found = ask(bench.queries[name])[:K]
        taken.append((time.process_time() - start) * 1000)
        hits += any(one in bench.relevant[name] for one in found)
    p = quantiles(taken, n=100, method="inclusive")
    return {
        "p50_ms": round(p[49], 1),
        "p95_ms": round(p[94], 1),
        "resident_mb": round(resident_mb()),
        "hit_at_10": round(hits / len(asked), 3),
    }


def resident_mb() -> float:
    """Resident memory of this process in MB, the set itself included."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


if __name__ == "__main__":
    if sys.argv[1:2] in (["--build"], ["--ask"]):
        run = build_one if sys.argv[1] == "--build" else ask_one
        print(json.dumps(run(sys.argv[2], int(sys.argv[3]), Path(sys.argv[4]), Path(sys.argv[5]))))
    else:
        sys.exit(main(sys.argv[1:]))

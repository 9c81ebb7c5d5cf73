"""Growth of retrieval with the law at hand: `python -m bench.large 1000 10000 85000`.

Takes a national set of articles with judged questions (a BEIR folder, BENCH_NATIONAL), gives as many of its
articles as are asked for to each of `bench.large_systems`, and measures build, memory, disk, question time,
hit@10 and MRR@10, building and asking each in a process of its own. Only questions that the bundled model was
not trained on are asked. The set is no part of the repository; without it nothing is measured.

Each figure goes to docs/scale.json as soon as it is known, then into the table and the picture of
docs/scale.md. A later run measures what is missing there; with `--fresh` everything, with `--ours` this
program again beside what is known of the others.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from bench.large_chart import picture
from bench.large_systems import OURS, SYSTEMS
from bench.large_table import with_table
from evals.beir import Benchmark, read_benchmark, write_folder
from ingest.train.judged import Judged, sample

ROOT = Path(__file__).parents[1]
FIGURES, PICTURE, PAGE = (ROOT / "docs" / f"scale.{ending}" for ending in ("json", "svg", "md"))
SIZES = (1_000, 10_000, 85_000)
QUESTIONS = 200
LIMIT_S = 3600
"""Seconds that one step of one system may take; longer, and it is left out."""

Row = dict[str, Any]


def main(arguments: Sequence[str]) -> int:
    """Measure what is missing; 1 where the set or a library is not at hand."""
    folder = Path(os.environ.get("BENCH_NATIONAL", ROOT.parent / "shared" / "bench" / "national"))
    if not (folder / "qrels.tsv").is_file():
        return _complain(f"no judged articles in {folder}; set BENCH_NATIONAL")
    systems = (OURS,) if "--ours" in arguments else tuple(SYSTEMS)
    for name in systems:
        if missing := SYSTEMS[name].missing():
            return _complain(missing)
    sizes = [int(argument) for argument in arguments if argument.isdigit()] or SIZES
    known = [] if "--fresh" in arguments or not FIGURES.is_file() else json.loads(FIGURES.read_bytes())
    if "--ours" in arguments:
        known = [row for row in known if row["system"] != OURS or row["size"] not in sizes]
    for row in measured(folder, sizes, known, systems):
        known = _in_order([*(old for old in known if _key(old) != _key(row)), row])
        FIGURES.write_text(json.dumps(known, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    PICTURE.write_text(picture(known), encoding="utf-8")
    PAGE.write_text(with_table(PAGE.read_text(encoding="utf-8"), known), encoding="utf-8")
    return 0


def _complain(why: str) -> int:
    print(why, file=sys.stderr)
    return 1


def measured(
    folder: Path, sizes: Sequence[int], known: Sequence[Row], systems: Sequence[str] = tuple(SYSTEMS)
) -> Iterator[Row]:
    """A row for each of these systems and sizes that `known` has not, as soon as it is there."""
    done = set(map(_key, known))
    for size in sizes:
        wanted = [name for name in systems if (name, size, QUESTIONS) not in done]
        if not wanted:
            continue
        with tempfile.TemporaryDirectory(prefix="bench-large-") as here:
            _say(f"{size} articles: picking them")
            chosen = part(read_benchmark(folder), size)
            _write(chosen, Path(here) / "set")
            for name in wanted:
                if row := _in_processes(name, size, Path(here)):
                    _say(f"{size} articles, {name}: {row}")
                    yield row


def _key(row: Mapping[str, Any]) -> tuple[str, int, int]:
    return row["system"], row["size"], row["questions"]


def _in_order(rows: Sequence[Row]) -> list[Row]:
    names = list(SYSTEMS)
    return sorted(rows, key=lambda row: (row["size"], names.index(row["system"])))


def _say(line: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {line}", flush=True)


def part(whole: Benchmark, size: int) -> Benchmark:
    """`size` articles, and questions that training never saw.

    The right articles come before others of their instruments, and these before the rest: a library holds
    whole instruments.
    """
    judged = {Judged(text, frozenset()): name for name, text in whole.queries.items()}
    chosen = sample([one for one in judged if one.kept_apart], QUESTIONS)
    asked = {judged[one]: one.question for one in chosen}
    right = [name for query in asked for name in whole.relevant[query]]
    laws = {_law_of(name) for name in right}
    beside = sorted((name for name in whole.ids if _law_of(name) in laws), key=_in_its_law)
    names = sorted(list(dict.fromkeys((*right, *beside, *whole.ids)))[:size], key=_in_its_law)
    texts = dict(zip(whole.ids, whole.texts, strict=True))
    relevant = {query: whole.relevant[query] for query in asked}
    return replace(
        whole, ids=tuple(names), texts=tuple(texts[n] for n in names), queries=asked, relevant=relevant
    )


def _law_of(name: str) -> str:
    return name.partition("#")[0]


def _in_its_law(name: str) -> tuple[str, int, str]:
    law, _, article = name.partition("#")
    return law, len(article), article


def _write(bench: Benchmark, folder: Path) -> None:
    """The set as a BEIR folder, so that each process reads what it needs of it and nothing else."""
    articles = ({"_id": name, "text": text} for name, text in zip(bench.ids, bench.texts, strict=True))
    asked = [(name, text, tuple(bench.relevant[name])) for name, text in bench.queries.items()]
    write_folder(folder, articles, asked)


def _in_processes(system: str, size: int, here: Path) -> Row | None:
    """Build in one process, ask in another: memory of the one is not counted for the other."""
    row: Row = {"system": system, "size": size, "questions": QUESTIONS}
    with tempfile.TemporaryDirectory(prefix="built-", dir=here) as data:
        for step in ("build", "ask"):
            _say(f"{size} articles, {system}: {step}")
            command = [sys.executable, "-m", "bench.large_step", step, system, str(here / "set"), data]
            env = os.environ | {"PYTHONPATH": str(ROOT), "HF_HUB_OFFLINE": "1"}
            try:
                done = subprocess.run(
                    command, env=env, capture_output=True, text=True, cwd=ROOT, timeout=LIMIT_S
                )
            except subprocess.TimeoutExpired:
                _say(f"{size} articles, {system}: left out, {step} took more than {LIMIT_S} s")
                return None
            if done.returncode:
                raise SystemExit(f"{system}, {size}: {done.stderr[-2000:]}")
            row |= json.loads(done.stdout.strip().rpartition("\n")[2])
    return row


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

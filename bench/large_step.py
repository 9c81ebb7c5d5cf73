"""One step of `bench.large` in its own process: `python -m bench.large_step build|ask SYSTEM SET FOLDER`.

Little is imported here, since memory is measured. What came out is printed as one line of JSON.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from statistics import quantiles
from typing import Any

from bench.large_systems import SYSTEMS, K
from evals.beir import read_asked, read_benchmark

Row = dict[str, Any]


def build_one(system: str, folder: Path, data: Path) -> Row:
    """Build; what that took beside reading the articles, which are in memory."""
    bench = read_benchmark(folder)
    wall, cpu = time.perf_counter(), time.process_time()
    SYSTEMS[system].build(bench, data)
    disk = sum(path.stat().st_size for path in data.rglob("*") if path.is_file())
    return {
        "articles": len(bench.ids),
        "build_s": round(time.perf_counter() - wall, 1),
        "build_cpu_s": round(time.process_time() - cpu, 1),
        "build_mb": round(_memory_mb("VmHWM")),
        "disk_mb": round(disk / 1e6, 1),
    }


def ask_one(system: str, folder: Path, data: Path) -> Row:
    """Ask each question, the first ones unmeasured; the time is that of the processor, whoever else works."""
    asked = list(read_asked(folder).values())
    ask = SYSTEMS[system].open(data)
    for one in asked[:10]:
        ask(one.text)
    taken, ranks = [], []
    for one in asked:
        start = time.process_time()
        found = ask(one.text)[:K]
        taken.append((time.process_time() - start) * 1000)
        ranks.append(next((place for place, name in enumerate(found, 1) if name in one.relevant), 0))
    p = quantiles(taken, n=100, method="inclusive")
    return {
        "p50_ms": round(p[49], 1),
        "p95_ms": round(p[94], 1),
        "resident_mb": round(_memory_mb("VmRSS")),
        "hit_at_10": round(sum(rank > 0 for rank in ranks) / len(ranks), 3),
        "mrr_at_10": round(sum(1 / rank for rank in ranks if rank) / len(ranks), 3),
    }


def _memory_mb(what: str) -> float:
    """Memory of this process in MB, files mapped into it included; what its parent had does not count."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(what)) / 1024


if __name__ == "__main__":
    step = {"build": build_one, "ask": ask_one}[sys.argv[1]]
    print(json.dumps(step(sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]))))

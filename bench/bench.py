"""Speed and memory of the real service at the size of the plan: `make bench`.

Builds the index into a temporary folder, starts the service on a free port of this machine, asks what the
development set asks, and prints each figure beside its target. A missed target is shown and fails nothing:
a slow machine is no fault of the code.
"""

from __future__ import annotations

import asyncio
import json
import os
import platform
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from typing import Any

import httpx

ROOT = Path(__file__).parents[1]
QUESTIONS = ROOT / "evals" / "sets" / "plan" / "dev.jsonl"
ONE_CLIENT = 60
"""Questions that one client asks, no two alike."""
CLIENTS = 8
MANY_CLIENTS = 400
"""Questions that the clients share: the rest of the set, over and over."""
PATIENCE_S = 120.0
DECIMALS = {"s": 2, "ms": 1, "answers/s": 0, "MB": 0}

Body = Mapping[str, Any]


class BenchError(Exception):
    """The service did not do what is to be measured; the message says what it said."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured value, its unit and the target, where there is one: at most, or at least if `more`."""

    name: str
    value: float | None
    unit: str
    target: float | None = None
    more: bool = False

    def row(self) -> str:
        """One line of the table."""
        value = "?" if self.value is None else f"{self.value:,.{DECIMALS[self.unit]}f}"
        if self.target is None or self.value is None:
            return f"{self.name:<44}{value:>10} {self.unit}"
        met = self.value >= self.target if self.more else self.value <= self.target
        bound = f"{'≥' if self.more else '≤'} {self.target:g}"
        return f"{self.name:<44}{value:>10} {self.unit:<10}{bound:>8}  {'ok' if met else 'MISSED'}"


@dataclass(frozen=True, slots=True)
class Service:
    """A running service: its address, its process, and how long it took to be ready, in seconds."""

    url: str
    pid: int
    ready_s: float


def main() -> int:
    """Measure and print; 1 if there was nothing to measure."""
    bodies = read_bodies(QUESTIONS)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        env = os.environ | {"ASSISTANT_DATA_DIR": folder, "ASSISTANT_RATE_LIMIT": "off", "PYTHONUTF8": "1"}
        try:
            figures = [*index_figures(env), *service_figures(env, Path(folder) / "service.log", bodies)]
        except BenchError as fault:
            print(fault, file=sys.stderr)
            return 1
    print(f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}\n")
    print("\n".join(figure.row() for figure in figures))
    return 0


def read_bodies(path: Path) -> list[Body]:
    """The requests that ask the questions of a set, follow-ups with their history."""
    cases = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [{"question": case["question"], "history": case["history"]} for case in cases]


def index_figures(env: Mapping[str, str]) -> list[Figure]:
    """Build, then build again with nothing changed: the command, and its work once all is imported."""
    first = timed_command(["-m", "ingest", "build", "--quiet"], env)
    again = timed_command([__file__, "--rebuild"], env)
    return [
        Figure("index, first build, the whole command", first[0], "s"),
        Figure("index, unchanged rebuild, after import", float(again[1]), "s", 3),
    ]


def timed_command(arguments: Sequence[str], env: Mapping[str, str]) -> tuple[float, str]:
    """How long a run of Python took, in seconds, and what it printed last."""
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=env, capture_output=True, text=True, encoding="utf-8"
    )
    if done.returncode:
        raise BenchError(f"{' '.join(arguments)}: {done.stderr.strip()}")
    return time.perf_counter() - start, done.stdout.strip().rpartition("\n")[2]


def rebuild() -> float:
    """Seconds to find that nothing changed, with modules imported and the embedding model loaded."""
    from ingest.whole import build_whole
    from knowledge.config import load_settings
    from knowledge.embed import load_embedder

    settings = load_settings()
    embedder = load_embedder(settings.embedding_model)
    start = time.perf_counter()
    report = build_whole(settings, [], embedder)
    if not report.unchanged:
        raise BenchError("the second build found something to do")
    return time.perf_counter() - start


def service_figures(env: Mapping[str, str], log: Path, bodies: Sequence[Body]) -> list[Figure]:
    """Start the service, ask it, look at its memory."""
    with running(env, log) as service:
        first_ms, *_ = one_client(service.url, bodies[-1:])
        each_ms = one_client(service.url, bodies[:ONE_CLIENT])
        rate = asyncio.run(many_clients(service.url, bodies[ONE_CLIENT:]))
        now, peak = memory_mb(service.pid)
    percentiles = quantiles(each_ms, n=100, method="inclusive")
    return [
        Figure("service, start to ready", service.ready_s, "s", 15),
        Figure("ask, the first after ready", first_ms, "ms"),
        Figure(f"ask, one client, {len(each_ms)} questions, p50", percentiles[49], "ms"),
        Figure(f"ask, one client, {len(each_ms)} questions, p95", percentiles[94], "ms", 50),
        Figure(f"ask, {CLIENTS} clients, {MANY_CLIENTS} questions", rate, "answers/s", 60, more=True),
        Figure("memory of the service, resident", now, "MB", 1300),
        Figure("memory of the service, peak", peak, "MB"),
    ]


@contextmanager
def running(env: Mapping[str, str], log: Path) -> Iterator[Service]:
    """The real service in a process of its own, ready; stopped at the end."""
    port = free_port()
    command = [sys.executable, "-m", "assistant", "serve", "--port", str(port)]
    start = time.perf_counter()
    with log.open("wb") as told:
        process = subprocess.Popen(
            command, cwd=ROOT, env={**env, "ASSISTANT_HOST": "127.0.0.1"}, stdout=told, stderr=told
        )
    try:
        url = f"http://127.0.0.1:{port}"
        wait_ready(url, process, log)
        yield Service(url, process.pid, time.perf_counter() - start)
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def free_port() -> int:
    """A port of the loopback address that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_ready(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Return when `/readyz` says 200."""
    deadline = time.perf_counter() + PATIENCE_S
    with httpx.Client(trust_env=False, timeout=5) as client:
        while time.perf_counter() < deadline and process.poll() is None:
            try:
                reply = client.get(f"{url}/readyz")
            except httpx.TransportError:
                reply = None
            if reply is not None and reply.status_code == 200:
                return
            if reply is not None and reply.json().get("status") == "failed":
                break
            time.sleep(0.05)
    raise BenchError(
        f"the service was not ready:\n{log.read_text(encoding='utf-8', errors='replace')[-2000:]}"
    )


def one_client(url: str, bodies: Sequence[Body]) -> list[float]:
    """How long each answer took, in milliseconds, asked one after the other."""
    with httpx.Client(base_url=url, trust_env=False, timeout=PATIENCE_S) as client:
        return [ask_ms(client, body) for body in bodies]


def ask_ms(client: httpx.Client, body: Body) -> float:
    """How long one answer took, in milliseconds, read to its end."""
    start = time.perf_counter()
    answered(client.post("/api/ask", json=body))
    return (time.perf_counter() - start) * 1000


async def many_clients(url: str, bodies: Sequence[Body]) -> float:
    """Answers a second for clients that each ask again as soon as they have an answer.

    All of them live in this one process: two cores have to do for them and for the service.
    """
    left = iter([bodies[number % len(bodies)] for number in range(MANY_CLIENTS)])

    async def ask_on(client: httpx.AsyncClient) -> None:
        for body in left:
            answered(await client.post("/api/ask", json=body))

    async with httpx.AsyncClient(base_url=url, trust_env=False, timeout=PATIENCE_S) as client:
        start = time.perf_counter()
        await asyncio.gather(*(ask_on(client) for _ in range(CLIENTS)))
        return MANY_CLIENTS / (time.perf_counter() - start)


def answered(reply: httpx.Response) -> None:
    """Nothing, if the reply is an answer; raises BenchError else, so that no refusal is counted as fast."""
    if reply.status_code != 200:
        raise BenchError(f"the service refused a question: {reply.status_code} {reply.text[:300]}")


def memory_mb(pid: int) -> tuple[float | None, float | None]:
    """Resident memory of a process, now and at its most, in MB; None where no `/proc` tells."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return None, None
    fields = dict(line.split(":", 1) for line in lines if ":" in line)
    now, peak = (int(fields[name].split()[0]) * 1024 / 1e6 for name in ("VmRSS", "VmHWM"))
    return now, peak


if __name__ == "__main__":
    if "--rebuild" in sys.argv[1:]:
        print(rebuild())
    else:
        sys.exit(main())

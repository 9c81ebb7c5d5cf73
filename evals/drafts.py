"""The drafts suite: lies that verification must stop, honest paraphrases that it must let pass.

`python -m evals.drafts` prints what was stopped and passed, kind by kind and half by half, and fails below
the bars. The halves are `dev`, on which words and thresholds were fitted, and `test`.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from assistant.draft import DraftClaim, Source
from assistant.proof.support import Embed
from assistant.verify import Verifier
from evals.rows import read_bytes
from ingest.digests import digest_documents
from ingest.parse import parse
from ingest.read import read
from knowledge.agencies import Agencies
from knowledge.config import SHIPPED
from knowledge.document import Document, Span
from knowledge.errors import AssistantError, DataError
from knowledge.lexicon import Lexicon

SETS = Path(__file__).parent / "sets" / "drafts"
MOST_DROPPED = 0.03
"""The share of honest paraphrases that may be lost; of lies none may pass."""

Part = Literal["dev", "test"]
PARTS: tuple[Part, ...] = ("dev", "test")
HONEST = "honest"


class _Quoted(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    document: str
    anchor: str
    quote: str = Field(min_length=1)


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    part: Part
    kind: str = HONEST
    text: str = Field(min_length=1)
    sources: tuple[_Quoted, ...] = Field(min_length=1)
    why: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """One draft claim: honest, or a lie of some kind with what is false in it."""

    id: str
    part: Part
    kind: str
    claim: DraftClaim
    why: str

    @property
    def honest(self) -> bool:
        """Whether it ought to pass."""
        return self.kind == HONEST


@dataclass(frozen=True, slots=True)
class Judged:
    """A case and why verification turned it away; empty when it passed. `ms` is how long that took."""

    case: Case
    why: str
    ms: float

    @property
    def right(self) -> bool:
        """Whether a lie was stopped, an honest claim passed."""
        return self.case.honest is not bool(self.why)


def load_cases(path: Path, documents: Iterable[Document]) -> tuple[Case, ...]:
    """The cases of a JSONL file, their quotes found in the documents.

    Raises:
        DataError: a line does not fit, or a quote does not stand in its unit; the message names the line.
    """
    known = {document.number: document for document in documents}
    lines = read_bytes(path).decode("utf-8").splitlines()
    return tuple(_case(f"{path.name}:{number}", line, known) for number, line in enumerate(lines, 1))


def _case(where: str, line: str, known: dict[str, Document]) -> Case:
    try:
        row = _Row.model_validate(json.loads(line))
    except (ValueError, ValidationError) as error:
        raise DataError(f"{where}: sửa dòng này: {' '.join(str(error).split())[:200]}") from None
    sources = tuple(_source(where, quoted, known) for quoted in row.sources)
    return Case(row.id, row.part, row.kind, DraftClaim(row.text, sources, free=True), row.why)


def _source(where: str, quoted: _Quoted, known: dict[str, Document]) -> Source:
    document = known.get(quoted.document)
    node = document.node(quoted.anchor) if document else None
    start = document.text.find(quoted.quote, node.start, node.end) if document and node else -1
    if start < 0:
        raise DataError(f"{where}: {quoted.document} {quoted.anchor} không có câu trích ấy; sửa nguồn.")
    return Source(quoted.document, quoted.anchor, Span(start, start + len(quoted.quote)))


def judge(cases: Sequence[Case], verifier: Verifier) -> tuple[Judged, ...]:
    """What verification says of each case."""
    return tuple(_judged(case, verifier) for case in cases)


def _judged(case: Case, verifier: Verifier) -> Judged:
    started = time.perf_counter()
    why = verifier.objection(case.claim)
    return Judged(case, why, (time.perf_counter() - started) * 1000)


def holds(judged: Sequence[Judged]) -> bool:
    """Whether every lie was stopped and no more honest claims were lost than may be, in each half."""
    return all(_holds([item for item in judged if item.case.part == part]) for part in PARTS)


def _holds(judged: Sequence[Judged]) -> bool:
    honest = [item for item in judged if item.case.honest]
    lost = sum(not item.right for item in honest)
    lies = all(item.right for item in judged if not item.case.honest)
    return lies and lost <= MOST_DROPPED * len(honest)


def table(judged: Sequence[Judged]) -> Table:
    """Right judgements of all, kind by kind, for each half and both."""
    shown = Table("loại", *PARTS, "tất cả", title="Lời bịa bị chặn, lời thật được qua")
    lies = sorted({item.case.kind for item in judged if not item.case.honest})
    for kind in lies:
        shown.add_row(kind, *_counts(item for item in judged if item.case.kind == kind))
    shown.add_section()
    shown.add_row("mọi lời bịa", *_counts(item for item in judged if not item.case.honest))
    shown.add_row("lời thật", *_counts(item for item in judged if item.case.honest))
    return shown


def _counts(judged: Iterable[Judged]) -> Iterator[str]:
    every = list(judged)
    for part in (*PARTS, None):
        chosen = [item for item in every if part in (None, item.case.part)]
        yield f"{sum(item.right for item in chosen)}/{len(chosen)}"


def documents() -> tuple[Document, ...]:
    """What the drafts cite: the plan and the digest cards, read from the repository; no index is needed."""
    files = sorted((SHIPPED / "documents").glob("*.md"))
    return (*(parse(read(file)) for file in files), *digest_documents())


def bundled_embed() -> Embed:
    """The model of the repository as a function of texts."""
    from knowledge.embed import load_embedder

    embedder = load_embedder("bundled")
    return lambda texts: embedder.embed_passages(texts)


def run(console: Console) -> int:
    """Judge both files, print the table and what was missed. The exit status: 1 below the bars."""
    every = documents()
    cases = [case for name in ("hostile", HONEST) for case in load_cases(SETS / f"{name}.jsonl", every)]
    judged = judge(cases, Verifier(every, Agencies.load(), Lexicon.load(), bundled_embed()))
    console.print(table(judged))
    for item in judged:
        if not item.right:
            told = item.why or item.case.why
            console.print(escape(f"{item.case.id} ({item.case.part}): {item.case.claim.text} — {told}"))
    times = sorted(item.ms for item in judged)
    console.print(
        f"{times[len(times) // 2]:.2f} ms mỗi ý (p50), {times[int(len(times) * 0.95)]:.2f} ms (p95)"
    )
    return 0 if holds(judged) else 1


if __name__ == "__main__":
    try:
        sys.exit(run(Console()))
    except AssistantError as error:
        Console(stderr=True).print(str(error))
        sys.exit(2)

"""What a document states, with fields: tasks, targets, reporting duties, cited instruments, its own data.

Every fact knows its document and anchor, and every field is a `Span` of that document's canonical text, so
a field can be quoted as printed. Facts are extracted at ingestion and stored with the index.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from knowledge.document import Span


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do: a bullet of an item, an item's own sentence, or the task cell of a row.

    `partners` are the agencies it says to work with ("phối hợp với …").
    """

    anchor: str
    span: Span
    partners: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """Who does what, with whom, with which product, by when. Agencies are ids of `knowledge.agencies`.

    `origin` tells body items from annex rows; `section` is the anchor of the heading above; `twin` the anchor
    of the same task in the other part: a row has the item that says the same, an item that several rows share
    has the one closest to it. `asked` is set where the plan only requests ("Đề nghị …").
    """

    document: str
    anchor: str
    place: str
    origin: Literal["body", "annex"]
    section: str
    whole: Span
    actions: tuple[Action, ...]
    leads: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    lead: Span | None = None
    partner: Span | None = None
    product: Span | None = None
    deadline: Span | None = None
    asked: bool = False
    twin: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """An indicator with its value. `span` is the clause that says so; `comparator` is as printed ("trên")."""

    document: str
    anchor: str
    place: str
    year: int
    span: Span
    sentence: Span
    indicator: str
    value: str
    unit: str
    comparator: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """A duty to report: who, to whom, how often or by when. `span` is the sentence.

    `receivers` stand as printed: first who gets the report, then whom they pass it on to.
    """

    document: str
    anchor: str
    place: str
    span: Span
    senders: tuple[str, ...]
    receivers: tuple[str, ...]
    when: Span | None


@dataclass(frozen=True, slots=True)
class Reference:
    """An instrument that the document cites: its number as printed, and what the clause around says of it.

    A law named without a number has its name as `number`.
    """

    document: str
    anchor: str
    place: str
    number: str
    span: Span
    clause: Span
    kind: str = ""
    date: Span | None = None
    subject: Span | None = None


ParticularKind = Literal[
    "number", "date", "title", "signer", "signed_for", "recipient", "attached_date", "short_form"
]


@dataclass(frozen=True, slots=True)
class Particular:
    """One datum of the document itself: its number, date, place, title, signer, or a recipient."""

    document: str
    anchor: str
    place: str
    kind: ParticularKind
    span: Span


@dataclass(frozen=True, slots=True)
class Erratum:
    """A known defect of the source: what is printed where, and what to make of it."""

    document: str
    anchor: str
    printed: str
    note: str


@dataclass(frozen=True, slots=True)
class Facts:
    """All facts of one document."""

    tasks: tuple[Task, ...] = ()
    targets: tuple[Target, ...] = ()
    reports: tuple[Report, ...] = ()
    references: tuple[Reference, ...] = ()
    particulars: tuple[Particular, ...] = ()
    errata: tuple[Erratum, ...] = ()

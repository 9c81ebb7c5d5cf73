"""What goes in and what comes out: a `Message`, an `Answer`, and the events between them.

One JSON shape serves the command line, the web service, the bots and the question sets: `Answer.to_dict`.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Literal


class Status(StrEnum):
    """How a question ended. Every ending has a name."""

    ANSWERED = "answered"
    PARTIAL = "partial"
    CLARIFY = "clarify"
    NOT_IN_SOURCES = "not_in_sources"
    OUT_OF_SCOPE = "out_of_scope"
    FALSE_PREMISE = "false_premise"
    GREETING = "greeting"
    BLOCKED_INJECTION = "blocked_injection"
    BLOCKED_PERSONAL_DATA = "blocked_personal_data"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier utterance of a conversation."""

    role: Literal["user", "assistant"]
    text: str


@dataclass(frozen=True, slots=True)
class Message:
    """A question as it arrived, with the turns before it (oldest first)."""

    text: str
    history: tuple[Turn, ...] = ()
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Validity:
    """Whether the cited text holds on a day."""

    status: str
    as_of: str
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote and its place. `start` and `end` are offsets into the document's canonical text."""

    id: str
    document: str
    title: str
    locator: str
    anchor: str
    headings: tuple[str, ...]
    quote: str
    start: int
    end: int
    verbatim: bool = True
    validity: Validity | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of an answer and the ids of the citations that prove it."""

    text: str
    citations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A remark beside the answer: an office that was merged, a misprint of the source, what a model did."""

    kind: Literal["succession", "validity", "digest", "source_defect", "model"]
    text: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the pipeline and how long it took, in milliseconds."""

    name: str
    ms: float


class Outcome(StrEnum):
    """What a language model did for an answer."""

    REWORDED = "reworded"
    ANSWERED = "answered"
    REPHRASED = "rephrased"
    DISCARDED = "discarded"
    UNUSED = "unused"


@dataclass(frozen=True, slots=True)
class ModelUse:
    """What a language model did for one answer and what it took.

    `outcome` is `reworded` (the draft in other words), `answered` (where the draft was declined),
    `rephrased` (the question alone was), `discarded` (nothing it said stood), `unused` (it was not heard).
    `fallback` says why the answer, or a part of it, is not the model's.
    `cost` is in the currency of the configured prices, nothing where there are none; `estimated` says that
    the service told no token counts. `shown`, `dropped` count the model's claims, `unknown` source tokens it
    made up; `question` is the rewritten question, where one was searched for.
    """

    calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cost: float | None = None
    estimated: bool = False
    outcome: Outcome = Outcome.UNUSED
    fallback: str = ""
    shown: int = 0
    dropped: int = 0
    unknown: int = 0
    question: str = ""


@dataclass(frozen=True, slots=True)
class Trace:
    """How an answer came about.

    `confidence` is the probability, 0 to 1, that the draft answers the question, whether the draft was given
    or declined; nothing where there was no draft or a rule decided. `model` is the name of the language model
    that was asked, `use` what came of it; nothing where none was.
    """

    steps: tuple[Step, ...] = ()
    composer: str | None = None
    model: str | None = None
    confidence: float | None = None
    use: ModelUse | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person gets. `closest` holds passages that came near when the sources do not answer."""

    status: Status
    answer: str
    claims: tuple[Claim, ...] = ()
    citations: tuple[Citation, ...] = ()
    notes: tuple[Note, ...] = ()
    suggestions: tuple[str, ...] = ()
    closest: tuple[Citation, ...] = ()
    trace: Trace = field(default_factory=Trace)

    def to_dict(self) -> dict[str, Any]:
        """The answer as JSON-ready plain values."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class StepStarted:
    """The pipeline entered a step."""

    name: str


@dataclass(frozen=True, slots=True)
class ClaimVerified:
    """A claim passed verification and may be shown, with the citations it needs.

    `shown` is what the text of the answer grows by, line breaks and marks included: put together, these are
    the beginning of the finished text. Empty where the text is not known before it is finished.
    """

    claim: Claim
    citations: tuple[Citation, ...]
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Finished:
    """The pipeline ended with this answer."""

    answer: Answer


Event = StepStarted | ClaimVerified | Finished

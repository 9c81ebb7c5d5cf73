"""The writer: a draft in a model's words, or an answer of its own, each sentence proven before it is told."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import Protocol

from assistant.abstain import judge, load_weights
from assistant.answer import Outcome, Status
from assistant.desk import Desk
from assistant.draft import Draft, DraftClaim
from assistant.model.chat import Failed, Fault, Prompt
from assistant.model.claims import Reader, Said
from assistant.model.coverage import bare, left_out, shares_source
from assistant.model.ledger import Meter
from assistant.model.line import Line
from assistant.model.prompts import Writing, writing
from assistant.model.sources import FOUND, Sources, gathered
from assistant.screen import Screen
from knowledge.agencies import Agencies
from knowledge.text import fold

LONG_LIST = 6
"""More claims than these are a list: told whole, as it stands, sooner than any model could."""

ITEMS = 4
"""Items from which on it is one too."""

NEAR = 0.25
"""Part of the topic that a source must say which the draft does not name."""

BESIDE = "beside_the_point"

SURE = 0.5
"""So much of the probability that a draft of ours needs, one of the model needs, whose choice counts too."""


class Objects(Protocol):
    """What examines a claim."""

    def objection(self, claim: DraftClaim) -> str:
        """Why the claim may not be said; empty when it may."""
        ...


@dataclass(frozen=True, slots=True)
class Brief:
    """What is to be worded: desks by shelf, the chosen one first, and what of the draft was verified."""

    desks: tuple[tuple[str, Desk], ...]
    draft: Draft | None = None
    claims: tuple[DraftClaim, ...] = ()

    @property
    def desk(self) -> Desk:
        """The desk the answer comes from."""
        return self.desks[0][1]

    @property
    def answering(self) -> tuple[DraftClaim, ...]:
        """The verified claims that answer."""
        wanted = self.draft.answering if self.draft else ()
        return tuple(claim for claim in self.claims if claim in wanted)

    @property
    def further(self) -> int:
        """Passages to show beside the sources of the draft: to facts of the register they add nothing."""
        return 0 if self.draft and self.draft.composer == "register" else FOUND

    @property
    def is_list(self) -> bool:
        """Whether the draft is a list, every item of which must stay as it is."""
        claims = self.answering
        items = sum(claim.depth > 0 for claim in claims)
        counted = any(claim.counted is not None for claim in claims)
        return counted or items >= ITEMS or len(claims) > LONG_LIST


@dataclass(frozen=True, slots=True)
class Call:
    """The meter of a question and the moment at which its time is up."""

    meter: Meter
    deadline: float


@dataclass(frozen=True, slots=True)
class Written:
    """What came of it: the claims of the whole answer; `why` a part of it, or all, is not the model's."""

    claims: tuple[DraftClaim, ...]
    outcome: Outcome
    why: str = ""
    shown: int = 0
    dropped: int = 0
    unknown: int = 0


@dataclass(slots=True)
class _Heard:
    """One reply as far as it came."""

    reader: Reader
    passed: list[DraftClaim] = field(default_factory=list)
    failed: list[DraftClaim] = field(default_factory=list)
    beside: int = 0
    fault: Fault | None = None

    @property
    def why(self) -> str:
        """Why not all of it is told; empty where it is."""
        if self.fault:
            return self.fault.value
        if self.reader.nothing:
            return "nothing"
        if self.failed or self.reader.dropped:
            return "unproven"
        if self.beside:
            return BESIDE
        return "" if self.passed else "empty"

    def written(self, claims: tuple[DraftClaim, ...], outcome: Outcome, shown: int) -> Written:
        """The result with the counts of this reply."""
        dropped = len(self.failed) + self.beside + self.reader.dropped
        return Written(claims, outcome, self.why, shown, dropped, self.reader.unknown)


class Writer:
    """Lets a model word what was found; tells only what is proven."""

    def __init__(self, line: Line, verifier: Objects, screen: Screen, agencies: Agencies) -> None:
        self._line = line
        self._verifier = verifier
        self._screen = screen
        self._agencies = agencies

    def reword(self, brief: Brief, call: Call) -> Generator[DraftClaim, None, Written]:
        """The draft in the model's words, each claim as it is proven; what they leave out as it stands."""
        sources = gathered([desk for _, desk in brief.desks], brief.answering, self._screen, brief.further)
        heard = _Heard(Reader(sources.labels))
        yield from self._heard(self._prompt("reword", brief, sources), brief, sources, call, heard)
        if not heard.passed:
            yield from brief.claims
            return heard.written(brief.claims, Outcome.DISCARDED, 0)
        rest = self._rest(brief, heard)
        yield from rest
        return heard.written((*heard.passed, *rest), Outcome.REWORDED, len(heard.passed))

    def answer(self, brief: Brief, call: Call) -> Written:
        """An answer where the draft was declined: every sentence proven and to the point, or nothing.

        One that fails speaks against the others, and what is left out may be what limits them.
        """
        sources = gathered([desk for _, desk in brief.desks], (), self._screen)
        heard = _Heard(Reader(sources.labels))
        for _ in self._heard(self._prompt("answer", brief, sources), brief, sources, call, heard):
            pass
        claims = tuple(heard.passed)
        whole = not (heard.why or heard.reader.unknown)
        if whole and self._speaks(brief, claims):
            return heard.written(claims, Outcome.ANSWERED, len(claims))
        found = heard.written((), Outcome.DISCARDED, 0)
        return replace(found, why=found.why or BESIDE)

    def _prompt(self, kind: Writing, brief: Brief, sources: Sources) -> Prompt:
        question = brief.desk.question
        draft = [line for claim in brief.answering if (line := sources.marked(claim))]
        return writing(kind, question.typed, question.reading, sources.excerpts, draft)

    def _heard(
        self, prompt: Prompt, brief: Brief, sources: Sources, call: Call, heard: _Heard
    ) -> Generator[DraftClaim, None, None]:
        """The claims that are proven and to the point, each once, as soon as its line is complete.

        A line that repeats one of the draft is that one, with its sources.
        """
        own = {line: claim for claim in brief.answering for line in bare(claim.text)}
        for said in self._said(prompt, call, heard):
            theirs = DraftClaim(said.text, sources.of(said.labels), said.depth, free=True)
            claim = next((own[line] for line in bare(said.text) if line in own), theirs)
            if any(fold(claim.text) == fold(other.text) for other in heard.passed):
                continue
            if self._verifier.objection(claim):
                heard.failed.append(claim)
            elif not _is_near(brief, claim):
                heard.beside += 1
            else:
                heard.passed.append(claim)
                yield claim

    def _said(self, prompt: Prompt, call: Call, heard: _Heard) -> Iterator[Said]:
        reader = heard.reader
        with closing(self._line.say(prompt, call.meter, call.deadline)) as pieces:
            for piece in pieces:
                if isinstance(piece, Failed):
                    heard.fault = piece.fault
                    return
                yield from reader.feed(piece.words)
                if reader.full:
                    heard.fault = Fault.LENGTH
                    return
        yield from reader.finish()

    def _rest(self, brief: Brief, heard: _Heard) -> tuple[DraftClaim, ...]:
        """What the model left out: what must be told, what it got wrong, and what follows the answer."""
        needed = [
            claim
            for claim in brief.answering
            if _must_stay(brief, claim) or any(shares_source(claim, bad) for bad in heard.failed)
        ]
        after = tuple(claim for claim in brief.claims if claim not in brief.answering)
        return (*left_out(needed, heard.passed, self._agencies), *after)

    def _speaks(self, brief: Brief, claims: tuple[DraftClaim, ...]) -> bool:
        """Whether claims answer the question, as far as the judge of our own drafts can tell."""
        shelf, desk = _owner(brief, claims[0])
        draft = Draft(Status.ANSWERED, claims, "law" if shelf == "law" else "extractive")
        judgement = judge(desk, draft, self._screen, shelf)
        return not judgement.ruled and judgement.probability >= SURE * load_weights(shelf).threshold


def _must_stay(brief: Brief, claim: DraftClaim) -> bool:
    """Of passages found by their words only the best must be told; facts and rules all."""
    if brief.draft is None or brief.draft.composer != "extractive":
        return True
    best = brief.answering[0].sources[0]
    return any(s.document == best.document and s.anchor == best.anchor for s in claim.sources)


def _owner(brief: Brief, claim: DraftClaim) -> tuple[str, Desk]:
    """The shelf on which a claim's first source stands, and its desk."""
    desk = brief.desk
    shelf = "plan" if desk.is_plan(claim.sources[0].document) else "law"
    return next((found for found in brief.desks if found[0] == shelf), brief.desks[0])


def _is_near(brief: Brief, claim: DraftClaim) -> bool:
    """Whether a claim rests on what the draft does, or on a passage that says enough of the topic."""
    if any(shares_source(claim, other) for other in brief.answering):
        return True
    _, desk = _owner(brief, claim)
    return any(desk.evidence.coverage(s.document, (s.anchor,)) >= NEAR for s in claim.sources)

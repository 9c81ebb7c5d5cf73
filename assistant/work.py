"""One question on its way through the pipeline, and the tools its steps work with."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from assistant.abstain import Judgement
from assistant.answer import Answer, Message, Note, Step, Turn
from assistant.choice import Offer
from assistant.composers.register import Compose, compose
from assistant.desk import Desk
from assistant.draft import Draft, DraftClaim
from assistant.model.session import Model, Session
from assistant.policies.guide import Guide
from assistant.screen import Screen
from assistant.term_index import TermIndex
from assistant.understanding.history import fold_history
from assistant.understanding.question import Question
from assistant.understanding.understand import Understander
from assistant.verify import Verifier
from knowledge.agencies import Agencies
from knowledge.catalogue import Catalogue
from knowledge.lexicon import Lexicon
from knowledge.library import Library

Fold = Callable[[Question, Sequence[Turn], Callable[[str], Question]], Question]
"""Gives a question what it leaves out, from the turns before it."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What the steps work with, made once when the service starts."""

    library: Library
    agencies: Agencies
    lexicon: Lexicon
    law_lexicon: Lexicon
    understander: Understander
    screen: Screen
    verifier: Verifier
    catalogue: Catalogue
    plans: TermIndex
    laws: TermIndex
    compose: Compose = compose
    fold: Fold = fold_history
    model: Model | None = None
    guide: Guide | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """One question on its way. A step that sets `ending` sends it straight to the end.

    `desk` is the one the answer comes from: the plan's until a draft is chosen. `laws` is that of the
    regulations, where the question may be about them. `offers` has what each shelf, "plan" or "law", offered.
    `session` is the language model's part, where one is configured.
    """

    message: Message
    question: Question | None = None
    desk: Desk | None = None
    laws: Desk | None = None
    draft: Draft | None = None
    judgement: Judgement | None = None
    offers: Mapping[str, Offer] = field(default_factory=dict)
    claims: tuple[DraftClaim, ...] = ()
    notes: tuple[Note, ...] = ()
    suggestions: tuple[str, ...] = ()
    ending: Answer | None = None
    steps: tuple[Step, ...] = field(default=())
    session: Session | None = None

"""Work that the first questions would else wait for, done before the service says that it is ready."""

from __future__ import annotations

import gc

from assistant.answer import Message
from assistant.draft import Source
from assistant.term_index import TermIndex
from assistant.verify import Verifier
from assistant.wiring import Assistant, open_assistant
from knowledge.config import Settings
from knowledge.shelf import HELD, Shelf


def open_warmed(settings: Settings) -> Assistant:
    """The assistant over the library of `settings`, warmed. Raises as `open_assistant`."""
    return warmed(open_assistant(settings))


def warmed(assistant: Assistant) -> Assistant:
    """The same assistant, with the words and facts of its passages read and the questions it suggests asked.

    Two seconds of work over the plan and the digests. Of a shelf with more passages than are held in memory
    none is read: few of them will ever be looked at. What is in memory by then stays, so the collector of
    cycles is told to leave it alone: going through it would hold up a question for a fifth of a second.
    """
    library, tools = assistant.library, assistant.tools
    _read(library.plans, tools.plans, tools.verifier)
    _read(library.laws, tools.laws, tools.verifier)
    for question in assistant.suggestions():
        assistant.ask(Message(question))
    _settle()
    return assistant


def _settle() -> None:
    """Leave what is in memory alone from now on; what an earlier assistant left behind goes first."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def _read(shelf: Shelf, index: TermIndex, verifier: Verifier) -> None:
    if len(shelf.passages) > HELD:
        return
    for passage in shelf.passages:
        index.terms(passage.id)
        index.worded(passage.id)
        verifier.given(Source(passage.document, passage.anchor, passage.span))

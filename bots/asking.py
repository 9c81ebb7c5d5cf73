"""The part of the dialogue that answers questions, shows sources and takes what people say of an answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Protocol

from assistant.answer import Answer, Citation, ClaimVerified, Event, Finished, Message, Status, Validity
from bots import messages
from bots.markup import plain
from bots.render import answer_screen, preview_text, quote_screens, sources_screen
from bots.room import Call, Command, Pressed, example_rows, number, said
from bots.shapes import Button, Edit, Replies, Screen, Send
from bots.store import KeptAnswer, Store
from knowledge.catalogue import Catalogue
from knowledge.errors import AssistantError, QuestionError

Preview = Callable[[str], None]
"""Shows what is verified of an answer so far."""


def unseen(_text: str) -> None:
    """Shows nothing: for channels without previews."""


class Backend(Protocol):
    """Who answers. Called from several threads at once."""

    def stream(self, message: Message) -> Iterator[Event]:
        """Steps, verified claims, then one `Finished`. Raises AssistantError."""


class Asking:
    """Questions and answers. `today` is the day that validity is told for."""

    def __init__(
        self,
        backend: Backend,
        store: Store,
        catalogue: Catalogue,
        examples: Sequence[str],
        today: Callable[[], date],
    ) -> None:
        self._backend = backend
        self._store = store
        self._catalogue = catalogue
        self._examples = examples
        self._today = today

    def commands(self) -> Mapping[str, Command]:
        """/nguon, /moi."""
        return {"nguon": self._sources, "moi": self._fresh}

    def buttons(self) -> Mapping[str, Pressed]:
        """Examples, suggestions, sources, pages, what people say of an answer."""
        return {
            "e": self._example,
            "s": self._suggestion,
            "c": self._cited,
            "n": self._nearby,
            "m": self._answer_page,
            "a": self._all_sources,
            "l": self._source_page,
            "f": self._feedback,
            "w": self._reason,
        }

    def ask(self, call: Call, question: str, preview: Preview = unseen) -> Replies:
        """The answer to a question, kept for the buttons under it."""
        message = Message(question, self._store.history(call.person, call.incoming))
        try:
            answer = self._answer(message, preview)
        except QuestionError as fault:
            return said(str(fault))
        except AssistantError:
            return said(messages.UNAVAILABLE)
        if answer.status is Status.BLOCKED_PERSONAL_DATA:
            return said(messages.PERSONAL)
        id = self._store.remember(call.person, call.incoming, question, answer)
        return (Send(answer_screen(answer, id)),)

    def _answer(self, message: Message, preview: Preview) -> Answer:
        so_far = ""
        for event in self._backend.stream(message):
            if isinstance(event, ClaimVerified):
                so_far += event.shown or f"{event.claim.text}\n"
                preview(preview_text(so_far))
            if isinstance(event, Finished):
                return event.answer
        raise RuntimeError("the assistant ended without an answer")

    def _example(self, call: Call, parts: Sequence[str]) -> Replies | None:
        place = number(parts)
        if place is None or place >= len(self._examples):
            return None
        return self.ask(call, self._examples[place])

    def _suggestion(self, call: Call, parts: Sequence[str]) -> Replies | None:
        kept, place = self._kept(call, parts), number(parts[1:])
        if kept is None:
            return said(messages.OLD_ANSWER)
        if place is None or place >= len(kept.answer.suggestions):
            return None
        return self.ask(call, kept.answer.suggestions[place])

    def _cited(self, call: Call, parts: Sequence[str]) -> Replies | None:
        kept = self._kept(call, parts)
        return self._quote(kept.answer.citations, parts) if kept else said(messages.OLD_ANSWER)

    def _nearby(self, call: Call, parts: Sequence[str]) -> Replies | None:
        kept = self._kept(call, parts)
        return self._quote(kept.answer.closest, parts) if kept else said(messages.OLD_ANSWER)

    def _quote(self, among: Sequence[Citation], parts: Sequence[str]) -> Replies | None:
        found = next((item for item in among if item.id == parts[-1]), None)
        return tuple(map(Send, quote_screens(found, self._validity))) if found else None

    def _answer_page(self, call: Call, parts: Sequence[str]) -> Replies | None:
        kept, page = self._kept(call, parts), number(parts[1:])
        if kept is None:
            return said(messages.OLD_ANSWER)
        return None if page is None else (Edit(answer_screen(kept.answer, kept.id, page)),)

    def _all_sources(self, call: Call, parts: Sequence[str]) -> Replies | None:
        kept = self._kept(call, parts)
        return self._listed(kept) if kept else said(messages.OLD_ANSWER)

    def _source_page(self, call: Call, parts: Sequence[str]) -> Replies | None:
        kept, page = self._kept(call, parts), number(parts[1:])
        if kept is None:
            return said(messages.OLD_ANSWER)
        return None if page is None else (Edit(sources_screen(kept.answer, kept.id, page, self._validity)),)

    def _sources(self, call: Call, _rest: str) -> Replies:
        kept = self._store.last_answer(call.person)
        if kept is None:
            return said(messages.NO_LAST_ANSWER)
        return self._listed(kept)

    def _listed(self, kept: KeptAnswer) -> Replies:
        return (Send(sources_screen(kept.answer, kept.id, 0, self._validity)),)

    def _fresh(self, call: Call, _rest: str) -> Replies:
        self._store.end_conversation(call.person)
        return said(messages.FRESH, example_rows(self._examples))

    def _feedback(self, call: Call, parts: Sequence[str]) -> Replies | None:
        kept = self._kept(call, parts)
        if kept is None:
            return said(messages.OLD_ANSWER)
        right = list(parts[1:]) == ["1"]
        self._store.judge(call.person, kept.id, right)
        if right:
            return said(messages.THANKS)
        choices = tuple((Button(text, f"w:{kept.id}:{key}"),) for key, text in messages.REASONS.items())
        return said(messages.WHY, choices)

    def _reason(self, call: Call, parts: Sequence[str]) -> Replies | None:
        kept = self._kept(call, parts)
        if kept is None:
            return said(messages.OLD_ANSWER)
        reason = messages.REASONS.get(parts[-1])
        if reason is None:
            return None
        self._store.judge(call.person, kept.id, False, parts[-1])
        return (Edit(Screen(plain(messages.REASON_NOTED.format(reason=reason.lower())))),)

    def _kept(self, call: Call, parts: Sequence[str]) -> KeptAnswer | None:
        return self._store.answer(call.person, parts[0]) if parts else None

    def _validity(self, citation: Citation) -> Validity | None:
        """How a source stands today by the catalogue, for answers that do not tell; else nothing."""
        if self._catalogue.get(citation.document) is None:
            return None
        standing = self._catalogue.standing(citation.document, self._today())
        checked = standing.checked.isoformat() if standing.checked else ""
        return Validity(standing.status, checked, standing.note, standing.source)

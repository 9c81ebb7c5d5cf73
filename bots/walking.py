"""The part of the dialogue that walks through the policies, one question after the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from bots import findings, messages, policies
from bots.markup import plain
from bots.policies import Guide, Walk
from bots.room import Call, Command, Pressed, example_rows, number, said
from bots.shapes import Edit, Replies, Screen, Send
from bots.store import Store
from bots.typed import STOP, meant


class Walking:
    """The walk-through; without a guide it says that there is none yet."""

    def __init__(self, guide: Guide | None, store: Store, examples: Sequence[str]) -> None:
        self._guide = guide
        self._store = store
        self._examples = examples

    def commands(self) -> Mapping[str, Command]:
        """/chinhsach."""
        return {"chinhsach": self._begin}

    def buttons(self) -> Mapping[str, Pressed]:
        """Answers, "from the start" and "stop", one result."""
        return {"p": self._step, "g": self._order, "r": self._result}

    def typed(self, call: Call, text: str) -> Replies:
        """What comes of an answer that was typed instead of pressed while a question stands; else nothing."""
        guide, walk = self._guide, self._walk(call)
        if guide is None or walk is None or policies.open_question(walk, guide) is None:
            return ()
        if after := policies.typed(walk, guide, text):
            return (Send(self._kept(call, after, guide)),)
        payload = meant(text, policies.walk_screen(walk, guide).buttons)
        if payload == STOP:
            return (Send(self._stopped(call)),)
        after = policies.pressed(walk, guide, payload.removeprefix("p:")) if payload else None
        return (Send(self._kept(call, after, guide)),) if after else ()

    def _begin(self, call: Call, rest: str) -> Replies:
        """A new walk with what was typed behind the command; without it the one left open goes on."""
        guide = self._guide
        if guide is None:
            return said(messages.NO_POLICIES, example_rows(self._examples))
        left = self._walk(call)
        if not rest and left and (left.given or left.text) and policies.open_question(left, guide):
            return (Send(policies.resumed_screen(left, guide)),)
        return self._begun(call, rest)

    def _begun(self, call: Call, text: str) -> Replies:
        if self._guide is None:
            return said(messages.NO_POLICIES, example_rows(self._examples))
        return (Send(self._kept(call, Walk(text=text), self._guide)),)

    def _step(self, call: Call, parts: Sequence[str]) -> Replies | None:
        guide, walk = self._guide, self._walk(call)
        after = policies.pressed(walk, guide, ":".join(parts)) if guide and walk else None
        return (Edit(self._kept(call, after, guide)),) if guide and after else None

    def _order(self, call: Call, parts: Sequence[str]) -> Replies | None:
        match list(parts):
            case ["new"]:
                return self._begun(call, "")
            case ["of", id]:
                asked = self._store.answer(call.person, id)
                return self._begun(call, asked.question if asked else "")
            case ["more"]:
                return self._changed(call, lambda walk, _: policies.asked_more(walk))
            case ["no", fact]:
                return self._changed(call, lambda walk, guide: policies.taken_back(walk, guide, fact))
            case ["stop"]:
                return (Edit(self._stopped(call)),)
        return None

    def _changed(self, call: Call, change: Callable[[Walk, Guide], Walk | None]) -> Replies | None:
        guide, walk = self._guide, self._walk(call)
        after = change(walk, guide) if guide and walk else None
        return (Edit(self._kept(call, after, guide)),) if guide and after else None

    def _result(self, call: Call, parts: Sequence[str]) -> Replies | None:
        guide, walk = self._guide, self._walk(call)
        if guide is None or walk is None:
            return None
        if parts and parts[0] == "all":
            return (Edit(policies.results_screen(walk, guide, number(parts[1:]) or 0)),)
        place = number(parts)
        if place is None:
            return None
        if parts[1:]:
            return tuple(map(Send, findings.source_screens(walk, guide, place, parts[1]))) or None
        screen = findings.finding_screen(walk, guide, place)
        return (Edit(screen),) if screen else None

    def _stopped(self, call: Call) -> Screen:
        self._store.end_walk(call.person)
        return Screen(plain(messages.POLICY_STOPPED))

    def _kept(self, call: Call, walk: Walk, guide: Guide) -> Screen:
        self._store.keep_walk(call.person, policies.dumped(walk))
        return policies.walk_screen(walk, guide)

    def _walk(self, call: Call) -> Walk | None:
        raw = self._store.walk(call.person)
        return policies.read_walk(raw) if raw else None

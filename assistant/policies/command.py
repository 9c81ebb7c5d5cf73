"""What `python -m assistant policies` prints."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from assistant.policies import words
from assistant.policies.guide import Guide, View
from assistant.policies.terminal import Read, Terminal, Write
from knowledge.errors import ConfigError
from knowledge.policies.profile_file import read_profile
from knowledge.policies.result import Check, Sources, check, of_needs
from knowledge.policies.result_json import as_json
from knowledge.policies.result_text import as_text
from knowledge.policies.words import KNOWN, TOLD, TOLD_ASSUMED


def result_of_file(path: Path, day: date, need: str, as_data: bool) -> str:
    """The verdicts for the profile of a file, as Markdown or (`as_data`) JSON.

    Raises:
        DataError: the file cannot be read. ConfigError: there is no such need.
    """
    sources = Sources.load()
    _check_need(need, sources)
    profile = read_profile(path, sources.book.facts)
    return _written(check(sources.book, profile, day, need or None), need, sources, as_data)


def result_of_talk(day: date, need: str, as_data: bool, read: Read, write: Write) -> str:
    """The verdicts after a walk-through at a keyboard. Raises ConfigError where there is no such need."""
    guide = Guide.load()
    _check_need(need, guide.sources)
    view = Terminal(guide, read, write).run(day)
    return _written(view.found, need, guide.sources, as_data, _known_line(view))


def _written(found: Check, need: str, sources: Sources, as_data: bool, known_line: str = "") -> str:
    needs = frozenset({need}) if need else found.profile.needs
    shown = of_needs(found, needs) if needs else found
    if as_data:
        return json.dumps(as_json(shown, sources), ensure_ascii=False, indent=2)
    return as_text(shown, sources, known_line)


def _known_line(view: View) -> str:
    """What is known, what was only assumed marked so; empty where nothing is."""
    told = "; ".join(
        (TOLD_ASSUMED if item.origin == "assumed" else TOLD).format(label=item.fact.label, value=item.text)
        for item in view.known
    )
    return f"{KNOWN}: {told}." if told else ""


def _check_need(need: str, sources: Sources) -> None:
    needs = {str(choice.value): choice.label for choice in sources.book.facts["needs"].choices}
    if need and need not in needs:
        known = "; ".join(f"{value} ({label})" for value, label in needs.items())
        raise ConfigError(words.NO_NEED.format(need=need[:60], needs=known))

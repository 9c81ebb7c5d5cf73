"""What a question says that something turns into, where the texts say otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant import messages
from assistant.composers.wording import correction, task_claims
from assistant.desk import Desk
from assistant.draft import Draft, DraftClaim, Source
from knowledge.facts import Action, Task
from knowledge.text import Folded, syllables

_TURNS = (
    r"\b(?:chuyen|doi|bien|tro(?= thanh\b)|(?<!tiem )(?<!kha )(?<!chuc )nang|sap nhap|hop nhat"
    r"|turn\w*|convert\w*)\b"
)
""" "Trở thành", not the "trợ" of "hỗ trợ"; "nâng thành", not the "năng" of "tiềm năng"."""

_NOT_INTO = r"(?<!hoan )(?<!hinh )(?<!cau )"
""" "Hoàn thành", "hình thành", "cấu thành" turn nothing into anything."""

_NO_THING = (
    r"(?!vien|lap|pho\b|phan|tich|cong\b(?! ty)|tra\b|toan|nien|the\b|quyet|thi\b|ra\b"
    r"|gi\b|cai gi|mo hinh gi|loai hinh)"
)
""" "Thành viên", "thành lập", "thành phố", "thành phần" and the like name no such thing."""

_INTO = rf"(?:{_NOT_INTO}\bthanh|\bsang(?: (?:mo hinh|loai hinh|dang))(?: (?:moi|khac))?)"
_BECOMES = re.compile(rf"{_TURNS}.{{0,70}}?{_INTO} {_NO_THING}(?P<what>(?:[^\W_]+\s?){{2,6}})")

_AFTER = re.compile(
    r"\s(?:(?:(?:phai|dung|co|duoc)\s)*(?:khong|kog|ko|vay|ha|nhi)|thi|ma|roi|nen|de|theo|boi|do|vi|trong|vao|la)\b.*$"
)
"""What stands after the thing: what only asks ("phải không"), and what goes on ("thì giao ai")."""

_WHICH = re.compile(r"\b(?:gi|nao)\b")
""" "Biến thành loại công ty gì" asks."""

_MEANT = re.compile(r"\b(?:muon|dinh|neu)\b(?: \S+){0,2}\W*$")
""" "Giờ muốn chuyển sang …" is meant to be done: nobody says that a text says so."""

_ANYTHING = frozenset(("hop", "tac", "xa", "to", "nong", "nghiep", "chuyen", "doi", "cac", "cua", "va"))
"""Words of nearly every action."""

SHARED = 2
"""Words that a question about something turning into another thing shares with the text."""

ALIKE = 0.55
"""Part of the words of what something becomes that must agree with the text."""


def wrong_outcome(desk: Desk) -> Draft | None:
    """The correction where something is said to turn into another thing than the text says."""
    reading = desk.question.reading
    folded = Folded.of(reading)
    asked = _BECOMES.search(folded.text)
    if asked is None or _MEANT.search(folded.text[: asked.start()]):
        return None
    found = _about(desk, set(folded.text[: asked.start()].split()))
    what = _AFTER.sub("", asked["what"])
    if not found or _WHICH.search(what) or any(_agrees(desk, what, *item) for item in found):
        return None
    task, action = found[0]
    start = asked.start("what")
    typed = folded.span(start, start + len(what)).of(reading).strip()
    source = Source(task.document, action.anchor, action.span)
    claim = DraftClaim(messages.NOT_BECOMING.format(asked=typed), (source,), echoes=(typed,))
    rest = task_claims(desk, task, (action.anchor,))
    return correction(claim, *rest, tasks=(task.anchor,))


def _about(desk: Desk, about: set[str]) -> list[tuple[Task, Action]]:
    """The actions that turn something into something and share enough words, those with most first."""
    scored = [(_shared(desk, about, task, action), task, action) for task, action in _turning(desk)]
    scored.sort(key=lambda item: -item[0])
    return [(task, action) for shared, task, action in scored if shared >= SHARED]


def _agrees(desk: Desk, what: str, task: Task, action: Action) -> bool:
    """Whether an action makes of something about what the question says."""
    said = _becomes(desk.words(task.document, action.span))
    return any(_alike(_words(what), thing) >= ALIKE for thing in said)


def _turning(desk: Desk) -> Iterator[tuple[Task, Action]]:
    """The actions that turn something into something."""
    for task in desk.tasks():
        for action in task.actions:
            if any(_becomes(desk.words(task.document, action.span))):
                yield task, action


def _shared(desk: Desk, about: set[str], task: Task, action: Action) -> int:
    return len((about - _ANYTHING) & set(Folded.of(desk.words(task.document, action.span)).text.split()))


def _becomes(words: str) -> Iterator[set[str]]:
    """The words after each "thành" that means "into"."""
    for match in _BECOMES.finditer(Folded.of(words).text):
        yield _words(match["what"])


def _alike(asked: set[str], said: set[str]) -> float:
    return len(asked & said) / len(asked) if asked else 1.0


def _words(what: str) -> set[str]:
    return set(syllables(what.replace("trach nhiem huu han", "tnhh")))

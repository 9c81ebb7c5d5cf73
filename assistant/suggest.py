"""What people ask next, from what the answer was about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant import messages
from assistant.answer import Status
from assistant.desk import Desk
from assistant.draft import Draft
from assistant.policies.cue import asks_for_support
from assistant.understanding.intents import Intent
from knowledge.passage import Passage
from knowledge.text import Folded

MOST = 3
NEARBY = 25
"""Runners-up of the search whose questions may be suggested."""

SHORT = 64
"""Characters of a question that fits a button."""


_ASKS = re.compile(
    r"\b(?:gì|nào|ai|đâu|bao nhiêu|bao lâu|mấy|không|thế nào|ra sao|là sao|hông)\b", re.IGNORECASE
)
_SAME_AS = {Intent.REPORT: "report", Intent.REFERENCE: "basis", Intent.SIGNER: "signer"}
"""What asks in other words for what such a question just asked."""


def suggestions(desk: Desk, draft: Draft, asked: Sequence[str] = ()) -> tuple[str, ...]:
    """Up to three questions that this service answers and that follow on from this one.

    `asked` are the questions of the conversation: none is suggested again, nor the present one.
    """
    walk = (messages.SUGGEST_WALK,) if asks_for_support(desk.question.typed) else ()
    if draft.status is Status.CLARIFY:
        return (*walk, *messages.OPENING_SUGGESTIONS)[:MOST]
    before = {_plain(text) for text in (*asked, desk.question.typed, desk.question.reading)}
    before.add(_plain(messages.SUGGEST.get(_SAME_AS.get(desk.question.intent, ""), "")))
    found = (text for text in dict.fromkeys((*walk, *_following(desk, draft))) if _plain(text) not in before)
    return tuple(text for text, _ in zip(found, range(MOST), strict=False))


def _plain(text: str) -> str:
    """The words of a question, whatever its marks and signs."""
    return " ".join(re.findall(r"[a-z0-9]+", Folded.of(text).text))


def _following(desk: Desk, draft: Draft) -> Iterator[str]:
    if draft.composer == "law":
        yield from _asked_nearby(desk, draft)
        return
    intent = desk.question.intent
    task = next((task for task in desk.tasks() if task.anchor in draft.tasks), None)
    if intent is Intent.TARGET:
        yield from (messages.SUGGEST["other_year"].format(year=year) for year in _other_years(desk, draft))
    if task and intent in (
        Intent.WHO,
        Intent.PARTNER,
        Intent.PRODUCT,
        Intent.DEADLINE,
        Intent.CONTENT,
        Intent.POLICY,
    ):
        fields = {Intent.PARTNER: "partner", Intent.PRODUCT: "product", Intent.DEADLINE: "deadline"}
        yield from (messages.SUGGEST[name] for other, name in fields.items() if other is not intent)
        for lead in task.leads[:1]:
            yield messages.SUGGEST["duty"].format(agency=desk.name(lead))
    if task and intent is Intent.DUTY:
        yield from (messages.SUGGEST["group"].format(group=desk.name(group)) for group in _groups(desk))
        for partner in task.partners[:2]:
            agency = desk.agencies.get(partner)
            if agency and agency.duty_holder:
                yield messages.SUGGEST["duty"].format(agency=agency.name)
    yield from (messages.SUGGEST[name] for name in ("report", "basis", "signer"))


def _asked_nearby(desk: Desk, draft: Draft) -> Iterator[str]:
    """How people ask for the clauses that came next in the search."""
    cited = {(source.document, source.anchor) for claim in draft.claims for source in claim.sources}
    for hit in desk.evidence.hits[:NEARBY] if desk.question.topic else ():
        passage = hit.passage
        if (passage.document, passage.anchor) in cited or not _has_card(desk, passage):
            continue
        if asked := next(filter(_is_question, passage.wordings), ""):
            yield f"{asked[:1].upper()}{asked[1:]}?"


def _has_card(desk: Desk, passage: Passage) -> bool:
    """Whether its first wordings are a card's: what it says, then how people ask for it, put politely."""
    verbatim = desk.document(passage.document).meta.verbatim
    return not verbatim or any(words.endswith(".") for words in passage.wordings[:1])


def _is_question(words: str) -> bool:
    """Whether a wording is a question that a person would send: short, no sentence of a card."""
    return len(words) <= SHORT and not words.endswith((".", "?")) and bool(_ASKS.search(words))


def _groups(desk: Desk) -> Iterator[str]:
    """Groups with duties of their own that an office named in the question belongs to."""
    for name in desk.question.agency_ids:
        agency = desk.agencies.get(name)
        yield from (group for group in (agency.member_of if agency else ()) if desk.tasks_of((group,)))


def _other_years(desk: Desk, draft: Draft) -> Iterator[int]:
    """The years with targets that were neither asked for nor told."""
    targets = desk.targets()
    cited = {source.anchor for claim in draft.claims for source in claim.sources}
    told = {target.year for target in targets if target.anchor in cited}
    yield from sorted({target.year for target in targets} - set(desk.question.years) - told)

"""What a question asks for that nothing cited shows: a kind of information, a number, a sum, a name."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.answer import Status
from assistant.answer_types import missing_types
from assistant.bounds import only_other_bound
from assistant.counted import asked_things, counts_one, stands_beside, things_counted
from assistant.desk import Desk
from assistant.draft import Draft
from assistant.elsewhere import told_elsewhere
from assistant.quantities import (
    asked_units,
    asks_how_much,
    asks_no_rule,
    asks_other_page,
    gives,
    quantities,
)
from assistant.subjects import unnamed_subject
from assistant.told_figure import off_the_matter
from assistant.understanding.asked import parts_of
from assistant.understanding.cues import ASKS_PRODUCT
from assistant.understanding.intents import Intent
from assistant.understanding.question import Role
from assistant.unnamed import left_unnamed
from knowledge.builds import CATALOGUE
from knowledge.document import below
from knowledge.text import Folded

HOW_MANY = re.compile(
    r"\b(?:bao nhieu|may(?! (?:ong|ba|anh|chi|chu|bac|em|co|dua)\b)|nhieu it|(?<!lay )(?<!huong )muc nao"
    r"|ty le|phan tram|toi da|toi thieu|it nhat|nhieu nhat|han muc|bao lau"
    r"|how (?:many|much|long))\b"
)
"""Words that ask for a quantity."""

_LIMITS = frozenset(("toi da", "toi thieu", "it nhat", "nhieu nhat", "han muc", "may"))
"""Words that tell of a limit, or of some ("mấy khoản nợ"), where another word asks."""

_ASKS_ELSE = re.compile(r"\b(?:gi|nao|ai|sao|dau|what|which|who|how)\b")
"""Words that ask, and for no quantity."""

_DECIDES = re.compile(
    r"\b(?:do|la) (?:ai|co quan nao|ben nao|noi nao)\b|\bai (?:co quyen )?(?:quyet|quy dinh|duyet)\b"
)
""" "Vay mấy năm là do ai quyết?" asks for who decides."""

_LAST = re.compile(r"[,.;?]\s+")
"""A "có … không?" asks in its last clause; what is counted before that is told, not asked."""

_GRANTED = re.compile(r"\b(?:duoc|cho|tang|khoi|mien|giam|ho tro|cap|hua|thuong|grants?|gives?|exempt\w*)\b")
_EVERY = re.compile(
    r"\b(?:mot|1|moi) (?:nam|thang|quy)\b(?: \S+){0,4} lan\b|\blan (?:mot|moi|1) (?:nam|thang|quy)\b"
)
""" "Một năm báo cáo một lần" is how often, no span of time."""

_GRANTED_UNITS = ("money", "year", "month")
"""What somebody is said to be granted: a sum, an exemption for so long."""

_NO_GRANT = re.compile(r"\b(?:von dieu le|von phap dinh|phat tien|muc phat|bi phat)\b")
"""Sums that nobody is given."""

_OF_ITS_OWN = frozenset({"percent", "age"})
"""Units that many clauses have: only the article found first tells the figure."""

_OF_A_PLAN = frozenset(
    {
        "progress",
        "place",
        "percent",
        "duration",
        "frequency",
        "month",
        "time",
        "volume",
        "inside",
        "location",
        "conditions",
        "growth",
        "outlook",
        "payer",
        "members",
        "size",
        "numbered",
        "years",
        "dossier",
        "joining",
        "chosen_by",
        "still",
        "price",
        "done",
    }
)
"""Kinds of information that only a plan is asked for."""

_OF_ONE = frozenset({"numbered", "month", "session", "duration"})
"""Kinds that many units of a plan have: only the unit told first can tell what was asked."""

_ENGLISH = {
    "plan": frozenset({"location", "which_one", "official", "frequency", "duration", "done"}),
    "law": frozenset({"official"}),
}
"""Those that are told by English words, too, by shelf."""


def unshown(desk: Desk, draft: Draft, shelf: str) -> bool:
    """Whether a kind of information is asked for that nothing cited shows.

    Of a rule the unit asked for is wanted ("mấy phần trăm"); a salary may then be told as a multiple. What
    denies the question need not show what it asks for, unless no rule could.
    """
    question = desk.question.reading
    if draft.status is Status.FALSE_PREMISE:
        untold = asks_no_rule(question) or asks_other_page(question, ())
        return shelf == "law" and not desk.claimed.whole and untold
    quotes = tuple(quotes_of(desk, draft))
    missing = _missing(desk, draft, quotes, shelf)
    asked = f"{question}\n{desk.question.typed}"
    elsewhere = draft.topical and not _of_their_own(desk, draft) and told_elsewhere(asked, quotes)
    if shelf != "law" or not draft.topical:
        return bool(missing) or elsewhere or (shelf == "plan" and _left_out(desk, draft, quotes))
    units = _units_asked(question, yes_no=desk.question.yes_no)
    plain = Folded.of(question).text
    counts = _asks_a_quantity(plain) and not _DECIDES.search(plain)
    if not counts:
        missing.discard("earnings")
    if not desk.question.instruments:  # of none that is named, who signs it is who decides
        missing.discard("signatory")
    if "money" not in units and (units or not counts):
        missing.discard("money")
    telling = tuple(_first_told(desk, draft)) if units and set(units) <= _OF_ITS_OWN else quotes
    granted = _of_grants(question, units, telling)
    lacking = bool(units) and not any(gives(quote, units) for quote in granted)
    lacking = lacking or only_other_bound(question, units, granted)
    if units and not lacking:  # "bao nhiêu người mới …" asks for no age or acreage
        missing.discard("threshold")
    lacking = lacking or off_the_matter(desk, draft, units)
    lacking = lacking or (asks_how_much(question) and not any(any(quantities(quote)) for quote in quotes))
    lacking = lacking or asks_other_page(question, quotes)
    return bool(missing) or elsewhere or asks_no_rule(question) or lacking


def _of_their_own(desk: Desk, draft: Draft) -> bool:
    """Whether a plan's task is told to who asks for an office, or that an office of the question leads."""
    if draft.composer != "register":
        return False
    theirs = {task.anchor for task in desk.tasks_of(desk.offices(), Role.LEAD)}
    return desk.question.intent is Intent.WHO or not theirs.isdisjoint(draft.tasks)


def _asks_a_quantity(plain: str) -> bool:
    """Whether a folded question wants a quantity; "vượt mức tối đa thì xử lý sao" only speaks of a limit."""
    asked = {match[0] for match in HOW_MANY.finditer(plain)}
    return bool(asked - _LIMITS) or bool(asked and not _ASKS_ELSE.search(plain))


def _left_out(desk: Desk, draft: Draft, quotes: tuple[str, ...]) -> bool:
    """Whether a plan's words name none of some things, print no product, or are on another subject."""
    question = desk.question.reading
    if left_unnamed(question, quotes) or _unprinted(desk, draft):
        return True
    if not draft.topical:
        return False
    plans = desk.library.plans
    cited = {f"{source.document}#{source.anchor}" for source in draft.sources}
    worded = (passage.searched for name in cited if (passage := plans.passage(name)))
    return unnamed_subject(question, (*quotes, *worded))


def _missing(desk: Desk, draft: Draft, quotes: tuple[str, ...], shelf: str) -> set[str]:
    """The kinds of information that are asked for and that no quote shows."""
    question = desk.question
    missing = set(missing_types(question.reading, quotes)) - (_OF_A_PLAN if shelf == "law" else frozenset())
    if question.intent is Intent.PRODUCT and draft.composer == "register":
        missing.discard("paperwork")  # the product that the plan prints is the paper asked for
    if question.language == "en":  # words that no lexicon knows are read as typed
        missing |= set(missing_types(question.typed, quotes)) & _ENGLISH[shelf]
    if shelf == "law":
        return missing
    if _of_a_target(desk, draft):
        missing.discard("time")  # the heading above the targets says the year
    return missing | (set(missing_types(question.reading, _leading(desk, draft))) & _OF_ONE)


def _leading(desk: Desk, draft: Draft) -> Iterable[str]:
    """The words of the unit told first, with the line above it and what stands in it."""
    first = draft.sources[0].anchor
    for source in draft.sources:
        if below(source.anchor, first) or below(first, source.anchor):
            yield desk.words(source.document, source.span)


def _of_a_target(desk: Desk, draft: Draft) -> bool:
    """Whether a target is cited."""
    cited = {(source.document, source.anchor) for source in draft.sources}
    return any((target.document, target.anchor) in cited for target in desk.targets())


def _unprinted(desk: Desk, draft: Draft) -> bool:
    """Whether the product of a task is asked, and no row is cited: nothing else prints products."""
    asked = ASKS_PRODUCT.search(Folded.of(desk.question.reading).text)
    return bool(asked) and not any(desk.row(source.anchor) for source in draft.sources)


def _units_asked(question: str, *, yes_no: bool) -> tuple[str, ...]:
    """The units in which a rule must give a figure; none where it is asked who decides."""
    if _DECIDES.search(Folded.of(question).text):
        return ()
    return asked_units(_LAST.split(question.rstrip(" ?.!"))[-1] if yes_no else question)


def _first_told(desk: Desk, draft: Draft) -> Iterable[str]:
    """The words of the article told first; all of them where a question goes on or asks several things."""
    sources = [source for source in draft.sources if source.document != CATALOGUE] or draft.sources
    first = sources[0]  # before it may stand that its instrument no longer holds
    article = first.anchor.split(".khoan_")[0]
    every = desk.question.carried or bool(parts_of(desk.question.reading))
    for source in sources:
        if every or (source.document == first.document and source.anchor.split(".khoan_")[0] == article):
            yield desk.words(source.document, source.span)


def _of_grants(question: str, units: tuple[str, ...], quotes: tuple[str, ...]) -> tuple[str, ...]:
    """The quotes that can tell what was asked: who asks for a sum granted is not told a capital or a fine."""
    plain = Folded.of(question).text
    if "money" not in units or not _GRANTED.search(plain) or _NO_GRANT.search(plain):
        return quotes
    return tuple(quote for quote in quotes if not _NO_GRANT.search(Folded.of(quote).text))


def uncounted(desk: Desk, draft: Draft) -> bool:
    """Whether "bao nhiêu …" is asked and what is cited counts nothing of the kind."""
    things = asked_things(desk.question.reading)
    if not things or _counts(draft) or not draft.topical or draft.status is Status.FALSE_PREMISE:
        return False
    return not counts_one(quotes_of(desk, draft), things, desk.evidence.says)


def miscounted(desk: Desk, draft: Draft) -> bool:
    """Whether the number of a thing is asked and no figure of a plan's words stands beside that thing."""
    things = things_counted(desk.question.reading)
    if not things or _counts(draft) or draft.status is Status.FALSE_PREMISE:
        return False
    quotes = tuple(quotes_of(desk, draft))
    return any(not stands_beside(quotes, thing, desk.evidence.says) for thing in things)


def _counts(draft: Draft) -> bool:
    """Whether a claim tells a number that was counted."""
    return any(claim.counted is not None for claim in draft.claims)


def measured(desk: Desk, draft: Draft, shelf: str) -> bool:
    """Whether a rule gives a figure in the unit asked for, whatever it counts ("hơn 50% thành viên")."""
    units = asked_units(desk.question.reading) if shelf == "law" else ()
    return bool(units) and any(gives(quote, units) for quote in quotes_of(desk, draft))


def states_more(desk: Desk, draft: Draft) -> bool:
    """Whether the question takes for granted a sum or a span of time that nothing cited gives."""
    question = desk.question
    plain = Folded.of(question.reading).text
    granted = _GRANTED.search(plain) and not _EVERY.search(plain)
    if draft.status is Status.FALSE_PREMISE or not draft.topical or not granted:
        return False
    stated = {item.unit for item in quantities(question.reading) if item.unit in _GRANTED_UNITS}
    return bool(stated) and not any(gives(quote, tuple(stated)) for quote in quotes_of(desk, draft))


def quotes_of(desk: Desk, draft: Draft) -> Iterable[str]:
    """The words that the claims which answer rest on."""
    return (desk.words(source.document, source.span) for source in draft.sources)

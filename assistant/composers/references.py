"""Instruments that the plan cites: what for, when issued, where; the whole list; short forms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant import messages
from assistant.answer import Status
from assistant.composers.wording import correction, joined, place_sources
from assistant.desk import Desk, anchors_of
from assistant.draft import Draft, DraftClaim, Source
from assistant.understanding.intents import Intent
from assistant.understanding.question import Role
from knowledge.facts import Particular, Reference
from knowledge.patterns import INSTRUMENT_NUMBER
from knowledge.sentences import sentences
from knowledge.text import Folded

_ALL = re.compile(
    r"\b(?:nhung|cac|liet ke|danh sach|bao nhieu|may)\b.{0,25}"
    r"\b(?:van ban|nghi dinh|quyet dinh|thong tu|nghi quyet)\b"
    r"|\b(?:van ban|nghi dinh|quyet dinh|thong tu|nghi quyet) nao\b"
    r"|\bwhich (?:instruments|decrees|documents)\b"
)
_KINDS = {
    "nghi dinh": "Nghị định",
    "quyet dinh": "Quyết định",
    "thong tu": "Thông tư",
    "nghi quyet": "Nghị quyết",
}
_IS_ABOUT = re.compile(
    r"\bla (?:(?:mot )?(?:quyet dinh|nghi quyet|nghi dinh|thong tu|van ban|ke hoach)\b ?)?"
    r"(?:(?:ve|cho|quy dinh|phe duyet|de(?! an\b)|ban hanh|viec)\b ?)*(?P<what>[^\s,]+(?: [^\s,]+)+?)"
    r"(?=,|\W*$| (?:phai|dung|co phai|co dung|ha|a|nhi|dung khong)\b)"
)
""" "… là quyết định về (điều gì) phải không?"."""

_TITLED = re.compile(
    r"^(?:(?:cua|ngay) \S+(?: \S+){0,4}? )?(?:phe duyet|ban hanh) "
    r"(?!(?:co )?(?:phai|dung)\b|(?:khi|ngay|nam|vao|tu)\b)"
    r"(?P<what>[^\s,]+(?: [^\s,]+)+?)"
    r"(?=,|\W*$| (?:phai|dung|co phai|co dung|ha|a|nhi|dung khong)\b)"
)
"""What follows an instrument and tells its title, which may be denied; what it rules on may stand inside.
"Quyết định số 677/QĐ-UBND phê duyệt (điều gì), có phải vậy không?"."""

_ASKS_MAKER = re.compile(
    r"\b(?:ai|(?:cap|co quan|ben|noi|don vi) nao)(?: \S+){0,2} (?:ban hanh|ky|ra|phe duyet|duyet)\b"
    r"|\b(?:do|cua) (?:ai|(?:cap|co quan|ben|noi|don vi) nao)\b"
)
"""Who issued an instrument is asked."""

_ASKS = re.compile(r"\b(?:ai|gi|nao|dau|sao|may|bao nhieu)\b")
"""What is only asked is not claimed."""

_PAPER = re.compile(r"\b(?:chuong trinh|chien luoc|de an|quy che|quy hoach|dieu le)\b")
"""What an instrument is said to approve or to issue."""

_OF_ANY = re.compile(r"(?:cua|tinh|va|cac|cho|ve|trong|nhung|mot|la|duoc|de|an|ke|hoach|hop|tac|xa|htx)$")
FEWEST_WORDS = 2
SAID = 0.6
"""Of so many words of what an instrument is said to be about, so much must stand beside its number."""

_SIGN = {
    "chinh-phu": "CP",
    "thu-tuong-chinh-phu": "TTg",
    "ubnd-tinh": "UBND",
    "tinh-uy": "TU",
    "ban-chap-hanh-trung-uong-dang": "TW",
}
"""What the numbers of an office's instruments end in."""

_PLACES_SHOWN = 6
ENOUGH = 0.25
"""Coverage of the topic below which no citation speaks to it."""

MOST = 10
"""Citations told at most."""

SPEAKS = 0.3
"""A place that says so much more of what is asked than the one that tells the instrument comes before it."""

FEW = 3
"""Instruments of one kind that are told together when the question names only the kind."""

CLOSE = 0.8
"""Citations that match so nearly as well as the best one are told too."""


def references(desk: Desk) -> Draft | None:
    """What the plan says of the instruments named, or which instruments it cites for a topic or at all."""
    every = desk.references()
    named = desk.question.instruments
    if named:
        numbers = {number for item in named for number in item.numbers}
        found = [r for r in every if r.number in numbers]
        return _told(desk, found, sorted(numbers)) if found else None
    listed = _ALL.search(Folded.of(desk.question.reading).text)
    if listed and (signs := _of_issuers(desk)):
        return _listed(desk, [r for r in every if any(sign in _signs(r) for sign in signs)])
    if desk.question.topic or desk.question.places or desk.question.agencies:
        return _on_topic(desk, every)
    return _listed(desk, every) if _ALL.search(Folded.of(desk.question.reading).text) else None


def _of_issuers(desk: Desk) -> tuple[str, ...]:
    """The signs of who issued the instruments asked for ("của Chính phủ"), where nothing else is named."""
    question = desk.question
    named = " ".join(mention.text for mention in question.agencies)
    others = set(Folded.of(question.topic).text.replace(".", " ").split()) - {
        *Folded.of(named).text.split(),
        *(word for kind in _KINDS for word in kind.split()),
    }
    signs = tuple(_SIGN.get(name, "") for name in question.agency_ids)
    return signs if signs and all(signs) and not others and not question.places else ()


def _signs(reference: Reference) -> set[str]:
    """The parts of a number: "167/QĐ-TTg" has "TTg"."""
    return set(re.split(r"[/-]", reference.number))


def definitions(desk: Desk) -> Draft | None:
    """Short forms that the plan introduces: "viết tắt là …"."""
    numbers = {number for item in desk.question.instruments for number in item.numbers}
    every = desk.particulars("short_form")
    found = [p for p in every if numbers & set(INSTRUMENT_NUMBER.findall(desk.words(p.document, p.span)))]
    if not found:
        return references(desk) if numbers else None
    return Draft(Status.ANSWERED, tuple(_short_form(desk, item) for item in found[:1]), "register")


def _short_form(desk: Desk, item: Particular) -> DraftClaim:
    return DraftClaim(desk.words(item.document, item.span), (Source(item.document, item.anchor, item.span),))


def _told(desk: Desk, found: Sequence[Reference], numbers: Sequence[str]) -> Draft:
    if denied := _wrong_year(desk, found) or _wrong_subject(desk, found):
        return denied
    claims: list[DraftClaim] = []
    for number in numbers:
        if mine := [r for r in found if r.number == number]:
            claims += _about(desk, mine)
    if desk.question.intent is Intent.VALIDITY:
        return Draft(Status.PARTIAL, tuple(claims), "register", framing=messages.VALIDITY_UNKNOWN)
    if desk.question.role is Role.LEAD:
        claims += _leads(desk, found)
    return Draft(Status.ANSWERED, tuple(claims), "register", topical=False)


def _leads(desk: Desk, found: Sequence[Reference]) -> Iterable[DraftClaim]:
    """Who leads the tasks that cite an instrument, where that is asked in the same breath."""
    citing = {(r.document, r.anchor) for r in found}
    for task in desk.tasks():
        if task.lead and any((task.document, anchor) in citing for anchor in anchors_of(task)):
            lead = desk.words(task.document, task.lead)
            told = messages.ANSWER_FIELD.format(label=f"{task.place}: {messages.FIELD['lead']}", value=lead)
            yield DraftClaim(told, place_sources(desk, (task,)))


def _wrong_year(desk: Desk, found: Sequence[Reference]) -> Draft | None:
    """The correction where the question gives an instrument a year that the plan does not print beside it."""
    dated = [r for r in found if r.date]
    stated = [str(year) for year in desk.question.years]
    printed = " ".join(desk.words(r.document, r.clause) for r in found)
    wrong = [year for year in stated if year not in printed]
    if not wrong or not dated or not (desk.question.presumes or desk.question.yes_no):
        return None
    clause = desk.words(dated[0].document, dated[0].span)
    text = messages.NOT_FIGURE_PLAIN.format(asked=f"năm {wrong[0]}", stated=clause)
    return Draft(
        Status.FALSE_PREMISE,
        (DraftClaim(text, (_source(dated[0]),), echoes=tuple(wrong)), _clause_claim(desk, dated[0], depth=1)),
        "register",
        topical=False,
    )


def _wrong_subject(desk: Desk, found: Sequence[Reference]) -> Draft | None:
    """The correction where an instrument is said to be about what no place that names it says."""
    asked = _said_subject(desk)
    words = [word for word in Folded.of(asked).text.split() if not _OF_ANY.match(word)]
    if len(words) < FEWEST_WORDS:
        return None
    said = " ".join((*(desk.words(r.document, r.clause) for r in found), *_titles(desk, found)))
    about = sum(desk.evidence.says(said, word) for word in words) >= SAID * len(words)
    if about and not _other_paper(desk, asked, found):
        return None
    best = max(found, key=lambda r: _telling(desk, r))
    stated = desk.words(best.document, best.clause).rstrip(" ;")
    text = messages.NOT_FIGURE_PLAIN.format(asked=asked, stated=stated)
    claim = DraftClaim(text, (_source(best),), echoes=(asked,))
    return correction(claim, tasks=(best.anchor,))


def _titles(desk: Desk, found: Sequence[Reference]) -> Iterable[str]:
    """The full titles of the instruments, as the catalogue has them."""
    known = (desk.catalogue.get(reference.number) for reference in found)
    return (instrument.title for instrument in known if instrument)


def _other_paper(desk: Desk, asked: str, found: Sequence[Reference]) -> bool:
    """Whether a programme is called a strategy, or the like: beside the instrument stands another word."""
    claimed = set(_PAPER.findall(Folded.of(asked).text))
    subjects = (desk.words(r.document, r.subject) for r in found if r.subject)
    printed = {paper for words in (*subjects, *_titles(desk, found)) for paper in _papers(words)}
    return bool(claimed and printed) and claimed.isdisjoint(printed)


def _papers(words: str) -> list[str]:
    return _PAPER.findall(Folded.of(words).text)[:1]


def _said_subject(desk: Desk) -> str:
    """What an instrument is said to be about; empty where nothing of the kind is claimed."""
    question = desk.question
    if not (question.presumes or question.yes_no or desk.claimed.words):
        return ""
    after = [(question.reading[item.span.end :], _TITLED) for item in question.instruments]
    for words, pattern in (*after, (question.reading, _IS_ABOUT)):
        folded = Folded.of(words)
        if (match := pattern.search(folded.text)) and not _ASKS.search(match["what"]):
            return folded.span(*match.span("what")).of(words).strip(" ,.?")
    return ""


def _about(desk: Desk, found: Sequence[Reference]) -> Iterable[DraftClaim]:
    """The clause that says most of an instrument first, then the places that name it."""
    ordered = sorted(found, key=lambda r: (-_telling(desk, r), -desk.evidence.score(r.document, (r.anchor,))))
    best = ordered[0]
    speaking = max(found, key=lambda r: _covered(desk, r))
    shown = {best.anchor}
    if _covered(desk, speaking) >= SPEAKS + _covered(desk, best):
        yield _sentence_claim(desk, speaking)
        shown.add(speaking.anchor)
    of_maker = _ASKS_MAKER.search(Folded.of(desk.question.reading).text)  # who stands before its number
    yield _sentence_claim(desk, best) if of_maker else _clause_claim(desk, best)
    places = [r for r in dict.fromkeys(found) if r.anchor not in shown][:_PLACES_SHOWN]
    if places:
        names = joined(dict.fromkeys(r.place for r in places))
        yield DraftClaim(messages.CITED_AT.format(places=names), tuple(_source(r) for r in places))


def _telling(desk: Desk, reference: Reference) -> float:
    """A reference with its subject and its date tells more than a bare mention."""
    covered = _covered(desk, reference)
    return (reference.subject is not None) + (reference.date is not None) + 2 * covered


def _covered(desk: Desk, reference: Reference) -> float:
    """How much of what is asked about the instrument stands where it is named; 0 where nothing else is."""
    if not desk.question.topic:
        return 0.0
    return desk.evidence.coverage(reference.document, (reference.anchor,))


def _clause_claim(desk: Desk, reference: Reference, depth: int = 0) -> DraftClaim:
    words = desk.words(reference.document, reference.clause).rstrip(" ;")
    return DraftClaim(
        f"**{reference.place}**: {words}",
        (Source(reference.document, reference.anchor, reference.clause),),
        depth,
    )


def _sentence_claim(desk: Desk, reference: Reference) -> DraftClaim:
    """The whole sentence that names an instrument, of which the clause may be a part."""
    document = desk.document(reference.document)
    node = desk.library.units(reference.document).node(reference.anchor)
    within = sentences(document.text, node.head) if node else ()
    span = next((s for s in within if s.start <= reference.span.start < s.end), reference.clause)
    words = span.of(document.text).rstrip(" ;")
    return DraftClaim(
        f"**{reference.place}**: {words}", (Source(reference.document, reference.anchor, span),)
    )


def _source(reference: Reference) -> Source:
    return Source(reference.document, reference.anchor, reference.clause)


def _on_topic(desk: Desk, every: Sequence[Reference]) -> Draft | None:
    """The clauses that cite an instrument and speak to the topic, best first."""
    wanted = _kind(desk)
    anchors = [a for place in desk.question.places for a in place.anchors]
    pool = [r for r in every if (not wanted or r.kind == wanted) and (not anchors or r.anchor in anchors)]
    scored = [(desk.evidence.coverage(r.document, (r.anchor,)) + _local(desk, r), r) for r in pool]
    if not scored:
        return None
    best = max(score for score, _ in scored)
    kept = [r for score, r in scored if score >= CLOSE * best]
    if _ALL.search(Folded.of(desk.question.reading).text):
        anchors_kept = {r.anchor for r in kept}
        kept = [r for r in pool if r.anchor in anchors_kept]
    unique = {(r.anchor, r.clause): r for r in reversed(kept)}
    fit = desk.evidence.coverage(kept[0].document, (kept[0].anchor,))
    if fit < ENOUGH:
        return _few_of_kind(desk, every, wanted)
    shown = [r for r in kept if unique[r.anchor, r.clause] is r][:MOST]
    claims = [_clause_claim(desk, r) for r in shown]
    if desk.question.role is Role.LEAD:
        claims += _leads(desk, shown)
    return Draft(Status.ANSWERED, tuple(claims), "register", fit=fit, tasks=tuple(r.anchor for r in shown))


def _few_of_kind(desk: Desk, every: Sequence[Reference], kind: str) -> Draft | None:
    """All instruments of the kind asked for, where there are few and the topic tells none of them."""
    mine = [r for r in every if kind and r.kind == kind]
    few = len({r.number for r in mine}) <= FEW and len(desk.question.topic.replace(".", " ").split()) <= 2
    return _listed(desk, mine) if mine and few else None


def _local(desk: Desk, reference: Reference) -> float:
    """Words of the topic in the very clause: long items cite several instruments for several things."""
    clause = set(Folded.of(desk.words(reference.document, reference.clause)).text.split())
    words = Folded.of(desk.question.topic).text.replace(".", " ").split()
    return sum(word in clause for word in words) / len(words) if words else 0.0


def _kind(desk: Desk) -> str:
    """The one kind of instrument that the question names; none where it names several."""
    plain = Folded.of(desk.question.reading).text
    named = [name for bare, name in _KINDS.items() if bare in plain]
    return named[0] if len(named) == 1 else ""


def _listed(desk: Desk, every: Sequence[Reference]) -> Draft | None:
    """Every instrument once, the most telling mention of each."""
    wanted = _kind(desk)
    numbered = [r for r in every if any(c.isdigit() for c in r.number) and (not wanted or r.kind == wanted)]
    best: dict[str, Reference] = {}
    for r in numbered:
        if r.number not in best or _telling(desk, r) > _telling(desk, best[r.number]):
            best[r.number] = r
    if not best:
        return None
    sources = tuple(Source(r.document, r.anchor, r.span) for r in best.values())
    text = messages.CITED_LIST.format(count=len(best), kind=wanted.lower() or messages.INSTRUMENT)
    head = DraftClaim(text, sources, counted=len(best))
    items = (_line(desk, r) for r in best.values())
    return Draft(Status.ANSWERED, (head, *items), "register")


def _line(desk: Desk, reference: Reference) -> DraftClaim:
    date = desk.words(reference.document, reference.date)
    subject = desk.words(reference.document, reference.subject)
    words = " ".join(part for part in (f"{reference.kind} số {reference.number}", date, subject) if part)
    return DraftClaim(words, (_source(reference),), depth=1)

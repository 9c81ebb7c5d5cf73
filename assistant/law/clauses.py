"""The clauses that answer a question: the best one in full, then the next ones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from assistant.answer import Status
from assistant.desk import Desk
from assistant.draft import Draft, DraftClaim
from assistant.law.named import Named
from assistant.law.premises import denied
from assistant.law.ranking import Ranked, clause_of, holds, ranked
from assistant.law.wording import (
    article_claim,
    further_claim,
    opens_a_list,
    statement_claim,
    unit_claims,
)
from assistant.understanding.asked import parts_of
from knowledge.document import Document, Node, NodeKind, below
from knowledge.passage import Passage
from knowledge.text import Folded

MOST = 5
"""Clauses told or pointed to at most."""

FULL = 2
"""Clauses told in full at most."""

CLOSE = 0.2
"""A clause that is so likely beside the best one is told in full."""

FURTHER = 0.003
"""A clause that is so likely beside the best one is pointed to."""

NEAR, FIRST = 12, 3
"""Of the clauses found for a question with several parts, and for one part alone, so many are looked at."""

FEWEST = 3
"""A part that says fewer words of a topic asks on about the part before it."""

MOST_OF_PART = 0.6
"""Of a part, so much does a clause say that need not be found for the whole question."""

SHORT = 150
"""A point with no more words is told with what stands below it, a clause with no more is told whole."""

WHOLE = 300
"""An article with no more words, whose title is what is asked for, is told whole where a list is."""

LONG = 220
"""A clause of several paragraphs with no more words is told whole, too."""

MOST_CLAUSES = 20
"""Clauses of an article that is told as one list at most."""

STATEMENTS = 10
"""Statements of a digest on one article told where a list is asked for."""

ENOUGH = 0.15
"""Coverage of the topic below which a clause does not speak to the question."""

_LIST = re.compile(
    r"\b(?:nhung|cac|liet ke|bao gom|gom|ke)\b.*\b(?:gi|nao|sau)\b|\bgom nhung\b|\bdieu kien\b"
    r"|\bquyen\b|\bnghia vu\b"
    r"|\bho so\b|\bgiay to\b|\bnhung ai\b|\btruong hop\b|\bliet ke\b|\bke (?:ra|du|het)\b"
    r"|\b(?:may|bao nhieu) "
    r"(?:loai|truong hop|nguon|tieu chi|buoc|nhom|muc|dieu kien|cach)\b|\btieu chi\b|\bthu tu\b"
    r"|\blam (?:nhung )?viec gi\b"
)
_TITLE = re.compile(r"^dieu \d+[a-z]?\s*\.?\s*")
_WORDS = re.compile(r"[a-z0-9]+")
_OF_LIMITS = frozenset(("toi", "da", "thieu", "it", "nhat", "nhieu", "lau", "cham", "som"))
_OF_TITLES = frozenset(
    ("cua", "cac", "va", "doi", "voi", "ve", "trong", "cho", "lien", "hiep", "hop", "tac", "xa")
)
_COMPARE = re.compile(r"\bkhac (?:nhau|gi|biet|voi|cho)\b|\bso (?:sanh|voi)\b|\bgiong nhau\b|\bphan biet\b")
_WHICH_ARTICLE = re.compile(
    r"\bdieu (?:nao|may|bao nhieu|so may)\b|\bkhoan (?:nao|may)\b"
    r"|\b(?:quy dinh|nam|ghi|noi) (?:o|tai|trong) dau\b|\bcan cu (?:vao )?dau\b"
)


def clauses(desk: Desk, among: Sequence[Named]) -> Draft | None:
    """The best clauses on the topic; of the instruments `among`, where the question names some."""
    found = ranked(desk, among)
    if not found or found[0].coverage < ENOUGH:
        return None
    kept = [item for item in found if item.rank >= FURTHER][:MOST]
    if correction := denied(desk, found):
        wrong, proof = correction
        others = tuple(item for item in kept if item is not proof)
        return _draft(desk, Status.FALSE_PREMISE, proof, wrong, others)
    full = _of_parts(desk, found, among) or kept[: _full(desk, kept)]
    core = tuple(_once(desk, (claim for item in full for claim in _told(desk, item))))
    return _draft(desk, Status.ANSWERED, full[0], core, [item for item in kept if item not in full])


def _once(desk: Desk, claims: Iterable[DraftClaim]) -> Iterator[DraftClaim]:
    """The claims without those told before; a statement of a digest is told once, as a point or apart."""
    told: set[object] = set()
    for claim in claims:
        ours = not desk.document(claim.sources[0].document).meta.verbatim
        known = {claim, claim.sources} if ours else {claim}
        if not known & told:
            told |= known
            yield claim


def _of_parts(desk: Desk, found: Sequence[Ranked], among: Sequence[Named]) -> list[Ranked]:
    """The best clause for each thing that a question asks for, where it asks for several and they differ."""
    best = (_of_part(desk.reopen(part), found, among) for part in parts_of(desk.question.reading))
    told = dict.fromkeys(item for item in best if item)
    return list(dict.fromkeys((*told, found[0]))) if len(told) > 1 else []


def _of_part(part: Desk, found: Sequence[Ranked], among: Sequence[Named]) -> Ranked | None:
    """The best clause for one part of the question that the clauses were found for.

    A part alone may have lost what the question is about: a clause counts that was found for all of it, too,
    or that says most of the part and is of the instrument found first.
    """
    said = set(_WORDS.findall(Folded.of(part.question.subject).text)) - _OF_LIMITS
    if len(said) < FEWEST:  # "…, tối đa bao lâu?"
        return None
    near, number = {item.clause: item for item in found[:NEAR]}, found[0].passage.document
    for item in ranked(part, among)[:FIRST]:
        if item.clause in near:
            return near[item.clause]
        if item.coverage >= MOST_OF_PART and item.passage.document == number:
            return item
    return None


def _draft(
    desk: Desk, status: Status, best: Ranked, core: tuple[DraftClaim, ...], others: Sequence[Ranked]
) -> Draft:
    told = {(source.document, source.anchor) for claim in core for source in claim.sources}
    left = (item.passage for item in others if (item.passage.document, item.passage.anchor) not in told)
    near = [passage for passage in left if holds(desk, passage)]
    further = (further_claim(desk, near),) if near else ()
    claims = tuple(dict.fromkeys((*core, *further)))
    corrects = status is Status.FALSE_PREMISE
    return Draft(status, claims, "law", fit=best.coverage, core=len(core), topical=not corrects)


def _full(desk: Desk, kept: Sequence[Ranked]) -> int:
    """How many clauses are told in full: the best one, and one as good; both sides of a comparison."""
    if _COMPARE.search(Folded.of(desk.question.reading).text):
        return FULL
    return min(FULL, sum(item.rank >= CLOSE for item in kept))


def _told(desk: Desk, item: Ranked) -> Iterator[DraftClaim]:
    passage = item.passage
    document = desk.document(passage.document)
    path = desk.library.units(document.number).path(passage.anchor)
    plain = Folded.of(desk.question.reading).text
    if _WHICH_ARTICLE.search(plain) and (claim := article_claim(desk, document, path)):
        yield claim
    listed = bool(_LIST.search(plain))
    if not document.meta.verbatim:
        yield from _statements(desk, document, passage, listed=listed)
        return
    node, above = path[-1], path[-2] if len(path) > 1 else None
    apart = passage.span != node.head  # the one paragraph of an article
    whole = not apart and (listed or _goes_on(document, node))
    named = _named_article(desk, document, path) if listed else None
    if article := named or _list_of_clauses(document, path, listed=listed):
        node, whole, apart = article, True, False
    elif above and _told_with_above(desk, document, node, above, item, listed=listed):
        node, whole, apart = above, True, False
    elif any(".doan_" in part for part in item.parts):
        whole = True
    span = passage.span if apart else None
    yield from unit_claims(desk, document, node, whole=whole, best=passage.anchor, span=span)


def _told_with_above(
    desk: Desk, document: Document, node: Node, above: Node, item: Ranked, *, listed: bool
) -> bool:
    """Whether a point or paragraph is told with all of its clause: others of it rank near, or it is short."""
    if above.kind is not NodeKind.CLAUSE or node.kind not in (NodeKind.POINT, NodeKind.PARAGRAPH):
        return False
    several = bool(parts_of(desk.question.reading))  # another point may tell the other thing asked
    return listed or several or bool(item.parts) or _words_of(document, above) <= SHORT


def _named_article(desk: Desk, document: Document, path: Sequence[Node]) -> Node | None:
    """The article whose very title the question says, where its clauses are few enough to be told whole."""
    article = next((node for node in path if node.kind is NodeKind.ARTICLE), None)
    clauses_of = [node for node in article.children if node.kind is NodeKind.CLAUSE] if article else []
    if article is None or len(clauses_of) < 2 or _words_of(document, article) > WHOLE:
        return None
    title = _TITLE.sub("", Folded.of(article.head.of(document.text)).text)
    words = [word for word in _WORDS.findall(title) if word not in _OF_TITLES]
    asked = Folded.of(desk.question.reading).text
    return article if len(words) >= 2 and all(desk.evidence.says(asked, word) for word in words) else None


def _list_of_clauses(document: Document, path: Sequence[Node], *, listed: bool) -> Node | None:
    """The article whose clauses are points of one list, where a list is asked for or its opening found."""
    article = next((node for node in path if node.kind is NodeKind.ARTICLE), None)
    opening = article.children[0] if article and article.children else None
    if article is None or opening is None or opening.kind is not NodeKind.PARAGRAPH:
        return None
    found = path[-1] is opening or (listed and len(path) > 1 and path[-2] is article)
    short = len(article.children) <= MOST_CLAUSES
    return article if found and short and opens_a_list(document, opening) else None


def _statements(desk: Desk, document: Document, passage: Passage, *, listed: bool) -> Iterator[DraftClaim]:
    """What a digest says of the clause, or of the article where a list is asked for, what was found first.

    A clause of many words is told by the statement found alone.
    """
    clause, article = clause_of(passage), passage.anchor.split(".")[0]
    within = article if listed else clause
    leaves = [node for node in document.root.walk() if not node.children]
    found = [node for node in leaves if node.anchor == passage.anchor]
    near = [node for node in leaves if below(node.anchor, within) and node not in found]
    if not listed and sum(_words_of(document, node) for node in (*found, *near)) > SHORT:
        near = []
    near.sort(key=lambda node: not below(node.anchor, clause))  # those of the clause found come first
    for node in found:
        yield from unit_claims(desk, document, node, whole=False)
    yield from (statement_claim(document, node) for node in near[: STATEMENTS - len(found)])


def _goes_on(document: Document, node: Node) -> bool:
    """Whether a unit says little by itself: it opens a list, or has a few paragraphs below it."""
    if opens_a_list(document, node):
        return True
    short = {NodeKind.POINT: SHORT, NodeKind.CLAUSE: LONG}.get(node.kind, 0)
    return bool(node.children) and _words_of(document, node) <= short


def _words_of(document: Document, node: Node) -> int:
    return len(document.text[node.start : node.end].split())

"""What is told of an instrument around its text: standing, particulars, relations, how to add it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from assistant.web.documents.shelf import Particulars, Shelf, address_of, day_of
from assistant.web.markup import Html, says, tag, text
from knowledge.document import Document
from knowledge.instrument import Relation, RelationKind
from knowledge.standing import Standing
from knowledge.standing_words import written

_TOLD: tuple[RelationKind, ...] = (
    "replaced_by",
    "repealed_by",
    "amended_by",
    "consolidated_in",
    "guided_by",
    "replaces",
    "repeals",
    "amends",
    "consolidates",
    "guides",
    "based_on",
    "basis_of",
)


def chip(standing: Standing) -> Html:
    """The status as a badge, its sentence on hover; a second badge where nobody verified it."""
    badge = says("span", f"chip is-{standing.status}", f"validity.{standing.status}")
    unsure = not standing.verified and standing.status != "unknown"
    doubt = says("span", "chip is-unverified", "validity.unverified") if unsure else ""
    return tag("span", "chips", badge + doubt, {"title": standing.note})


def standing_line(standing: Standing) -> Html:
    """The badge and the sentence below it."""
    return tag("div", "standing", chip(standing) + tag("p", "", text(standing.note), {"lang": "vi"}))


def head(number: str, document: Document | None, shelf: Shelf, day: date) -> Html:
    """The head of a page: label, title, standing, particulars."""
    told = shelf.particulars(number)
    standing = shelf.standing(number, day)
    parts = [
        tag("h1", "", text(told.label), {"lang": "vi"}),
        tag("p", "doc-title", text(told.title), {"lang": "vi"}) if told.title else "",
        _standing(standing, day) if standing else "",
        says("p", "banner is-digest", "doc.digest") if document and not document.meta.verbatim else "",
        "" if document else says("p", "banner", "doc.away"),
        tag("dl", "facts", "".join(_facts(told, document, shelf))),
    ]
    return "".join(parts)


def relations(number: str, shelf: Shelf) -> Html:
    """The instruments that changed, guide or rest on this one, as the catalogue knows them."""
    known = shelf.instrument(number)
    found = known.relations if known else ()
    groups = [_group(kind, [one for one in found if one.kind == kind], shelf) for kind in _TOLD]
    inner = "".join(group for group in groups if group)
    if not inner:
        return ""
    return tag("details", "relations", says("summary", "", "doc.relations") + tag("dl", "", inner))


def how_to_add(number: str) -> Html:
    """What to type to have the text at hand."""
    name = f'"{number}"' if "&" in number else number
    ways = (
        ("doc.add.codified", f"python -m ingest add phapdien phapdien.tar.xz --instrument {name}"),
        ("doc.add.fetch", f"python -m ingest fetch {name}"),
        ("doc.add.file", "python -m ingest add files van-ban.pdf"),
    )
    steps = (says("p", "", key) + tag("pre", "", tag("code", "", text(line))) for key, line in ways)
    return tag("section", "adding", says("h2", "", "doc.add") + "".join(steps))


def _standing(standing: Standing, day: date) -> Html:
    at = says("span", "standing-day", "validity.at", written(day))
    sentence = tag("p", "", text(standing.note), {"lang": "vi"})
    source = says("p", "standing-source", "validity.source", standing.source) if standing.source else ""
    return tag("div", "standing is-whole", tag("p", "", f"{chip(standing)} {at}") + sentence + source)


def _facts(told: Particulars, document: Document | None, shelf: Shelf) -> Iterator[Html]:
    yield _fact("doc.issuer", text(told.issuer))
    yield _fact("doc.issued", written(told.issued) if told.issued else "")
    yield _fact("doc.effective", written(told.effective) if told.effective else "")
    known = shelf.instrument(told.number)
    address = (document.meta.address if document else "") or (known.address if known else "")
    if document:
        collected = day_of(document.meta.collected)
        yield _fact("doc.origin", says("span", "", origin_of(document)))
        yield _fact("doc.collected", written(collected) if collected else "")
        articles = shelf.size(document).articles
        yield _fact("doc.articles", str(articles) if articles else "")
    if address.startswith(("http://", "https://")):
        host = text(address.split("/")[2])
        marks = {"href": address, "rel": "noopener noreferrer", "target": "_blank"}
        yield _fact("doc.address", tag("a", "", host, marks))


def origin_of(document: Document) -> str:
    """The key of the words that tell where the text comes from."""
    return f"origin.{document.meta.source}" if document.meta.verbatim else "origin.digest"


def _fact(key: str, words: Html) -> Html:
    return tag("div", "", says("dt", "", key) + tag("dd", "", words, {"lang": "vi"})) if words else ""


def _group(kind: RelationKind, found: list[Relation], shelf: Shelf) -> Html:
    if not found:
        return ""
    items = "".join(tag("li", "", _relation(one, shelf)) for one in found)
    return tag("div", "", says("dt", "", f"relation.{kind}") + tag("dd", "", tag("ul", "", items)))


def _relation(relation: Relation, shelf: Shelf) -> Html:
    label = shelf.particulars(relation.number).label
    link = tag("a", "ref", text(label), {"href": address_of(relation.number), "lang": "vi"})
    unsure = relation.confidence == "unverified"
    return link + (" " + says("span", "chip is-unverified", "validity.unverified") if unsure else "")

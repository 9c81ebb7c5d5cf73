"""Tests of `data/catalogue.yaml`: what it says holds together, covers the plan and hides no doubt."""

import re
from datetime import date

import pytest
import yaml

from ingest.facts import extract
from ingest.parse import parse
from ingest.read import read
from knowledge.agencies import Agencies
from knowledge.catalogue import DATA, Catalogue
from knowledge.instrument import INVERSE, Instrument

CATALOGUE = Catalogue.load()
ALL = CATALOGUE.all()
RAW = DATA.read_text("utf-8")
DAYS = date(2026, 11, 22)

each = pytest.mark.parametrize("instrument", ALL, ids=[item.number for item in ALL])


def test_the_catalogue_is_large_enough_to_be_of_use() -> None:
    assert len(ALL) >= 80
    assert sum(item.confidence == "seen" for item in ALL) >= 150


def test_every_instrument_the_plan_cites_is_here_and_marked() -> None:
    plan = parse(read(DATA.parent / "documents" / "127-KH-UBND.md"))
    cited = {reference.number for reference in extract(plan, Agencies.load()).references}
    found = {number: CATALOGUE.get(number) or CATALOGUE.named(number, date(2023, 3, 7)) for number in cited}
    assert [number for number, item in found.items() if item is None] == []
    marked = {item.number for item in CATALOGUE.cited_by_plan()}
    assert {item.number for item in found.values() if item} | {"569/QĐ-TTg"} == marked


@each
def test_the_written_status_is_what_the_days_give(instrument: Instrument) -> None:
    assert CATALOGUE.standing(instrument.number, CATALOGUE.as_of).status == instrument.status.value


@each
def test_days_are_in_order(instrument: Instrument) -> None:
    days = [day for day in (instrument.issued, instrument.effective, instrument.ends) if day]
    assert days == sorted(days) or instrument.retroactive
    assert instrument.status.checked <= CATALOGUE.as_of
    if instrument.issued and (year := re.match(r"\d+/(\d{4})/", instrument.number)):
        assert instrument.issued.year == int(year[1])


@each
def test_each_relation_is_seen_from_both_ends_and_after_both_were_issued(instrument: Instrument) -> None:
    for relation in instrument.relations:
        other = CATALOGUE.get(relation.number)
        assert other and other is not instrument
        back = [item for item in other.relations if item.number == instrument.number]
        assert any((item.kind, item.since) == (INVERSE[relation.kind], relation.since) for item in back)
        acted_on = relation.kind in ("amended_by", "repealed_by", "replaced_by") and not other.retroactive
        if relation.since and acted_on and instrument.issued:
            assert instrument.issued <= relation.since


@each
def test_no_line_of_relations_leads_back(instrument: Instrument) -> None:
    for kind in INVERSE:
        seen: set[str] = set()
        todo = [relation.number for relation in instrument.related(kind)]
        while todo:
            number = todo.pop()
            assert number != instrument.number, kind
            if number not in seen:
                seen.add(number)
                other = CATALOGUE.get(number)
                todo += [relation.number for relation in other.related(kind)] if other else []


@each
def test_what_is_seen_has_a_source_and_what_is_remembered_says_so(instrument: Instrument) -> None:
    facts = [
        (instrument.confidence, instrument.sources),
        (instrument.status.confidence, instrument.status.sources),
        *((relation.confidence, relation.sources) for relation in instrument.relations),
    ]
    for confidence, sources in facts:
        assert sources
        if confidence == "seen":
            assert any(source.grade != "memory" for source in sources)
    if instrument.status.confidence == "unverified":
        assert not CATALOGUE.standing(instrument.number, CATALOGUE.as_of).verified


@each
def test_every_spelling_and_name_leads_back(instrument: Instrument) -> None:
    for typed in (instrument.number, *instrument.misprints, instrument.slug, instrument.number.lower()):
        assert CATALOGUE.get(typed) is instrument
    for name in (*instrument.names, f"{instrument.kind} {instrument.number}"):
        assert CATALOGUE.named(name) is instrument
    for name in instrument.shared_names:
        holding = CATALOGUE.named(name, instrument.effective) if instrument.effective else None
        assert holding in (None, instrument)


@each
def test_every_end_and_change_has_a_day_or_is_unverified(instrument: Instrument) -> None:
    for relation in instrument.related("replaced_by", "repealed_by"):
        assert relation.since is not None
    if instrument.status.value in ("replaced", "expired"):
        assert instrument.ends
    if instrument.doubt:
        assert instrument.status.value in ("unknown", "replaced", "expired")


@each
def test_texts_are_for_people(instrument: Instrument) -> None:
    for text in (instrument.note, instrument.doubt.why if instrument.doubt else ""):
        assert text == "" or len(text) <= 400
        assert not re.search(r"\b(NĐ|QĐ|TT|NQ|PL|Đ\d)\b(?!-)", re.sub(r"\S*/\S*", "", text)), text
    assert instrument.note == "" or instrument.note.endswith(".")
    assert not instrument.address or re.match(r"https?://(vbpl|vanban|congbao)\.\S+$", instrument.address)


def test_addresses_stand_once() -> None:
    addresses = [item.address for item in ALL if item.address]
    assert len(addresses) == len(set(addresses)) >= 40


def test_every_source_is_used_and_leads_nowhere_on_this_machine() -> None:
    raw = yaml.safe_load(RAW)
    body = RAW[RAW.index("\ninstruments:") :]
    assert [id for id in raw["sources"] if not re.search(rf"\b{re.escape(id)}\b", body)] == []
    assert not re.search(r"github|/work|\.\./|\.txt|\.html?\b(?<!email)(?<!-\d{6}\.html)", body)
    for source in raw["sources"].values():
        assert re.match(r"https?://\S+$|^$", source.get("where", ""))


def test_the_file_is_as_of_the_day_it_was_checked() -> None:
    assert CATALOGUE.as_of == DAYS

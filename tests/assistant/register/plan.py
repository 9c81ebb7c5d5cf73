"""The register of the shipped plan, read once."""

from __future__ import annotations

from functools import cache

from assistant.register.book import Register, register_of
from ingest.errata import load_errata
from ingest.facts import extract
from ingest.parse import parse
from ingest.read import read
from knowledge.agencies import Agencies
from knowledge.config import SHIPPED
from knowledge.document import Document
from knowledge.facts import Facts


@cache
def plan() -> Document:
    return parse(read(SHIPPED / "documents" / "127-KH-UBND.md"))


@cache
def agencies() -> Agencies:
    return Agencies.load()


@cache
def facts(number: str) -> Facts:
    return extract(plan(), agencies(), load_errata(number)) if number == plan().number else Facts()


@cache
def register() -> Register:
    return register_of((plan(),), facts, agencies())


def link(number: str, anchor: str) -> str:
    return f"https://htx.example.vn/documents/{number.replace('/', '-')}#{anchor}"

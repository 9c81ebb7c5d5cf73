"""From a parsed document to its facts: `extract` runs every extractor once."""

from __future__ import annotations

from ingest.facts.particulars import particulars_of
from ingest.facts.references import references_of
from ingest.facts.reports import reports_of
from ingest.facts.targets import targets_of
from ingest.facts.tasks import tasks_of
from knowledge.agencies import Agencies
from knowledge.document import Document
from knowledge.facts import Erratum, Facts


def extract(document: Document, agencies: Agencies, errata: tuple[Erratum, ...] = ()) -> Facts:
    """All facts of `document`. Errata are kept where what they call misprinted really stands."""
    tasks = tasks_of(document, agencies)
    return Facts(
        tasks=tasks,
        targets=targets_of(document),
        reports=reports_of(document, tasks, agencies),
        references=references_of(document),
        particulars=particulars_of(document),
        errata=tuple(erratum for erratum in errata if _stands(document, erratum)),
    )


def _stands(document: Document, erratum: Erratum) -> bool:
    node = document.node(erratum.anchor)
    return node is not None and erratum.printed in document.text[node.start : node.end]

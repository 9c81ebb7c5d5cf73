"""The library as a LangChain retriever, for chains and agents that others build."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from functools import cached_property
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangChainDocument
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, Field

from assistant.finding import Finder, Found, Wanted
from assistant.pipeline import Tools
from assistant.wiring import Assistant, tools_for
from knowledge.library import Library


class PassageRetriever(BaseRetriever):
    """Gives the `k` best passages of a library, word for word, each with its place, offsets and validity.

    `document` (number or slug) and `kind` ("Nghị định") narrow the search. Validity is judged on `as_of`,
    today where it is left out; `in_force` leaves out what does not hold on that day. The metadata of a
    passage: `document`, `title`, `kind`, `anchor`, `locator`, `source` (document and place), `headings`,
    `start` and `end` (offsets into the document's text), `verbatim`, `score` (it only ranks), `validity`
    (nothing for a plan).
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    library: Library
    k: int = Field(default=5, ge=1)
    document: str = ""
    kind: str = ""
    as_of: date | None = None
    in_force: bool = False
    tools: Tools | None = None
    """What questions are read with; made from the library at the first search where it is left out."""

    @classmethod
    def of(cls, assistant: Assistant, k: int = 5) -> PassageRetriever:
        """A retriever over what an opened assistant knows."""
        return cls(library=assistant.library, k=k, tools=assistant.tools)

    @cached_property
    def _finder(self) -> Finder:
        return Finder(self.tools or tools_for(self.library))

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002 - LangChain passes it by name
    ) -> list[LangChainDocument]:
        wanted = Wanted(self.as_of or date.today(), self.document, self.kind, self.in_force)
        return [_document(found, wanted.day) for found in self._finder.find(query, self.k, wanted)]


def _document(found: Found, day: date) -> LangChainDocument:
    passage = found.passage
    return LangChainDocument(
        id=passage.id,
        page_content=found.text,
        metadata={
            "document": passage.document,
            "title": found.document.title,
            "kind": found.document.meta.kind,
            "anchor": passage.anchor,
            "locator": passage.place,
            "source": f"{passage.document}, {passage.place}",
            "headings": list(passage.headings),
            "start": passage.span.start,
            "end": passage.span.end,
            "verbatim": found.document.meta.verbatim,
            "score": found.score,
            "validity": _validity(found, day),
        },
    )


def _validity(found: Found, day: date) -> dict[str, Any] | None:
    if found.standing is None:
        return None
    told = asdict(found.standing)
    return {name: told[name] for name in ("status", "note", "source")} | {"as_of": day.isoformat()}

"""The library as a LangChain retriever, for chains and agents that others build."""

from __future__ import annotations

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangChainDocument
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from knowledge.library import Library
from knowledge.search import Hit


class PassageRetriever(BaseRetriever):
    """Gives the `k` best passages of a library, each with its place, offsets and headings as metadata."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    library: Library
    k: int = 5

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002 - LangChain passes it by name
    ) -> list[LangChainDocument]:
        return [self._document(hit) for hit in self.library.searcher.search(query, self.k)]

    def _document(self, hit: Hit) -> LangChainDocument:
        passage = hit.passage
        document = self.library.document(passage.document)
        text = passage.span.of(document.text) if document else passage.context
        return LangChainDocument(
            id=passage.id,
            page_content=text,
            metadata={
                "document": passage.document,
                "anchor": passage.anchor,
                "locator": passage.place,
                "headings": list(passage.headings),
                "start": passage.span.start,
                "end": passage.span.end,
                "score": hit.score,
            },
        )

"""Putting the assistant together: the one place that knows which parts make it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, replace
from itertools import islice
from typing import Any

from assistant import messages
from assistant.answer import Answer, Event, Message
from assistant.composers.extractive import extractive
from assistant.composers.register import compose
from assistant.model.opening import open_model
from assistant.model.settings import model_settings
from assistant.parts import OF_SEARCH, NoLexicon, Part, library_without, unfolded
from assistant.pipeline import Pipeline, Tools, Work
from assistant.policies.guide import Guide
from assistant.proof.support import Embed
from assistant.screen import Screen
from assistant.term_index import TermIndex
from assistant.understanding.entities import EntityFinder
from assistant.understanding.history import fold_history
from assistant.understanding.intents import load_phrasings
from assistant.understanding.stopwords import Stopwords
from assistant.understanding.understand import Understander
from assistant.verify import Verifier
from knowledge.agencies import Agencies
from knowledge.config import Settings
from knowledge.document import Document
from knowledge.facts import Facts
from knowledge.lexicon import OF_LAW, Lexicon
from knowledge.library import Library, open_library
from knowledge.policies.load import load_policies
from knowledge.policies.result import Sources
from knowledge.restore import Restorer
from knowledge.speech import is_marked, load_speech
from knowledge.vocabulary import known_words

ENOUGH_PASSAGES = 5_000
"""Passages of a shelf whose other wordings are read for diacritics; a library of all laws has many more."""

ENOUGH_TEXT = 3_000_000
"""Characters from which diacritics are learnt; more would make starting slow and tell nothing new."""


class Assistant:
    """Answers questions over one library, and shows its documents."""

    def __init__(self, library: Library, pipeline: Pipeline) -> None:
        self.library = library
        self._pipeline = pipeline

    @property
    def tools(self) -> Tools:
        """What questions are read, searched and checked with."""
        return self._pipeline.tools

    def ask(self, message: Message) -> Answer:
        """The answer to a message. Raises `QuestionError` for what cannot be read."""
        return self._pipeline.ask(message)

    def stream(self, message: Message) -> Iterator[Event]:
        """The steps, verified claims and the answer, as they come. Raises `QuestionError`."""
        return self._pipeline.stream(message)

    def examine(self, message: Message) -> Work:
        """The message up to the judgement on its draft, for calibration. Raises `QuestionError`."""
        return self._pipeline.examine(message)

    def documents(self) -> Sequence[Document]:
        """The documents of the library."""
        return self.library.documents

    def document(self, number_or_slug: str) -> Document | None:
        """One document, by number or slug."""
        return self.library.document(number_or_slug)

    def facts(self, number: str) -> Facts:
        """What the document with this number states, with fields; nothing where it is unknown."""
        return self.library.facts(number)

    def suggestions(self) -> Sequence[str]:
        """Questions to begin with."""
        return messages.OPENING_SUGGESTIONS

    @property
    def model_name(self) -> str | None:
        """The name of the language model, where one is configured."""
        model = self._pipeline.model
        return model.name if model else None

    def model_report(self) -> dict[str, Any] | None:
        """Name, state and totals of the language model, JSON-ready; nothing where none is configured."""
        model = self._pipeline.model
        return {"model": model.name, "state": model.state, **asdict(model.totals())} if model else None


def open_assistant(settings: Settings, without: Collection[Part] = frozenset()) -> Assistant:
    """The assistant over the library of `settings`; parts named in `without` are left out.

    Raises:
        LibraryError, ModelError, DataError: what is missing or damaged, and what to run.
        ConfigError: the configured language model cannot work.
    """
    from knowledge.embed import load_embedder
    from knowledge.threads import one_each

    one_each()
    configured = model_settings(settings)
    embedder = load_embedder(settings.embedding_model)
    library = open_library(settings.library_dir, embedder.name, embedder, settings.chroma_url)
    if OF_SEARCH.intersection(without):
        library = library_without(library, embedder, without)
    tools = tools_for(library, without, embedder.embed_passages if configured else None)
    if configured:
        tools = replace(tools, model=open_model(configured, tools.verifier, tools.screen, tools.agencies))
    return Assistant(library, Pipeline(tools, settings.max_question_chars))


def tools_for(library: Library, without: Collection[Part] = frozenset(), embed: Embed | None = None) -> Tools:
    """Everything the pipeline works with, for this library; `embed` where a model's words are proven too."""
    agencies = Agencies.load()
    lexicon = NoLexicon() if Part.LEXICON in without else Lexicon.load()
    catalogue = library.catalogue
    own = [document.number for document in library.plan_documents]
    cited = [r.number for number in own for r in library.facts(number).references]
    listed = [instrument.number for instrument in catalogue.all()]
    at_hand = [document.number for document in library.documents]
    finder = EntityFinder([*cited, *at_hand, *listed], [library.units(number) for number in own])
    texts = [*_texts(library), *_speech(library), *lexicon.phrases(), *agencies.phrases()]
    restorer = Restorer.from_texts(texts, known_words() | Stopwords.load().of_language)
    restore = None if Part.DIACRITICS in without else restorer.restore
    return Tools(
        library=library,
        agencies=agencies,
        lexicon=lexicon,
        law_lexicon=lexicon if Part.LEXICON in without else Lexicon.load(beside=OF_LAW),
        understander=Understander(agencies, lexicon, finder, own, restore),
        screen=Screen.load(),
        verifier=Verifier(library.documents, agencies, lexicon, embed),
        catalogue=catalogue,
        plans=TermIndex.of(library.plans),
        laws=TermIndex.of(library.laws),
        compose=extractive if Part.REGISTER in without else compose,
        fold=unfolded if Part.HISTORY in without else fold_history,
        guide=Guide.load(Sources(load_policies(), catalogue, agencies)),
    )


def _speech(library: Library) -> Iterator[str]:
    """How people talk, to learn diacritics from: sentences, example questions, other wordings of units."""
    yield from load_speech()
    for shelf in (library.plans, library.laws):
        for passage in islice(shelf.passages, ENOUGH_PASSAGES):
            yield from passage.wordings
    for phrasings in load_phrasings().values():
        yield from filter(is_marked, phrasings.examples)  # some are typed without


def _texts(library: Library) -> Iterator[str]:
    """Texts to learn diacritics from: plans, then regulations until there are enough."""
    known = 0
    plans = {document.number for document in library.plan_documents}
    rules = (document for document in library.documents if document.number not in plans)
    for document in (*library.plan_documents, *rules):
        known += len(document.text)
        if known > ENOUGH_TEXT:
            return
        yield document.text

"""Whether what the texts say is ever denied: `python -m evals.truths [--plan | --cards] [--step N]`.

Asks "…, đúng không?" of the first sentence of each passage of the library in use, word for word, or of the
statements of our cards on instruments whose text is at hand, which say the same in other words; tells those
that the assistant denies.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Annotated

import typer

from assistant.answer import Message, Status
from assistant.wiring import Assistant, open_assistant
from ingest.digests import load_digests
from knowledge.builds import CATALOGUE
from knowledge.config import load_settings
from knowledge.console import run
from knowledge.passage import Passage
from knowledge.sentences import sentences

FEWEST, MOST = 7, 45
"""Words of a sentence that somebody would copy."""

ASKED = "{}, đúng không?"

_LABEL = re.compile(r"^(?:\d+(?:\.\d+)*[.)]?\s|[a-zđ]\)|[-+])\s*")
"""The number of a clause, the letter of a point."""

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


def claims(assistant: Assistant, passages: Iterable[Passage]) -> Iterator[str]:
    """The first sentence of each passage that has as many words as somebody would copy."""
    for passage in passages:
        document = assistant.document(passage.document)
        if document is None or passage.document == CATALOGUE:
            continue
        said = (span.of(document.text) for span in sentences(document.text, passage.span))
        whole = (_LABEL.sub("", words).rstrip(".;: ").replace("\t", ", ") for words in said)
        yield from [words for words in whole if FEWEST <= len(words.split()) <= MOST][:1]


def told_otherwise(assistant: Assistant) -> Iterator[str]:
    """The statements of our cards on instruments whose text is at hand."""
    texts = {document.number for document in assistant.documents() if document.meta.verbatim}
    cards = (card for card in load_digests() if card.document.number in texts)
    said = (statement.text.strip().rstrip(".") for card in cards for statement in card.statements)
    return (words for words in said if len(words.split()) <= MOST)


def denied(assistant: Assistant, said: Iterable[str]) -> Iterator[str]:
    """Those of some true claims that the assistant denies."""
    for words in said:
        if assistant.ask(Message(ASKED.format(words))).status is Status.FALSE_PREMISE:
            yield words


@app.command()
def main(
    plan: Annotated[bool, typer.Option("--plan", help="Các câu của kế hoạch thay cho quy định.")] = False,
    cards: Annotated[bool, typer.Option("--cards", help="Lời tóm tắt của thẻ thay cho nguyên văn.")] = False,
    step: Annotated[int, typer.Option("--step", min=1, help="Chỉ hỏi mỗi đoạn thứ N.")] = 1,
) -> None:
    """Hỏi lại từng câu của văn bản, in những câu bị trả lời là sai."""
    assistant = open_assistant(load_settings())
    shelf = assistant.library.plans if plan else assistant.library.laws
    some = islice(shelf.passages, None, None, step)
    asked = list(islice(told_otherwise(assistant), None, None, step) if cards else claims(assistant, some))
    wrong = list(denied(assistant, asked))
    for words in wrong:
        typer.echo(f"- {words}")
    typer.echo(f"{len(asked)} câu được hỏi, {len(wrong)} câu bị nói là sai.")


if __name__ == "__main__":
    run(app)

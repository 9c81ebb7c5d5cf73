"""Whether an answer says what it must and nothing it must not, and whether its claims are supported."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from evals.answers import AnswerRow, CitedRow, ClaimRow
from knowledge.text import fold

_MARKS = re.compile(r"\[\d+\]|\*\*|__|`|\\|^#+ |^[-*+] ", re.MULTILINE)
_QUOTES = str.maketrans("“”„«»‘’", '"""""\'\'')
_NUMBER = re.compile(r"\d+(?:[.,/]\d+)*")
_ZEROS = re.compile(r"(?<![\d.,])0+(?=\d)")


def visible(answer: AnswerRow) -> str:
    """What a person reads of an answer, normalised: the text, its claims, its notes."""
    parts = [answer.answer, *(claim.text for claim in answer.claims), *(note.text for note in answer.notes)]
    return normal("\n".join(parts))


def normal(text: str) -> str:
    """Folded text without Markdown marks and citation markers, one kind of quotation mark."""
    return fold(_MARKS.sub(" ", text).translate(_QUOTES))


def mentions(text: str, variant: str) -> bool:
    """Whether normalised text says this, as whole words and numbers: "5" is not said by "15" or "5,2"."""
    wanted = normal(variant)
    start = text.find(wanted) if wanted else -1
    while start >= 0:
        if _apart(text, start) and _apart(text, start + len(wanted)):
            return True
        start = text.find(wanted, start + 1)
    return False


def _apart(text: str, at: int) -> bool:
    """Whether a word or number ends, or begins, between the characters `at - 1` and `at`."""
    before, after = text[max(0, at - 2) : at], text[at : at + 2]
    if not before or not after:
        return True
    if before[-1].isalnum() and after[0].isalnum():
        return False
    inside = (before[-1] in ".," and before[:1].isdigit() and after[0].isdigit()) or (
        before[-1].isdigit() and after[0] in ".," and after[1:].isdigit()
    )
    return not inside


def missing_facts(text: str, must_include: Sequence[Sequence[str]]) -> list[Sequence[str]]:
    """The groups of which the normalised text says no variant."""
    return [group for group in must_include if not any(mentions(text, variant) for variant in group)]


def said_of(text: str, must_not_include: Iterable[str]) -> list[str]:
    """What the normalised text says of this and should not."""
    return [phrase for phrase in must_not_include if mentions(text, phrase)]


def unsupported(answer: AnswerRow, verbatim: Mapping[str, bool]) -> list[ClaimRow]:
    """The claims that their citations do not carry.

    A claim is supported when it names at least one citation, each is there and verbatim, and every number
    of the claim stands in their quotes, headings, places or document numbers.
    """
    cited = {citation.id: citation for citation in answer.citations}
    return [claim for claim in answer.claims if not _supported(claim, cited, verbatim)]


def _supported(claim: ClaimRow, cited: Mapping[str, CitedRow], verbatim: Mapping[str, bool]) -> bool:
    if not claim.citations or not all(verbatim.get(name, False) for name in claim.citations):
        return False
    proof = [cited[name] for name in claim.citations]
    return _numbers(claim.text) <= _numbers(" ".join(_told(citation) for citation in proof))


def _told(citation: CitedRow) -> str:
    return " ".join((citation.quote, citation.document, citation.title, citation.locator, *citation.headings))


def _numbers(text: str) -> frozenset[str]:
    parts = (_ZEROS.sub("", number) for number in _NUMBER.findall(_MARKS.sub(" ", text)))
    return frozenset(piece for part in parts for piece in part.split("/"))

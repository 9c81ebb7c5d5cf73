"""What of a draft a model's words leave out: a fluent answer must not say less than the plain one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.draft import DraftClaim
from assistant.figures import hard_facts, together
from knowledge.agencies import Agencies
from knowledge.text import fold, syllables

ENOUGH = 0.5
"""Part of the words of a claim that a rewording must have: less is another statement, or half of it."""

_LABEL = re.compile(r"^\*\*[^*]+\*\*:\s*")
"""The place before a quote; the citation says it too."""

_BOLD = re.compile(r"\*\*([^*]+)\*\*")
_QUALIFIES = re.compile(
    r"\b(?:trừ|nếu|không|chưa|chỉ|tối đa|tối thiểu|ít nhất|nhiều nhất|trường hợp|điều kiện|phải|có thể|cấm"
    r"|trước|sau|trong thời hạn|chậm nhất)\b"
)
"""Words on which the truth of a rule hangs."""


def left_out(
    claims: Sequence[DraftClaim], told: Sequence[DraftClaim], agencies: Agencies
) -> tuple[DraftClaim, ...]:
    """The claims that `told` does not say, in order; of a list all of it, with its opening."""
    groups = _groups(claims)
    missing = (group for group in groups if not all(_said(claim, told, agencies) for claim in group))
    return tuple(claim for group in missing for claim in group)


def shares_source(one: DraftClaim, other: DraftClaim) -> bool:
    """Whether two claims rest on the same words."""
    return any(
        mine.document == theirs.document
        and mine.span.start < theirs.span.end
        and theirs.span.start < mine.span.end
        for mine in one.sources
        for theirs in other.sources
    )


def bare(text: str) -> tuple[str, ...]:
    """The words of a line without bold marks and the mark at its end; then without its label too."""
    return tuple(
        dict.fromkeys(fold(line.replace("**", "").strip(" .;")) for line in (text, _LABEL.sub("", text)))
    )


def _groups(claims: Iterable[DraftClaim]) -> list[list[DraftClaim]]:
    """Each line with the items below it."""
    groups: list[list[DraftClaim]] = []
    for claim in claims:
        if claim.depth and groups:
            groups[-1].append(claim)
        else:
            groups.append([claim])
    return groups


def _said(claim: DraftClaim, told: Sequence[DraftClaim], agencies: Agencies) -> bool:
    """Whether the words told on the same source have the claim's facts, values, qualifiers and most words."""
    said = [other.text for other in told if shares_source(claim, other)]
    if not said:
        return False
    text, all_said = _LABEL.sub("", claim.text), fold("\n".join(said))
    stated = replace(hard_facts(text.replace("**", ""), agencies), places=frozenset())
    if stated.missing_from(together(hard_facts(words, agencies) for words in said)):
        return False
    values = (fold(value) for value in _BOLD.findall(text))
    qualifiers = set(_QUALIFIES.findall(fold(text)))
    return (
        all(value in all_said for value in values)
        and qualifiers <= set(_QUALIFIES.findall(all_said))
        and _share(text, all_said) >= ENOUGH
    )


def _share(text: str, said: str) -> float:
    own, theirs = set(syllables(text)), set(syllables(said))
    return len(own & theirs) / max(1, len(own))

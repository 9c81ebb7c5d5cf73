"""The anchors a cited place may have in a document, and the units that an anchor lies in."""

from __future__ import annotations

import re
from itertools import product

from knowledge.citation import THIS, Step, Target, Unit
from knowledge.text import strip_accents

_TEN = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
_ORDINALS = {word: str(count) for count, word in enumerate(_TEN, start=1)}
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}
_SCOPES = ("pl", "mau", "kem_theo")


def anchors_of(target: Target) -> tuple[str, ...]:
    """The anchors under which a text may have this place, likeliest first; a range stands for its first unit.

    An article is counted through the whole text, so that its chapter is no part of its anchor. Outlines such
    as that of a plan name their units by labels alone: "mục 13, phần II, Phụ lục" is `pl.ii.13` there.
    """
    steps = _counted(target.steps)
    spelled = [".".join(way) for way in product(*map(_components, steps))]
    outline = ".".join(step.unit if step.unit is Unit.ANNEX else _slug(step.label) for step in steps)
    return tuple(dict.fromkeys([*spelled, outline]))


def cut(anchor: str, unit: Unit) -> str | None:
    """The anchor of the unit of this kind around a unit: `dieu_9` for `dieu_9.khoan_2`; or nothing."""
    parts = anchor.split(".")
    places = [place for place, part in enumerate(parts) if part == unit or part.startswith(f"{unit}_")]
    return ".".join(parts[: places[-1] + 1]) if places else None


def scope_of(anchor: str) -> str:
    """The anchor of the annex, form or attached text that a unit lies in; empty in the main text."""
    parts = anchor.split(".")
    places = [place for place, part in enumerate(parts) if part.startswith(_SCOPES)]
    return ".".join(parts[: places[-1] + 1]) if places else ""


def _counted(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    through = (Unit.PART, Unit.CHAPTER, Unit.SECTION, Unit.SUBSECTION)
    if any(step.unit is Unit.ARTICLE for step in steps):
        return tuple(step for step in steps if step.unit not in through)
    return steps


def _components(step: Step) -> tuple[str, ...]:
    if step.label in ("", THIS):
        return (str(step.unit),)
    if step.unit is Unit.POINT and step.label == "đ":  # the second of two points whose letter is a "d"
        return ("diem_d_2", "diem_dd")
    return tuple(f"{step.unit}_{label}" for label in _labels(step))


def _labels(step: Step) -> tuple[str, ...]:
    own = _slug(step.label)
    ordinal = _ORDINALS.get(step.label.lower().removeprefix("thứ ").strip())
    if ordinal:
        return (ordinal,)
    if step.unit not in (Unit.ANNEX, Unit.CHAPTER, Unit.PART):
        return (own,)
    other = _roman(int(own)) if own.isdigit() and 0 < int(own) < 40 else _value(own)
    return (own, other) if other else (own.lstrip("0") or own,)


def _slug(label: str) -> str:
    return ".".join(
        re.sub(r"[^0-9a-z]+", "_", part).strip("_") for part in strip_accents(label).lower().split(".")
    )


def _roman(count: int) -> str:
    tens, ones = divmod(count, 10)
    return "x" * tens + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[ones]


def _value(label: str) -> str:
    if not label or set(label) - _ROMAN.keys():
        return ""
    counts = [_ROMAN[letter] for letter in label]
    signed = (
        -count if after > count else count for count, after in zip(counts, [*counts[1:], 0], strict=True)
    )
    return str(sum(signed))

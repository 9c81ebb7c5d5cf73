"""The signs of the overview: a shape for each standing, a stroke and a head for each kind of arrow.

Colours come from the style sheet by class; the shapes alone tell the same.
"""

from __future__ import annotations

from assistant.web.markup import Html
from assistant.web.overview.data import TieKind

ARROWS = ("replaces", "amends", "consolidates", "guides", "based_on")
"""The kinds of arrows that are drawn apart, the weightiest first."""

_DISC = '<circle cx="6" cy="6" r="5.500" class="disc"/>'
_RING = '<circle cx="6" cy="6" r="5" class="ring"/>'
_SQUARE = '<rect x=".6" y=".6" width="10.800" height="10.800" rx="2" class="disc"/>'
_SHAPES = {
    "in_force": _DISC + '<path class="cut" d="m3.300 6.300 1.900 1.900 3.500-4"/>',
    "amended": '<path class="disc" d="M6 .3 12 11.400H0z"/><path class="cut" d="M6 4v3.600M6 9.500v.3"/>',
    "partly_repealed": _RING + '<path class="disc" d="M6 .8a5.200 5.200 0 0 1 0 10.400z"/>',
    "replaced": _SQUARE + '<path class="cut" d="M2.800 6h6.200M6.300 3.200 9.200 6 6.300 8.800"/>',
    "expired": _SQUARE + '<path class="cut" d="m3.400 3.400 5.200 5.200M8.600 3.400 3.400 8.600"/>',
    "unknown": _RING + '<path class="mark" d="M4.400 4.600a1.650 1.650 0 1 1 1.700 1.900V7.300M6.100 9v.2"/>',
    "not_yet": _RING + '<path class="mark" d="M6 3.200V6l2 1.300"/>',
}
_UNSURE = '<path class="diamond" d="M7 0l7 7-7 7-7-7z"/><path class="bang" d="M7 3.500v4.200M7 9.900v.3"/>'
_HEADS = {
    "replaces": '<path class="head" d="M0 0 9 4.500 0 9z"/>',
    "amends": '<path class="head is-open" d="M.800.800 8.200 4.500.800 8.200z"/>',
    "consolidates": '<path class="head is-line" d="M1 1l7 3.500L1 8"/>',
    "guides": '<circle class="head is-open" cx="5" cy="4.500" r="3.200"/>',
    "based_on": '<path class="head is-line" d="M1 1l7 3.500L1 8"/>',
}


def arrow_of(kind: TieKind) -> str:
    """The arrow that a tie is drawn as, one of `ARROWS`."""
    if kind == "repeals":
        return "replaces"
    return "amends" if kind == "repeals_part" else kind


def sign(status: str, x: float = 0, y: float = 0) -> Html:
    """The shape of a standing, 12 by 12, with its upper left corner at a point of a drawing."""
    return f'<g class="sign is-{status}" transform="translate({x:g} {y:g})">{_SHAPES[status]}</g>'


def unsure(x: float = 0, y: float = 0) -> Html:
    """The mark of what nobody verified, 14 by 14."""
    return f'<g class="unsure" transform="translate({x:g} {y:g})">{_UNSURE}</g>'


def heads() -> Html:
    """The arrowheads as markers, to be named by `marker_of`."""
    return "".join(
        f'<marker id="head-{kind}" class="tie-head is-{kind}" markerWidth="9" markerHeight="9" refX="8.500" '
        f'refY="4.500" orient="auto" markerUnits="userSpaceOnUse">{shape}</marker>'
        for kind, shape in _HEADS.items()
    )


def marker_of(kind: str) -> Html:
    """The attribute that ends a path in the head of an arrow."""
    return f' marker-end="url(#head-{kind})"'


def small(inner: Html, width: int = 12, height: int = 12) -> Html:
    """A sign for use in running text, hidden from screen readers."""
    return (
        f'<svg class="map-sign" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'aria-hidden="true" focusable="false">{inner}</svg>'
    )

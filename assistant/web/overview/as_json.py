"""The overview as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from assistant.web.documents.shelf import address_of
from assistant.web.overview.data import STATUSES, Item, Overview, Tie
from assistant.web.overview.places import Place


def overview_json(whole: Overview, shown: Overview, unlisted: Sequence[Place]) -> dict[str, Any]:
    """`summary` counts over everything the plan cites, the lists hold what was asked for."""
    counts = whole.counts
    plan = next(iter(whole.of("plan")), None)
    base = plan.number if plan else ""
    return {
        "as_of": whole.day.isoformat(),
        "plan": base,
        "summary": {
            "cited": len(whole.of("cited")),
            "by_number": counts["number"],
            "by_name": counts["name"],
            **{status: counts[status] for status in STATUSES},
            "unverified": counts["unverified"],
            "changed_since_plan": counts["changed"],
        },
        "instruments": [_item(item, base) for item in shown.items],
        "relations": [_tie(tie) for tie in shown.ties],
        "unlisted": [_place(place, base) for place in unlisted],
    }


def _item(item: Item, plan: str) -> dict[str, Any]:
    known, standing = item.instrument, item.standing
    return {
        "number": known.number,
        "label": known.label,
        "title": known.title,
        "kind": known.kind,
        "issuer": known.issuer,
        "lane": item.lane,
        "part": item.part,
        "cited_by": known.plan if item.part == "cited" else "",
        "issued": _iso(known.issued),
        "effective": _iso(known.effective),
        "ends": _iso(known.ends),
        "url": f"documents/{address_of(known.number)}",
        "standing": {
            "status": standing.status,
            "since": _iso(standing.since),
            "by": list(standing.by),
            "note": standing.note,
            "source": standing.source,
            "checked": _iso(standing.checked),
            "verified": standing.verified,
        },
        "changed_since_plan": item.changed,
        "confidence": known.confidence,
        "places": [_place(place, plan) for place in item.places],
    }


def _place(place: Place, plan: str) -> dict[str, str]:
    url = f"documents/{address_of(plan, place.anchor)}" if plan else ""
    return {"anchor": place.anchor, "place": place.place, "printed": place.printed, "url": url}


def _tie(tie: Tie) -> dict[str, Any]:
    return {
        "from": tie.actor,
        "to": tie.target,
        "kind": tie.kind,
        "since": _iso(tie.since),
        "confidence": tie.confidence,
    }


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""

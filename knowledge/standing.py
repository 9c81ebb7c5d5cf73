"""How an instrument, or one unit of it, stands on a day. Pure: days and facts in, a verdict out.

Order of judgement: not yet, ended, in doubt, changed, in force. What no source tells is `unknown`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge import standing_words as words
from knowledge.document import below
from knowledge.instrument import Instrument, Relation, Source, StandingValue, first_day
from knowledge.standing_words import written

ENDED: tuple[StandingValue, ...] = ("replaced", "expired")
NOT_HOLDING: tuple[StandingValue, ...] = (*ENDED, "not_yet")
"""How stands what held once, and what does not hold on the day for either reason."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How an instrument stands on a day.

    `since` is the day this began, nothing when not known; `by` the numbers of the instruments that brought
    it about, the earliest first; `note` one sentence for a person, `source` what it rests on, `checked` the
    day that was looked up. With `verified` off it is inferred or remembered, and the note says so.
    """

    status: StandingValue
    number: str
    anchor: str
    since: date | None
    by: tuple[str, ...]
    note: str
    source: str
    checked: date | None
    verified: bool


Labels = Callable[[str], str]
"""How a person names the instrument with this number."""


@dataclass(frozen=True, slots=True)
class _Case:
    """What is judged: the instrument or one unit of it, on a day."""

    instrument: Instrument
    day: date
    anchor: str
    label_of: Labels

    @property
    def what(self) -> str:
        label = self.instrument.label
        return f"{words.place(self.anchor)} {label}" if self.anchor else label

    def verdict(
        self,
        status: StandingValue,
        sentence: str,
        *,
        since: date | None = None,
        by: tuple[Relation, ...] = (),
        verified: bool,
    ) -> Standing:
        """The standing, its sentence filled in."""
        instrument = self.instrument
        note = sentence.format(
            what=self.what,
            whole=instrument.label,
            day=written(self.day),
            on=words.ON_DAY.format(day=written(self.day)) if _passed(self) else "",
            since=written(since) if since else "",
            by=_named(by, self.label_of) if by else "",
            until=written(instrument.ends) if instrument.ends else "",
            tail=words.tail(instrument.status.checked, "" if verified else _why_unsure(instrument, by)),
            checked=written(instrument.status.checked),
            last=written(instrument.doubt.since - timedelta(days=1)) if instrument.doubt else "",
            why=f"; {instrument.doubt.why}" if instrument.doubt and instrument.doubt.why else "",
        )
        numbers = tuple(dict.fromkeys(relation.number for relation in by))
        return Standing(
            status=status,
            number=instrument.number,
            anchor=self.anchor,
            since=since,
            by=numbers,
            note=words.opened(note),
            source=_source(instrument, by),
            checked=instrument.status.checked,
            verified=verified,
        )


def standing_of(instrument: Instrument, day: date, label_of: Labels, anchor: str = "") -> Standing:
    """How `instrument`, or the unit of it with this anchor, stands on `day`."""
    case = _Case(instrument, day, anchor, label_of)
    return _not_yet(case) or _ended(case) or _in_doubt(case) or _changed(case) or _in_force(case)


def _not_yet(case: _Case) -> Standing | None:
    instrument, day = case.instrument, case.day
    sure = instrument.confidence == "seen"
    starts = _starts(instrument, case.anchor)
    if instrument.issued and day < instrument.issued and not instrument.retroactive:
        return case.verdict("not_yet", words.NOT_ISSUED, since=instrument.issued, verified=sure)
    if not (instrument.issued or starts) and day < first_day(instrument.number):
        return case.verdict("not_yet", words.NOT_NUMBERED, verified=sure)
    if starts and day < starts:
        return case.verdict("not_yet", words.NOT_YET, since=starts, verified=sure)
    for relation in instrument.related("amended_by"):
        new = any(below(case.anchor, unit) for unit in relation.added)
        if new and relation.since and day < relation.since:
            return case.verdict(
                "not_yet", words.NOT_ADDED, since=relation.since, by=(relation,), verified=_seen(relation)
            )
    return None


def _ended(case: _Case) -> Standing | None:
    instrument, day = case.instrument, case.day
    replaced = _begun(instrument.related("replaced_by"), day)
    if replaced and not instrument.ends:
        return case.verdict("replaced", words.REPLACED_UNDATED, by=replaced, verified=False)
    if not instrument.ends or day < instrument.ends:
        return None
    since, sure = instrument.ends, _firm(instrument)
    if replaced:
        sure = all(map(_seen, replaced))
        return case.verdict("replaced", words.REPLACED, since=since, by=replaced, verified=sure)
    repealed = tuple(item for item in _begun(instrument.related("repealed_by"), day) if not item.anchors)
    if repealed:
        sure = all(map(_seen, repealed))
        return case.verdict("expired", words.REPEALED, since=since, by=repealed, verified=sure)
    return case.verdict("expired", words.EXPIRED, since=since, verified=sure)


def _in_doubt(case: _Case) -> Standing | None:
    doubt = case.instrument.doubt
    if doubt is None or case.day < doubt.since:
        return None
    ever = case.instrument.effective or case.instrument.issued
    known = ever is not None and doubt.since > ever
    return case.verdict(
        "unknown",
        words.UNKNOWN if known else words.UNKNOWN_EVER,
        since=doubt.since if known else None,
        verified=False,
    )


def _changed(case: _Case) -> Standing | None:
    changes = _begun(case.instrument.related("amended_by", "repealed_by"), case.day)
    if not changes:
        return None
    return _unit_changed(case, changes) if case.anchor else _whole_changed(case, changes)


def _whole_changed(case: _Case, changes: tuple[Relation, ...]) -> Standing:
    amended = tuple(change for change in changes if change.kind == "amended_by")
    sure = all(map(_seen, changes)) and (_firm(case.instrument) or _bounded(case))
    since = _latest(changes)
    if not amended:
        return case.verdict("partly_repealed", words.PARTLY_REPEALED, since=since, by=changes, verified=sure)
    sentence = words.AMENDED if len(amended) == len(changes) else words.AMENDED_AND_CUT
    return case.verdict("amended", sentence, since=since, by=changes, verified=sure)


def _unit_changed(case: _Case, changes: tuple[Relation, ...]) -> Standing:
    hits = tuple(change for change in changes if _touches(change, case.anchor))
    sure = all(map(_seen, hits))
    gone = tuple(change for change in hits if _removes(change, case.anchor))
    if gone:
        return case.verdict("expired", words.REPEALED, since=_latest(gone), by=gone, verified=sure)
    if any(change.kind == "amended_by" for change in hits):
        return case.verdict("amended", words.AMENDED, since=_latest(hits), by=hits, verified=sure)
    if hits:
        since = _latest(hits)
        return case.verdict("partly_repealed", words.PARTLY_REPEALED, since=since, by=hits, verified=sure)
    open_changes = tuple(change for change in changes if not change.complete)
    if open_changes:
        since = _latest(open_changes)
        return case.verdict("amended", words.UNIT_OPEN, since=since, by=open_changes, verified=False)
    starts = _starts(case.instrument, case.anchor)
    sure = all(map(_seen, changes)) and (_firm(case.instrument) or _bounded(case))
    return case.verdict("in_force", words.UNIT_UNTOUCHED, since=starts, verified=sure)


def _in_force(case: _Case) -> Standing:
    instrument = case.instrument
    starts = _starts(instrument, case.anchor)
    if instrument.ends:
        sure = _bounded(case) and starts is not None
        return case.verdict("in_force", words.UNTIL, since=starts, verified=sure)
    if instrument.doubt:
        sure = _bounded(case) and starts is not None
        return case.verdict("in_force", words.HELD, since=starts, verified=sure)
    since = words.SINCE.format(day=written(starts)) if starts else ""
    sentence = words.IN_FORCE.replace("{since}", since)
    return case.verdict("in_force", sentence, since=starts, verified=_firm(instrument))


def _starts(instrument: Instrument, anchor: str) -> date | None:
    """The day the unit takes effect: its own where it has one, else that of the whole."""
    own = [
        part.effective for part in instrument.parts for unit in part.anchors if anchor and below(anchor, unit)
    ]
    return own[0] if own else instrument.effective


def _begun(relations: tuple[Relation, ...], day: date) -> tuple[Relation, ...]:
    """Those in effect on `day`; one whose day is unknown counts from the year in its number on."""
    return tuple(relation for relation in relations if (relation.since or first_day(relation.number)) <= day)


def _latest(relations: tuple[Relation, ...]) -> date | None:
    days = [relation.since for relation in relations if relation.since]
    return max(days) if days else None


def _touches(change: Relation, anchor: str) -> bool:
    units = (*change.anchors, *change.added)
    return any(below(anchor, unit) or below(unit, anchor) for unit in units)


def _removes(change: Relation, anchor: str) -> bool:
    whole = change.kind == "repealed_by" and not change.partly
    return whole and any(below(anchor, unit) for unit in change.anchors)


def _seen(relation: Relation) -> bool:
    return relation.confidence == "seen"


def _firm(instrument: Instrument) -> bool:
    """Whether a source tells how the instrument stands today."""
    status = instrument.status
    return status.confidence == "seen" and status.basis != "inferred"


def _why_unsure(instrument: Instrument, by: tuple[Relation, ...]) -> str:
    """What a reader is told where no source says it."""
    seen = all(map(_seen, by)) and "unverified" not in (instrument.confidence, instrument.status.confidence)
    return words.INFERRED if seen else words.UNVERIFIED


def _passed(case: _Case) -> bool:
    """Whether the day lies before a known end, or before the day from which nothing is known."""
    doubt = case.instrument.doubt
    later = case.instrument.ends or (doubt.since if doubt else None)
    return later is not None and case.day < later


def _bounded(case: _Case) -> bool:
    """Whether what is known of later days proves that it still held on this one."""
    instrument = case.instrument
    return instrument.confidence == instrument.status.confidence == "seen" and _passed(case)


def _named(relations: tuple[Relation, ...], label_of: Labels) -> str:
    """The acting instruments for people, each with the day it takes effect or was issued."""
    return words.listed(dict.fromkeys(_with_day(relation, label_of) for relation in relations))


def _with_day(relation: Relation, label_of: Labels) -> str:
    label = label_of(relation.number)
    if relation.since is None or relation.kind == "replaced_by":
        return label
    sentence = words.FROM_DAY if relation.dated else words.ISSUED_ON
    return sentence.format(label=label, day=written(relation.since))


def _source(instrument: Instrument, by: tuple[Relation, ...]) -> str:
    found: list[Source] = [source for relation in by for source in relation.sources]
    return "; ".join(dict.fromkeys(source.text for source in found or instrument.status.sources))

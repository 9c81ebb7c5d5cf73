"""What a policy is, what its conditions rest on, and what is found of it for one profile."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias, get_args

from knowledge.policies.predicates import Predicate

Confidence: TypeAlias = Literal["seen", "secondary", "unverified"]
"""How it is known: read in the text, read in somebody's account of it, not checked by anybody."""

Strength: TypeAlias = Literal["entitled", "decided", "framework"]
"""What meeting the conditions gives: a right, a case that somebody decides on, a case once there is money."""

Outcome: TypeAlias = Literal["qualifies", "not", "cannot_tell", "ended", "not_yet"]

Note: TypeAlias = Literal["secondary", "unverified", "decided", "framework", "doubt"]
"""What has to be said beside an outcome; the sentences stand in `knowledge.policies.words`."""

OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
NOTES: tuple[Note, ...] = get_args(Note)


@dataclass(frozen=True, slots=True)
class Basis:
    """The unit of an instrument something rests on. `chung` is an instrument known only as a whole."""

    instrument: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: its test, its plain wording (a statement about the profile) and its basis.

    It concerns only those for whom `when` holds, everybody where there is none; for the others
    the test holds.
    """

    test: Predicate
    text: str
    basis: Basis
    when: Predicate | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence with its basis: what one gets, or what the outcome still depends on."""

    text: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class Start:
    """The first day a policy applies."""

    day: date
    basis: Basis


@dataclass(frozen=True, slots=True)
class End:
    """The last day a policy applied, what came after in words, and the policies to look at instead."""

    day: date
    basis: Basis
    after: str
    replaced_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Doubt:
    """From `day` on no source tells whether the policy is still carried out."""

    day: date
    text: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class Policy:
    """One support policy. `needs` are values of the fact `needs`, `offices` ids of `data/agencies.yaml`.

    `asks` names whom to ask where no agency of the file fits ("ngân hàng nơi vay"). `checked` is the day
    its sources were last checked.
    """

    id: str
    name: str
    needs: tuple[str, ...]
    gets: tuple[Remark, ...]
    conditions: tuple[Condition, ...]
    depends: tuple[Remark, ...]
    start: Start
    end: End | None
    doubt: Doubt | None
    strength: Strength
    offices: tuple[str, ...]
    asks: str
    papers: tuple[str, ...]
    steps: tuple[str, ...]
    confidence: Confidence
    checked: date


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is found of one policy for one profile on one day.

    `conditions` are those of the policy that concern the profile, `failed` of them those not met (outcome
    `not`), `open` those that unknown facts keep from being settled and `missing` these facts (outcome
    `cannot_tell`). `basis` is never empty.
    """

    policy: Policy
    outcome: Outcome
    conditions: tuple[Condition, ...]
    failed: tuple[Condition, ...]
    open: tuple[Condition, ...]
    missing: tuple[str, ...]
    basis: tuple[Basis, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer a person can pick."""

    value: str | float | bool
    label: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: its short name, the question that settles it, how it is answered and with what.

    `answer` is yes_no, choice (one of `choices`), choices (several of them), number or date; `choices` of
    a number are the buttons offered.
    """

    id: str
    label: str
    question: str
    answer: Literal["yes_no", "choice", "choices", "number", "date"]
    unit: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Ask:
    """The question to put next, and the policies its answer bears on."""

    fact: Fact
    policies: tuple[str, ...]

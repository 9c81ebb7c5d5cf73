"""A question as understood."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from assistant.understanding.entities import NamedInstrument
from assistant.understanding.intents import Intent, Ranked
from assistant.understanding.places import NamedPlace
from knowledge.mentions import Mention


class Role(StrEnum):
    """The part an office plays in a task that is asked for."""

    LEAD = "lead"
    PARTNER = "partner"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked.

    `typed` is untouched; `reading` is the same in plain Vietnamese, abbreviations and chat spellings written
    out; `topic` is what is left of it without entities and without the words that only frame a question;
    `subject` is the reading without question words and small words alone: what a law may be searched for;
    `extra` holds further words worth searching for. `presumes` says that it takes something for granted
    ("vì sao …", "… phải không"). `carried` says that earlier turns filled gaps, `topic_carried` that the
    topic is theirs, `follows` that there are any; `before` are the words of earlier turns that it may go on
    from, `answered` is what the last of them was answered.
    """

    typed: str
    reading: str
    topic: str
    subject: str
    extra: str
    language: Literal["vi", "en"]
    accented: bool
    intents: Ranked
    agencies: tuple[Mention, ...] = ()
    instruments: tuple[NamedInstrument, ...] = ()
    places: tuple[NamedPlace, ...] = ()
    years: tuple[int, ...] = ()
    figures: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    role: Role = Role.ANY
    yes_no: bool = False
    negated: bool = False
    presumes: bool = False
    carried: bool = False
    topic_carried: bool = False
    follows: bool = False
    before: str = ""
    answered: str = ""

    @property
    def intent(self) -> Intent:
        """The most likely intent."""
        return self.intents.best

    @property
    def agency_ids(self) -> tuple[str, ...]:
        """Ids of all agencies named, in order, none twice."""
        return tuple(dict.fromkeys(name for mention in self.agencies for name in mention.agency_ids))

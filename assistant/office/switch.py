"""The switch that puts the service under maintenance, in the database so that every process sees it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from assistant.conversations.model import moment
from assistant.office.audit import Act, Actor, Recorded

NAME = "maintenance"
MESSAGE = "Trợ lý đang bảo trì. Xin bà con, anh chị quay lại sau."
MESSAGE_CHARS = 500
_TABLE = sa.Table(
    "switches",
    sa.MetaData(),
    sa.Column("name", sa.String, primary_key=True),
    sa.Column("on", sa.Boolean),
    sa.Column("message", sa.Text),
    sa.Column("who", sa.Text),
    sa.Column("at", sa.Double),
)


@dataclass(frozen=True, slots=True)
class Maintenance:
    """Whether the service is under maintenance, what people are told, who said so and when."""

    on: bool = False
    message: str = MESSAGE
    who: str = ""
    at: float = 0.0

    def to_dict(self) -> dict[str, Any]:
        """The state as JSON-ready plain values."""
        at = moment(self.at) if self.at else None
        return {"on": self.on, "message": self.message, "who": self.who, "at": at}


class Switch(Recorded):
    """Reads and turns the switch."""

    def read(self) -> Maintenance:
        """The state now."""
        with self._db.reading() as connection:
            wanted = sa.select(_TABLE).where(_TABLE.c.name == NAME)
            row = connection.execute(wanted).one_or_none()
        return Maintenance(row.on, row.message, row.who, row.at) if row else Maintenance()

    def turn(self, on: bool, message: str, by: Actor) -> Maintenance:
        """Turn it, and record that in the same transaction."""
        state = Maintenance(on, message.strip()[:MESSAGE_CHARS] or MESSAGE, by.name, self._clock())
        values = {"on": state.on, "message": state.message, "who": state.who, "at": state.at}
        with self._db.writing() as connection:
            there = sa.update(_TABLE).where(_TABLE.c.name == NAME).values(values)
            if not connection.execute(there).rowcount:
                connection.execute(sa.insert(_TABLE).values({"name": NAME} | values))
            act = Act.MAINTENANCE_ON if on else Act.MAINTENANCE_OFF
            self._audit.note_in(connection, by, act, "", state.message if on else "")
        return state

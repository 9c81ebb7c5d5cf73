"""Everything a channel runs on, over a folder of its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

from assistant.web.limiting import RateLimit
from bots.asking import Backend
from bots.channel import Dialogue, Rules, Shelf
from bots.database import Database
from bots.inbox import Inbox
from bots.policies import Guide
from bots.register import Register
from bots.secret import Secret
from bots.settings import BotSettings
from bots.store import Store
from bots.wiring import House
from ingest.facts import extract
from ingest.parse import parse
from ingest.read import read
from knowledge.agencies import Agencies
from knowledge.catalogue import Catalogue
from knowledge.config import SHIPPED

TODAY = date(2026, 11, 23)
EXAMPLES = ("Cục Thuế tỉnh phải làm gì?", "Đến năm 2030 có bao nhiêu hợp tác xã?", "Ai ký kế hoạch?")


@cache
def register() -> Register:
    """The tasks of the real plan."""
    agencies = Agencies.load()
    document = parse(read(SHIPPED / "documents" / "127-KH-UBND.md"))
    return Register([(document, extract(document, agencies))], agencies)


@cache
def catalogue() -> Catalogue:
    return Catalogue.load()


class Clock:
    """Seconds that pass when told to."""

    def __init__(self) -> None:
        self.now = 1_790_000_000.0

    def __call__(self) -> float:
        self.now += 0.001
        return self.now


def house(
    folder: Path,
    backend: Backend,
    *,
    guide: Guide | None = None,
    rate: str = "off",
    queue: int = 20,
    clock: Callable[[], float] | None = None,
) -> House:
    """A house over `folder`; opened twice over one folder it goes on where it was."""
    settings = BotSettings(_env_file=None, bots_queue=queue, bots_drain_seconds=10)
    secret = Secret.open(folder / "secret")
    database = Database(folder / "bots.sqlite3")
    ticking = clock or Clock()
    store = Store(database, secret, ticking)
    shelf = Shelf(register(), catalogue(), EXAMPLES, guide)
    rules = Rules(settings.bots_retention_days, RateLimit(rate))
    dialogue = Dialogue(backend, shelf, store, rules, lambda: TODAY)
    return House(dialogue, Inbox(database, secret, ticking), store, secret, database, settings)

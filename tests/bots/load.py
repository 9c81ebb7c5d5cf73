"""Many chats at once before a stand-in that fails now and then: what is lost, doubled, late.

`python -m tests.bots.load` prints the figures; with `ASSISTANT_DATA_DIR` set also those of the real assistant
over the library there.
"""

from __future__ import annotations

import os
import random
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from time import monotonic, process_time

from assistant.wiring import open_assistant
from bots.asking import Backend
from knowledge.config import load_settings
from tests.bots.drivers import Bot, bot, message
from tests.bots.fakes import FakeBackend
from tests.bots.houses import house
from tests.bots.standin import StandIn, running

CHATS, EACH, SHARE = 200, 5, 0.05
KINDS = ("500",) * 20 + ("reset",) * 19 + ("429",)
"""What fails: a 429 stops every call for a second, so few of them show enough."""

QUESTIONS = (
    "cục thuế phải làm gì",
    "luat hop tac xa moi co hieu luc khi nao",
    "den nam 2030 co bao nhieu hop tac xa",
    "muon lap htx can may nguoi",
    "lien minh htx tinh lam nhung viec gi",
    "htx co duoc ho tro vay von khong",
    "gia ca phe hom nay bao nhieu",
    "ai ký kế hoạch",
    "tui co 8 nguoi muon lap htx trong bo thi lam sao",
    "htx minh duoc mien thue gi ko",
    "bao gio phai nop bao cao tai chinh",
    "co ho tro mua may moc hok",
    "nuoc tuoi, duong vao ray ai lo",
    "giam doc htx duoc tra luong bao nhieu",
    "can bo tre ve htx lam co duoc ho tro luong ko",
    "muon ban ca phe qua mang thi co duoc ho tro khong",
    "to hop tac khac htx cho nao",
    "htx bi thiet hai do bao lut co duoc den bu khong",
    "so nao phu trach dat dai cho htx",
    "dieu 9 nghi dinh 92/2024 noi gi",
    "nghi dinh 45/2021 con hieu luc khong",
    "quỹ hỗ trợ phát triển hợp tác xã cho vay tối đa bao nhiêu",
    "phụ lục phần II mục 13 nói gì",
    "nhiệm vụ nào phải xong trong năm 2023",
    "thanh vien gop von toi da bao nhieu phan tram",
    "hội nông dân tỉnh làm gì",
    "UBND huyện có trách nhiệm gì",
    "ban kiem soat htx co may nguoi",
    "htx giai the thi tai san chung chia the nao",
    "xin chao",
)
_SAID = re.compile(r"«câu (\d+)»")


@dataclass(frozen=True)
class Figures:
    """What came of a load."""

    sent: int
    lost: int
    doubled: int
    disordered: int
    faults: int
    seconds: float


def faults(share: float, seed: int = 7) -> Callable[[str, dict[str, str]], str | None]:
    """Fails this share of all calls, at random but always the same."""
    chance = random.Random(seed)

    def fault(_method: str, _fields: dict[str, str]) -> str | None:
        return chance.choice(KINDS) if chance.random() < share else None

    return fault


def load(folder: Path, backend: Backend, chats: int = CHATS, each: int = EACH) -> Figures:
    """Send `each` messages from every chat, all at once, and read what came back."""
    home = house(folder, backend)
    with running() as server:
        server.fault = faults(SHARE)
        begun = monotonic()
        with bot(home, server) as running_bot:
            pushed = 0
            for n in range(each):
                for chat in range(1, chats + 1):
                    pushed = server.push({"message": message(f"câu {n}", chat)})
            server.until(lambda: server.offset > pushed and running_bot.idle(), 120)
        seconds = monotonic() - begun
        failed = sum(call.status != 200 for call in server.calls)
        home.close()
        return _read(server, chats, each, failed, seconds)


def _read(server: StandIn, chats: int, each: int, failed: int, seconds: float) -> Figures:
    lost = doubled = disordered = 0
    for chat in range(1, chats + 1):
        said = [
            int(found[1])
            for text in server.texts(chat)
            if (found := _SAID.match(text.removeprefix("Bạn hỏi ")))
        ]
        counts = Counter(said)
        lost += sum(counts[n] == 0 for n in range(each))
        doubled += sum(count - 1 for count in counts.values())
        disordered += said != sorted(said)
    return Figures(chats * each, lost, doubled, disordered, failed, seconds)


def latencies(count: int, backend: Backend) -> list[float]:
    """Seconds from handing an update over to taking its reply, one after the other."""
    with tempfile.TemporaryDirectory() as folder, running() as server:
        home = house(Path(folder), backend)
        with bot(home, server) as running_bot:
            found = [_latency(server, running_bot, chat) for chat in range(1, count + 1)]
        home.close()
        return found


def _latency(server: StandIn, running_bot: Bot, chat: int) -> float:
    pushed = server.push({"message": message(QUESTIONS[chat % len(QUESTIONS)], chat)})
    server.until(lambda: server.offset > pushed and running_bot.idle())
    return server.of("sendMessage")[-1].at - server.handed[pushed]


def _told(backend: Backend, whose: str, count: int = 300) -> None:
    begun = process_time()
    times = latencies(count, backend)
    work = (process_time() - begun) / count
    cuts = quantiles(times, n=100)
    sys.stdout.write(
        f"receive to reply, {whose}, {count} times: "
        f"p50 {1e3 * cuts[49]:.1f} ms, p95 {1e3 * cuts[94]:.1f} ms, most {1e3 * max(times):.1f} ms; "
        f"{1e3 * work:.1f} ms of processor time each, load of the machine {os.getloadavg()[0]:.1f}\n"
    )


def main() -> None:
    """Measure and print."""
    _told(FakeBackend(), "canned answers")
    if os.environ.get("ASSISTANT_DATA_DIR"):
        _told(open_assistant(load_settings()), "the real assistant")
    with tempfile.TemporaryDirectory() as folder:
        sys.stdout.write(f"{load(Path(folder), FakeBackend())}\n")


if __name__ == "__main__":
    main()

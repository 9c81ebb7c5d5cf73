"""Zalo: what goes out becomes a message of an Official Account. Knows no dialogue.

Not tried against the real service; the contract and its sources stand in `bots.zalo_api`. Zalo lets an
account answer for seven days after a person's last sign of life, the first eight messages within 48 hours
free; this bot only ever answers, so the window concerns replies that were held up that long. A message
cannot be changed once it is out, and there is no sign of typing.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable

from bots.asking import Preview
from bots.desk import Delivery, Later, Lost, Sent
from bots.shapes import Attach, Button, Incoming, Outgoing, Screen
from bots.zalo_api import Api, Done, Refused, Unreached
from bots.zalo_read import PRESSED, incoming_of
from bots.zalo_tokens import Tokens
from knowledge.errors import ConfigError

log = logging.getLogger(__name__)

LONGEST_WAIT = 30.0
"""Seconds between tries to reach the service, at most."""

RATE_WAIT = 20.0
"""Seconds to wait where Zalo says that there are too many calls; it counts by the minute."""

OPERATOR_WAIT = 60.0
"""Seconds to wait where only the operator can help."""

RENEW_EVERY = 3600.0
"""Seconds between two looks at the tokens."""

_TOO_MANY = -32
_FAILED = -200
_NO_TOKEN = frozenset({-216, -220})
_ADVICE = {
    -211: "the account's message quota is used up",
    -213: "the person does not follow the account",
    -217: "the person has blocked the account",
    -218: "the person's message quota is used up",
    -221: "the account has to be verified first",
    -223: "the app has no right to send messages: authorise it again with that right",
    -224: "the account needs a paid package to send through the API",
    -230: "no sign of life from the person for seven days",
    -232: "no sign of life from the person for too long",
    -244: "the person does not want such messages",
    -321: "the Zalo Cloud Account is out of money",
}


class Zalo:
    """One Official Account: a `Messenger`, and the way in. Start before anything else, close in the end."""

    def __init__(self, api: Api, tokens: Tokens, clock: Callable[[], float] = time.time) -> None:
        self._api = api
        self._tokens = tokens
        self._clock = clock

    async def start(self) -> None:
        """Get hold of a token, for as long as it takes. Raises ConfigError where Zalo refuses one."""
        wait = 0.2
        while True:
            match await self._tokens.valid():
                case str():
                    return
                case Refused(code=code):
                    raise ConfigError(
                        f"Zalo không nhận mã làm mới (lỗi {code}); hãy cấp quyền lại cho ứng dụng rồi đặt "
                        "ZALO_REFRESH_TOKEN mới, và xem lại ZALO_APP_ID, ZALO_APP_SECRET"
                    )
            await asyncio.sleep(wait)
            wait = min(2 * wait, LONGEST_WAIT)

    async def close(self) -> None:
        """Let go of the connections."""
        await self._api.close()

    async def introduce(self) -> None:
        """Keep the tokens alive, also through months of silence; Zalo has no commands to register."""
        while True:
            await asyncio.sleep(RENEW_EVERY)
            try:
                await self._tokens.valid()
            except Exception:
                log.exception("the tokens of Zalo were not looked after")

    def receive(self, raw: bytes, receive: Callable[[Incoming], None]) -> None:
        """Take one event that the webhook brought; what is nobody's message is passed over."""
        incoming = incoming_of(raw, self._clock())
        if incoming is not None:
            receive(incoming)

    async def carry(self, incoming: Incoming, outgoing: Outgoing) -> Delivery:
        """Send one reply, which `bots.zalo_fit` has made to fit.

        Zalo has no means against it: where a connection breaks after a message was taken and before we were
        told, it goes out twice.
        """
        if isinstance(outgoing, Attach):
            return Lost("Zalo takes no text files")
        spoilt = ""
        for _ in range(2):
            token = await self._tokens.valid(spoilt)
            if not isinstance(token, str):
                return Later(OPERATOR_WAIT if isinstance(token, Refused) else 0.0)
            result = await self._sent(token, incoming, outgoing.screen)
            if not isinstance(result, Refused) or result.code not in _NO_TOKEN:
                return _delivery(result)
            spoilt = token
        return Later()

    async def working(self, incoming: Incoming, again: bool = False) -> None:
        """Nothing: Zalo shows no sign of typing."""

    def preview(self, incoming: Incoming) -> Preview | None:
        """Nothing: a message cannot be changed."""

    async def _sent(self, token: str, incoming: Incoming, screen: Screen) -> Done | Refused | Unreached:
        buttons = [Button(item.label, PRESSED + item.payload) for row in screen.buttons for item in row]
        return await self._api.send(token, incoming.chat, screen.text, buttons)


def _delivery(result: Done | Refused | Unreached) -> Delivery:
    match result:
        case Done():
            return Sent()
        case Unreached(seconds=seconds, why=why):
            log.info("a reply is sent again: %s", why)
            return Later(seconds)
        case Refused(code=code) if code == _TOO_MANY:
            return Later(RATE_WAIT)
        case Refused(code=code) if code == _FAILED:
            return Later()
        case Refused(code=code, why=why):
            return Lost(f"{code} {why}: {_ADVICE.get(code, 'see the error codes of Zalo')}")

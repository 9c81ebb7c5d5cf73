"""The webhook of Zalo: in the web service, or alone. Zalo is told its address on developers.zalo.me.

What Zalo signed but we cannot read is answered with 200 all the same: Zalo switches a webhook off that turns
its events away.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

from starlette.applications import Starlette

from assistant.web.pages import Host, Page
from bots.hook import Door, Hook, application, house_beside
from bots.settings import BotSettings, load_bot_settings
from bots.wiring import House
from bots.zalo import Zalo
from bots.zalo_api import Access, Api
from bots.zalo_read import CHANNEL, SIGNATURE_HEADER, Keys, genuine
from bots.zalo_talk import Menus, ZaloTalk
from bots.zalo_tokens import Keyring, Tokens
from knowledge.errors import ConfigError

_NEEDED = 3
"""Settings without which nothing works; where none of them is set, nobody meant to set up Zalo."""


def create_hook(open_house: Callable[[], House]) -> Starlette:
    """The webhook as an application of its own."""
    return application(Hook(lambda: open_door(open_house())))


def create_page(host: Host) -> Starlette:
    """The webhook as a page of the web service; answers nothing where no account is set up."""
    settings = load_bot_settings()
    if len(missing(settings)) == _NEEDED:
        return Starlette()
    return create_hook(lambda: house_beside(host, settings))


def open_door(house: House) -> Door:
    """How Zalo comes into a house. Raises ConfigError where a setting is missing."""
    check(house.settings)
    settings = house.settings
    keys = Keys(settings.zalo_app_id, settings.zalo_oa_secret.get_secret_value())
    zalo = _open_zalo(house)

    def from_zalo(headers: Mapping[str, str], raw: bytes) -> bool:
        return genuine(raw, headers.get(SIGNATURE_HEADER, ""), keys)

    talk = ZaloTalk(house.dialogue, Menus(house.database, house.store, time.time))
    return Door(CHANNEL, house, zalo, from_zalo, zalo.receive, talk=talk)


def check(settings: BotSettings) -> None:
    """Raises ConfigError naming the settings without which Zalo cannot be reached or trusted."""
    if names := missing(settings):
        raise ConfigError(
            f"chưa có {', '.join(names)}; lấy ở developers.zalo.me rồi đặt vào môi trường hoặc tệp .env"
        )


def missing(settings: BotSettings) -> tuple[str, ...]:
    """The variables that are not set."""
    given = {
        "ZALO_APP_ID": settings.zalo_app_id,
        "ZALO_APP_SECRET": settings.zalo_app_secret.get_secret_value(),
        "ZALO_OA_SECRET": settings.zalo_oa_secret.get_secret_value(),
    }
    return tuple(name for name, value in given.items() if not value)


def _open_zalo(house: House) -> Zalo:
    settings = house.settings
    access = Access(
        settings.zalo_app_id,
        settings.zalo_app_secret.get_secret_value(),
        settings.zalo_api_base,
        settings.zalo_oauth_base,
        settings.zalo_sends_per_second,
    )
    keyring = Keyring(house.database, house.secret, settings.zalo_refresh_token.get_secret_value())
    if not keyring.kept().refresh:
        raise ConfigError(
            "chưa có ZALO_REFRESH_TOKEN; cấp quyền cho ứng dụng ở developers.zalo.me rồi đặt mã vào"
        )
    api = Api(access)
    return Zalo(api, Tokens(keyring, api, time.time))


page = Page("zalo", "", create_page)

"""Opening the configured model: the one place that knows which parts make its line."""

from __future__ import annotations

from pathlib import Path

from assistant import messages
from assistant.model.cache import Rewrites
from assistant.model.chat import Chat
from assistant.model.ledger import Ledger
from assistant.model.line import Line
from assistant.model.session import Model
from assistant.model.settings import REPLAY, ModelSettings
from assistant.model.tape import Recorder, Replayer
from assistant.model.writer import Objects
from assistant.screen import Screen
from knowledge.agencies import Agencies
from knowledge.errors import ConfigError


def open_model(settings: ModelSettings, verifier: Objects, screen: Screen, agencies: Agencies) -> Model:
    """The model with its line, its totals and its cache.

    Raises:
        ConfigError: it cannot work: no package, no key, no recording; the message says what to do.
        DataError: a recording is malformed.
    """
    return Model(
        settings.name,
        Line(open_chat(settings)),
        verifier=verifier,
        screen=screen,
        agencies=agencies,
        timeout=settings.timeout,
        ledger=Ledger(settings.price),
        cache=Rewrites(settings.cache),
    )


def open_chat(settings: ModelSettings) -> Chat:
    """The chat model alone, recorded where that is asked for. Raises like `open_model`."""
    if settings.provider == REPLAY:
        return Replayer(Path(settings.model).expanduser())
    chat = _provided(settings)
    return Recorder(chat, settings.record, settings.name) if settings.record else chat


def _provided(settings: ModelSettings) -> Chat:
    from assistant.model import provider

    try:
        return provider.open_chat(settings)
    except ImportError:
        extra = provider.EXTRAS[settings.provider]
        raise ConfigError(messages.LLM_NO_PACKAGE.format(name=settings.name, extra=extra)) from None
    except Exception:  # each provider has its own; its message may hold the key
        raise ConfigError(messages.LLM_NOT_OPENED.format(name=settings.name)) from None

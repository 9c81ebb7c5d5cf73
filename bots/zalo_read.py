"""Reading what Zalo brings: whether it is Zalo's, and what a person said.

The contract of the webhook of an Official Account, from public sources (see `bots.zalo_api`):

- A POST with a JSON body and the header `X-ZEvent-Signature: mac=<hex>`, where <hex> is the SHA-256 of
  app_id + the body as it came + timestamp + the OA's secret key (not the app's). The form with "mac=" is
  what the open code of Chatwoot checks (app/jobs/webhooks/zalo_events_job.rb); a bare digest is taken too.
- The answer has to be 200 within 2 seconds; else Zalo comes again after 30 s, 5, 15, 30 and 60 minutes and
  then switches the webhook off.
- `timestamp` counts milliseconds; `message.msg_id` names a message.
- A button of type `oa.query.hide` comes back as `user_send_text` with the payload as its text, hidden from
  the person. One source names an event `user_click_button` instead; that one is not read.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from hmac import compare_digest

from pydantic import BaseModel, ConfigDict, ValidationError

from bots.shapes import Incoming, Press, Text, Unsupported, UnsupportedKind

CHANNEL = "zalo"
SIGNATURE_HEADER = "X-ZEvent-Signature"
PRESSED = "#htx:"
"""Stands before the payload of a button, so that a press is not taken for words."""

STALE = 86400.0
"""Seconds after which an event is passed over: no repeat of Zalo's comes that late, only a replay."""

_KINDS: dict[str, UnsupportedKind] = {
    "user_send_image": "photo",
    "user_send_sticker": "sticker",
    "user_send_gif": "sticker",
    "user_send_audio": "voice",
    "user_send_video": "video",
    "user_send_location": "location",
    "user_send_file": "file",
    "user_send_business_card": "contact",
    "user_send_link": "other",
}


@dataclass(frozen=True, slots=True)
class Keys:
    """What an event is checked with."""

    app_id: str
    oa_secret: str = field(repr=False)


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, coerce_numbers_to_str=True)


class _Stamp(_Part):
    app_id: str
    timestamp: str


class _Party(_Part):
    id: str


class _Message(_Part):
    msg_id: str
    text: str = ""


class _Event(_Stamp):
    event_name: str
    sender: _Party | None = None
    follower: _Party | None = None
    message: _Message | None = None


def signature(raw: bytes, timestamp: str, keys: Keys) -> str:
    """The digest that Zalo signs a body with, in hexadecimal."""
    signed = keys.app_id.encode() + raw + timestamp.encode() + keys.oa_secret.encode()
    return hashlib.sha256(signed).hexdigest()


def genuine(raw: bytes, header: str, keys: Keys) -> bool:
    """Whether Zalo sent this, for our app."""
    try:
        stamp = _Stamp.model_validate_json(raw)
    except ValidationError:
        return False
    told = header.strip().removeprefix("mac=").lower()
    right = signature(raw, stamp.timestamp, keys)
    return compare_digest(told.encode(), right.encode()) and stamp.app_id == keys.app_id


def incoming_of(raw: bytes, now: float) -> Incoming | None:
    """What came in; nothing where nobody said anything, where it is old or of a form we do not know.

    A person who begins to follow the account is greeted as by /start.
    """
    try:
        event = _Event.model_validate_json(raw)
    except ValidationError:
        return None
    if event.timestamp.isdecimal() and now - int(event.timestamp) / 1000 > STALE:
        return None
    if event.event_name == "follow" and event.follower:
        return _incoming(event.follower, f"follow-{event.timestamp}", Text("/start"))
    content = _content(event)
    if content is None or event.sender is None or event.message is None:
        return None
    return _incoming(event.sender, event.message.msg_id, content)


def _content(event: _Event) -> Text | Press | Unsupported | None:
    text = event.message.text if event.message else ""
    if event.event_name not in ("user_send_text", "user_send_link") or not text:
        kind = _KINDS.get(event.event_name)
        return Unsupported(kind) if kind else None
    if text.startswith(PRESSED):
        return Press(text.removeprefix(PRESSED))
    return Text(text)


def _incoming(who: _Party, update: str, content: Text | Press | Unsupported) -> Incoming:
    return Incoming(CHANNEL, update, who.id, who.id, content)

"""The real adapter, end to end, before a stand-in of Zalo."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bots.desk import Delivery, Later, Lost, Sent
from bots.markup import plain
from bots.shapes import Attach, Incoming, Outgoing, Screen, Send, Text
from bots.wiring import House
from bots.zalo_messages import BY_NUMBER
from bots.zalo_read import SIGNATURE_HEADER, STALE, Keys, signature
from bots.zalo_webhook import open_door
from knowledge.errors import ConfigError
from tests.bots.fakes import FakeBackend, FakeGuide
from tests.bots.houses import house
from tests.bots.zalo_driver import KEYS, ZaloBot, ZaloDriver, event, said, zalo_bot, zalo_settings
from tests.bots.zalo_standin import APP_ID, OA_SECRET, RENEW, SEND, ZaloStandIn, zalo_running

TAX = "Kế hoạch giao việc cho Cục Thuế tỉnh tại Mục III.2.12. [1]"
PERSON = Incoming("zalo", "1", "7", "7", Text("x"))
HELLO = Send(Screen(plain("Chào.")))


@pytest.fixture
def zalo() -> Iterator[ZaloStandIn]:
    with zalo_running() as server:
        yield server


@pytest.fixture
def at_work(home: House, zalo: ZaloStandIn) -> Iterator[ZaloBot]:
    with zalo_bot(home, zalo) as running_bot:
        yield running_bot


def fail_once(*faults: str, path: str = SEND) -> Callable[[str], str | None]:
    """Faults for the first calls of a path, one each."""
    left = list(faults)
    return lambda called: left.pop(0) if called == path and left else None


def deliver(home: House, server: ZaloStandIn, *replies: Outgoing, **more: Any) -> list[Delivery]:
    """What comes of carrying replies, one after the other."""
    door = open_door(replace(home, settings=zalo_settings(server, **more)))

    async def carry() -> list[Delivery]:
        found = [await door.messenger.carry(PERSON, reply) for reply in replies]
        await door.messenger.close()
        return found

    return asyncio.run(carry())


# --- once, whatever the network does


@pytest.mark.parametrize("faults", [("500",), ("reset",), ("500", "reset", "-200"), ("429",)], ids=str)
def test_a_reply_survives_faults(at_work: ZaloBot, zalo: ZaloStandIn, faults: tuple[str, ...]) -> None:
    zalo.fault = fail_once(*faults)
    seen = ZaloDriver(at_work).say("cục thuế")
    assert [item.text.split("\n")[0] for item in seen] == [TAX]
    assert zalo.of(SEND) == [*faults, "0"]


def test_an_event_brought_twice_is_answered_once(at_work: ZaloBot, zalo: ZaloStandIn) -> None:
    happened = said("cục thuế", id="abc")
    assert [at_work.bring(happened), at_work.bring(happened)] == [200, 200]
    ZaloDriver(at_work).say("câu khác")
    assert len(zalo.texts("7")) == 2


def test_a_reply_in_several_messages_goes_on_where_it_was(at_work: ZaloBot, zalo: ZaloStandIn) -> None:
    person = ZaloDriver(at_work)
    person.say("điều dài")
    left = iter([None, None, "reset", "500"])
    zalo.fault = lambda _path: next(left, None)
    seen = person.press("📖 1")
    assert sum(item.text.count("Câu nguyên văn") for item in seen) == 300
    assert seen[0].text.startswith("[1]") and "Hiệu lực:" in seen[-1].text


def test_what_a_stopped_program_left_is_sent_by_the_next(tmp_path: Path, zalo: ZaloStandIn) -> None:
    zalo.fault = lambda path: "500" if path == SEND else None
    with zalo_bot(house(tmp_path, FakeBackend()), zalo, bots_drain_seconds=0.1) as first:
        first.bring(said("cục thuế"))
        zalo.until(lambda: "500" in zalo.of(SEND))
    zalo.fault = lambda _path: None
    with zalo_bot(house(tmp_path, FakeBackend()), zalo) as second:
        zalo.until(lambda: second.idle() and len(zalo.texts("7")) == 1)
        seen = ZaloDriver(second).say("1")
    assert "Hướng dẫn hợp tác xã kê khai thuế" in seen[0].text, "the number still means the source"


@pytest.mark.parametrize("code", [-213, -230, -232, -211, -224])
def test_what_zalo_refuses_is_lost_and_holds_nobody_up(
    at_work: ZaloBot, zalo: ZaloStandIn, code: int
) -> None:
    zalo.refused["7"] = code
    ZaloDriver(at_work).say("cục thuế")
    assert ZaloDriver(at_work, "8").say("cục thuế")
    assert zalo.of(SEND) == [str(code), "0"]


@pytest.mark.parametrize(
    ("fault", "delivery"),
    [(None, Sent()), ("-32", Later(20.0)), ("429", Later(1.0)), ("500", Later()), ("reset", Later())],
)
def test_how_long_to_wait(home: House, zalo: ZaloStandIn, fault: str | None, delivery: Delivery) -> None:
    zalo.fault = lambda path: fault if path == SEND else None
    assert deliver(home, zalo, HELLO) == [delivery]


def test_why_a_reply_is_lost_is_told_to_the_operator(home: House, zalo: ZaloStandIn) -> None:
    zalo.refused["7"] = -230
    (lost,) = deliver(home, zalo, HELLO)
    assert isinstance(lost, Lost) and "seven days" in lost.why
    assert isinstance(deliver(home, zalo, Attach("a", "b", "c"))[0], Lost)


def test_messages_keep_to_the_rate(home: House, zalo: ZaloStandIn) -> None:
    begun = time.monotonic()
    assert deliver(home, zalo, *[HELLO] * 6, zalo_sends_per_second=25) == [Sent()] * 6
    assert time.monotonic() - begun >= 5 / 25


# --- tokens


def test_a_token_that_ended_is_renewed_and_the_message_sent_once(at_work: ZaloBot, zalo: ZaloStandIn) -> None:
    person = ZaloDriver(at_work)
    person.say("câu một")
    zalo.spoil()
    assert len(person.say("câu hai")) == 1
    assert zalo.of(SEND) == ["0", "-216", "0"]
    assert zalo.renewals == 2


def test_many_at_once_renew_once(at_work: ZaloBot, zalo: ZaloStandIn) -> None:
    zalo.spoil()
    for user in range(20):
        at_work.bring(said("cục thuế", str(user)))
    zalo.until(lambda: at_work.idle() and len(zalo.shown) == 20)
    assert zalo.renewals == 2


def test_the_chain_of_tokens_outlives_the_program(tmp_path: Path, zalo: ZaloStandIn) -> None:
    for _ in range(3):
        with zalo_bot(house(tmp_path, FakeBackend()), zalo) as running_bot:
            assert ZaloDriver(running_bot).say("cục thuế")
    assert zalo.of(RENEW) == ["0"]
    zalo.spoil()
    with zalo_bot(house(tmp_path, FakeBackend()), zalo) as running_bot:
        assert ZaloDriver(running_bot).say("cục thuế")
    assert zalo.of(RENEW) == ["0", "0"]


def test_a_lifetime_that_cannot_be_read_is_taken_for_an_hour(home: House, zalo: ZaloStandIn) -> None:
    zalo.expires_in = None
    assert deliver(home, zalo, HELLO, HELLO) == [Sent(), Sent()]
    assert zalo.of(RENEW) == ["0"]


def test_where_the_new_tokens_were_lost_on_the_way_the_operator_is_asked(
    home: House, zalo: ZaloStandIn, caplog: pytest.LogCaptureFixture
) -> None:
    zalo.fault = fail_once("lost", path=RENEW)
    assert deliver(home, zalo, HELLO, HELLO) == [Later(), Later(60.0)]
    assert "ZALO_REFRESH_TOKEN" in caplog.text
    assert "refresh-0" not in caplog.text


def test_a_refused_refresh_token_says_what_to_do(home: House, zalo: ZaloStandIn) -> None:
    door = open_door(replace(home, settings=zalo_settings(zalo, zalo_refresh_token="wrong")))

    async def start() -> None:
        try:
            await door.messenger.start()
        finally:
            await door.messenger.close()

    with pytest.raises(ConfigError, match="ZALO_REFRESH_TOKEN"):
        asyncio.run(start())


def test_the_start_waits_for_a_service_that_is_away(home: House, zalo: ZaloStandIn) -> None:
    zalo.fault = fail_once("500", "reset", path=RENEW)
    with zalo_bot(home, zalo) as running_bot:
        assert ZaloDriver(running_bot).say("cục thuế")


# --- the webhook


@pytest.mark.parametrize(
    "keys", [Keys(APP_ID, "wrong"), Keys("99", OA_SECRET), Keys(APP_ID, "")], ids=["secret", "app", "none"]
)
def test_whoever_is_not_zalo_is_turned_away(at_work: ZaloBot, zalo: ZaloStandIn, keys: Keys) -> None:
    assert at_work.bring(said("cục thuế"), keys) == 403
    assert zalo.shown == []


def test_an_event_for_another_app_is_turned_away(at_work: ZaloBot) -> None:
    assert at_work.bring(said("cục thuế") | {"app_id": "99"}, Keys("99", OA_SECRET)) == 403


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"{}", b"\xff", b'{"app_id":[],"timestamp":"1"}'])
def test_what_cannot_be_signed_is_turned_away(at_work: ZaloBot, body: bytes) -> None:
    header = {SIGNATURE_HEADER: f"mac={signature(body, '1', KEYS)}"}
    assert at_work.client.post("/", content=body, headers=header).status_code == 403


@pytest.mark.parametrize("header", ["", "mac=", "mac=chữ", "0" * 64])
def test_a_strange_signature_is_turned_away(at_work: ZaloBot, header: str) -> None:
    raw = json.dumps(said("cục thuế")).encode()
    headers = {SIGNATURE_HEADER.encode(): header.encode()}
    assert at_work.client.post("/", content=raw, headers=headers).status_code == 403


def test_a_changed_body_is_turned_away_and_a_bare_digest_is_taken(at_work: ZaloBot) -> None:
    happened = said("cục thuế")
    raw = json.dumps(happened).encode()
    header = {SIGNATURE_HEADER: signature(raw, happened["timestamp"], KEYS)}
    changed = raw.replace(b"msg_id", b"msg_ID")
    assert at_work.client.post("/", content=changed, headers=header).status_code == 403
    assert at_work.client.post("/", content=raw, headers=header).status_code == 200


@pytest.mark.parametrize(
    "happened",
    [
        event("oa_send_text", message={"text": "của OA", "msg_id": "1"}),
        event("user_received_message", message={"msg_id": "1"}),
        event("unfollow"),
        event("user_send_text"),
        event("user_send_text", message={"text": "", "msg_id": "1"}),
        event("user_send_text", message=5),
        event("anonymous_send_text", message={"text": "ai đó", "msg_id": "1", "conversation_id": "c"}),
        said("xưa lắm") | {"timestamp": str(int((time.time() - STALE - 60) * 1000))},
    ],
    ids=["oa", "received", "unfollow", "no message", "no text", "strange", "anonymous", "old"],
)
def test_what_is_nobodys_message_is_passed_over(
    at_work: ZaloBot, zalo: ZaloStandIn, happened: dict[str, Any]
) -> None:
    assert at_work.bring(happened) == 200
    ZaloDriver(at_work).say("cục thuế")
    assert len(zalo.texts("7")) == 1


def test_numbers_in_an_event_are_read_too(at_work: ZaloBot) -> None:
    happened = said("cục thuế") | {"app_id": int(APP_ID), "timestamp": int(time.time() * 1000)}
    assert ZaloDriver(at_work).happen(happened)[0].text.startswith(TAX)


def test_who_begins_to_follow_is_greeted_once(at_work: ZaloBot, zalo: ZaloStandIn) -> None:
    happened = {
        "app_id": APP_ID,
        "oa_id": "388613280878808645",
        "event_name": "follow",
        "follower": {"id": "7"},
        "timestamp": str(int(time.time() * 1000)),
    }
    assert [at_work.bring(happened), at_work.bring(happened)] == [200, 200]
    zalo.until(lambda: at_work.idle() and len(zalo.texts("7")) == 1)
    assert "Trợ lý HTX" in zalo.texts("7")[0]


def test_a_link_with_words_is_read(at_work: ZaloBot) -> None:
    message = {"text": "cục thuế https://example.org", "msg_id": "l", "attachments": [{"type": "link"}]}
    seen = ZaloDriver(at_work).happen(event("user_send_link", message=message))
    assert seen[0].text.startswith(TAX)


# --- what is typed in place of buttons


def test_sources_are_typed_by_their_number(at_work: ZaloBot) -> None:
    person = ZaloDriver(at_work)
    answer = person.say("cục thuế")[0]
    assert BY_NUMBER in answer.text and "📖 2 · Phụ lục" in answer.text
    for typed in ("2", " 2. ", "2)"):
        assert "Hướng dẫn kê khai | Cục Thuế tỉnh" in person.say(typed)[0].text
    assert "Bạn hỏi «3»" in person.say("3")[0].text, "nobody offered this number"


def test_a_menu_is_over_when_another_screen_has_buttons(at_work: ZaloBot) -> None:
    person = ZaloDriver(at_work)
    person.say("cục thuế")
    person.say("/xoa")
    assert "Bạn hỏi «2»" in person.say("2")[0].text


def test_letters_are_typed_large_or_small_and_words_stay_words(at_work: ZaloBot) -> None:
    person = ZaloDriver(at_work)
    person.say("/nhiemvu")
    assert "chủ trì" in person.say("a")[0].text
    person.say("/nhiemvu")
    assert "Bạn hỏi «a còn gì»" in person.say("a còn gì")[0].text


def test_menus_of_two_people_do_not_mix(at_work: ZaloBot) -> None:
    ZaloDriver(at_work, "7").say("cục thuế")
    assert "Bạn hỏi «2»" in ZaloDriver(at_work, "8").say("2")[0].text


def test_a_number_answers_the_question_of_the_walk(tmp_path: Path, zalo: ZaloStandIn) -> None:
    with zalo_bot(house(tmp_path, FakeBackend(), guide=FakeGuide()), zalo) as running_bot:
        person = ZaloDriver(running_bot)
        person.say("cục thuế")
        person.say("/chinhsach")
        person.press("Hợp tác xã")
        assert "Câu 3" in person.say("2")[0].text


@pytest.mark.parametrize("text", ["#htx:", "#htx:q", "#htx:c:nobody:1", "#htx:o:x", "#htx:" + "x" * 500])
def test_strange_presses_get_a_kind_reply(at_work: ZaloBot, text: str) -> None:
    assert "nhắn lại câu hỏi" in ZaloDriver(at_work).say(text)[0].text


# --- privacy


def test_neither_names_of_people_nor_menus_stay(tmp_path: Path, zalo: ZaloStandIn) -> None:
    user = "9182736450918273645"
    with zalo_bot(house(tmp_path, FakeBackend()), zalo) as running_bot:
        person = ZaloDriver(running_bot, user)
        person.say("cục thuế")
        database = running_bot.house.database
        assert database.rows("SELECT chat FROM zalo_menus")
        person.say("/xoa")
        assert database.rows("SELECT chat FROM zalo_menus") == []
        person.press("Xóa hết")
        assert database.rows("SELECT chat FROM turns") == []
    raw = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"zalo_menus" in raw, "it is the right file"
    assert user.encode() not in raw


def test_settings_that_are_missing_are_named(home: House, zalo: ZaloStandIn) -> None:
    for name in ("zalo_app_id", "zalo_app_secret", "zalo_oa_secret", "zalo_refresh_token"):
        settings = zalo_settings(zalo, **{name: ""})
        with pytest.raises(ConfigError, match=name.upper()):
            open_door(replace(home, settings=settings))


def test_secrets_stay_out_of_repr(zalo: ZaloStandIn) -> None:
    assert "secret" not in repr(KEYS).replace("app_secret", "")
    shown = repr(zalo_settings(zalo))
    assert "app-secret" not in shown and "oa-secret" not in shown and "refresh-0" not in shown


# --- many at once


def test_none_lost_none_doubled_order_kept(at_work: ZaloBot, zalo: ZaloStandIn) -> None:
    calls = iter(range(10_000))
    zalo.fault = lambda path: ("500", "reset", "-200")[n % 3] if (n := next(calls)) % 20 == 7 else None
    for n in range(5):
        for user in range(100, 140):
            at_work.bring(said(f"câu {n}", str(user)))
    zalo.until(at_work.idle, 60)
    assert len(zalo.calls) > 200
    for user in range(100, 140):
        heads = [text.split("»")[0] for text in zalo.texts(str(user))]
        assert heads == [f"Bạn hỏi «câu {n}" for n in range(5)]

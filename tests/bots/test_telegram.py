"""The real adapter, end to end, before a stand-in of the Bot API."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bots import messages
from bots.access import Access, Pauses
from bots.shapes import Incoming
from bots.telegram import Telegram
from bots.wiring import House
from knowledge.errors import ConfigError
from tests.bots.drivers import Bot, TelegramDriver, bot, message
from tests.bots.fakes import FakeBackend, SlowStream
from tests.bots.houses import house
from tests.bots.standin import BOT, TOKEN, StandIn, running

GROUP = -1001234
NAME = BOT["username"]
IMPATIENT = Pauses(preview=0.15, full_disk=0.05)


def fail_once(*faults: str, method: str = "sendMessage") -> Callable[[str, dict[str, str]], str | None]:
    """Faults for the first calls of a method, one each."""
    left = list(faults)
    return lambda called, _fields: left.pop(0) if called == method and left else None


def ask(server: StandIn, text: str, chat: int = 7, **more: Any) -> int:
    return server.push({"message": message(text, chat, **more)})


# --- once, whatever the network does


@pytest.mark.parametrize("faults", [("500",), ("reset",), ("500", "reset", "500"), ("429",)], ids=str)
def test_a_reply_survives_faults_of_the_network(
    at_work: Bot, server: StandIn, faults: tuple[str, ...]
) -> None:
    server.fault = fail_once(*faults)
    seen = TelegramDriver(at_work).say("cục thuế")
    assert [item.text.split("\n")[0] for item in seen] == [
        "Kế hoạch giao việc cho Cục Thuế tỉnh tại Mục III.2.12. [1]"
    ]
    assert [call.status for call in server.of("sendMessage")] == [
        *(0 if fault == "reset" else int(fault) for fault in faults),
        200,
    ]


def test_updates_are_fetched_again_after_faults(at_work: Bot, server: StandIn) -> None:
    server.fault = fail_once("500", "reset", method="getUpdates")
    for n in range(3):
        TelegramDriver(at_work).say(f"câu {n}")
    assert [text.split(".")[0] for text in server.texts(7)] == [
        "Bạn hỏi «câu 0»",
        "Bạn hỏi «câu 1», trước đó «câu 0»",
        "Bạn hỏi «câu 2», trước đó «câu 1»",
    ]


def test_an_update_delivered_twice_is_answered_once(at_work: Bot, server: StandIn) -> None:
    person = TelegramDriver(at_work)
    update = {"message": message("cục thuế")}
    id = server.next_id()
    assert len(person.update(update, id)) == 1
    with server.changed:
        server.offset = 0
    server.push(update, id)
    person.say("câu khác")
    assert len(server.texts(7)) == 2


def test_a_person_who_blocked_the_bot_holds_nobody_up(at_work: Bot, server: StandIn) -> None:
    server.blocked.add(7)
    ask(server, "cục thuế", 7)
    assert TelegramDriver(at_work, 8).say("cục thuế")
    assert at_work.idle()
    assert server.texts(7) == []


def test_a_button_of_a_message_that_is_gone_answers_in_a_new_one(at_work: Bot, server: StandIn) -> None:
    person = TelegramDriver(at_work)
    person.say("/nhiemvu")
    id, shown = next(iter(server.shown.items()))
    with server.changed:
        del server.shown[id]
    payload = next(data for label, data in shown.buttons if label.startswith("Sau"))
    seen = person.update({"callback_query": person.query(id, payload)})
    assert "(2/" in seen[0].text
    assert len(server.of("editMessageText")) == 1


def test_the_same_page_twice_is_no_fault(at_work: Bot, server: StandIn) -> None:
    person = TelegramDriver(at_work)
    person.say("/nhiemvu")
    id = next(iter(server.shown))
    assert person.update({"callback_query": person.query(id, "o:0")}) == []
    assert [call.status for call in server.of("editMessageText")] == [400]
    assert len(server.texts(7)) == 1


@pytest.mark.parametrize(
    "payload",
    ["", "q", "o", "o:x", "t:1", "t:zz:0", "k:0:999", "c:nobody:1", "p:0:0", "d:1", "f", "m:a:99999"],
)
def test_strange_buttons_get_a_kind_reply(at_work: Bot, payload: str) -> None:
    person = TelegramDriver(at_work)
    seen = person.update({"callback_query": person.query(1, payload)})
    assert seen[0].text in {messages.UNKNOWN_BUTTON, messages.OLD_ANSWER}


# --- order, and nobody waits for another


def test_a_slow_chat_keeps_its_order_and_holds_nobody_up(
    at_work: Bot, server: StandIn, backend: FakeBackend
) -> None:
    backend.gate.clear()
    ask(server, "chậm một", 1)
    ask(server, "hai", 1)
    ask(server, "ba", 1)
    ask(server, "nhanh", 2)
    server.until(lambda: len(server.texts(2)) == 1)
    assert server.texts(1) == []
    backend.gate.set()
    server.until(lambda: len(server.texts(1)) == 3)
    assert [text.split("»")[0] for text in server.texts(1)] == [
        "Bạn hỏi «chậm một",
        "Bạn hỏi «hai",
        "Bạn hỏi «ba",
    ]


def test_too_many_questions_at_once_are_told_so_once(
    tmp_path: Path, server: StandIn, backend: FakeBackend
) -> None:
    home = house(tmp_path, backend, queue=3)
    backend.gate.clear()
    with bot(home, server) as running_bot:
        for n in range(8):
            ask(server, f"chậm {n}")
        server.until(lambda: server.offset > server._ids)
        backend.gate.set()
        server.until(lambda: running_bot.idle() and bool(server.texts(7)))
        texts = server.texts(7)
        assert [text.split("»")[0] for text in texts[:3]] == [
            "Bạn hỏi «chậm 0",
            "Bạn hỏi «chậm 1",
            "Bạn hỏi «chậm 2",
        ]
        assert texts[3:] == [messages.BUSY]
        assert len(TelegramDriver(running_bot).say("giờ thì được")) == 1
    home.close()


def test_who_asks_too_often_is_told_politely(tmp_path: Path, server: StandIn, backend: FakeBackend) -> None:
    home = house(tmp_path, backend, rate="3/minute")
    with bot(home, server) as running_bot:
        person, other = TelegramDriver(running_bot, 7), TelegramDriver(running_bot, 8)
        for n in range(3):
            person.say(f"câu {n}")
        assert "Xin chờ" in person.say("câu 4")[0].text
        assert "Bạn hỏi" in other.say("câu 1")[0].text
    assert len(backend.asked) == 4
    home.close()


# --- restarts


def test_what_waits_at_sigterm_is_answered_before_the_end(
    tmp_path: Path, server: StandIn, backend: FakeBackend
) -> None:
    home = house(tmp_path, backend)
    backend.gate.clear()
    with bot(home, server):
        ask(server, "chậm", 1)
        server.until(lambda: len(backend.asked) == 1)
        threading.Timer(0.3, backend.gate.set).start()
    assert len(server.texts(1)) == 1
    home.close()


def test_a_restart_in_the_middle_loses_and_doubles_nothing(tmp_path: Path, server: StandIn) -> None:
    first = FakeBackend()
    home = house(tmp_path, first)
    first.gate.clear()
    killed = Bot(home, server)
    TelegramDriver(killed, 2).say("cục thuế")
    for n in range(3):
        ask(server, f"chậm {n}", 1)
    server.until(lambda: server.offset > server._ids and len(first.asked) == 2)
    killed.kill()
    first.gate.set()
    home.close()
    again = house(tmp_path, FakeBackend())
    with bot(again, server) as running_bot:
        server.until(lambda: len(server.texts(1)) == 3)
        assert [text.split("»")[0] for text in server.texts(1)] == [f"Bạn hỏi «chậm {n}" for n in range(3)]
        assert "Nguyên văn:" in TelegramDriver(running_bot, 2).press("📖 1")[0].text
        assert "trước đó «cục thuế»" in TelegramDriver(running_bot, 2).say("thế khi nào")[0].text
    again.close()


def test_replies_that_could_not_be_sent_go_out_after_a_restart(tmp_path: Path, server: StandIn) -> None:
    home = house(tmp_path, FakeBackend())
    server.fault = lambda method, _fields: "500" if method == "sendMessage" else None
    killed = Bot(home, server)
    ask(server, "điều dài")
    server.until(lambda: len(server.of("sendMessage")) >= 2)
    killed.kill()
    home.close()
    server.fault = lambda _method, _fields: None
    silent = FakeBackend()
    again = house(tmp_path, silent)
    with bot(again, server):
        server.until(lambda: len(server.texts(7)) == 1)
    assert silent.asked == [], "the answer that was worked out goes out"
    again.close()


def test_nothing_of_the_service_at_the_start_is_waited_out(home: House, server: StandIn) -> None:
    server.fault = fail_once("500", "reset", method="getMe")
    with bot(home, server) as running_bot:
        assert TelegramDriver(running_bot).say("cục thuế")


def test_a_wrong_token_is_a_clear_fault(server: StandIn) -> None:
    telegram = Telegram(Access("1:wrong", server.base_url))

    async def briefly() -> None:
        try:
            await telegram.start()
        finally:
            await telegram.close()

    with pytest.raises(ConfigError, match="TELEGRAM_BOT_TOKEN"):
        asyncio.run(briefly())
    assert "wrong" not in repr(Access("1:wrong", server.base_url))


def test_what_cannot_be_kept_is_asked_for_again(server: StandIn, caplog: pytest.LogCaptureFixture) -> None:
    kept: list[str] = []
    tries = 0

    def receive(incoming: Incoming) -> None:
        nonlocal tries
        tries += 1
        if tries == 1:
            raise sqlite3.OperationalError("database or disk is full")
        if tries == 3:
            raise RuntimeError("nobody can read this one")
        kept.append(incoming.update)

    async def work() -> None:
        telegram = Telegram(Access(TOKEN, server.base_url, poll_seconds=1), IMPATIENT)
        stop = asyncio.Event()
        await telegram.start()
        polling = asyncio.create_task(telegram.poll(receive, stop))
        while len(kept) < 2:
            await asyncio.sleep(0.01)
        stop.set()
        await polling
        await telegram.close()

    pushed = [ask(server, f"câu {n}") for n in range(3)]
    asyncio.run(asyncio.wait_for(work(), 15))
    assert kept == [str(pushed[0]), str(pushed[2])]
    assert "disk is full" in caplog.text and "could not be read" in caplog.text


# --- groups, channels, other bots


def test_a_group_that_talks_to_others_gets_silence(at_work: Bot, server: StandIn) -> None:
    person = TelegramDriver(at_work, GROUP)
    for text in ("cục thuế làm gì", "/nhiemvu@other_bot", "hỏi @ai_do_khac nhé", "/help"):
        assert person.update({"message": message(text, GROUP, user=5)}) == []
    assert person.update({"edited_message": message("sửa", GROUP, user=5)}) == []
    assert (
        person.update(
            {
                "message": message(
                    None,
                    GROUP,
                    user=5,
                    photo=[{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}],
                )
            }
        )
        == []
    )
    rows = at_work.house.database.rows("SELECT * FROM updates")
    assert rows == [], "nothing of it is kept"


@pytest.mark.parametrize(
    "text", [f"@{NAME} cục thuế làm gì", f"cục thuế làm gì, @{NAME}?", f"@{str(NAME).upper()} cục thuế"]
)
def test_a_group_gets_an_answer_when_the_bot_is_mentioned(at_work: Bot, server: StandIn, text: str) -> None:
    seen = TelegramDriver(at_work, GROUP).update({"message": message(text, GROUP, user=5, message_id=44)})
    assert "Kế hoạch giao việc cho Cục Thuế tỉnh" in seen[0].text
    assert json.loads(server.of("sendMessage")[0].fields["reply_parameters"])["message_id"] == 44


def test_a_reply_to_the_bot_in_a_group_is_meant_for_it(at_work: Bot) -> None:
    held = message("Xin chào", GROUP) | {"from": BOT}
    person = TelegramDriver(at_work, GROUP)
    seen = person.update({"message": message("cục thuế", GROUP, user=5, reply_to_message=held)})
    assert "Kế hoạch giao việc" in seen[0].text
    assert "riêng" in person.update({"message": message(f"/xuat@{NAME}", GROUP, user=5)})[0].text


def test_people_in_one_group_have_conversations_of_their_own(at_work: Bot) -> None:
    person = TelegramDriver(at_work, GROUP)
    person.update({"message": message(f"@{NAME} câu của năm", GROUP, user=5)})
    seen = person.update({"message": message(f"@{NAME} câu của sáu", GROUP, user=6)})
    assert "trước đó" not in seen[0].text
    assert "Nguyên văn" in person.press("📖 1")[0].text


def test_a_channel_that_mentions_the_bot_is_told_to_write_in_private(at_work: Bot) -> None:
    assert [item.text for item in TelegramDriver(at_work, -100500).send("post")] == [
        messages.UNSUPPORTED["post"]
    ]


def test_other_bots_and_news_of_a_group_are_no_messages(at_work: Bot, server: StandIn) -> None:
    person = TelegramDriver(at_work)
    assert person.update({"message": message("cục thuế") | {"from": {**BOT, "id": 5}}}) == []
    joined = message(None, 7, new_chat_members=[{"id": 5, "is_bot": False, "first_name": "Tư"}])
    assert person.update({"message": joined}) == []
    assert server.texts(7) == []


# --- what is shown while it works


def test_typing_comes_first_and_a_pressed_button_is_released(at_work: Bot, server: StandIn) -> None:
    person = TelegramDriver(at_work)
    person.say("cục thuế")
    person.press("📖 1")
    shown = [
        call.method
        for call in server.calls
        if call.method in {"sendChatAction", "sendMessage", "answerCallbackQuery"}
    ]
    assert shown == ["sendChatAction", "sendMessage", "answerCallbackQuery", "sendMessage"]


def test_an_answer_that_takes_long_is_previewed(tmp_path: Path, server: StandIn) -> None:
    home = house(tmp_path, SlowStream(0.1))
    with bot(home, server, IMPATIENT) as running_bot:
        TelegramDriver(running_bot).say("câu khó")
        drafts = [call.fields["text"] for call in server.of("sendMessageDraft")]
        assert drafts == ["Ý thứ 1.\nÝ thứ 2. …"]
        TelegramDriver(running_bot, GROUP).update({"message": message(f"@{NAME} câu khó", GROUP)})
        assert len(server.of("sendMessageDraft")) == 1
    assert server.texts(7) == ["Ý thứ 1. Ý thứ 2. Ý thứ 3."]
    home.close()


def test_no_preview_where_the_server_does_not_know_how(tmp_path: Path, server: StandIn) -> None:
    server.fault = lambda method, _fields: "404" if method == "sendMessageDraft" else None
    home = house(tmp_path, SlowStream(0.1))
    with bot(home, server, IMPATIENT) as running_bot:
        assert len(TelegramDriver(running_bot).say("câu khó")) == 1
    home.close()


def test_commands_and_descriptions_are_registered_in_both_languages(at_work: Bot, server: StandIn) -> None:
    server.until(lambda: len(server.of("setMyShortDescription")) == 2)
    commands = [json.loads(call.fields["commands"]) for call in server.of("setMyCommands")]
    assert [[item["command"] for item in listed] for listed in commands] == [list(messages.COMMANDS)] * 2
    assert [call.fields.get("language_code") for call in server.of("setMyCommands")] == [None, "en"]
    assert all(len(call.fields["description"]) <= 512 for call in server.of("setMyDescription"))
    assert all(len(call.fields["short_description"]) <= 120 for call in server.of("setMyShortDescription"))


# --- privacy


def test_nothing_on_disk_names_a_chat_or_holds_personal_data(
    tmp_path: Path, server: StandIn, backend: FakeBackend
) -> None:
    home = house(tmp_path, backend)
    chat = 987654321
    with bot(home, server) as running_bot:
        person = TelegramDriver(running_bot, chat)
        person.say("số tôi 0912345678, cccd 067090001234, vay vốn thế nào")
        person.say("vay vốn thế nào, tk 19034567890123")
        person.say("câu riêng tư lắm")
        on_disk = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
        assert "câu riêng tư lắm".encode() in on_disk
        for hidden in (str(chat), "0912345678", "067090001234", "19034567890123"):
            assert hidden.encode() not in on_disk
        person.say("/xoa")
        person.press(messages.ERASE_YES)
    on_disk = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert "câu riêng tư lắm".encode() not in on_disk
    assert (tmp_path / "secret").stat().st_mode & 0o777 == 0o600
    assert [item.text for item in backend.asked] == ["câu riêng tư lắm"]
    home.close()


def test_a_fault_nobody_foresaw_is_told_and_the_next_question_answered(
    at_work: Bot, caplog: pytest.LogCaptureFixture
) -> None:
    person = TelegramDriver(at_work)
    assert person.say("câu này hỏng")[0].text == messages.FAULT
    assert "Kế hoạch giao việc" in person.say("cục thuế")[0].text
    assert "a fault nobody foresaw" in caplog.text
    assert TOKEN not in caplog.text


def test_the_token_stays_out_of_the_log(caplog: pytest.LogCaptureFixture, tmp_path: Path) -> None:
    with running() as server:
        base = server.base_url
    telegram = Telegram(Access(TOKEN, base))

    async def briefly() -> None:
        task = asyncio.create_task(telegram.start())
        await asyncio.sleep(0.5)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await telegram.close()

    asyncio.run(briefly())
    assert "cannot be reached" in caplog.text
    assert TOKEN not in caplog.text


def test_time_from_update_to_reply(at_work: Bot, server: StandIn) -> None:
    TelegramDriver(at_work).say("một câu trước")
    times = []
    for n in range(20):
        pushed = ask(server, "cục thuế", 100 + n)
        server.until(lambda chat=100 + n: len(server.texts(chat)) == 1)  # type: ignore[misc]
        times.append(server.of("sendMessage")[-1].at - server.handed[pushed])
    assert sorted(times)[18] < 0.5, times

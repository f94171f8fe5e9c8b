"""People press Enter after every few words: what they write in a row is one turn."""

import asyncio
import time
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.clock import utc_now
from bot.conversation.claims import LEASE, take_messages
from bot.conversation.inbox import InboundMessage
from bot.conversation.model import InboxMessage, Turn
from bot.conversation.outcomes import Outcome, load_outcomes
from bot.conversation.pieces import USUAL_PAUSE, Pause
from bot.conversation.record import put_back, record_turn
from bot.conversation.turn import RunningTurn
from bot.storage.database import Database
from tests.fakes.chat_page import ChatPage
from tests.fakes.nlu import FakeNlu
from tests.integration.chat_app import FACTS, chat_app, open_inbox
from tests.machine import slowness

pytestmark = pytest.mark.alone

PIECES = ("em hỏi chút", "sổ nhà em bị mất", "giờ làm lại", "tốn nhiêu")
QUICK = Pause(quiet=timedelta(seconds=0.4))


async def post_all(page: ChatPage, *texts: str, wait: float = 10, between: float = 0.05) -> list[Any]:
    """Posts the texts as pieces, one after the other; the answers in their order."""
    posts = []
    for text in texts:
        posts.append(asyncio.create_task(page.post(wait, text=text, complete=False)))
        await asyncio.sleep(between)
    return [await response.json() for response in await asyncio.gather(*posts)]


async def test_four_pieces_are_one_question_with_its_borders(db: Database) -> None:
    nlu = FakeNlu()
    async with chat_app(db, nlu, pause=QUICK) as http:
        page = await ChatPage.open(http)
        *earlier, last = await post_all(page, *PIECES)
        [reply] = await page.read(1)
    assert nlu.asked == ["\n".join(PIECES)]
    assert (reply["seq"], reply["message"]) == (1, "m4")
    assert last["replies"][0]["text"] == "về " + "\n".join(PIECES)
    assert "joined_to" not in last
    for answer in earlier:
        assert (answer["replies"], answer["joined_to"]) == ([], "m4")
        assert answer["meta"]["outcome"] == "answered"


async def test_the_turn_names_its_messages_and_all_are_handled(db: Database) -> None:
    async with chat_app(db, FakeNlu(), pause=QUICK) as http:
        await post_all(await ChatPage.open(http), "số tôi là", "0912345678", "gọi nhé")
    async with db.reading() as session:
        [turn] = await session.scalars(select(Turn))
        messages = (await session.scalars(select(InboxMessage).order_by(InboxMessage.id))).all()
    ids = [message.id for message in messages]
    assert [*turn.joined, turn.inbox_id] == ids
    assert all(message.handled_at is not None for message in messages)
    assert [message.joined_to for message in messages] == [ids[2], ids[2], None]
    assert [message.text for message in messages] == [None, None, turn.text]
    assert turn.text == "số tôi là\n[số điện thoại]\ngọi nhé"


async def test_a_piece_sent_again_is_still_one_message_and_hears_where_it_went(db: Database) -> None:
    nlu = FakeNlu()
    async with chat_app(db, nlu, pause=QUICK) as http:
        page = await ChatPage.open(http)
        first = page.post(10, text="sổ mất", id="a", complete=False)
        again = page.post(10, text="sổ mất", id="a", complete=False)
        last = page.post(10, text="làm lại", id="b", complete=False)
        await asyncio.gather(first, again, last)
        late = await (await page.post(5, text="sổ mất", id="a", complete=False)).json()
    assert sorted(nlu.asked[0].split("\n")) == ["làm lại", "sổ mất"]
    assert len(nlu.asked) == 1
    assert late["meta"]["outcome"] == "answered"


async def test_a_question_mark_ends_the_wait(db: Database) -> None:
    nlu = FakeNlu()
    async with chat_app(db, nlu, pause=Pause(quiet=timedelta(seconds=8))) as http:
        started = time.monotonic()
        answers = await post_all(await ChatPage.open(http), "sổ nhà em bị mất", "làm lại tốn nhiêu?")
    assert time.monotonic() - started < 3 * slowness()
    assert nlu.asked == ["sổ nhà em bị mất\nlàm lại tốn nhiêu?"]
    assert answers[0]["joined_to"] == "m2"


async def test_whoever_never_stops_is_answered_all_the_same(db: Database) -> None:
    nlu = FakeNlu()
    pause = Pause(quiet=timedelta(seconds=0.4), longest=timedelta(seconds=1))
    async with chat_app(db, nlu, pause=pause) as http:
        page = await ChatPage.open(http)
        await post_all(page, *(f"đoạn {number}" for number in range(12)), between=0.2)
    assert 1 < len(nlu.asked) < 12
    assert "\n".join(nlu.asked).split("\n") == [f"đoạn {number}" for number in range(12)]


async def test_a_tap_is_a_turn_of_its_own_and_ends_the_wait(db: Database) -> None:
    nlu = FakeNlu()
    payload = '/ask_fee{"procedure":"1.013831"}'
    async with chat_app(db, nlu, pause=Pause(quiet=timedelta(seconds=8))) as http:
        page = await ChatPage.open(http)
        for body in ({"text": "dạ"}, {"text": "cái này"}, {"text": "Phí", "payload": payload}):
            await page.post(**body, complete=False)
        await page.read(2)
    assert nlu.asked == ["dạ\ncái này", payload]


async def test_what_comes_while_a_turn_runs_is_the_next_turn(db: Database) -> None:
    nlu = FakeNlu(seconds=0.6)
    async with chat_app(db, nlu, pause=QUICK) as http:
        page = await ChatPage.open(http)
        await page.post(text="phí bao nhiêu?", complete=False)
        await asyncio.sleep(0.1)
        await post_all(page, "còn cái kia", "làm ở đâu")
    assert nlu.asked == ["phí bao nhiêu?", "còn cái kia\nlàm ở đâu"]


async def test_during_an_outage_a_row_hears_one_notice_and_then_one_answer(db: Database) -> None:
    nlu = FakeNlu()
    nlu.down = True
    async with chat_app(db, nlu, pause=QUICK) as http:
        page = await ChatPage.open(http)
        first, second = await post_all(page, "sổ mất", "làm lại")
        nlu.down = False
        replies = await page.read(3)
    assert first["meta"]["outcome"] == second["meta"]["outcome"] == "failed_nlu"
    assert (first["joined_to"], first["replies"]) == ("m2", [])
    assert replies[-1]["text"] == "về sổ mất\nlàm lại"
    async with db.reading() as session:
        assert set(await session.scalars(select(InboxMessage.attempts))) == {1}


# ---- what the database does, with a clock of the test's own ----


def piece(number: int, seconds: float = 0) -> InboundMessage:
    received = utc_now() + timedelta(seconds=seconds)
    return InboundMessage("webchat", "an", f"an:{number}", f"câu {number}", None, received, in_pieces=True)


async def test_nobody_takes_a_row_before_it_is_over(db: Database) -> None:
    inbox, now = open_inbox(db), utc_now()
    for written in (piece(1), piece(2, seconds=1)):  # both before the first connection takes its time
        await inbox.accept(written)
    assert await take_messages(db, now + timedelta(seconds=2), 10) == []
    [claim] = await take_messages(db, now + timedelta(seconds=2.6), 10)
    assert claim.texts == ("câu 1", "câu 2")
    assert len(claim.joined_ids) == 1
    assert claim.kept_quiet
    assert await take_messages(db, now + timedelta(seconds=3), 10, USUAL_PAUSE) == []


async def test_a_row_whose_worker_vanished_is_taken_again_whole_and_then_one_by_one(db: Database) -> None:
    inbox, now = open_inbox(db), utc_now()
    await inbox.accept(piece(1))
    await inbox.accept(piece(2))
    taken = []
    for number in range(1, 4):
        [claim] = await take_messages(db, now + number * (LEASE + timedelta(seconds=2)), 10)
        taken.append((claim.texts, claim.attempts))
    assert taken == [(("câu 1", "câu 2"), 1), (("câu 1", "câu 2"), 2), (("câu 1",), 3)]


async def test_a_row_that_was_put_back_is_taken_with_what_came_since(db: Database) -> None:
    inbox, now = open_inbox(db), utc_now()
    await inbox.accept(piece(1))
    await inbox.accept(piece(2))
    later = now + timedelta(seconds=5)
    [claim] = await take_messages(db, later, 10)
    await inbox.accept(piece(3, seconds=2))
    running = RunningTurn(claim, FakeNlu(), load_outcomes(FACTS))
    await put_back(db, running, later, timedelta(0), failed=False)
    [again] = await take_messages(db, later, 10)
    assert (again.texts, again.attempts) == (("câu 1", "câu 2", "câu 3"), 1)
    answered = await record_turn(
        db, RunningTurn(again, FakeNlu(), load_outcomes(FACTS)), Outcome.ANSWERED, later, {}
    )
    assert not answered.more_waiting
    async with db.reading() as session:
        assert None not in (await session.scalars(select(InboxMessage.handled_at))).all()

"""Workers that vanish, come too late, or stumble over our own mistakes."""

import asyncio

import pytest
from sqlalchemy import select

from bot.clock import utc_now
from bot.conversation.claims import LEASE, Claim, take_messages
from bot.conversation.inbox import InboundMessage, Inbox
from bot.conversation.model import InboxMessage, Turn
from bot.conversation.outcomes import Outcome, load_outcomes
from bot.conversation.record import LeaseLost, record_turn
from bot.conversation.steps.order import TURN_STEPS
from bot.conversation.turn import RunningTurn
from bot.conversation.turn_runner import MOST_ATTEMPTS
from bot.storage.database import Database
from tests.fakes.chat_page import ChatPage
from tests.fakes.nlu import FakeNlu
from tests.integration.chat_app import FACTS, chat_app, open_inbox


@pytest.fixture
def inbox(db: Database) -> Inbox:
    return open_inbox(db)


def message(number: int, contact: str = "an") -> InboundMessage:
    return InboundMessage("webchat", contact, f"{contact}:{number}", f"câu {number}", None, utc_now())


def running(claim: Claim) -> RunningTurn:
    return RunningTurn(claim, FakeNlu(), load_outcomes(FACTS))


async def test_a_conversation_is_taken_by_one_worker_until_its_lease_runs_out(
    db: Database, inbox: Inbox
) -> None:
    await inbox.accept(message(1))
    await inbox.accept(message(2))
    now = utc_now()
    [first] = await take_messages(db, now, 10)
    assert first.texts == ("câu 1",)
    assert await take_messages(db, now + LEASE / 2, 10) == []
    [again] = await take_messages(db, now + LEASE, 10)
    assert (again.texts, again.attempts) == (("câu 1",), 2)


async def test_a_worker_that_comes_too_late_changes_nothing(db: Database, inbox: Inbox) -> None:
    await inbox.accept(message(1))
    now = utc_now()
    [late] = await take_messages(db, now, 1)
    [quick] = await take_messages(db, now + LEASE, 1)
    with pytest.raises(LeaseLost):
        await record_turn(db, running(late), Outcome.ANSWERED, now, {})
    await record_turn(db, running(quick), Outcome.ANSWERED, now, {})
    async with db.reading() as session:
        assert len((await session.scalars(select(Turn))).all()) == 1


async def test_workers_that_take_at_the_same_moment_share_the_work(db: Database, inbox: Inbox) -> None:
    for contact in range(20):
        await inbox.accept(message(1, f"c{contact}"))
    taken = await asyncio.gather(*(take_messages(db, utc_now(), 5) for _ in range(8)))
    ids = [claim.inbox_id for claims in taken for claim in claims]
    assert len(ids) == len(set(ids))


async def test_a_message_that_kills_its_worker_again_and_again_is_given_up(
    db: Database, inbox: Inbox
) -> None:
    await inbox.accept(message(1))
    async with db.transaction() as session:
        (await session.scalars(select(InboxMessage))).one().attempts = MOST_ATTEMPTS
    nlu = FakeNlu()
    async with chat_app(db, nlu):
        await until_handled(db)
    async with db.reading() as session:
        assert (await session.scalars(select(Turn.outcome))).all() == ["failed_internal"]
    assert nlu.asked == []


async def test_a_mistake_in_a_step_is_answered_logged_without_text_and_not_tried_again(
    db: Database, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(turn: RunningTurn) -> Outcome | None:
        raise ValueError(f"cannot do {turn.claim.texts}")

    async with chat_app(db, FakeNlu(), steps=(broken, *TURN_STEPS)) as http:
        answer = await (await ChatPage.open(http)).ask("nhà bà Lan")
        assert answer["meta"]["outcome"] == "failed_internal"
        assert "1900 0000" in answer["replies"][0]["text"]
        await until_handled(db)
    assert "ValueError" in caplog.text
    assert "bà Lan" not in caplog.text
    async with db.reading() as session:
        assert (await session.scalars(select(InboxMessage.text))).all() == [None]


async def test_a_program_that_is_stopped_leaves_its_message_to_the_next_at_once(db: Database) -> None:
    slow = FakeNlu(seconds=30)
    async with chat_app(db, slow) as http:
        page = await ChatPage.open(http)
        await page.post(text="phí")
        async with asyncio.timeout(5):
            while not slow.asked:
                await asyncio.sleep(0.01)
    async with chat_app(db, FakeNlu()) as http:
        page.http = http
        assert (await page.read(1, seconds=5))[0]["text"] == "về phí"
    async with db.reading() as session:
        assert (await session.scalars(select(InboxMessage.attempts))).all() == [1]


async def until_handled(db: Database) -> None:
    async with asyncio.timeout(10):
        while True:
            async with db.reading() as session:
                handled = (await session.scalars(select(InboxMessage.handled_at))).all()
            if handled and all(moment is not None for moment in handled):
                return
            await asyncio.sleep(0.02)

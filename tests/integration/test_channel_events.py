"""Floods, receipts, officers who write by hand, people who leave, and what is stuck, on real databases."""

from datetime import timedelta

from sqlalchemy import select

from bot.clock import utc_now
from bot.conversation.channel_events import ChannelEvents
from bot.conversation.claims import take_messages
from bot.conversation.flood import Limit
from bot.conversation.flood_gate import FloodGate
from bot.conversation.inbox import InboundMessage, Inbox
from bot.conversation.model import Contact, InboxMessage, Turn
from bot.conversation.outbox import OutboxMessage, OutboxState
from bot.conversation.outcomes import load_outcomes
from bot.conversation.reconciler import LONGEST_ON_ITS_WAY, Reconciler
from bot.storage.database import Database
from tests.fakes.chat_page import ChatPage
from tests.fakes.nlu import FakeNlu
from tests.integration.chat_app import FACTS, chat_app, open_inbox
from tests.integration.test_sender import write_replies


def message(number: int, person: str = "an") -> InboundMessage:
    return InboundMessage("fake", person, f"{person}:{number}", "phí", None, utc_now())


async def test_a_flood_leaves_ten_messages_and_one_notice(db: Database) -> None:
    inbox = Inbox(db, lambda _: None, FloodGate(load_outcomes(FACTS), Limit()))
    accepted = [await inbox.accept(message(number)) for number in range(200)]
    await inbox.accept(message(1, "bình"))
    assert sum(not one.left_out for one in accepted) <= 12
    async with db.reading() as session:
        waiting = (await session.scalars(select(InboxMessage).filter_by(handled_at=None))).all()
        notices = (await session.scalars(select(OutboxMessage))).all()
        (outcome,) = await session.scalars(select(Turn.outcome))
    assert len(waiting) <= 12
    assert len(notices) == 1
    assert outcome == "slowed_down"


async def test_a_redelivery_is_no_flood(db: Database) -> None:
    inbox = Inbox(db, lambda _: None, FloodGate(load_outcomes(FACTS), Limit()))
    accepted = [await inbox.accept(message(1)) for _ in range(50)]
    assert not any(one.left_out for one in accepted)
    assert sum(not one.duplicate for one in accepted) == 1


async def test_while_rasa_is_away_one_person_piles_up_no_more_than_so_many(db: Database) -> None:
    inbox = Inbox(db, lambda _: None, FloodGate(load_outcomes(FACTS), Limit(1000, 1000, waiting=5)))
    kept = [not (await inbox.accept(message(number))).left_out for number in range(9)]
    assert kept == [True] * 6 + [False] * 3


async def test_receipts_find_the_reply_by_the_channels_own_name(db: Database) -> None:
    await write_replies(db, "an", "Dạ")
    async with db.transaction() as session:
        (await session.scalars(select(OutboxMessage))).one().arrive(utc_now(), "z1")
    events = ChannelEvents(db, utc_now)
    await events.receipts("fake", ["z1", "unknown"], OutboxState.SEEN)
    await events.receipts("fake", ["z1"], OutboxState.DELIVERED)
    await events.receipts("another", ["z1"], OutboxState.DELIVERED)
    async with db.reading() as session:
        assert (await session.scalars(select(OutboxMessage.state))).one() == OutboxState.SEEN


async def test_an_officer_who_writes_has_the_conversation_for_half_an_hour(db: Database) -> None:
    inbox = open_inbox(db)
    await ChannelEvents(db, utc_now).officer_wrote("fake", "an")
    await inbox.accept(message(1))
    (claim,) = await take_messages(db, utc_now(), 1)
    assert claim.officer_writes
    later = ChannelEvents(db, lambda: utc_now() - timedelta(hours=1))
    await later.officer_wrote("fake", "bình")
    await inbox.accept(message(1, "bình"))
    (claim,) = await take_messages(db, utc_now(), 1)
    assert not claim.officer_writes


async def test_who_left_is_back_with_the_first_message(db: Database) -> None:
    inbox = open_inbox(db)
    await ChannelEvents(db, utc_now).person_left("fake", "an")

    async def left() -> bool:
        async with db.reading() as session:
            return (await session.scalars(select(Contact))).one().left_at is not None

    assert await left()
    await inbox.accept(message(1))
    assert not await left()


async def test_what_is_stuck_for_a_day_is_given_up_and_seen(db: Database) -> None:
    await write_replies(db, "an", "Dạ", "Dạ nữa")
    assert await Reconciler(db, utc_now).look() == 0
    tomorrow = Reconciler(db, lambda: utc_now() + LONGEST_ON_ITS_WAY + timedelta(seconds=1))
    assert await tomorrow.look() == 2
    async with db.reading() as session:
        states = set(await session.scalars(select(OutboxMessage.state)))
    assert states == {OutboxState.PERMANENT_FAILURE}


async def test_the_web_chat_says_that_a_message_was_too_much(db: Database) -> None:
    async with chat_app(db, FakeNlu(), limit=Limit(per_minute=1, burst=2)) as client:
        page = await ChatPage.open(client)
        answers = [await page.post(5, text=f"phí {number}") for number in range(4)]
    assert [answer.status for answer in answers] == [200, 200, 200, 429]
    assert (await answers[2].json())["meta"]["outcome"] == "slowed_down"
    assert (await answers[3].json())["error"]["code"] == "slow_down"

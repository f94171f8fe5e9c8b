"""Who was told to slow down is answered after everybody else, and with longer pauses."""

from datetime import datetime

from bot.clock import utc_now
from bot.conversation.claims import take_messages
from bot.conversation.flood import Limit
from bot.conversation.flood_gate import FloodGate
from bot.conversation.inbox import InboundMessage, Inbox
from bot.conversation.outcomes import Outcome, load_outcomes
from bot.conversation.record import BREATH, LONG_BREATH, record_turn
from bot.conversation.turn import RunningTurn
from bot.storage.database import Database
from tests.fakes.nlu import FakeNlu
from tests.integration.chat_app import FACTS

TWO_AT_ONCE = Limit(per_minute=1, burst=2)


async def write(db: Database, contact: str, count: int) -> None:
    inbox = Inbox(db, lambda _: None, FloodGate(load_outcomes(FACTS), TWO_AT_ONCE))
    for number in range(count):
        await inbox.accept(
            InboundMessage("webchat", contact, f"{contact}:{number}", f"câu {number}?", None, utc_now())
        )


async def answer_one(db: Database, now: datetime) -> str:
    [claim] = await take_messages(db, now, 1)
    await record_turn(db, RunningTurn(claim, FakeNlu(), load_outcomes(FACTS)), Outcome.ANSWERED, now, {})
    return claim.contact_key


async def test_others_who_wrote_later_are_answered_first(db: Database) -> None:
    await write(db, "tràn", 3)
    await write(db, "an", 1)
    now = utc_now()
    assert [await answer_one(db, now), await answer_one(db, now)] == ["an", "tràn"]


async def test_who_was_told_to_slow_down_waits_longer_between_answers(db: Database) -> None:
    await write(db, "tràn", 3)
    await write(db, "an", 2)
    now = utc_now()
    await answer_one(db, now)
    await answer_one(db, now)
    assert await take_messages(db, now + BREATH * 0.9, 9) == []
    [calm] = await take_messages(db, now + BREATH, 9)
    [flooder] = await take_messages(db, now + LONG_BREATH, 9)
    assert [calm.contact_key, flooder.contact_key] == ["an", "tràn"]

"""Messages that came while others were being committed are taken in together, on real databases."""

import asyncio
from collections.abc import Sequence

from sqlalchemy import select

from bot.clock import utc_now
from bot.conversation.attachments import Attachment, AttachmentKind
from bot.conversation.flood import Limit
from bot.conversation.flood_gate import FloodGate
from bot.conversation.inbox import Accepted, InboundMessage, Inbox
from bot.conversation.model import Contact, Conversation, InboxMessage
from bot.conversation.outcomes import load_outcomes
from bot.storage.database import Database
from tests.integration.chat_app import FACTS, open_inbox


def message(number: int, person: str = "an", **other: object) -> InboundMessage:
    values = {"text": f"câu {number}", "payload": None, "received_at": utc_now(), **other}
    return InboundMessage("fake", person, f"{person}:{number}", **values)  # type: ignore[arg-type]


async def all_at_once(inbox: Inbox, messages: Sequence[InboundMessage]) -> list[Accepted | BaseException]:
    return await asyncio.gather(*map(inbox.accept, messages), return_exceptions=True)


async def kept(db: Database) -> list[InboxMessage]:
    async with db.reading() as session:
        return [*await session.scalars(select(InboxMessage).order_by(InboxMessage.id))]


async def test_two_messages_of_a_new_person_are_one_conversation_in_their_order(db: Database) -> None:
    found = await all_at_once(open_inbox(db), [message(9), message(2), message(1, "bình"), message(5)])
    rows = await kept(db)
    assert [row.external_id for row in rows if row.external_id.startswith("an")] == ["an:9", "an:2", "an:5"]
    assert sorted(one.inbox_id for one in found if isinstance(one, Accepted)) == [row.id for row in rows]
    async with db.reading() as session:
        names = [*await session.scalars(select(Conversation.nlu_sender))]
        people = [*await session.scalars(select(Contact))]
    assert len(set(names)) == len(people) == 2
    assert all(one.heard_at is not None for one in people)


async def test_the_same_message_twice_in_a_lot_is_one(db: Database) -> None:
    inbox = open_inbox(db)
    await inbox.accept(message(0))
    found = await all_at_once(inbox, [message(1), message(1), message(0), message(2)])
    assert [one.duplicate for one in found if isinstance(one, Accepted)] == [False, True, True, False]
    assert [row.external_id for row in await kept(db)] == ["an:0", "an:1", "an:2"]
    assert isinstance(found[0], Accepted)
    assert isinstance(found[1], Accepted)
    assert found[0].inbox_id == found[1].inbox_id


async def test_one_that_cannot_be_stored_fails_alone(db: Database) -> None:
    naive = message(2, "bình", received_at=utc_now().replace(tzinfo=None))
    found = await all_at_once(open_inbox(db), [message(1), naive, message(3)])
    assert [isinstance(one, Accepted) for one in found] == [True, False, True]
    assert [row.external_id for row in await kept(db)] == ["an:1", "an:3"]


async def test_everything_of_a_message_is_kept_as_it_came(db: Database) -> None:
    picture = Attachment(AttachmentKind.IMAGE, "https://example.org/a?b=1&c='\"")
    odd = "sổ \"đỏ\" 'cũ' \\ \t\n😀 – " + "dài " * 100
    first = message(1, text=odd, in_pieces=True)
    second = message(2, text=None, payload='/xin{"a": 1}', attachment=picture)
    await all_at_once(open_inbox(db), [first, second])
    one, two = await kept(db)
    assert (one.text, one.payload, one.attachment, one.piece) == (odd, None, None, "last")
    assert one.received_at == first.received_at
    assert (two.text, two.payload, two.piece) == (None, '/xin{"a": 1}', "whole")
    assert two.attachment is not None
    assert two.attachment["address"] == picture.address
    assert (one.attempts, one.failures, one.handled_at, one.joined_to) == (0, 0, None, None)


async def test_a_flood_in_one_lot_leaves_as_many_as_one_by_one(db: Database) -> None:
    limit = Limit(per_minute=1, burst=3)
    inbox = Inbox(db, lambda _: None, FloodGate(load_outcomes(FACTS), limit))
    found = await all_at_once(inbox, [message(number) for number in range(40)])
    assert [one.left_out for one in found if isinstance(one, Accepted)] == [False] * 4 + [True] * 36
    assert len(await kept(db)) == 4


async def test_two_processes_meet_the_same_new_people_in_any_order(database_url: str) -> None:
    databases = [Database(database_url), Database(database_url)]
    inboxes = [open_inbox(one) for one in databases]
    there = [message(number, f"người {number % 30}") for number in range(90)]
    back = [message(number, f"người {number % 30}") for number in reversed(range(90, 180))]
    found = await asyncio.gather(all_at_once(inboxes[0], there), all_at_once(inboxes[1], back))
    assert all(isinstance(one, Accepted) for half in found for one in half)
    assert len(await kept(databases[0])) == 180
    for one in databases:
        await one.close()

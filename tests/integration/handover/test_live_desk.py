"""An officer takes a conversation, writes, and gives it back; nothing that is written is lost."""

import asyncio

import pytest

from bot.clock import utc_now
from bot.conversation.model import Contact, Conversation
from bot.handover.model import HandoverRefused, HandoverState
from bot.handover.service import HOLDS
from bot.storage.database import Database
from tests.integration.handover.people import (
    LAN,
    MINH,
    MINUTE,
    NOW,
    TEXTS,
    ask,
    ask_again,
    desk,
    hear,
    is_silent,
    the_one,
    told,
)


async def test_who_waits_is_on_the_list_once(db: Database) -> None:
    conversation_id, waiting = await ask(db)
    assert await ask_again(db, conversation_id, NOW + MINUTE) == waiting
    [one] = await desk(db).waiting()
    assert (one.conversation_id, one.state, one.asked_at) == (conversation_id, "waiting", NOW)


async def test_the_assistant_is_silent_while_an_officer_has_it_and_goes_on_afterwards(db: Database) -> None:
    conversation_id, waiting = await ask(db)
    assert not await is_silent(db, conversation_id, NOW)
    await desk(db).take(waiting, *LAN, NOW)
    assert await is_silent(db, conversation_id, NOW + MINUTE)
    assert await desk(db).write(waiting, LAN[0], " Chào cô, tôi nghe đây. ", NOW + MINUTE)
    await desk(db).give_back(waiting, LAN[0], NOW + 2 * MINUTE)
    assert not await is_silent(db, conversation_id, NOW + 2 * MINUTE)
    assert await told(db) == [*TEXTS.taken, "Chào cô, tôi nghe đây.", *TEXTS.given_back]
    assert (await the_one(db)).state == HandoverState.GIVEN_BACK
    assert await desk(db).waiting() == []


async def test_words_go_both_ways_in_their_order(db: Database) -> None:
    conversation_id, waiting = await ask(db)
    await hear(db, conversation_id, "có ai không")  # nobody has it yet: the assistant answers this
    await desk(db).take(waiting, *LAN, NOW)
    await hear(db, conversation_id, "số tôi 0912345678")
    await desk(db).write(waiting, LAN[0], "Vâng", NOW)
    talk = await desk(db).look(waiting, LAN[0], NOW)
    assert [(line.by, line.text) for line in talk.lines] == [
        ("citizen", "số tôi 0912345678"),
        ("officer", "Vâng"),
    ]
    assert talk.channel == "fake"
    assert [talk.trouble(line) for line in talk.lines] == [None, None]


async def test_of_two_officers_one_has_it_and_the_other_hears_who(db: Database) -> None:
    _, waiting = await ask(db)
    taken = await asyncio.gather(
        desk(db).take(waiting, *LAN, NOW), desk(db).take(waiting, *MINH, NOW), return_exceptions=True
    )
    [refused] = [one for one in taken if one is not None]
    assert isinstance(refused, HandoverRefused)
    assert (refused.word, refused.name) == ("taken", (await the_one(db)).officer_name)
    assert len(await told(db)) == len(TEXTS.taken)


async def test_only_who_has_it_writes_or_gives_it_back(db: Database) -> None:
    _, waiting = await ask(db)
    live = desk(db)
    with pytest.raises(HandoverRefused, match="over"):
        await live.write(waiting, LAN[0], "Chào", NOW)
    await live.take(waiting, *LAN, NOW)
    for refused in (
        live.write(waiting, MINH[0], "Chào", NOW),
        live.give_back(waiting, MINH[0], NOW),
        live.make_ticket(waiting, MINH[0], NOW),
    ):
        with pytest.raises(HandoverRefused, match="not_yours"):
            await refused
    with pytest.raises(HandoverRefused, match="empty"):
        await live.write(waiting, LAN[0], "  ", NOW)
    with pytest.raises(HandoverRefused, match="long"):
        await live.write(waiting, LAN[0], "a" * 2001, NOW)
    with pytest.raises(HandoverRefused, match="unknown"):
        await live.take(99, *LAN, NOW)


async def test_an_open_page_keeps_the_conversation_without_a_write_at_each_look(db: Database) -> None:
    _, waiting = await ask(db)
    await desk(db).take(waiting, *LAN, NOW)
    await desk(db).look(waiting, LAN[0], NOW + MINUTE)
    assert (await the_one(db)).due_at == NOW + HOLDS
    await desk(db).look(waiting, MINH[0], NOW + 10 * MINUTE)
    assert (await the_one(db)).due_at == NOW + HOLDS
    await desk(db).look(waiting, LAN[0], NOW + 10 * MINUTE)
    assert (await the_one(db)).due_at == NOW + 10 * MINUTE + HOLDS


async def test_words_to_somebody_who_left_are_kept_and_said_not_to_have_arrived(db: Database) -> None:
    conversation_id, waiting = await ask(db)
    await desk(db).take(waiting, *LAN, NOW)
    async with db.transaction() as session:
        conversation = await session.get_one(Conversation, conversation_id)
        (await session.get_one(Contact, conversation.contact_id)).leave(utc_now())
    assert not await desk(db).write(waiting, LAN[0], "Chào cô", NOW)
    [line] = (await desk(db).look(waiting, LAN[0], NOW)).lines
    assert line.text == "Chào cô"
    assert (await desk(db).look(waiting, LAN[0], NOW)).trouble(line) == "unreachable"

"""Who has everything of theirs deleted is found nowhere any more, but where records must be kept."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import LargeBinary, String, Text, select
from sqlalchemy.types import JSON

from bot.conversation.forgetting import forget_talk
from bot.conversation.model import Conversation, Turn
from bot.conversation.outbox import OutboxMessage
from bot.conversation.turn import FORGOTTEN
from bot.corrections.model import CorrectionRequest
from bot.dossiers.model import DossierFollow, DossierHolder, DossierLook
from bot.effects import Effect, Occasion
from bot.handover.model import Handover, HandoverLine
from bot.hotline.photo_shelf import PhotoShelf
from bot.insight.turn_counts import TurnRow
from bot.own_data import FORGET_ME, Held
from bot.own_data_wiring import OwnData
from bot.storage.base import Base
from bot.storage.database import Database
from bot.surveys.model import SurveyInvitation, SurveyWave
from tests.fakes.chat_page import ChatPage
from tests.fakes.nlu import FakeNlu
from tests.integration.chat_app import chat_app
from tests.integration.dossiers.people import CODE, state, take

WORDS = "chùm ruột chín"
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 64
NOW = datetime(2026, 11, 27, 3, 0, tzinfo=UTC)


@pytest.fixture
def shelf(tmp_path: Path) -> PhotoShelf:
    return PhotoShelf(tmp_path / "shelf")


async def lived(db: Database) -> tuple[int, str]:
    """Somebody who has used everything: the conversation, and the name that Rasa knows it by."""
    async with chat_app(db, FakeNlu()) as http:
        page = await ChatPage.open(http)
        await page.ask(f"{WORDS} thì cần giấy gì")
        await page.ask(f"còn {WORDS} nữa")
    await take(db, state(CODE), now=NOW)
    async with db.transaction() as session:
        talk = (await session.scalars(select(Conversation))).one()
        turn = (await session.execute(select(Base.metadata.tables["turns"].c.id).limit(1))).scalar_one()
        dossier = (await session.execute(select(Base.metadata.tables["dossiers"].c.id))).scalar_one()
        holder = DossierHolder(conversation_id=talk.id, dossier_id=dossier, verified_at=NOW)
        report = CorrectionRequest(
            conversation_id=talk.id,
            turn_id=turn,
            procedure="1.013978",
            version="x",
            note=f"{WORDS} chứ",
            created_at=NOW,
        )
        officer = Handover(conversation_id=talk.id, asked_at=NOW, due_at=NOW)
        look = DossierLook(conversation_id=talk.id, code_hash="h", result="shown", at=NOW)
        session.add_all([holder, report, officer, look, wave := _wave()])
        await session.flush()
        session.add(DossierFollow(holder_id=holder.id, wording="1", followed_at=NOW))
        session.add(HandoverLine(handover_id=officer.id, at=NOW, by="citizen", text=WORDS))
        session.add(_invitation(wave.id, talk.id, dossier))
        return talk.id, talk.nlu_sender


def _wave() -> SurveyWave:
    return SurveyWave(
        name="w",
        subject="dossier",
        instrument="2026-1",
        form="short",
        method="everyone",
        seed="s",
        shares={},
        begins_on=date(2026, 11, 1),
        ends_on=date(2026, 12, 1),
    )


def _invitation(wave: int, talk: int, dossier: int) -> SurveyInvitation:
    return SurveyInvitation(
        wave_id=wave,
        subject="dossier",
        subject_id=dossier,
        conversation_id=talk,
        subject_on=NOW.date(),
        due_at=NOW,
        expires_at=NOW + timedelta(days=14),
    )


async def everything(db: Database) -> str:
    """Every word in the database."""
    found: list[str] = []
    async with db.reading() as session:
        for table in Base.metadata.sorted_tables:
            wordy = [one for one in table.c if isinstance(one.type, String | Text | JSON | LargeBinary)]
            if wordy:
                found += [str(row) for row in await session.execute(select(*wordy))]
    return "\n".join(found)


async def test_what_is_held_is_told_and_gone_once_it_is_deleted(db: Database, shelf: PhotoShelf) -> None:
    number, person = await lived(db)
    own = OwnData(db, shelf)
    held = await own.held(person, now=NOW)
    assert (held.messages, held.followed, held.proved, held.reports) == (2, 1, 1, 1)
    assert held.since is not None
    assert held.tickets == ()
    assert not held.is_empty
    assert WORDS in await everything(db)
    (shelf._folder / shelf.folder_of(person)).mkdir(parents=True)
    (shelf._folder / shelf.folder_of(person) / "photo").write_bytes(PNG)

    async with db.transaction() as session:
        await own.effects[FORGET_ME](session, Effect(FORGET_ME), Occasion(number, 1, None, _after()))

    assert WORDS not in await everything(db)
    assert person not in await everything(db)
    assert not (shelf._folder / shelf.folder_of(person)).exists()
    async with db.reading() as session:
        renamed = (await session.get_one(Conversation, number)).nlu_sender
        invitation = (await session.scalars(select(SurveyInvitation))).one()
        for gone in (DossierHolder, DossierFollow, DossierLook):
            assert (await session.scalars(select(gone))).all() == []
    assert (invitation.state, invitation.conversation_id, invitation.due_at) == ("dropped", None, None)
    assert (await own.held(renamed, now=NOW)).is_empty
    assert await own.held(person, now=NOW) == Held()


async def test_a_reply_that_is_still_being_sent_goes_out_and_is_blanked_then(
    db: Database, shelf: PhotoShelf
) -> None:
    number, _ = await lived(db)
    async with db.transaction() as session:
        reply = (await session.scalars(select(OutboxMessage).limit(1))).one()
        reply.state, reply.body = "temporary_failure", {"text": WORDS, "buttons": [], "images": []}
        kept = reply.id
    own = OwnData(db, shelf)
    async with db.transaction() as session:
        await own.effects[FORGET_ME](session, Effect(FORGET_ME), Occasion(number, 1, None, _after()))
    async with db.reading() as session:
        row = await session.get_one(OutboxMessage, kept)
    assert (row.body["text"], row.instead) == (WORDS, "…")


async def test_a_turn_still_counts_as_what_it_was_and_one_under_seal_never(
    db: Database, shelf: PhotoShelf
) -> None:
    number, _ = await lived(db)
    async with db.transaction() as session:
        turns = (await session.scalars(select(Turn).order_by(Turn.id))).all()
        turns[0].text = FORGOTTEN
        kept, inbox = turns[0], turns[0].inbox_id
        tapped = {"meta": kept.meta, "provenance": [], "latency_ms": 1, "created_at": NOW}
        session.add(
            Turn(conversation_id=number, inbox_id=inbox, text="/ask_fee", outcome="answered", **tapped)
        )
    own = OwnData(db, shelf)
    for _ in range(2):  # twice does no harm
        async with db.transaction() as session:
            await own.effects[FORGET_ME](session, Effect(FORGET_ME), Occasion(number, 1, None, _after()))
    async with db.reading() as session:
        rows = (await session.scalars(select(Turn).order_by(Turn.id))).all()
    read = [TurnRow(row.conversation_id, row.text, row.outcome, row.meta) for row in rows]
    assert [row.counts for row in read] == [False, True, True]
    assert [row.entry for row in read[1:]] == ["message", "button"]
    assert read[1].question == ""


async def test_what_is_sealed_after_the_deletion_counts_no_more(db: Database, shelf: PhotoShelf) -> None:
    number, _ = await lived(db)
    own = OwnData(db, shelf)
    async with db.transaction() as session:
        await own.effects[FORGET_ME](session, Effect(FORGET_ME), Occasion(number, 1, None, _after()))
        await forget_talk(session, number, _after())
    async with db.reading() as session:
        assert set(await session.scalars(select(Turn.text))) == {FORGOTTEN}


async def test_nobody_elses_is_touched(db: Database, shelf: PhotoShelf) -> None:
    number, _ = await lived(db)
    async with chat_app(db, FakeNlu()) as http:
        other = await ChatPage.open(http)
        await other.ask("câu của người khác")
    own = OwnData(db, shelf)
    async with db.transaction() as session:
        await own.effects[FORGET_ME](session, Effect(FORGET_ME), Occasion(number, 1, None, _after()))
    assert "câu của người khác" in await everything(db)


def _after() -> datetime:
    return datetime.now(UTC) + timedelta(seconds=1)

"""What is older than its period is forgotten, and nothing else."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from bot.channels.webchat.model import WebchatSession
from bot.clock import utc_now
from bot.conversation.model import Contact, InboxMessage, Turn
from bot.conversation.outbox import OutboxMessage
from bot.conversation.turn import DELETED, FORGOTTEN
from bot.department import load_department
from bot.handover.model import Handover, HandoverLine
from bot.hotline.model import PinFailure
from bot.hotline.photo_shelf import PhotoShelf
from bot.retention import DailyForgetting, Retention
from bot.retention_wiring import daily_forgetting
from bot.settings import PROJECT_ROOT
from bot.staff.audit import audit
from bot.staff.model import AuditEntry
from bot.storage.base import Base
from bot.storage.database import Database
from bot.storage.errors import StorageUnavailable
from bot.storage.forgetting import AT_ONCE
from tests.fakes.chat_page import ChatPage
from tests.fakes.nlu import FakeNlu
from tests.integration.chat_app import chat_app
from tests.integration.test_forgotten_talk import sent

NOW = utc_now()
DAY = timedelta(days=1)
PERIODS = Retention(conversations=30, live_talks=20, audit=10, handed_over=2, guesses=1)
JPEG = b"\xff\xd8\xff" + b"a picture" * 20


def forgetting(db: Database, later: timedelta, shelf: PhotoShelf | None = None) -> DailyForgetting:
    """The task, so much later."""
    return daily_forgetting(db, PERIODS, shelf, lambda: NOW + later)


async def column(db: Database, of: Any) -> Sequence[Any]:
    async with db.reading() as session:
        return (await session.scalars(select(of))).all()


async def count(db: Database, model: type[Base]) -> int:
    async with db.reading() as session:
        return await session.scalar(select(func.count()).select_from(model)) or 0


async def test_words_of_conversations_go_and_what_happened_stays(db: Database) -> None:
    async with chat_app(db, FakeNlu()) as http:
        await (await ChatPage.open(http)).ask("phí bao nhiêu")
        await sent(db)
    assert await forgetting(db, 29 * DAY).forget()
    assert await column(db, Turn.text) == ["phí bao nhiêu"]
    assert await forgetting(db, 31 * DAY).forget()
    assert await column(db, Turn.text) == [DELETED]
    assert await column(db, InboxMessage.text) == [FORGOTTEN]
    assert [body["text"] for body in await column(db, OutboxMessage.body)] == [FORGOTTEN]
    assert await column(db, Turn.outcome) == ["answered"]
    assert (await column(db, Turn.meta))[0]["intent"] == "ask_papers"


async def test_words_to_officers_go_earlier_since_nobody_masked_them(db: Database) -> None:
    async with chat_app(db, FakeNlu()) as http:
        await (await ChatPage.open(http)).ask("gặp cán bộ")
    async with db.transaction() as session:
        talk = Handover(conversation_id=1, state="given_back", asked_at=NOW, due_at=NOW)
        session.add(talk)
        await session.flush()
        session.add(HandoverLine(handover_id=talk.id, at=NOW, by="citizen", text="số tôi 0912345678"))
    await forgetting(db, 19 * DAY).forget()
    assert await column(db, HandoverLine.text) == ["số tôi 0912345678"]
    await forgetting(db, 21 * DAY).forget()
    assert await column(db, HandoverLine.text) == [FORGOTTEN]


async def test_of_the_audit_and_of_guesses_old_rows_are_removed_in_small_steps(db: Database) -> None:
    async with db.transaction() as session:
        session.add_all(PinFailure(code_hash="x", at=NOW) for _ in range(AT_ONCE + 3))
        session.add(PinFailure(code_hash="y", at=NOW + 3 * DAY))
        await audit(session, None, "sign_in_failed", "", NOW)
        await audit(session, None, "sign_in_failed", "", NOW + 5 * DAY)
    await forgetting(db, 3 * DAY).forget()
    assert (await count(db, PinFailure), await count(db, AuditEntry)) == (1, 2)
    await forgetting(db, 11 * DAY).forget()
    assert (await count(db, PinFailure), await count(db, AuditEntry)) == (0, 1)


async def test_photos_of_forms_that_nobody_sent_are_forgotten(db: Database, tmp_path: Path) -> None:
    shelf = PhotoShelf(tmp_path / "shelf")
    await shelf.put("an", JPEG)
    await forgetting(db, DAY, shelf).forget()
    assert [*(tmp_path / "shelf").iterdir()] != []
    await forgetting(db, 3 * DAY, shelf).forget()
    assert [*(tmp_path / "shelf").iterdir()] == []


async def test_one_kind_that_cannot_be_forgotten_keeps_no_other(db: Database) -> None:
    done: list[str] = []

    async def broken(_before: object) -> int:
        raise StorageUnavailable("OperationalError")

    async def works(_before: object) -> int:
        done.append("guesses")
        return 0

    task = DailyForgetting(PERIODS, {"audit": (broken,), "guesses": (works,)}, lambda: NOW)
    assert not await task.forget()
    assert done == ["guesses"]


def test_the_department_sets_every_period() -> None:
    department = PROJECT_ROOT / "bot" / "department.yml"
    assert "retention:" in department.read_text()
    assert load_department(department).retention == Retention()


async def test_who_is_silent_for_long_is_nobody_any_more_and_comes_back_as_somebody_new(db: Database) -> None:
    periods = Retention(contacts=70)
    async with chat_app(db, FakeNlu()) as http:
        page = await ChatPage.open(http)
        await page.ask("phí bao nhiêu")
        await daily_forgetting(db, periods, None, lambda: NOW + 69 * DAY).forget()
        (kept,) = await column(db, Contact.contact_key)
        assert kept == (await column(db, WebchatSession.session))[0]
        await daily_forgetting(db, periods, None, lambda: NOW + 71 * DAY).forget()
        assert await column(db, Contact.contact_key) == ["forgotten 1"]
        assert await column(db, WebchatSession.session) == []
        await (await ChatPage.open(http)).ask("phí bao nhiêu")
    assert await count(db, Contact) == 2

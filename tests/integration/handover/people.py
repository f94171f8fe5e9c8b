"""Conversations, officers and a ticket office, as the tests of this folder need them."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select

from bot.calendar.work_calendar import load_calendar
from bot.clock import Clock
from bot.conversation.handover import Talks
from bot.conversation.model import Conversation
from bot.conversation.outbox import OutboxMessage
from bot.duty import read_duty
from bot.effects import Effect, Occasion
from bot.handover.asking import Asking
from bot.handover.conversations import Filed, Unanswered
from bot.handover.keeper import Keeper
from bot.handover.model import Handover
from bot.handover.service import LiveDesk
from bot.handover.standing import ASK
from bot.handover.texts import load_texts
from bot.storage.database import Database
from tests.fakes.channel import FakeChannel
from tests.integration.dossiers.people import new_person

NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)  # ten in the morning, a Wednesday
NIGHT = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
CALENDAR = load_calendar()
DUTY = read_duty(["08:00-11:30"])
TEXTS = load_texts()
TALKS = Talks({"fake": FakeChannel()})
LAN, MINH = (7, "Lan"), (9, "Minh")


class TicketOffice:
    """Opens tickets and remembers them; a key is one ticket however often it comes."""

    def __init__(self) -> None:
        """None yet."""
        self.opened: dict[str, Unanswered] = {}
        self.down: Exception | None = None

    async def file(self, unanswered: Unanswered, now: datetime) -> Filed:
        """The same code and PIN for the same key."""
        if self.down is not None:
            raise self.down
        self.opened[unanswered.key] = unanswered
        return Filed(
            "PA-261125-K7PM", "2468", date(2026, 11, 26), "https://chidan.example/phieu/PA-261125-K7PM"
        )


def desk(db: Database) -> LiveDesk:
    """The service under test."""
    return LiveDesk(db, TALKS, TEXTS)


def keeper(db: Database, office: TicketOffice, clock: Clock) -> Keeper:
    """The background under test."""
    return Keeper(db, TALKS, office.file, TEXTS, DUTY, CALENDAR, clock)


async def ask(db: Database, now: datetime = NOW, channel: str = "fake") -> tuple[int, int]:
    """Somebody asks for an officer: the conversation, and what waits."""
    person = await new_person(db, channel)
    async with db.transaction() as session:
        conversation_id = (await session.scalars(select(Conversation.id).filter_by(nlu_sender=person))).one()
    return conversation_id, await ask_again(db, conversation_id, now)


async def ask_again(db: Database, conversation_id: int, now: datetime = NOW) -> int:
    """The same person asks once more."""
    async with db.transaction() as session:
        await Asking(DUTY, CALENDAR).ask(session, Effect(ASK), Occasion(conversation_id, 1, None, now))
    async with db.reading() as session:
        query = select(Handover.id).filter_by(conversation_id=conversation_id)
        return (await session.scalars(query.order_by(Handover.id.desc()))).first() or 0


async def hear(db: Database, conversation_id: int, text: str, now: datetime = NOW) -> None:
    """The person writes while an officer has the conversation."""
    words = Effect("said_to_officer", {"text": text, "attachment": ""})
    async with db.transaction() as session:
        await Asking(DUTY, CALENDAR).hear(session, words, Occasion(conversation_id, 1, None, now))


async def told(db: Database) -> list[str]:
    """All that is on its way to citizens."""
    async with db.reading() as session:
        found = await session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))
        return [one.body["text"] for one in found]


async def the_one(db: Database) -> Handover:
    """The only wish there is."""
    async with db.reading() as session:
        return (await session.scalars(select(Handover))).one()


async def is_silent(db: Database, conversation_id: int, now: datetime) -> bool:
    """Whether the assistant leaves the conversation to an officer at that moment."""
    async with db.reading() as session:
        until = (await session.get_one(Conversation, conversation_id)).officer_until
        return until is not None and now < until

"""What health looks at, wired to what it looks at."""

from collections.abc import Iterable, Iterator

from bot.backup.making import STAMP
from bot.channels.base import Channel
from bot.clock import utc_now
from bot.conversation.rasa_client import RasaClient
from bot.health.channels import OuterClocks, SilentChannels
from bot.health.database import DatabaseClock, SchemaVersion, SlowDatabase
from bot.health.machine import BackupAge, DiskSpace
from bot.health.routes import Look
from bot.health.work import FailingWorkers, StuckQueue, TasksStandStill
from bot.parts import Parts
from bot.pulse import Pulses
from bot.storage.database import Database


def health_looks(
    parts: Parts,
    db: Database,
    rasa: RasaClient,
    channels: Iterable[Channel],
    pulses: Pulses,
    clocks: OuterClocks,
) -> Iterator[Look]:
    """In the order in which what they find is told; the first is what others may come of."""
    yield SlowDatabase(db).look
    yield SchemaVersion(db).look
    yield DatabaseClock(db, utc_now).look
    yield clocks.look
    yield StuckQueue(db, parts.rasa_answers, utc_now).look
    yield FailingWorkers(rasa.states).look
    yield TasksStandStill(pulses).look
    # Where people read the outbox itself they write from our own page: nobody calls us from outside.
    yield SilentChannels(db, [one.name for one in channels if not one.shows_outbox], utc_now).look
    if parts.data_dir:
        yield DiskSpace(parts.data_dir).look
        yield BackupAge(parts.data_dir / STAMP, utc_now).look

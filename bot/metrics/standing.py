"""What the database tells at the moment of a scrape: who waits and what is on its way."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from prometheus_client import Metric
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy import func, select

from bot.conversation.model import InboxMessage
from bot.conversation.outbox import ON_ITS_WAY, OutboxMessage
from bot.storage.database import Database


@dataclass(frozen=True)
class Standing:
    """How many wait, and for how long the oldest has; without an answer of the database nothing is known."""

    known: bool = False
    waiting: int = 0
    waiting_seconds: float = 0
    replies: dict[str, int] = field(default_factory=dict)
    reply_seconds: float = 0


async def look(db: Database, now: datetime) -> Standing:
    """Reads it by the partial indexes of waiting messages and replies; raises StorageUnavailable."""
    inbox = select(func.count(), func.min(InboxMessage.received_at)).where(InboxMessage.handled_at.is_(None))
    outbox = (
        select(OutboxMessage.state, func.count(), func.min(OutboxMessage.created_at))
        .where(OutboxMessage.state.in_(ON_ITS_WAY))
        .group_by(OutboxMessage.state)
    )
    async with db.reading() as session:
        waiting, oldest = (await session.execute(inbox)).one()
        rows = (await session.execute(outbox)).all()
    first = min((created for _, _, created in rows), default=None)
    replies = dict.fromkeys(ON_ITS_WAY, 0) | {state: count for state, count, _ in rows}
    return Standing(True, waiting, _age(oldest, now), replies, _age(first, now))


def _age(moment: datetime | None, now: datetime) -> float:
    return max(0.0, (now - moment).total_seconds()) if moment else 0.0


class StandingCollector(Collector):
    """Gives the last look to the registry; the same in every process of one database."""

    def __init__(self) -> None:
        """Nothing is known yet."""
        self.last = Standing()

    def collect(self) -> Iterator[Metric]:
        """The gauges; of those that come from the database none while it is away."""
        last = self.last
        yield GaugeMetricFamily("chidan_database_up", "Whether the database answers", value=last.known)
        if not last.known:
            return
        yield GaugeMetricFamily("chidan_waiting_messages", "Messages without a turn", value=last.waiting)
        yield GaugeMetricFamily(
            "chidan_waiting_oldest_seconds", "Age of the oldest of them", value=last.waiting_seconds
        )
        outbox = GaugeMetricFamily("chidan_outbox_replies", "Replies on their way", labels=["state"])
        for state, count in last.replies.items():
            outbox.add_metric([str(state)], count)
        yield outbox
        yield GaugeMetricFamily(
            "chidan_outbox_oldest_seconds", "Age of the oldest of them", value=last.reply_seconds
        )

"""What a channel tells beside messages: people who leave, officers who write, receipts."""

from collections.abc import Sequence
from datetime import timedelta

from bot.clock import Clock
from bot.conversation.outbox import OutboxState
from bot.conversation.outbox_repository import replies_sent_as
from bot.conversation.repository import lock_conversation
from bot.storage.database import Database

# An officer who wrote in the channel's own tool has the conversation for so long after each message.
OFFICER_HOLDS = timedelta(minutes=30)


class ChannelEvents:
    """One transaction per event; each may be told twice. All raise StorageUnavailable."""

    def __init__(self, db: Database, clock: Clock) -> None:
        """``clock`` tells when an event was heard of."""
        self._db = db
        self._clock = clock

    async def person_left(self, channel: str, contact_key: str) -> None:
        """The person wants nothing more from us until they write again."""
        async with self._db.transaction() as session:
            known = await lock_conversation(session, channel, contact_key, self._clock())
            known.contact.leave(self._clock())

    async def officer_wrote(self, channel: str, contact_key: str) -> None:
        """An officer answers this person by hand: the assistant keeps silent for a while."""
        async with self._db.transaction() as session:
            known = await lock_conversation(session, channel, contact_key, self._clock())
            known.conversation.hand_to_officer(self._clock() + OFFICER_HOLDS)

    async def receipts(self, channel: str, sent_ids: Sequence[str], state: OutboxState) -> None:
        """These messages came that far; unknown ones are none of ours."""
        async with self._db.transaction() as session:
            for reply in await replies_sent_as(session, channel, sent_ids):
                reply.receipt(state)

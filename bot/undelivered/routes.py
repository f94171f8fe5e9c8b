"""``/staff/undelivered``: replies that never arrived, so that an officer reaches the citizen another way."""

from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from datetime import timedelta
from pathlib import Path

import msgspec
from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.console import ConsolePage, Frame, clock_time
from bot.conversation.outbox_repository import Undelivered, undelivered_since
from bot.storage.database import Database

PATH = "/staff/undelivered"
PERMISSION = "reply"
BACK = timedelta(days=7)
MOST_SHOWN = 200
FILE = Path(__file__).parent / "reasons.yml"
# The ids and codes of the tickets that came from these conversations; sealed ones have no way back to any.
Codes = Mapping[int, Sequence[tuple[int, str]]]
TicketsOf = Callable[[AsyncSession, Collection[int]], Awaitable[Codes]]


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why a reply did not arrive, and the channels, as officers read them."""

    reasons: dict[str, str]
    channels: dict[str, str]


def load_words(path: Path = FILE) -> Words:
    """The words of that file; msgspec.DecodeError where it is broken."""
    return msgspec.yaml.decode(path.read_bytes(), type=Words)


class UndeliveredPages:
    """One page; texts and names are not shown: what was to be said stands in the ticket, if there is one."""

    def __init__(self, db: Database, frame: Frame, clock: Clock, tickets_of: TicketsOf) -> None:
        """``tickets_of`` is asked once for the whole page."""
        self._db = db
        self._frame = frame
        self._clock = clock
        self._tickets_of = tickets_of
        self._words = load_words()

    def pages(self) -> Sequence[ConsolePage]:
        """The route with its permission."""
        return (ConsolePage("GET", PATH, PERMISSION, self.show),)

    async def show(self, request: web.Request) -> web.StreamResponse:
        """``GET``: the replies of the last seven days, the newest first."""
        async with self._db.reading() as session:
            found = await undelivered_since(session, self._clock() - BACK, MOST_SHOWN)
            tickets = await self._tickets_of(session, {one.reply.conversation_id for one in found})
        context = {
            "found": [self._line(one, tickets) for one in found],
            "causes": Counter(self._reason(one) for one in found).most_common(),
            "days": BACK.days,
            "is_cut": len(found) == MOST_SHOWN,
        }
        return self._frame.page(request, "staff/undelivered.html", context)

    def _line(
        self, one: Undelivered, tickets: Mapping[int, Sequence[tuple[int, str]]]
    ) -> Mapping[str, object]:
        return {
            "at": clock_time(one.reply.created_at),
            "channel": self._words.channels.get(one.channel, one.channel),
            "reason": self._reason(one),
            "attempts": one.reply.attempts,
            "tickets": tickets.get(one.reply.conversation_id, ()),
        }

    def _reason(self, one: Undelivered) -> str:
        word = one.reply.error or ""
        return self._words.reasons.get(word, word)

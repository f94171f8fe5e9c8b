"""``/webhooks/zalo``: HTTP only. Zalo wants 200 within two seconds, and switches off a webhook that fails."""

import logging
from collections.abc import Sequence

from aiohttp import web

from bot.bounded import TooLarge, read_bounded
from bot.channels.zalo.config import ZaloConfig
from bot.channels.zalo.events import Event, read_event
from bot.channels.zalo.meaning import NAME, Meaning, OfficerWrote, PersonLeft, Receipts, meaning_of
from bot.channels.zalo.receipts import ReceiptBook
from bot.channels.zalo.signature import verify
from bot.clock import Clock
from bot.conversation.channel_events import ChannelEvents
from bot.conversation.inbox import InboundMessage, Inbox
from bot.findings import Finding
from bot.storage.errors import StorageUnavailable

LARGEST_BODY = 256 * 1024
# Posted unsigned when the address is saved in Zalo's console.
PROBE = b"{}"

logger = logging.getLogger("chidan.zalo")


class ZaloRoutes:
    """An event is answered with 200 once what follows from it is committed."""

    def __init__(
        self,
        config: ZaloConfig,
        inbox: Inbox,
        events: ChannelEvents,
        receipts: ReceiptBook,
        clock: Clock,
    ) -> None:
        """``clock`` tells when an event came; Zalo's own times are believed for nothing."""
        self._config = config
        self._inbox = inbox
        self._events = events
        self._receipts = receipts
        self._clock = clock
        self._variant: str | None = ""
        self._any_accepted = False

    async def greet(self, _request: web.Request) -> web.Response:
        """GET: somebody looks whether the address is there."""
        return web.Response()

    async def take(self, request: web.Request) -> web.Response:
        """POST: 403 for what Zalo did not sign, 413 for what is too large, 503 for what could not be kept."""
        raw = await _read(request)
        if raw.strip() == PROBE:
            return web.Response()
        variant = verify(raw, request.headers, self._config)
        self._note(variant)
        if variant is None:
            raise web.HTTPForbidden
        self._any_accepted = True
        try:
            await self._act(read_event(raw))
        except StorageUnavailable:
            raise web.HTTPServiceUnavailable from None
        return web.Response()

    def findings(self) -> Sequence[Finding]:
        """What an officer should mend: nothing that came was signed as it must be."""
        if self._any_accepted or self._variant is not None:
            return []
        return [Finding("zalo_events_refused")]

    async def _act(self, event: Event | None) -> None:
        meaning = meaning_of(event, self._clock()) if event else None
        if meaning is None:
            _log_ignored(event)
        else:
            await self._follow(meaning)

    async def _follow(self, meaning: Meaning) -> None:
        match meaning:
            case InboundMessage():
                await self._inbox.accept(meaning)
            case PersonLeft(person):
                await self._events.person_left(NAME, person)
            case OfficerWrote(person):
                await self._events.officer_wrote(NAME, person)
            case Receipts():
                self._receipts.note(meaning)

    def _note(self, variant: str | None) -> None:
        """Tells in the log how events are signed, and when that changes."""
        if variant != self._variant and variant is None:
            logger.warning("an event is not signed with our secrets; `chidan zalo verify-event` says more")
        elif variant != self._variant:
            logger.debug("events are signed as %s", variant)
        self._variant = variant


def _log_ignored(event: Event | None) -> None:
    if event is None:
        logger.info("event ignored: of an unknown shape")
    else:
        logger.log(logging.DEBUG if event.is_echo else logging.INFO, "event ignored: %s", event.name)


async def _read(request: web.Request) -> bytes:
    try:
        return await read_bounded(request.content, LARGEST_BODY)
    except TooLarge:
        raise web.HTTPRequestEntityTooLarge(LARGEST_BODY, LARGEST_BODY + 1) from None
    except web.RequestPayloadError:  # not compressed as its headers say, or broken off
        raise web.HTTPBadRequest from None

"""Takes updates in, whichever way they came."""

import logging

from bot.channels.telegram.callback_data import CallbackData
from bot.channels.telegram.commands import Commands
from bot.channels.telegram.config import NAME
from bot.channels.telegram.taps import TapAnswers
from bot.channels.telegram.updates import Left, MalformedUpdate, Tapped, Written, read_update, writer_of
from bot.clock import Clock
from bot.conversation.channel_events import ChannelEvents
from bot.conversation.inbox import InboundMessage, Inbox

logger = logging.getLogger("chidan.telegram")


class Intake:
    """The same update taken twice is one message."""

    def __init__(
        self,
        inbox: Inbox,
        events: ChannelEvents,
        commands: Commands,
        data: CallbackData,
        taps: TapAnswers,
        clock: Clock,
    ) -> None:
        """``clock`` tells when an update came."""
        self._inbox = inbox
        self._events = events
        self._commands = commands
        self._data = data
        self._taps = taps
        self._clock = clock

    async def take(self, raw: object) -> None:
        """Returns once it is committed or known to be nothing to us; raises StorageUnavailable."""
        writer = writer_of(raw)
        if writer is not None and self._inbox.leaves_out(NAME, writer, self._clock()):
            return  # a flood costs next to nothing
        try:
            heard = read_update(raw, self._commands)
        except MalformedUpdate as error:
            logger.warning("an update could not be read (%s)", error)
            return
        match heard:
            case Written():
                await self._accept_written(heard)
            case Tapped():
                await self._accept_tap(heard)
            case Left():
                await self._events.person_left(NAME, heard.contact_key)
            case None:
                logger.debug("an update was nothing to us")

    async def _accept_written(self, written: Written) -> None:
        await self._inbox.accept(
            InboundMessage(
                channel=NAME,
                contact_key=written.contact_key,
                external_id=written.external_id,
                text=written.text,
                payload=written.payload,
                received_at=self._clock(),
                in_pieces=True,
                attachment=written.attachment,
            )
        )

    async def _accept_tap(self, tap: Tapped) -> None:
        payload = await self._data.read(tap.data)
        if payload is None:
            logger.warning("a button was tapped that is none of ours")
        else:
            await self._inbox.accept(
                InboundMessage(
                    channel=NAME,
                    contact_key=tap.contact_key,
                    external_id=f"callback:{tap.query_id}",
                    text=None,
                    payload=payload,
                    received_at=self._clock(),
                )
            )
        self._taps.answer(tap.query_id)

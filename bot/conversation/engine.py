"""The conversation engine as one piece: what goes in, what comes out, and the two tasks between."""

import asyncio
from collections.abc import Sequence
from typing import Protocol

from bot.clock import Clock, utc_now
from bot.conversation.answers import Answers
from bot.conversation.channel_events import ChannelEvents
from bot.conversation.claims import Claim
from bot.conversation.delivery import Delivery
from bot.conversation.dispatcher import Dispatcher
from bot.conversation.flood import Limit
from bot.conversation.flood_gate import FloodGate
from bot.conversation.handed_over import NO_SHELF, Lock, PhotoShelf
from bot.conversation.inbox import Accepted, Inbox, unwatched
from bot.conversation.nlu import Nlu
from bot.conversation.off_switch import NOTHING_OFF, OffSwitch
from bot.conversation.outage import Outage
from bot.conversation.outcomes import Outcomes
from bot.conversation.pieces import USUAL_PAUSE, Pause
from bot.conversation.reconciler import Reconciler
from bot.conversation.record import Answered
from bot.conversation.sender import Sender
from bot.conversation.turn import TurnStep
from bot.conversation.turn_runner import TurnRunner
from bot.effects import EffectHandlers
from bot.storage.database import Database


class EngineWatch(Protocol):
    """Counts what goes in and what comes of it; both must return at once."""

    def accepted(self, channel: str, receipt: Accepted) -> None:
        """A message came in."""
        ...

    def turned(self, claim: Claim, answered: Answered) -> None:
        """A turn, or the notice of a delay, is recorded."""
        ...


class ConversationEngine:
    """Channels put messages into ``inbox`` and may wait on ``answers``; replies leave through channels."""

    def __init__(
        self,
        db: Database,
        nlu: Nlu,
        outcomes: Outcomes,
        steps: Sequence[TurnStep],
        effects: EffectHandlers,
        clock: Clock = utc_now,
        pause: Pause = USUAL_PAUSE,
        limit: Limit | None = None,
        off: OffSwitch = NOTHING_OFF,
        shelf: PhotoShelf = NO_SHELF,
        lock: Lock | None = None,
        watch: EngineWatch | None = None,
    ) -> None:
        """Nothing runs yet, and no channel is on; ``effects`` says who takes what answers change.

        ``pause`` is how long several short messages in a row are waited for; ``limit`` how many one person
        may send, without it as many as they like; ``off`` what officers have switched off,
        ``shelf`` where photos lie that a form may ask for, ``lock`` how a phone number reaches it,
        ``watch`` who counts.
        """
        self._watch = watch
        self._outage = Outage(clock)
        self._channels: dict[str, Delivery] = {}
        runner = TurnRunner(
            db,
            steps,
            nlu,
            outcomes,
            self._outage,
            clock,
            self._on_answered,
            effects,
            self._channels,
            off=off,
            shelf=shelf,
            lock=lock,
        )
        self._dispatcher = Dispatcher(db, runner, self._channels, self._outage, clock, pause)
        self._sender = Sender(db, self._channels, clock)
        self.answers = Answers(db)
        self._reconciler = Reconciler(db, clock)
        self.inbox = Inbox(
            db, self._dispatcher.hear, FloodGate(outcomes, limit), watch.accepted if watch else unwatched
        )
        self.events = ChannelEvents(db, clock)

    def add_channel(self, channel: Delivery) -> None:
        """Switches a channel's outward half on."""
        self._channels[channel.name] = channel

    async def run(self) -> None:
        """Runs dispatcher, sender and reconciler until cancelled; turns under way go back to their place."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._dispatcher.run())
            tasks.create_task(self._sender.run())
            tasks.create_task(self._reconciler.run())

    def _on_answered(self, claim: Claim, answered: Answered) -> None:
        self.answers.announce(claim, answered)
        channel = self._channels.get(claim.channel)
        if channel is not None and channel.shows_outbox:
            channel.look(claim.contact_key)
        else:
            self._sender.wake()
        if self._watch:
            self._watch.turned(claim, answered)
        if self._outage.lasts:
            self._dispatcher.wake()  # the others who wait are told now, too

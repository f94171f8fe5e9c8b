"""People who keep writing, and the platforms that bring their words however often the program is away."""

import asyncio
import contextlib
import time
from collections.abc import Sequence
from random import Random
from typing import Protocol

from bench.channels.kill_findings import Talk
from bench.channels.stage import Heard
from tests.emulators.telegram.emulator import TelegramEmulator
from tests.emulators.zalo.emulator import ZaloEmulator

LOOK_SECONDS = 0.1
# Whose words were not taken for so long is waiting for Zalo's next try, which may be minutes away.
STUCK_SECONDS = 6.0
# The share of questions that look as if more followed: those are answered together with the next ones.
PIECES = 0.3


class SwitchedOff(Exception):
    """Zalo's ladder came to its end, so it brings nothing any more."""


class Writer(Protocol):
    """One person on one channel, and the seconds from one question to the next."""

    channel: str
    pause: tuple[float, float]

    async def write(self, text: str) -> None:
        """Returns once the program must answer it; raises SwitchedOff."""
        ...

    def waits(self) -> bool:
        """Whether the platform still has something that the program can fetch."""
        ...

    def heard(self) -> Sequence[Heard]:
        """What came back, in order."""
        ...


class ZaloWriter:
    """Writes on only when the words before have arrived: Zalo's retries keep no order."""

    channel = "zalo"
    pause = (0.3, 1.5)

    def __init__(self, emulator: ZaloEmulator) -> None:
        self._webhook = emulator.webhook
        self._citizen = emulator.citizen()

    async def write(self, text: str) -> None:
        """Until the webhook has answered 200."""
        delivery = await self._citizen.send_text(text)
        while not delivery.arrived:
            if not self._webhook.enabled:
                raise SwitchedOff
            await asyncio.sleep(LOOK_SECONDS)

    def waits(self) -> bool:
        """Zalo brings what it has when it likes."""
        return False

    def heard(self) -> Sequence[Heard]:
        """All that Zalo took for the person."""
        return [Heard(sent.at, sent.text) for sent in self._citizen.sent]


class TelegramWriter:
    """Writes on at once, but slowly: a bot may answer once a second, also what piled up while it was away."""

    channel = "telegram"
    pause = (2.0, 6.0)

    def __init__(self, emulator: TelegramEmulator) -> None:
        self._emulator = emulator
        self._citizen = emulator.add_citizen("Năm")

    async def write(self, text: str) -> None:
        """Telegram keeps it until the program has confirmed it."""
        self._citizen.say(text)

    def waits(self) -> bool:
        """What is not confirmed yet."""
        return bool(self._emulator.updates.waiting())

    def heard(self) -> Sequence[Heard]:
        """All that Telegram took for the person."""
        own = str(self._citizen.chat.id)
        calls = self._emulator.api.calls
        sent = [call for call in calls if call.method == "sendMessage" and call.code == 200]
        return [Heard(call.at, call.parameters["text"]) for call in sent if call.parameters["chat_id"] == own]


class Talker:
    """A person's numbered questions, one after the other."""

    def __init__(self, writer: Writer, chance: Random) -> None:
        """``chance`` decides on pauses, and on which questions are pieces."""
        self.writer = writer
        self._chance = chance
        self._asked = 0
        self._asked_at = 0.0
        self.has_left = False
        self._accepted: set[int] = set()

    @property
    def is_writing(self) -> bool:
        """Whether the person is there, and the last question is taken or was asked just now."""
        is_taken = self._asked in self._accepted
        return not self.has_left and (is_taken or time.monotonic() - self._asked_at <= STUCK_SECONDS)

    async def ask(self) -> None:
        """One question, until the program must answer it."""
        self._asked += 1
        self._asked_at = time.monotonic()
        mark = "" if self._chance.random() < PIECES else "?"
        await self.writer.write(f"câu {self._asked}{mark}")
        self._accepted.add(self._asked)

    async def talk(self, enough: asyncio.Event) -> None:
        """One question after the other; who was stuck does not come back for more."""
        while not enough.is_set():
            await self.ask()
            if time.monotonic() - self._asked_at > STUCK_SECONDS:
                self.has_left = True
                return
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._chance.uniform(*self.writer.pause)):
                    await enough.wait()

    def so_far(self) -> Talk:
        """What must be answered, and what came."""
        return Talk(frozenset(self._accepted), self.writer.heard())

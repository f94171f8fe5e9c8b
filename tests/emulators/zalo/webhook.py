"""Delivery of events to the program: signed, with two seconds to answer, retried, in the end given up."""

import asyncio
from datetime import timedelta
from random import Random

import aiohttp

from tests.emulators.zalo.account import Account
from tests.emulators.zalo.delivery import OK, Attempt, Delivery, post
from tests.emulators.zalo.events import Event
from tests.emulators.zalo.signing import Signing
from tests.emulators.zalo.spelling import compact

LADDER = tuple(timedelta(seconds=seconds) for seconds in (30, 300, 900, 1_800, 3_600))
ANSWER_SECONDS = 2.0
PARALLEL = 64
ZBS_EVENTS = ("user_feedback", "user_click_response_button")


class ProbeRefused(Exception):
    """The address did not answer 200 to the probe, so it is not saved."""


class Webhook:
    """The webhook page of the console, and the machine behind it.

    Signing, spelling, the switched-off events and whether refusals and slow answers are retried like lost
    connections may be changed at any time.
    """

    def __init__(self, account: Account, ladder_scale: float = 1.0, answer_seconds: float = ANSWER_SECONDS):
        """``ladder_scale`` shortens the pauses of the ladder, not the time to answer."""
        self._account = account
        self._scale = ladder_scale
        self._timeout = aiohttp.ClientTimeout(total=answer_seconds)
        self._tasks: set[asyncio.Task[None]] = set()
        self._held: list[Delivery] | None = None
        self._http: aiohttp.ClientSession | None = None
        self._lanes = asyncio.Semaphore(PARALLEL)
        self.url: str | None = None
        self.enabled = False
        self.signing = Signing()
        self.spelling = compact
        self.events_off: set[str] = set()
        self.retries_refusals = True
        self.deliveries: list[Delivery] = []

    async def open(self) -> None:
        """Must come before anything is delivered."""
        self._http = aiohttp.ClientSession(timeout=self._timeout)

    async def close(self) -> None:
        """Gives up what is still on its way."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._http is not None:
            await self._http.close()

    async def save(self, url: str) -> None:
        """Saves the address in the console: Zalo posts ``{}`` there, unsigned, and wants 200."""
        assert self._http is not None
        probe = await post(self._http, url, Delivery("probe", b"{}", {}), 0)
        if probe.status != OK:
            raise ProbeRefused(f"the probe was answered with {probe.status}")
        self.url, self.enabled = url, True

    def deliver(self, event: Event) -> Delivery:
        """Sends the event on its way, or keeps it while events are held."""
        delivery = self._signed(event)
        if self._held is not None:
            self._held.append(delivery)
            delivery.tried.set()
        else:
            self.send(delivery)
        return delivery

    def send(self, delivery: Delivery) -> None:
        """Sends it now; lost at once when there is no enabled address or the event is switched off."""
        self.deliveries.append(delivery)
        if not self.enabled or delivery.event_name in self.events_off:
            delivery.tried.set()
            return
        task = asyncio.create_task(self._climb(delivery))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def hold(self) -> None:
        """Keeps events back until they are released; whoever acts does not wait."""
        self._held = []

    async def release(self, shuffle: Random | None = None, doubled: float = 0.0, parallel: int = 8) -> None:
        """Delivers what was held, that share of it twice, in a random order, so many at a time."""
        held, self._held = self._held or [], None
        choice = shuffle or Random(0)
        held += [delivery.copy() for delivery in held if choice.random() < doubled]
        if shuffle is not None:
            shuffle.shuffle(held)
        self._lanes = asyncio.Semaphore(parallel)
        for delivery in held:
            delivery.tried.clear()
            self.send(delivery)
        await asyncio.gather(*(delivery.tried.wait() for delivery in held))
        self._lanes = asyncio.Semaphore(PARALLEL)

    async def settled(self) -> None:
        """Returns when nothing is on its way any more, not even to be retried."""
        while self._tasks:
            await asyncio.wait(set(self._tasks))

    def _signed(self, event: Event) -> Delivery:
        body = self.spelling(event)
        headers = self.signing.headers(self._account, body, event["timestamp"])
        if event["event_name"] in ZBS_EVENTS:
            headers["X-ZEvent-Server"] = "ZNS"
        return Delivery(event["event_name"], body, headers)

    async def _climb(self, delivery: Delivery) -> None:
        for number, pause in enumerate((timedelta(), *LADDER)):
            await asyncio.sleep(pause.total_seconds() * self._scale)
            if not self.enabled or self._is_over(await self._attempt(delivery, number)):
                delivery.tried.set()
                return
        self.enabled = False

    async def _attempt(self, delivery: Delivery, number: int) -> Attempt:
        assert self._http is not None
        assert self.url is not None
        async with self._lanes:
            attempt = await post(self._http, self.url, delivery, number)
        delivery.tried.set()
        return attempt

    def _is_over(self, attempt: Attempt) -> bool:
        return attempt.status == OK or (attempt.status is not None and not self.retries_refusals)

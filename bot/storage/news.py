"""What happens in one process, told to the others that share its PostgreSQL (LISTEN and NOTIFY)."""

import asyncio
import itertools
import logging
import secrets
import time
from collections import defaultdict
from collections.abc import Callable, Coroutine, Iterator, Sequence

import psycopg

from bot.findings import Finding
from bot.storage.news_connection import Connection, connected, executed
from bot.storage.urls import is_shared, plain_url

CHANNEL = "chidan"
# News of that long go out together: a NOTIFY of its own for each would cost more than what it tells of.
GATHERED_SECONDS = 0.02
MOST_BYTES = 7000  # a NOTIFY takes 8,000
MOST_GATHERED = 2000
# A connection that died without a word is found out within this and ANSWER_SECONDS.
LOOK_SECONDS = 10.0
# Away for longer than a restart of the database takes is worth a word.
AWAY_SECONDS = 5.0
LONGEST_PAUSE = 10.0

logger = logging.getLogger("chidan.news")

Tell = Callable[[str], None]


class News:
    """Tells only that one should look: everybody looks by himself now and then, too, so news may be lost.

    On SQLite there are no other processes, and all of it does nothing.
    """

    def __init__(self, database_url: str) -> None:
        """Nothing is told or heard before ``run``."""
        self._address = plain_url(database_url) if is_shared(database_url) else ""
        self._me = secrets.token_hex(4)
        self._hearers: defaultdict[str, list[Tell]] = defaultdict(list)
        self._gathered: dict[str, None] = {}
        self._new = asyncio.Event()
        self._away_since = time.monotonic() if self._address else None

    def hear(self, topic: str, tell: Tell) -> None:
        """``tell`` gets the notes of others and must return at once; "" means that some were missed."""
        self._hearers[topic].append(tell)

    def say(self, topic: str, note: str = "") -> None:
        """To every other process, some 20 ms from now; to be called once it is committed.

        A note is a few letters that tell nothing about people: at most 100, without spaces.
        """
        if self._address and len(self._gathered) < MOST_GATHERED:
            self._gathered[f"{topic} {note}"] = None
            self._new.set()

    @property
    def is_connected(self) -> bool:
        """Whether others are heard; False on SQLite, where there are none."""
        return bool(self._address) and self._away_since is None

    def findings(self) -> Sequence[Finding]:
        """Says so once others have not been heard for some seconds."""
        if self._away_since is None or time.monotonic() - self._away_since < AWAY_SECONDS:
            return []
        return [Finding("news_away")]

    async def run(self) -> None:
        """Listens and tells until it is cancelled, with new connections after a failure."""
        pauses = _growing_pauses()
        while self._address:
            try:
                async with await connected(self._address) as ear, await connected(self._address) as mouth:
                    pauses = _growing_pauses()
                    await _both(self._listen(ear), self._tell(mouth))
            except (psycopg.Error, OSError, TimeoutError) as error:
                logger.warning("no news from other processes: %s", type(error).__name__)
            self._away_since = self._away_since or time.monotonic()
            await asyncio.sleep(next(pauses))

    async def _listen(self, ear: Connection) -> None:
        await executed(ear, f"LISTEN {CHANNEL}")
        self._away_since = None
        for hearers in self._hearers.values():
            for tell in hearers:
                tell("")
        while True:
            async for notice in ear.notifies(timeout=LOOK_SECONDS):
                self._spread(notice.payload)
            await executed(ear, "SELECT 1")

    def _spread(self, payload: str) -> None:
        sender, *lines = payload.split("\n")
        if sender == self._me:
            return
        for line in lines:
            topic, _, note = line.partition(" ")
            for tell in self._hearers.get(topic, ()):
                _tell_guarded(tell, topic, note)

    async def _tell(self, mouth: Connection) -> None:
        while True:
            await self._new.wait()
            await asyncio.sleep(GATHERED_SECONDS)
            self._new.clear()
            gathered, self._gathered = self._gathered, {}
            for payload in _payloads(self._me, gathered):
                await executed(mouth, "SELECT pg_notify(%s, %s)", (CHANNEL, payload))


def _tell_guarded(tell: Tell, topic: str, note: str) -> None:
    """A note that cannot be read (another version's, another program's) costs that note alone."""
    try:
        tell(note)
    except Exception as error:
        logger.warning("a note on %s could not be read: %s", topic, type(error).__name__)


async def _both(*works: Coroutine[None, None, None]) -> None:
    """Until one of them fails; then the other ends, too."""
    tasks = [asyncio.create_task(work) for work in works]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _payloads(sender: str, lines: dict[str, None]) -> Iterator[str]:
    lot: list[str] = [sender]
    for line in lines:
        if sum(map(len, lot)) + len(line) > MOST_BYTES // 4:  # a letter may take four bytes
            yield "\n".join(lot)
            lot = [sender]
        lot.append(line)
    yield "\n".join(lot)


def _growing_pauses() -> Iterator[float]:
    return (min(LONGEST_PAUSE, 0.25 * 2**n) for n in itertools.count())

"""The database as the program sees it: transactions that write and transactions that read."""

import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager, nullcontext

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.storage.engines import READ_ONLY, build_async_engine
from bot.storage.errors import StorageUnavailable, operational_errors_translated
from bot.storage.news import News
from bot.storage.turnstile import Turnstile
from bot.storage.urls import async_url

Watch = Callable[[str, float], None]


def unwatched(_kind: str, _seconds: float) -> None:
    """Nobody counts."""


class Database:
    """One database, SQLite or PostgreSQL, with ``news`` of its other processes; connects as needed."""

    def __init__(self, url: str, watch: Watch = unwatched) -> None:
        """Takes ``sqlite:///PATH`` or ``postgresql://…``; raises DatabaseUrlError.

        ``watch`` is told how long each use took: "urgent", "write" or "read", and seconds.
        """
        self._watch = watch
        self._engine = build_async_engine(async_url(url))
        self._sessions = async_sessionmaker(self._engine, expire_on_commit=False)
        self._readers = async_sessionmaker(
            self._engine.execution_options(**READ_ONLY), expire_on_commit=False
        )
        self.news = News(url)
        # SQLite takes one writer at a time and lets the others poll; a queue here is fair and wakes at once.
        self._turnstile = None if self.is_shared else Turnstile()

    @property
    def is_shared(self) -> bool:
        """Whether other processes may work on the same rows."""
        return self._engine.dialect.name != "sqlite"

    @asynccontextmanager
    async def transaction(self, *, urgent: bool = False) -> AsyncIterator[AsyncSession]:
        """Commits at the end, rolls back on any error; raises StorageUnavailable.

        The ``urgent`` go before others that wait: somebody outside waits for a receipt.
        """
        with operational_errors_translated(), self._timed("urgent" if urgent else "write"):
            async with self._passing(urgent), self._session(self._sessions) as session:
                yield session

    @contextmanager
    def _timed(self, kind: str) -> Iterator[None]:
        began = time.perf_counter()
        try:
            yield
        finally:
            self._watch(kind, time.perf_counter() - began)

    def _passing(self, urgent: bool) -> AbstractAsyncContextManager[None]:
        return self._turnstile.passing(urgent=urgent) if self._turnstile else nullcontext()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """One consistent look that waits for no writer; raises StorageUnavailable."""
        with operational_errors_translated(), self._timed("read"):
            async with self._session(self._readers) as session:
                yield session

    @asynccontextmanager
    async def _session(self, make: async_sessionmaker[AsyncSession]) -> AsyncIterator[AsyncSession]:
        if self.is_shared:
            async with make.begin() as session:
                yield session
            return
        # The same without a task for its end, as SQLAlchemy has it: it would begin behind all that the event
        # loop has to do, and so long nobody else could write. Nothing here can be cancelled halfway.
        session = make()
        try:
            async with session.begin():
                yield session
        finally:
            await session.close()

    async def answers(self) -> bool:
        """Whether it does its work now, for health checks."""
        try:
            async with self.reading() as session:
                await session.execute(text("SELECT 1"))
        except StorageUnavailable:
            return False
        return True

    async def close(self) -> None:
        """Gives every connection back."""
        await self._engine.dispose()

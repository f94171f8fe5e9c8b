"""What the live desk asks of the conversation engine and of the tickets; the wiring brings both."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncSession


class Utterance(Protocol):
    """One message from before an officer came; a citizen's words are masked."""

    @property
    def at(self) -> datetime:
        """When."""
        ...

    @property
    def by(self) -> str:
        """citizen or assistant."""
        ...

    @property
    def text(self) -> str:
        """The words."""
        ...


class Conversations(Protocol):
    """Every call works in the caller's transaction."""

    async def lock(self, session: AsyncSession, conversation_id: int) -> None:
        """Nobody else changes it before the transaction ends."""
        ...

    async def hold(self, session: AsyncSession, conversation_id: int, until: datetime) -> None:
        """The assistant is silent until then."""
        ...

    async def release(self, session: AsyncSession, conversation_id: int, now: datetime) -> None:
        """The assistant answers again."""
        ...

    async def say(
        self, session: AsyncSession, conversation_id: int, texts: Sequence[str], now: datetime
    ) -> list[int] | None:
        """Ids of the messages on their way; None where nothing can be sent."""
        ...

    async def say_once(
        self, session: AsyncSession, conversation_id: int, text: str, instead: str, now: datetime
    ) -> None:
        """Words that are not kept; ``instead`` stands in their place afterwards."""
        ...

    async def lost(self, session: AsyncSession, outbox_ids: Collection[int]) -> Mapping[int, str]:
        """Those that did not arrive, each with the word for why."""
        ...

    async def channel(self, session: AsyncSession, conversation_id: int) -> str:
        """The channel that the person writes on."""
        ...

    async def excerpt(
        self, session: AsyncSession, conversation_id: int, before: datetime, turns: int
    ) -> Sequence[Utterance]:
        """The last turns before that moment, oldest first."""
        ...


@dataclass(frozen=True)
class Unanswered:
    """A wish that nobody met, for a ticket; the words are masked. The key stands for it for ever."""

    key: str
    conversation_id: int
    channel: str
    words: str


@dataclass(frozen=True)
class Filed:
    """The ticket that was made of it; ``address`` is its page, empty where no public address is known."""

    code: str
    pin: str
    promised: date | None
    address: str = ""


# Opens a ticket, or finds the one opened before under the same key; raises StorageUnavailable.
FileTicket = Callable[[Unanswered, datetime], Awaitable[Filed]]

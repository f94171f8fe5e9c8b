"""Zalo's own table."""

from datetime import datetime, timedelta

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.base import Base, UtcDateTime

# Of a token's life of 25 hours: it is renewed after 20.
RENEWED_AFTER = 0.8
# Longer than a renewal can take; after that its process is taken for dead.
LEASE = timedelta(seconds=30)


class ZaloTokens(Base):
    """The pair that one application lives on, encrypted. Zalo ends a pair the moment it gives the next."""

    __tablename__ = "zalo_tokens"

    app_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    pair: Mapped[str] = mapped_column(Text)
    previous_pair: Mapped[str | None] = mapped_column(Text)
    # Of the refresh token in the environment that was taken over last, so that only a new one is.
    seed_sha256: Mapped[str] = mapped_column(String(64))
    # None: the pair has no access token yet.
    renewed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # Zalo did not take the refresh token; None again with the next pair.
    refused_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # Who renews the pair at this moment; nobody else may, since each refresh token works once.
    lease: Mapped[str | None] = mapped_column(String(32))
    leased_until: Mapped[datetime | None] = mapped_column(UtcDateTime)

    def is_alive(self, now: datetime) -> bool:
        """Whether the access token can be used."""
        return self.expires_at is not None and now < self.expires_at

    def is_due(self, now: datetime) -> bool:
        """Whether it is time for the next pair."""
        if self.renewed_at is None or self.expires_at is None:
            return True
        return now >= self.renewed_at + (self.expires_at - self.renewed_at) * RENEWED_AFTER

    def seed(self, pair: str, seed_sha256: str) -> None:
        """A refresh token that a person has set; the access token comes with the first renewal."""
        self._replace(pair)
        self.seed_sha256, self.renewed_at, self.expires_at = seed_sha256, None, None

    def renew(self, pair: str, now: datetime, life: timedelta) -> None:
        """The next pair."""
        self._replace(pair)
        self.renewed_at, self.expires_at = now, now + life

    def take_lease(self, holder: str, now: datetime) -> bool:
        """Whether the holder may renew the pair now."""
        if self.leased_until is not None and now < self.leased_until:
            return False
        self.lease, self.leased_until = holder, now + LEASE
        return True

    def end_lease(self, holder: str) -> None:
        """The holder is done, if it still is the holder."""
        if self.lease == holder:
            self.lease, self.leased_until = None, None

    def refuse(self, now: datetime) -> None:
        """Zalo did not take the refresh token; the pair stays."""
        self.refused_at = now

    def _replace(self, pair: str) -> None:
        self.previous_pair, self.pair = self.pair, pair
        self.refused_at = None

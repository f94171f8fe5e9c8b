"""Telegram's own tables."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from bot.conversation.payloads import LONGEST_PAYLOAD
from bot.storage.base import Base, UtcDateTime

LONGEST_MARK = 40


class TelegramPayload(Base):
    """A payload that is too long for a button, under the mark that the button carries in its place.

    Kept for ever: buttons of last year can still be tapped. It tells nothing about anybody.
    """

    __tablename__ = "telegram_payloads"

    mark: Mapped[str] = mapped_column(String(LONGEST_MARK), primary_key=True)
    payload: Mapped[str] = mapped_column(String(LONGEST_PAYLOAD))


class TelegramPolling(Base):
    """Who asks Telegram for the updates of a bot, and until when nobody else may."""

    __tablename__ = "telegram_polling"

    bot_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    lease: Mapped[str] = mapped_column(String(32))
    leased_until: Mapped[datetime] = mapped_column(UtcDateTime)

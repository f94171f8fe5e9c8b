"""What the daily forgetting takes in hand, feature by feature."""

import asyncio

from bot.clock import Clock, utc_now
from bot.conversation.forgetting import STALE_WORDS
from bot.conversation.turn import FORGOTTEN
from bot.handover.repository import stale_lines
from bot.hotline.photo_shelf import PhotoShelf
from bot.hotline.pins import STALE_TRIES
from bot.retention import DailyForgetting, Forget, Retention
from bot.staff.repository import STALE_AUDIT
from bot.storage.database import Database
from bot.storage.forgetting import Stale, forget_stale
from bot.surveys.repository import STALE_INVITATIONS


def daily_forgetting(
    db: Database, periods: Retention, shelf: PhotoShelf | None, clock: Clock = utc_now
) -> DailyForgetting:
    """Everything that has a period; without a ``shelf`` no photos are handed over."""
    kinds: dict[str, tuple[Forget, ...]] = {
        "conversations": tuple(_rows(db, one) for one in STALE_WORDS),
        "live_talks": (_rows(db, stale_lines(FORGOTTEN)),),
        "audit": (_rows(db, STALE_AUDIT),),
        "handed_over": (_photos(shelf),) if shelf else (),
        "guesses": (_rows(db, STALE_TRIES),),
        "surveys": (_rows(db, STALE_INVITATIONS),),
    }
    return DailyForgetting(periods, kinds, clock)


def _rows(db: Database, stale: Stale) -> Forget:
    return lambda before: forget_stale(db, stale, before)


def _photos(shelf: PhotoShelf) -> Forget:
    return lambda before: asyncio.to_thread(shelf.tidy, before.timestamp())

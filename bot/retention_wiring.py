"""What the daily forgetting takes in hand, feature by feature."""

import asyncio

from bot.channels.webchat.model import STALE_SESSIONS
from bot.clock import Clock, utc_now
from bot.conversation.forgetting import STALE_WORDS
from bot.conversation.silent import forget_silent
from bot.conversation.turn import FORGOTTEN
from bot.corrections.forgetting import STALE_NOTES
from bot.dossiers.forgetting import STALE_FOLLOWS, conversations_that_follow
from bot.handover.repository import stale_lines
from bot.hotline.photo_shelf import PhotoShelf
from bot.hotline.pins import STALE_TRIES
from bot.hotline.repository import conversations_with_open_tickets
from bot.retention import DailyForgetting, Forget, Retention
from bot.staff.repository import STALE_AUDIT, STALE_PASSWORDS, STALE_SIGN_INS
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
        "guesses": tuple(_rows(db, one) for one in (STALE_TRIES, STALE_SIGN_INS, STALE_PASSWORDS)),
        "surveys": (_rows(db, STALE_INVITATIONS),),
        "corrections": (_rows(db, STALE_NOTES),),
        "follows": tuple(_rows(db, one) for one in STALE_FOLLOWS),
        "contacts": (_silent(db), _rows(db, STALE_SESSIONS)),
    }
    return DailyForgetting(periods, kinds, clock)


def _rows(db: Database, stale: Stale) -> Forget:
    return lambda before: forget_stale(db, stale, before)


def _silent(db: Database) -> Forget:
    busy = (conversations_with_open_tickets(), conversations_that_follow())
    return lambda before: forget_silent(db, before, busy)


def _photos(shelf: PhotoShelf) -> Forget:
    return lambda before: asyncio.to_thread(shelf.tidy, before.timestamp())

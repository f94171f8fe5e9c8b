"""How the tokens stand, in words for officers."""

from datetime import datetime, timedelta

from bot.channels.zalo.token_store import Kept

LATE = timedelta(hours=24)
_TIME = "%Y-%m-%d %H:%M UTC"


def age_of(kept: Kept, now: datetime) -> str:
    """Since when the tokens are there, and until when they work."""
    if kept.renewed_at is None or kept.expires_at is None:
        return "tokens: not renewed yet"
    hours = (now - kept.renewed_at).total_seconds() / 3600
    return f"tokens: renewed {hours:.1f} hours ago, the access token lives until {kept.expires_at:{_TIME}}"


def warnings_on(kept: Kept, now: datetime) -> list[str]:
    """What must be mended, if anything."""
    if kept.pair is None:
        return ["Zalo: there is no token that can be read: `chidan zalo login`"]
    if kept.refused_at is not None:
        works = kept.expires_at is not None and now < kept.expires_at
        until = f"; replies go out until {kept.expires_at:{_TIME}}" if works else "; no reply goes out"
        return [f"Zalo does not take our refresh token: `chidan zalo login`{until}"]
    if kept.renewed_at is not None and now - kept.renewed_at > LATE:
        return ["Zalo: the tokens were not renewed for 24 hours: is its OAuth server reached?"]
    return []

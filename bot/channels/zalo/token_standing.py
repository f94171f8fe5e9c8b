"""How the tokens stand."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.channels.zalo.token_store import Kept
from bot.findings import Finding

LATE = timedelta(hours=24)
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
_TIME = "%Y-%m-%d %H:%M UTC"


def age_of(kept: Kept, now: datetime) -> str:
    """Since when the tokens are there, and until when they work."""
    if kept.renewed_at is None or kept.expires_at is None:
        return "tokens: not renewed yet"
    hours = (now - kept.renewed_at).total_seconds() / 3600
    return f"tokens: renewed {hours:.1f} hours ago, the access token lives until {kept.expires_at:{_TIME}}"


def findings_on(kept: Kept, now: datetime) -> Sequence[Finding]:
    """What must be mended, if anything."""
    if kept.pair is None:
        return [Finding("zalo_no_token")]
    if kept.refused_at is not None:
        return [_refused(kept.expires_at, now)]
    if kept.renewed_at is not None and now - kept.renewed_at > LATE:
        return [Finding("zalo_tokens_old", {"hours": LATE // timedelta(hours=1)})]
    return []


def _refused(expires_at: datetime | None, now: datetime) -> Finding:
    if expires_at is None or now >= expires_at:
        return Finding("zalo_token_dead")
    return Finding("zalo_token_refused", {"until": f"{expires_at.astimezone(VIETNAM):%H:%M %d/%m/%Y}"})

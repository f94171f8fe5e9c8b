"""Zalo's OAuth server: a pair of tokens for a code or for the refresh token of the pair before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

import aiohttp
import msgspec

from bot.channels.zalo.config import ZaloConfig

TOKEN_PATH = "/v4/oa/access_token"  # noqa: S105 - an address
# With LEASE in mind: a renewal that is still under way must not be taken for dead.
TIMEOUT = aiohttp.ClientTimeout(total=8, connect=3)
USUAL_LIFE = 90_000.0
_SERVER_ERROR = 500


class GrantRefused(Exception):
    """Zalo gives no pair, and will not for the same words; the message is a word of Zalo's."""


class GrantFailed(Exception):
    """No answer that can be understood; whether the refresh token was used up nobody knows."""


@dataclass(frozen=True)
class Pair:
    """Both tokens; the access token is empty until the first renewal."""

    access: str
    refresh: str


@dataclass(frozen=True)
class Grant:
    """A new pair, and for how long its access token lives."""

    pair: Pair
    life: timedelta


class _Answer(msgspec.Struct):
    """Refusals come with HTTP 200 and without tokens, and only sometimes with a number."""

    access_token: str | None = None
    refresh_token: str | None = None
    expires_in: str | float | None = None
    error_name: str | None = None
    error: int | str | None = None


async def pair_for_refresh(http: aiohttp.ClientSession, config: ZaloConfig, refresh_token: str) -> Grant:
    """The next pair; raises GrantRefused or GrantFailed."""
    return await _grant(http, config, {"grant_type": "refresh_token", "refresh_token": refresh_token})


async def pair_for_code(http: aiohttp.ClientSession, config: ZaloConfig, code: str, verifier: str) -> Grant:
    """The first pair, for the code that a consent gave; raises GrantRefused or GrantFailed."""
    form = {"grant_type": "authorization_code", "code": code, "code_verifier": verifier}
    return await _grant(http, config, form)


async def _grant(http: aiohttp.ClientSession, config: ZaloConfig, form: Mapping[str, str]) -> Grant:
    url, headers = config.oauth_url.rstrip("/") + TOKEN_PATH, {"secret_key": config.app_secret}
    data = {"app_id": config.app_id, **form}
    try:
        async with http.post(
            url, data=data, headers=headers, timeout=TIMEOUT, allow_redirects=False
        ) as response:
            if response.status >= _SERVER_ERROR:
                raise GrantFailed(f"http_{response.status}")
            answer = msgspec.json.decode(await response.read(), type=_Answer)
    except (aiohttp.ClientError, OSError, TimeoutError, ValueError) as error:
        # Without its message, which may quote what was sent.
        raise GrantFailed(type(error).__name__) from None
    return _granted(answer)


def _granted(answer: _Answer) -> Grant:
    if not answer.access_token or not answer.refresh_token:
        raise GrantRefused(answer.error_name or f"error {answer.error}")
    try:
        seconds = float(answer.expires_in or USUAL_LIFE)
    except ValueError:
        seconds = USUAL_LIFE
    life = seconds if 0 < seconds <= USUAL_LIFE else USUAL_LIFE
    return Grant(Pair(answer.access_token, answer.refresh_token), timedelta(seconds=life))

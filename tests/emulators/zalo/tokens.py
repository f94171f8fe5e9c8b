"""The grant that the Official Account gave the application: codes and token pairs."""

import base64
import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.clock import Clock
from tests.emulators.zalo.answers import ZaloError

ACCESS_SECONDS = 90_000
REFRESH_LIFE = timedelta(days=90)
CODE_LIFE = timedelta(minutes=10)


class GrantRefused(Exception):
    """No tokens are given; name and reason are told to the caller."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(name, reason)
        self.name = name
        self.reason = reason


@dataclass(frozen=True)
class TokenPair:
    """Both die as soon as the next pair is given."""

    access_token: str
    refresh_token: str
    given_at: datetime


@dataclass(frozen=True)
class Code:
    """What the callback gets; once usable."""

    given_at: datetime
    challenge: str | None


class Tokens:
    """At most one pair lives at a time."""

    def __init__(self, clock: Clock) -> None:
        """Nothing is granted yet."""
        self._clock = clock
        self._codes: dict[str, Code] = {}
        self._once_given: set[str] = set()
        self.pair: TokenPair | None = None

    def issue_pair(self) -> TokenPair:
        """A new pair, as the API Explorer gives one; the former pair dies."""
        self.pair = TokenPair(secrets.token_urlsafe(96), secrets.token_urlsafe(64), self._clock())
        self._once_given.add(self.pair.access_token)
        return self.pair

    def issue_code(self, challenge: str | None = None) -> str:
        """A code, as the administrator's consent gives one."""
        code = secrets.token_urlsafe(48)
        self._codes[code] = Code(self._clock(), challenge)
        return code

    def void(self) -> None:
        """The grant ends, as when permissions or the callback are changed."""
        self.pair = None
        self._codes.clear()

    def exchange(self, code: str, verifier: str) -> TokenPair:
        """The pair for a code that is fresh, unused and proven by its verifier."""
        given = self._codes.pop(code, None)
        if given is None or self._clock() - given.given_at > CODE_LIFE:
            raise GrantRefused("Invalid code.", "Authorized code is invalid, used or expired")
        if given.challenge is not None and given.challenge != challenge_of(verifier):
            raise GrantRefused("Invalid code verifier.", "Code verifier is invalid")
        return self.issue_pair()

    def refresh(self, refresh_token: str) -> TokenPair:
        """The next pair for a refresh token that was not used before."""
        pair = self.pair
        if pair is None or pair.refresh_token != refresh_token:
            raise GrantRefused("Invalid refresh token.", "Refresh token is invalid or was used")
        if self._clock() - pair.given_at > REFRESH_LIFE:
            raise GrantRefused("Refresh token expired.", "Refresh token is expired")
        return self.issue_pair()

    def check(self, access_token: str | None) -> None:
        """Raises what Zalo answers to a token that is not the living one."""
        if access_token not in self._once_given:
            raise ZaloError(-216)
        alive = self.pair is not None and self.pair.access_token == access_token
        if not alive or self._clock() - self._given_at() > timedelta(seconds=ACCESS_SECONDS):
            raise ZaloError(-220)

    def _given_at(self) -> datetime:
        assert self.pair is not None
        return self.pair.given_at


def challenge_of(verifier: str) -> str:
    """PKCE: what is shown beforehand of a verifier."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()

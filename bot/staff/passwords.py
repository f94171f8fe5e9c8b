"""Passwords: hashed with Argon2, weighed away from the event loop, and made for whoever has none."""

import asyncio
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# Without letters that look alike, so that it can be read out over the telephone.
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS, _LETTERS = 4, 4
SHORTEST, LONGEST = 12, 200
# One takes 64 MiB and a core for a quarter of a second: strangers who knock leave the rest to citizens.
_AT_ONCE, _CORES = 1, 1


class WeakPassword(Exception):
    """The password cannot be taken; the message names a reason of ``wording.yml``."""


class Passwords:
    """Makes and weighs hashes; a wrong password takes as long where there is no officer at all."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        """``hasher`` stands in for Argon2id with the memory and passes of RFC 9106's second choice."""
        self._hasher = hasher or PasswordHasher(parallelism=_CORES)
        self._nobody = self._hasher.hash(secrets.token_hex())
        self._gate = asyncio.Semaphore(_AT_ONCE)

    async def fits(self, password_hash: str | None, password: str) -> bool:
        """Whether it is the one that was hashed; None: there is no such officer, which takes as long."""
        async with self._gate:
            fits = await asyncio.to_thread(self._verify, password_hash or self._nobody, password)
        return fits and password_hash is not None

    async def hashed(self, password: str) -> str:
        """What is kept of it."""
        async with self._gate:
            return await asyncio.to_thread(self._hasher.hash, password)

    def is_outdated(self, password_hash: str) -> bool:
        """Whether it was made with weaker parameters than are used now."""
        return self._hasher.check_needs_rehash(password_hash)

    def _verify(self, password_hash: str, password: str) -> bool:
        try:
            return self._hasher.verify(password_hash, password[: LONGEST + 1])
        except (VerificationError, InvalidHashError):
            return False


def new_password() -> str:
    """A password of 79 random bits, in groups that can be read out."""
    groups = ("".join(secrets.choice(_ALPHABET) for _ in range(_LETTERS)) for _ in range(_GROUPS))
    return "-".join(groups)


def check_strength(password: str, login: str) -> None:
    """Raises WeakPassword for what is soon guessed; asks for length, not for special characters."""
    if len(password) < SHORTEST:
        raise WeakPassword("too_short")
    if len(password) > LONGEST:
        raise WeakPassword("too_long")
    if len(password.casefold().replace(login.casefold(), "")) < SHORTEST // 2:
        raise WeakPassword("holds_login")
    if len(set(password)) < SHORTEST // 2:
        raise WeakPassword("too_simple")

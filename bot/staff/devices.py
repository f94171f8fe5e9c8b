"""Browsers that an officer has signed in with before: guesses from elsewhere do not lock these out."""

import hashlib
import hmac
import secrets

from bot.staff.entry import Caller


class Devices:
    """Keyed hashes, and the marks that known browsers carry."""

    def __init__(self, secret: str) -> None:
        """The same secret in every process."""
        self._secret = secret.encode()

    def keyed(self, value: str) -> str:
        """A keyed hash."""
        return hmac.new(self._secret, value.encode(), hashlib.sha256).hexdigest()

    def mark(self, login: str) -> str:
        """What a browser is given after that login was let in."""
        number = secrets.token_hex(16)
        return f"{number}.{self._proof(login, number)}"

    def knows(self, login: str, mark: str) -> bool:
        """Whether that login was let in with this browser before."""
        number, _, proof = mark.partition(".")
        return hmac.compare_digest(proof.encode(), self._proof(login, number).encode())

    def counter(self, login: str, caller: Caller) -> str:
        """Under what wrong passwords are counted: each known browser by itself, all strangers together."""
        known = self.knows(login, caller.device)
        return self.keyed(f"device {caller.device}" if known else f"login {login}")

    def network(self, caller: Caller) -> str:
        """Under what all wrong passwords of one network are counted; empty where it is unknown."""
        return self.keyed(f"network {caller.address}") if caller.address else ""

    def address(self, caller: Caller) -> str:
        """The network address as the audit keeps it."""
        return self.keyed(f"address {caller.address}")[:16]

    def _proof(self, login: str, number: str) -> str:
        return self.keyed(f"mark {number} {login}")

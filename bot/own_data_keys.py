"""The key in the address of a person's own page: signed, for one conversation and a short while."""

import base64
import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

OPEN_FOR = timedelta(minutes=15)
_NUMBER, _SIGNATURE = 7, 16  # bytes: no number that a database would not take
_LENGTH = 40  # characters


@dataclass(frozen=True)
class Opened:
    """Which conversation a key is said to open, until when; to be proved with the name that Rasa knows."""

    conversation_id: int
    until: datetime


class OwnDataKeys:
    """Nothing is stored. Once the person has had everything deleted, keys from before open nothing."""

    def __init__(self, secret: str) -> None:
        """``secret`` is the server's own: with another one every key is void."""
        self._secret = secret.encode()

    def key_of(self, conversation_id: int, person: str, now: datetime) -> str:
        """Opens the page of that conversation, which Rasa knows as ``person``, for fifteen minutes."""
        until = int((now + OPEN_FOR).timestamp())
        whole = conversation_id.to_bytes(_NUMBER) + until.to_bytes(_NUMBER)
        return base64.urlsafe_b64encode(whole + self._sign(whole, person)).decode()

    def read(self, key: str) -> Opened | None:
        """What the key says of itself, not proved yet; None where it is no key at all."""
        if len(key) != _LENGTH or not key.isascii():
            return None
        try:
            whole = base64.urlsafe_b64decode(key)
            number, until = whole[:_NUMBER], whole[_NUMBER : 2 * _NUMBER]
            return Opened(int.from_bytes(number), datetime.fromtimestamp(int.from_bytes(until), UTC))
        except (OverflowError, ValueError, OSError):  # no base64, or a moment that no calendar has
            return None

    def proves(self, key: str, opened: Opened, person: str, now: datetime) -> bool:
        """Whether this server made the key for that person, and it is not too late."""
        if opened.until - OPEN_FOR > now:  # no key of this server is good for longer
            return False
        right = self.key_of(opened.conversation_id, person, opened.until - OPEN_FOR)
        return hmac.compare_digest(right, key) and now < opened.until

    def _sign(self, whole: bytes, person: str) -> bytes:
        return hmac.digest(self._secret, whole + person.encode(), hashlib.sha256)[:_SIGNATURE]

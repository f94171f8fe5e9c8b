"""How an event is signed: Zalo's own way, and every way that has been reported of it."""

import hashlib
from dataclasses import dataclass
from typing import Literal, get_args

from tests.emulators.zalo.account import Account

HEADER_LAG = 1_234

Prefix = Literal["mac=", "", "sha256="]
Timestamp = Literal["body", "header"]
First = Literal["app_id", "oa_id"]


@dataclass(frozen=True)
class Signing:
    """Plain SHA-256 of four things joined, over the exact bytes of the body."""

    prefix: Prefix = "mac="
    timestamp: Timestamp = "body"
    first: First = "app_id"
    secret: Literal["oa_secret", "app_secret"] = "oa_secret"

    def headers(self, account: Account, body: bytes, timestamp: str) -> dict[str, str]:
        """The headers that go with the body; a timestamp in a header differs from the body's."""
        headers = {}
        if self.timestamp == "header":
            timestamp = str(int(timestamp) + HEADER_LAG)
            headers["X-ZEvent-Timestamp"] = timestamp
        first, secret = getattr(account, self.first), getattr(account, self.secret)
        digest = hashlib.sha256(first.encode() + body + timestamp.encode() + secret.encode()).hexdigest()
        return {**headers, "X-ZEvent-Signature": self.prefix + digest}


SIGNINGS = tuple(
    Signing(prefix, timestamp, first)
    for prefix in get_args(Prefix)
    for timestamp in get_args(Timestamp)
    for first in get_args(First)
)

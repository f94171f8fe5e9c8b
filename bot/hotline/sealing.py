"""The seal: what goes under it is read with the key alone."""

import base64
import hashlib
from pathlib import Path
from typing import TypeVar

import msgspec
from cryptography.fernet import Fernet, InvalidToken

Body = TypeVar("Body", bound=msgspec.Struct)


class SealBroken(Exception):
    """It was sealed with another key, or was changed; its content cannot be read."""


class Seal:
    """Encrypts and proves that nothing was changed; one key for all that one secret guards."""

    def __init__(self, secret: str) -> None:
        """Who has the secret reads everything; who loses it, nothing."""
        self._fernet = Fernet(base64.urlsafe_b64encode(hashlib.sha256(secret.encode()).digest()))

    def close(self, body: msgspec.Struct) -> bytes:
        """The sealed form of a body."""
        return self._fernet.encrypt(msgspec.json.encode(body))

    def open(self, sealed: bytes, kind: type[Body]) -> Body:
        """The body; raises SealBroken."""
        return msgspec.json.decode(self._decrypt(sealed), type=kind)

    def close_file(self, content: bytes, path: Path) -> None:
        """Writes the sealed content, for the owner of the program alone; raises OSError."""
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_bytes(self._fernet.encrypt(content))

    def open_file(self, path: Path) -> bytes:
        """The content; raises SealBroken or OSError."""
        return self._decrypt(path.read_bytes())

    def _decrypt(self, sealed: bytes) -> bytes:
        try:
            return self._fernet.decrypt(sealed)
        except InvalidToken:
            raise SealBroken from None

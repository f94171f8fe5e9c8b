"""What proves that somebody holds the receipt: compared as keyed hashes, never kept as it is."""

import hmac
import unicodedata
from collections.abc import Sequence

# Fewer digits of a phone than these are no number; a look-up code that is shorter proves nothing.
LAST_DIGITS = 4
_PHONE_LENGTHS = range(9, 13)
_NO_FACTOR = "0" * 64


class Factors:
    """Hashes under one secret, the same in every process that shares it."""

    def __init__(self, secret: str) -> None:
        """Who has the secret could try out all factors: it is no part of the database."""
        self._key = secret.encode()

    def kept_of(self, code: str, phone: str, lookup_code: str) -> list[str]:
        """What is kept of the factors of a dossier; empty where the source tells none."""
        digits, printed = _digits(phone), _plain(lookup_code)
        kept = [self._hash(code, "phone", digits[-LAST_DIGITS:])] if len(digits) >= LAST_DIGITS else []
        return kept + ([self._hash(code, "lookup", printed)] if len(printed) >= LAST_DIGITS else [])

    def fits(self, code: str, factor: str, kept: Sequence[str]) -> bool:
        """Whether the factor is one of those kept; takes the same time whatever is kept, nothing included."""
        plain = _plain(factor)
        offered = (self._hash(code, "phone", _last_digits(plain)), self._hash(code, "lookup", plain))
        slots = (*kept, _NO_FACTOR, _NO_FACTOR)[:2]
        # A list: all are compared, whichever of them fits.
        compared = [hmac.compare_digest(one, slot) for one in offered for slot in slots]
        return any(compared)

    def hash_of_code(self, code: str) -> str:
        """The name under which looks at that code are logged."""
        return self._hash(code, "look", "")

    def fingerprint(self, encoded: bytes) -> str:
        """The same for the same state only; keyed, because a state holds the factors."""
        return hmac.digest(self._key, encoded, "sha256").hex()

    def _hash(self, code: str, kind: str, value: str) -> str:
        return hmac.digest(self._key, f"{code}\0{kind}\0{value}".encode(), "sha256").hex()


def _plain(text: str) -> str:
    """Letters and digits only, as capitals: people type gaps and small letters."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).upper()))


def _digits(text: str) -> str:
    return "".join(filter(str.isdecimal, _plain(text)))


def _last_digits(plain: str) -> str:
    """Four digits as they are, of a whole phone number the last four; empty for anything else."""
    digits = _digits(plain)
    is_number = digits == plain and (len(digits) == LAST_DIGITS or len(digits) in _PHONE_LENGTHS)
    return digits[-LAST_DIGITS:] if is_number else ""

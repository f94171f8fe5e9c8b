"""Whether an event comes from Zalo.

Zalo signs with SHA-256 over four things joined: an id, the raw body, a timestamp and a secret. Documents and
integrations disagree about the id, the timestamp, the secret and how the result is written, so all are tried.
How old an event is does not matter: Zalo brings one again for hours, and each counts once.
"""

import hashlib
import hmac
import re
from collections.abc import Iterator, Mapping

from bot.channels.zalo.bodies import decoded
from bot.channels.zalo.config import ZaloConfig

SIGNATURE = "X-ZEvent-Signature"
TIMESTAMP = "X-ZEvent-Timestamp"
# Milliseconds since 1970, until the year 2286.
_MOMENT = re.compile(r"[0-9]{13}")
_PREFIXES = ("mac=", "", "sha256=")


def verify(raw: bytes, headers: Mapping[str, str], config: ZaloConfig) -> str | None:
    """The name of the variant that matches, None for a forgery; takes as long for each variant."""
    given = headers.get(SIGNATURE, "").strip().lower().encode(errors="replace")
    found = None
    for name, digest in _digests(raw, headers, config):
        for prefix in _PREFIXES:
            if hmac.compare_digest(given, prefix.encode() + digest):
                found = found or f"{prefix or 'bare '}{name}"
    return found


def _digests(raw: bytes, headers: Mapping[str, str], config: ZaloConfig) -> Iterator[tuple[str, bytes]]:
    stamps = _stamps(raw, headers)
    secrets = {"oa_secret": config.oa_secret, "app_secret": config.app_secret}
    for first, value in {"app_id": config.app_id, "oa_id": config.oa_id}.items():
        begun = hashlib.sha256(value.encode() + raw)
        for source, stamp in stamps.items():
            for secret, key in secrets.items():
                if value and key:
                    whole = begun.copy()
                    whole.update(stamp.encode(errors="replace") + key.encode())
                    yield f"{first}+body+{source}+{secret}", whole.hexdigest().encode()


def _stamps(raw: bytes, headers: Mapping[str, str]) -> dict[str, str]:
    """The timestamps that may have been signed, by where they stand."""
    body = decoded(raw)
    inside = body.get("timestamp") if isinstance(body, dict) else None
    stamps = {"timestamp": str(inside)} if isinstance(inside, str | int) else {}
    # Nothing stands between body and timestamp in what is signed: with another length, the end of a true
    # event could be moved from one into the other.
    if _MOMENT.fullmatch(headers.get(TIMESTAMP, "").strip()):
        stamps["header timestamp"] = headers[TIMESTAMP].strip()
    return stamps

"""A captured event in a file: headers, an empty line and the body, or the body alone."""

import re
from collections.abc import Mapping

from multidict import CIMultiDict

from bot.channels.zalo.bodies import decoded
from bot.channels.zalo.config import ZaloConfig
from bot.channels.zalo.signature import SIGNATURE, TIMESTAMP, verify

_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
_HEADER = re.compile(rb"[A-Za-z0-9-]+:|POST ")


def read_capture(captured: bytes) -> tuple[CIMultiDict[str], bytes]:
    """Headers and raw body."""
    if not _HEADER.match(captured):
        return CIMultiDict(), captured
    head, *rest = _BLANK_LINE.split(captured, maxsplit=1)
    lines = (line.partition(":") for line in head.decode(errors="replace").splitlines())
    return CIMultiDict((name, value.strip()) for name, _, value in lines), b"".join(rest)


def matching(raw: bytes, headers: Mapping[str, str], config: ZaloConfig) -> str | None:
    """The variant that matches; the line break that an editor puts at the end of a file is no part of it."""
    return verify(raw, headers, config) or verify(raw.rstrip(b"\r\n"), headers, config)


def advice(raw: bytes, headers: Mapping[str, str], config: ZaloConfig) -> list[str]:
    """What to look at where no variant matches, the likeliest first."""
    found = [] if headers.get(SIGNATURE) else [f"there is no {SIGNATURE}: give it with --signature"]
    body = decoded(raw)
    if not isinstance(body, dict):
        return [*found, "the body is no JSON object: was it captured whole?"]
    if "timestamp" not in body and TIMESTAMP not in headers:
        found.append(f"there is no timestamp in the body: give {TIMESTAMP} with --timestamp")
    if "app_id" in body and str(body["app_id"]) != config.app_id:
        found.append("the event is of another application: compare CHIDAN_ZALO_APP_ID")
    missing = [name for name in ("app_secret", "oa_secret") if not getattr(config, name)]
    found += [f"CHIDAN_ZALO_{name.upper()} is empty" for name in missing]
    return [
        *found,
        "CHIDAN_ZALO_OA_SECRET must be the OA Secret Key of the console's webhook page, as last reset",
        "CHIDAN_ZALO_APP_SECRET must be the secret key of the application",
        "the body must be the very bytes that came: not formatted anew, not copied from a log that escapes",
    ]

"""Failures of Zalo's own kind, to be ordered from ``Faults``."""

from tests.emulators.faults import Fault, answers
from tests.emulators.zalo.answers import ZaloError

LIMIT = "4000"


def refuses(code: int, field: str = "") -> Fault:
    """The call is refused with that number, in HTTP 200."""
    return answers(200, ZaloError(code, field).body())


def rate_limited() -> Fault:
    """The application or the account has called too often this minute."""
    headers = {"X-RateLimit-Limit": LIMIT, "X-RateLimit-Remain": "0"}
    return answers(200, ZaloError(-32).body(), headers)


def oauth_refuses(name: str = "Invalid refresh token.", reason: str = "Refresh token is invalid") -> Fault:
    """A refused grant: HTTP 200 without any number, easily taken for success."""
    return answers(200, oauth_error_body(name, reason))


def oauth_error_body(name: str, reason: str) -> dict[str, str]:
    """How the OAuth server tells an error."""
    return {
        "error_name": name,
        "error_reason": reason,
        "error_description": reason,
        "ref_doc": "https://docs.zaloplatforms.com/docs/OA",
    }

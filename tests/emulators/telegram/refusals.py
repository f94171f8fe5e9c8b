"""Errors as the Bot API tells them: the HTTP status is the code in the body."""

from typing import Any

from tests.emulators.faults import Fault, answers


class Refused(Exception):
    """A call is refused."""

    def __init__(self, code: int, description: str, retry_after: int | None = None) -> None:
        """``retry_after`` in seconds, only with 429."""
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after

    def body(self) -> dict[str, Any]:
        """What the Bot API answers."""
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.retry_after is not None:
            body["parameters"] = {"retry_after": self.retry_after}
        return body


def bad_request(what: str) -> Refused:
    """400: the call is wrong."""
    return Refused(400, f"Bad Request: {what}")


def forbidden(what: str) -> Refused:
    """403: the bot may not speak there."""
    return Refused(403, f"Forbidden: {what}")


def conflict(what: str) -> Refused:
    """409: somebody else takes the updates."""
    return Refused(409, f"Conflict: {what}")


def too_many_requests(seconds: int) -> Refused:
    """429: nothing before so many seconds."""
    return Refused(429, f"Too Many Requests: retry after {seconds}", seconds)


def refuses(error: Refused) -> Fault:
    """An error to be ordered from ``Faults``; nothing is done."""
    return answers(error.code, error.body())


def floods(seconds: int) -> Fault:
    """429, to be ordered from ``Faults``."""
    return refuses(too_many_requests(seconds))

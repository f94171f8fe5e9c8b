"""What every source of dossiers promises."""

from enum import StrEnum
from typing import Protocol

from bot.dossiers.state import DossierState


class Reason(StrEnum):
    """Why a source cannot be believed just now; none of these words tells anything of a dossier."""

    BUSY = "busy"  # as many of our own questions are on their way as may be
    CERTIFICATE = "certificate"
    CONNECTION = "connection"  # refused, reset, no such host
    CUT_OFF = "cut_off"  # the answer ended too early
    DATES = "dates"  # a date that does not exist, or that cannot be so
    FIELDS = "fields"  # a field is missing or of another kind
    HTTP_STATUS = "http_status"
    JSON = "json"
    MONEY = "money"
    NOT_JSON = "not_json"  # a page, say
    OTHER_DOSSIER = "other_dossier"
    REDIRECT = "redirect"
    RESTS = "rests"  # it failed so often that it is left alone for a while
    STATUS = "status"  # none that the field map knows
    TIMEOUT = "timeout"
    TOO_LARGE = "too_large"
    UNAUTHORISED = "unauthorised"


class SourceDown(Exception):
    """The source does not answer, or not in a way that can be believed; says only why."""

    def __init__(self, reason: str) -> None:
        """``reason`` is one word for logs and officers."""
        super().__init__(reason)
        self.reason = reason


class DossierSource(Protocol):
    """Where the state of a dossier is read."""

    async def find(self, code: str) -> DossierState | None:
        """The dossier of that code in its normal form; None where the source says that it has none.

        Raises SourceDown; the caller then shows what it knew last, with its time.
        """
        ...

"""What Zalo's error numbers mean for a reply."""

from bot.channels.zalo.tokens import HUMAN_PATIENCE
from bot.conversation.delivery import PermanentFailure, TemporaryFailure

# The access token: renewed once, then the call is made again.
TOKEN_CODES = frozenset({-124, -216, -220})
# The upload has died; the next attempt uploads anew.
UPLOAD_DIED = -100
TOO_MANY_CALLS = -32
# Zalo counts calls by the minute.
NEXT_MINUTE = 20.0
_MAY_PASS = frozenset({-200, UPLOAD_DIED})
# Account, application, package or money: until somebody has mended it. 211 is the month's allowance.
HUMAN_CODES = frozenset({-204, -205, -209, -211, -212, -219, -221, -223, -224, -320, -321})


class TokenRejected(Exception):
    """Zalo does not take the access token."""


def failure_of(code: int) -> Exception:
    """The failure that an answer with this number is.

    What is not listed is final: people who cannot be reached (-213, -217, -218, -227, -230, -232, -244) and
    mistakes of ours (-201, -210, -233).
    """
    if code in TOKEN_CODES:
        return TokenRejected()
    if code == TOO_MANY_CALLS:
        return TemporaryFailure(str(code), retry_after=NEXT_MINUTE)
    if code in _MAY_PASS:
        return TemporaryFailure(str(code))
    if code in HUMAN_CODES:
        return TemporaryFailure(str(code), patience=HUMAN_PATIENCE)
    return PermanentFailure(str(code))

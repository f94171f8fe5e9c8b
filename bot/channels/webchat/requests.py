"""What a browser may ask, checked before anything else is done with it."""

import json
import math
import re

import msgspec
from aiohttp import web

from bot.bounded import TooLarge, read_bounded
from bot.channels.webchat.errors import Refused
from bot.conversation.inbox import MOST_STORED
from bot.conversation.payloads import is_payload
from bot.conversation.steps.clean_text import one_line

# A text of 64 KB, each letter written as an escape of six.
LARGEST_BODY = 512 * 1024
LONGEST_WAIT = 30.0

SENDER_HEADERS = ("X-Chat-Session", "X-Chat-Token", "X-Message-Id")

_ID = re.compile(r"[A-Za-z0-9._:-]{1,64}")
_FIELD = re.compile(r"`\$\.(\w+)|required field `(\w+)`")


class MessageBody(msgspec.Struct, frozen=True):
    """A message as the page sends it; ``id`` is the page's own name for it, the same when sent again.

    ``complete`` says that the text is all, so that nothing more is waited for.
    """

    session: str
    token: str
    id: str
    text: str | None = None
    payload: str | None = None
    complete: bool = False


async def read_message(request: web.Request) -> MessageBody:
    """The body, with text and payload in the form in which they are kept; raises Refused."""
    body = _decode(await _read(request))
    if not _ID.fullmatch(body.id):
        raise Refused("wrong_shape", "id")
    payload = body.payload if body.payload and is_payload(body.payload) else None
    text = one_line((body.text or "")[:MOST_STORED])
    if not text and payload is None:
        raise Refused("wrong_shape", "payload") if body.payload else Refused("empty", "text")
    return msgspec.structs.replace(body, text=text or None, payload=payload)


def read_sender(request: web.Request) -> MessageBody:
    """Whose the photo is, and its own id; raises Refused."""
    session, token, own_id = (request.headers.get(name, "") for name in SENDER_HEADERS)
    if not _ID.fullmatch(own_id):
        raise Refused("wrong_shape", "id")
    return MessageBody(session, token, own_id, complete=True)


def read_wait(request: web.Request) -> float:
    """Seconds that the caller wants to wait for the answer, at most 30; 0 without ``?wait=``."""
    try:
        wait = float(request.query.get("wait", 0))
    except ValueError:
        raise Refused("wrong_shape", "wait") from None
    if not math.isfinite(wait) or wait < 0:
        raise Refused("wrong_shape", "wait")
    return min(wait, LONGEST_WAIT)


def read_position(request: web.Request) -> int:
    """The last reply that the page has; after a lost connection the browser's own count is newer."""
    told = [request.query.get("after") or "0", request.headers.get("Last-Event-ID") or "0"]
    if not all(re.fullmatch(r"[0-9]{1,9}", number) for number in told):
        raise Refused("wrong_shape", "after")
    return max(int(number) for number in told)


async def _read(request: web.Request) -> bytes:
    if (request.content_length or 0) > LARGEST_BODY:
        raise Refused("too_large")
    try:
        return await read_bounded(request.content, LARGEST_BODY)
    except TooLarge:
        raise Refused("too_large") from None
    except web.RequestPayloadError:  # not compressed as its headers say, or broken off
        raise Refused("invalid_json") from None


def _decode(raw: bytes) -> MessageBody:
    try:
        try:
            return msgspec.json.decode(raw, type=MessageBody)
        except msgspec.ValidationError:
            raise
        except (ValueError, RecursionError):
            return msgspec.convert(_leniently(raw), type=MessageBody)
    except msgspec.ValidationError as error:
        found = _FIELD.search(str(error))
        raise Refused("wrong_shape", found and (found[1] or found[2])) from None
    except (ValueError, RecursionError):  # nested a thousand deep it may be JSON, but never a message
        raise Refused("invalid_json") from None


def _leniently(raw: bytes) -> object:
    """The same with half an emoji or half a letter in it, as a phone cuts them."""
    return json.loads(raw.decode(errors="replace"))

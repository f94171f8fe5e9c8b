"""The parameters of a call, from the query, a form, a multipart body or JSON.

Whatever is not text stands in them as JSON in a string. As on the real server, names that a method does not
know are passed over, and numbers beyond their limits are brought back into them.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

import msgspec
from aiohttp import web

from tests.emulators.telegram.refusals import Refused, bad_request

T = TypeVar("T")


@dataclass(frozen=True)
class Upload:
    """A file of a multipart body."""

    name: str
    mime: str
    content: bytes


class Parameters:
    """What a method was called with."""

    def __init__(self, values: Mapping[str, str], uploads: Mapping[str, Upload]) -> None:
        """``values`` are kept as they came."""
        self.values = values
        self.uploads = uploads

    def text(self, name: str) -> str:
        """The text, empty if it was not given."""
        return self.values.get(name, "")

    def flag(self, name: str) -> bool:
        """Whether it was given as true."""
        return self.text(name).strip().lower() in ("true", "yes", "1")

    def integer(self, name: str, default: int, low: int, high: int) -> int:
        """The number within those limits."""
        try:
            return min(max(int(self.text(name)), low), high)
        except ValueError:
            return default

    def number(self, name: str) -> float:
        """A number that must be there."""
        try:
            return float(self.text(name))
        except ValueError:
            raise bad_request(f"{name} is empty") from None

    def structure(self, name: str, shape: type[T], wrong: str) -> T | None:
        """The JSON of that shape, None if it was not given; ``wrong`` is told about any other."""
        raw = self.text(name)
        if not raw:
            return None
        try:
            return msgspec.json.decode(raw, type=shape)
        except (msgspec.DecodeError, UnicodeError):
            raise bad_request(wrong) from None


async def read_parameters(request: web.Request) -> Parameters:
    """Everything that came with the request; the body wins over the query."""
    values = dict(request.query)
    uploads: dict[str, Upload] = {}
    if request.content_type == "application/json":
        values |= await _json_values(request)
    else:
        for name, value in (await _form(request)).items():
            if isinstance(value, web.FileField):
                uploads[name] = Upload(value.filename, value.content_type, value.file.read())
            else:
                values[name] = str(value)
    return Parameters(values, uploads)


async def _form(request: web.Request) -> Mapping[str, object]:
    try:
        return await request.post()
    except web.HTTPRequestEntityTooLarge:
        raise Refused(413, "Request Entity Too Large") from None
    except (ValueError, LookupError):
        raise bad_request("can't parse the request") from None


async def _json_values(request: web.Request) -> dict[str, str]:
    try:
        body = json.loads(await request.read())
        values = {name: _as_text(value) for name, value in body.items() if value is not None}
        "".join(values.values()).encode()  # no halves of surrogate pairs
    except (ValueError, AttributeError):
        raise bad_request("can't parse JSON object") from None
    return values


def _as_text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)

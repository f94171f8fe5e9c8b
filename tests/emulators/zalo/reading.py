"""Bodies read strictly: what does not fit a shape is refused with the name of the parameter."""

import re
from typing import TypeVar

import msgspec

from tests.emulators.zalo.answers import ZaloError, invalid

FIELD = re.compile(r"field `(\w+)`")
PATH_END = re.compile(r"\.(\w+)(?:\[\S*\])*`$")

T = TypeVar("T")


def read(raw: bytes, shape: type[T]) -> T:
    """The body in that shape."""
    try:
        return msgspec.json.decode(raw, type=shape)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise _refused(str(error)) from None


def convert(value: object, shape: type[T]) -> T:
    """The same for a part that is read already."""
    try:
        return msgspec.convert(value, type=shape)
    except msgspec.ValidationError as error:
        raise _refused(str(error)) from None


def _refused(told: str) -> ZaloError:
    found = FIELD.search(told) or PATH_END.search(told)
    return invalid(found[1] if found else "body")

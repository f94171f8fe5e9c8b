"""What is said to a citizen, before any channel gives it its own form."""

from enum import StrEnum
from typing import Any

import msgspec


class Button(msgspec.Struct, frozen=True):
    """A suggested next message; the payload carries all that it means, so it stays valid for ever."""

    title: str
    payload: str


class Wanted(StrEnum):
    """What a citizen may hand over with one tap where the channel can ask for it."""

    LOCATION = "location"
    PHONE = "phone"
    PHOTO = "photo"


class Template(msgspec.Struct, frozen=True):
    """A message that the platform has approved, by our name for it, and what is put into its places."""

    name: str
    values: tuple[tuple[str, str], ...]


class Reply(msgspec.Struct, frozen=True):
    """One bubble: text, at most four buttons, addresses of images and of a file, and what is asked for.

    ``instead`` makes it private: soon after it arrived those words alone stand in its place.
    With a template the text says the same: it is for the record, and for channels that have no templates.
    """

    text: str
    buttons: tuple[Button, ...] = ()
    images: tuple[str, ...] = ()
    file: str | None = None
    wants: Wanted | None = None
    instead: str | None = None
    template: Template | None = None


def body_of(reply: Reply) -> dict[str, Any]:
    """As it is kept and as pages get it; a file and what is asked for only where there is one."""
    whole = msgspec.to_builtins(reply)
    return {name: value for name, value in whole.items() if value is not None and name != "instead"}


class ProcedureGuess(msgspec.Struct, frozen=True):
    """A procedure that may be meant, with a calibrated probability between 0 and 1."""

    code: str
    confidence: float


class Meta(msgspec.Struct, frozen=True):
    """How a message was understood, as ``chidan ask`` and the reports show it."""

    intent: str | None = None
    intent_confidence: float | None = None
    aspect: str | None = None
    procedure: ProcedureGuess | None = None
    candidates: tuple[ProcedureGuess, ...] = ()
    dossier_code: str | None = None
    track: str | None = None


class Source(msgspec.Struct, frozen=True):
    """Where an answer's facts come from: fields of one procedure's record in one version."""

    procedure: str
    fields: tuple[str, ...] = ()
    version: str = ""

"""What comes with a message beside its words."""

from enum import StrEnum

import msgspec


class AttachmentKind(StrEnum):
    """Kinds that are told apart; everything else counts as a file."""

    IMAGE = "image"
    FILE = "file"
    STICKER = "sticker"
    VOICE = "voice"
    VIDEO = "video"
    LOCATION = "location"
    PHONE = "phone"


class Attachment(msgspec.Struct, frozen=True):
    """One attachment; ``address`` is the channel's own word for where it is fetched from.

    Only what an answer needs is taken over: of a shared phone number or place nothing but that it came.
    """

    kind: AttachmentKind
    address: str | None = None

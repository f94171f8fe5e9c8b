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
    """One attachment; ``address`` is the channel's own word for where it is fetched from, or a shared place.

    Only what an answer needs is taken over: of a shared phone number nothing but that it came.
    """

    kind: AttachmentKind
    address: str | None = None


def place_at(latitude: object, longitude: object) -> str | None:
    """A shared place as "10.9574,106.8426", exact to some ten metres; None for what is no place on earth."""
    try:
        north, east = float(str(latitude)), float(str(longitude))
    except ValueError:
        return None
    on_earth = -90 <= north <= 90 and -180 <= east <= 180
    return f"{north:.4f},{east:.4f}" if on_earth else None

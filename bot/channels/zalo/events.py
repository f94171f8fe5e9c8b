"""Events as Zalo sends them, read with patience: unknown fields, and numbers where strings are due."""

import re
from typing import Any

import msgspec

from bot.channels.zalo.bodies import decoded

Word = str | int | float | None

# Ids go into the database; longer ones, or such with odd signs, are none of Zalo's.
_ID = re.compile(r"[\x21-\x7e]{1,64}")
_NAME = re.compile(r"[a-z_]{1,64}")


class Party(msgspec.Struct, frozen=True):
    """Sender, recipient or follower; ``admin_id`` is a human of the account."""

    id: Word = None
    admin_id: Word = None

    @property
    def key(self) -> str | None:
        """The id, if it is one."""
        return as_id(self.id)


class Message(msgspec.Struct, frozen=True):
    """What was said, received or seen; the attachments as they are, since their shapes vary."""

    msg_id: Word = None
    text: Word = None
    msg_ids: Any = None
    attachments: Any = None

    @property
    def key(self) -> str | None:
        """Zalo's name for the message."""
        return as_id(self.msg_id)


class Event(msgspec.Struct, frozen=True):
    """Any event; which parts are there depends on its name."""

    event_name: str = ""
    timestamp: Word = None
    sender: Party | None = None
    recipient: Party | None = None
    follower: Party | None = None
    message: Message | None = None

    @property
    def name(self) -> str:
        """The name, fit for a log."""
        return self.event_name if _NAME.fullmatch(self.event_name) else "(odd name)"

    @property
    def is_echo(self) -> bool:
        """Whether it tells of a message that the account itself sent."""
        return self.event_name.startswith("oa_send_")


def read_event(raw: bytes) -> Event | None:
    """The event; None where the body has another shape."""
    try:
        return msgspec.convert(decoded(raw), Event)
    except (ValueError, RecursionError):
        return None


def as_id(word: object) -> str | None:
    """The word as an id, if it can be one; a number that was rounded cannot."""
    text = str(word) if isinstance(word, str | int) else ""
    return text if _ID.fullmatch(text) else None

"""What the engine asks before it answers: whether officers have switched this off."""

from collections.abc import Collection
from typing import Protocol


class OffSwitch(Protocol):
    """How the switches stand at this moment; answers at once."""

    def bot_is_off(self) -> bool:
        """Whether the assistant answers nobody."""
        ...

    def channel_is_off(self, channel: str) -> bool:
        """Whether it answers nobody on that channel."""
        ...

    def topic_is_off(self, procedures: Collection[str], track: str | None) -> bool:
        """Whether one of these procedures, its field or the track is not to be answered on."""
        ...


class NothingOff:
    """Everything is on."""

    def bot_is_off(self) -> bool:
        """Never."""
        return False

    def channel_is_off(self, channel: str) -> bool:
        """Never."""
        return False

    def topic_is_off(self, procedures: Collection[str], track: str | None) -> bool:
        """Never."""
        return False


NOTHING_OFF = NothingOff()

"""What an officer wants off, checked before it is done."""

from dataclasses import dataclass
from datetime import datetime

from bot.switches.model import Scope

LONGEST_REASON = 500


class SwitchRefused(Exception):
    """The order cannot be carried out; the word says why: reason, name, time, over, unknown."""


@dataclass(frozen=True)
class Order:
    """What an officer wants off; ``until`` None: until somebody turns it on."""

    scope: Scope
    name: str
    reason: str
    off_from: datetime
    until: datetime | None = None

    def check(self, now: datetime) -> None:
        """Raises SwitchRefused where a reason or a name is missing or the time is over."""
        if not self.reason.strip() or len(self.reason) > LONGEST_REASON:
            raise SwitchRefused("reason")
        if (self.scope is Scope.BOT) == bool(self.name):
            raise SwitchRefused("name")
        if self.until is not None and self.until <= max(self.off_from, now):
            raise SwitchRefused("over")


@dataclass(frozen=True)
class By:
    """The officer who turns a switch."""

    officer_id: int
    name: str

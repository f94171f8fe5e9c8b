"""What the frame has done at the tickets' desk before the action answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.hotline.view import Opened, PublicView


class Trouble(StrEnum):
    """Why nothing was done."""

    DOWN = "down"  # the desk does not answer; everything told is still in the form
    REFUSED = "refused"  # the ticket does not allow it, or is not this person's


@dataclass(frozen=True)
class Sight:
    """`opened` where a form was sent, `mine` where the person's tickets were looked up.

    `changed` is the ticket after what the person did to it.
    """

    opened: Opened | None = None
    mine: Sequence[PublicView] = ()
    changed: PublicView | None = None
    trouble: Trouble | None = None

    def ticket(self, code: str) -> PublicView | None:
        """The person's own ticket of that code."""
        return next((one for one in self.mine if one.code == code), None)

"""What is held of one person in the chat, as they are told it themselves."""

from dataclasses import dataclass
from datetime import date

# The kind of effect by which a turn forgets its person; no data.
FORGET_ME = "forget_me"


@dataclass(frozen=True)
class Held:
    """Counts and days; ``tickets`` are codes of the person's own, without sealed reports."""

    messages: int = 0
    since: date | None = None
    followed: int = 0
    proved: int = 0
    reports: int = 0
    tickets: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is held that could be deleted."""
        return not (self.messages or self.followed or self.proved or self.reports)

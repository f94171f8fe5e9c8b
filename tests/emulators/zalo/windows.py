"""Who may be written to, and at whose cost."""

from datetime import datetime, timedelta

from tests.emulators.zalo.answers import ZaloError
from tests.emulators.zalo.people import Person

FREE = timedelta(hours=48)
OPEN = timedelta(days=7)


def check_reachable(person: Person) -> None:
    """Raises if no message at all reaches the person."""
    if person.unreachable is not None:
        raise ZaloError(person.unreachable)
    if not person.follows:
        raise ZaloError(-213)


def is_billed(person: Person, now: datetime) -> bool:
    """Whether a consultation message costs money now; raises when it is too late for one."""
    if person.last_interaction is None:
        raise ZaloError(-232)
    since = now - person.last_interaction
    if since > OPEN:
        raise ZaloError(-230)
    return since > FREE

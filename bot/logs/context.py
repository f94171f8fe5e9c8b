"""Which message the work at hand is about, for every line of the log that it writes."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from structlog.contextvars import bound_contextvars, get_contextvars

_MESSAGE, _CONVERSATION = "message", "conversation"
# Enough to tell conversations apart; the whole name is Rasa's key to what it remembers.
_SHORT = 8


@contextmanager
def about_message(inbox_id: int | None, nlu_sender: str = "") -> Iterator[None]:
    """Lines written inside carry the inbox id and the beginning of the conversation's random name."""
    with bound_contextvars(**names_of({_MESSAGE: inbox_id}, nlu_sender)):
        yield


def names_of(metadata: Mapping[str, object], nlu_sender: str) -> dict[str, object]:
    """The same as the fields of a line, out of what travels with a message to Rasa."""
    inbox_id = message_in(metadata)
    about: dict[str, object] = {_MESSAGE: inbox_id} if inbox_id is not None else {}
    if nlu_sender:
        about[_CONVERSATION] = nlu_sender[:_SHORT]
    return about


def message_at_hand() -> int | None:
    """The inbox id of the message that this work is about."""
    found = get_contextvars().get(_MESSAGE)
    return found if isinstance(found, int) else None


def message_in(metadata: Mapping[str, object]) -> int | None:
    """The same out of what travelled with the message to Rasa and back; None for anything else."""
    found = metadata.get(_MESSAGE)
    return found if isinstance(found, int) else None

"""Photos, places and phone numbers that a form may have asked for; kept only where it takes them."""

from collections.abc import Callable
from typing import Protocol

# The intent of what is handed over, and the effect by which a form takes a file.
ANSWER, KEEP_FILE = "ticket_answer", "keep_file"

# Makes of a phone number what forms alone can read.
Lock = Callable[[str], str]


class Shelved(Protocol):
    """A photo on the shelf."""

    @property
    def sha256(self) -> str:
        """Its name there."""
        ...

    @property
    def is_new(self) -> bool:
        """Whether the person has not handed it over before."""
        ...


class PhotoShelf(Protocol):
    """Where photos lie until the form that they belong to is sent, each under its person's name."""

    async def put(self, person: str, content: bytes) -> Shelved | None:
        """What lies there now; None for what is no photo that is kept."""
        ...

    async def forget(self, person: str, name: str) -> None:
        """Takes it away again."""
        ...


class NoShelf:
    """Keeps nothing."""

    async def put(self, person: str, content: bytes) -> Shelved | None:
        """Never anything."""
        return None

    async def forget(self, person: str, name: str) -> None:
        """There is nothing."""


NO_SHELF = NoShelf()


def file_payload(name: str) -> str:
    """What a photo says to the form."""
    return f'/{ANSWER}{{"file":"{name}"}}'


def place_payload(place: str) -> str:
    """What a shared place says to the form."""
    return f'/{ANSWER}{{"at":"{place}"}}'

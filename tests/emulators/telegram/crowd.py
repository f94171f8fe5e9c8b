"""Everybody who writes to the bot."""

from collections.abc import Iterator

from tests.emulators.telegram.citizen import Citizen
from tests.emulators.telegram.presence import World


class Crowd:
    """People, each in their private chat."""

    def __init__(self, world: World) -> None:
        """Nobody is there."""
        self._world = world
        self._citizens: dict[str, Citizen] = {}

    def __iter__(self) -> Iterator[Citizen]:
        return iter(self._citizens.values())

    def add(self, first_name: str, last_name: str | None = None, username: str | None = None) -> Citizen:
        """Somebody new; the bot may write to them once they have written."""
        citizen = Citizen(self._world, *self._world.chats.add_private(first_name, last_name, username))
        self._citizens[str(citizen.person.id)] = citizen
        return citizen

    def find(self, person_id: str) -> Citizen | None:
        """The one of that number."""
        return self._citizens.get(person_id)

"""The words of the console and of the citizen's page (``console.yml``)."""

from functools import cache
from pathlib import Path

import msgspec

from bot.ladder import Ladder

FILE = Path(__file__).parent / "console.yml"


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Each mapping holds every word of the program that it explains; a test counts them."""

    states: dict[str, str]
    sealed_told: str
    steps: dict[str, str]
    events_told: dict[str, str]
    priorities: dict[str, str]
    promises: dict[str, str]
    events: dict[str, str]
    outcomes: dict[str, str]
    verdicts: dict[str, str]
    actors: dict[str, str]
    channels: dict[str, str]
    refusals: dict[str, str]
    queue: dict[str, str]
    reach: dict[str, str]
    done: dict[str, str]
    details: dict[str, str]
    sealed_states: dict[str, str]
    # The rungs of the department, which its own file names.
    levels: dict[str, str] = {}

    def channel(self, name: str) -> str:
        """A channel as officers call it; channels that are added later go by their own name."""
        return self.channels.get(name, name)

    def level(self, name: str) -> str:
        """A rung with who stands there; the rung alone where the department no longer has it."""
        return self.levels.get(name, name)

    def refusal(self, word: str) -> str:
        """Why something was not done."""
        return self.refusals.get(word, self.refusals["other"])


@cache
def load_words() -> Words:
    """All of ``console.yml``; msgspec.DecodeError where it is broken."""
    return msgspec.yaml.decode(FILE.read_bytes(), type=Words)


def words_of(ladder: Ladder) -> Words:
    """The same with the rungs of that ladder on which officers stand."""
    officers = [rung for rung in ladder.rungs if rung.level != "L0"]
    levels = {rung.level: f"{rung.level} · {rung.name}" for rung in officers}
    return msgspec.structs.replace(load_words(), levels=levels)

"""What became of each message: lost, answered twice, or out of its order."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_NUMBER = re.compile(r"câu (\d+)")


@dataclass(frozen=True)
class Tally:
    """Counts over all conversations; ``disordered`` counts conversations."""

    lost: int
    doubled: int
    disordered: int

    @property
    def clean(self) -> bool:
        """Whether nothing went wrong."""
        return self.lost == self.doubled == self.disordered == 0

    def __str__(self) -> str:
        return f"{self.lost} lost, {self.doubled} doubled, order broken in {self.disordered} conversations"


def tally(said: Mapping[str, Sequence[str]], people: Iterable[str], messages: int) -> Tally:
    """``said`` holds by person what was answered, in order; each text names its message as "câu 7"."""
    lost = doubled = disordered = 0
    for person in people:
        numbers = [int(number) for text in said.get(person, ()) for number in _NUMBER.findall(text)]
        counted = Counter(numbers)
        lost += sum(number not in counted for number in range(messages))
        doubled += sum(count - 1 for count in counted.values())
        firsts = list(dict.fromkeys(numbers))
        disordered += firsts != sorted(firsts)
    return Tally(lost, doubled, disordered)


# Telling of a delay is a turn of its own beside the one that answers.
ANSWERING_TURNS = """
SELECT contacts.contact_key, turns.text FROM turns
JOIN conversations ON conversations.id = turns.conversation_id
JOIN contacts ON contacts.id = conversations.contact_id
WHERE turns.outcome <> 'failed_nlu' ORDER BY turns.id
"""


def by_person(rows: Iterable[tuple[Any, ...]]) -> dict[str, list[str]]:
    """The texts of rows (person, text), in order."""
    found: dict[str, list[str]] = {}
    for person, text in rows:
        found.setdefault(person, []).append(text or "")
    return found

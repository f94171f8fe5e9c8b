"""The commands of the RUNBOOK, as they stand in its ``sh`` blocks."""

import re
from dataclasses import dataclass

from bot.settings import PROJECT_ROOT

RUNBOOK = (PROJECT_ROOT / "RUNBOOK.md").read_text()


@dataclass(frozen=True)
class Block:
    """One fenced block: where it stands, and its lines."""

    section: str
    number: int
    script: str

    def __str__(self) -> str:
        return f"{self.section} {self.number}"


def blocks() -> list[Block]:
    """In the order of the file; the number counts within the section."""
    found = []
    for section in re.split(r"^## ", RUNBOOK, flags=re.MULTILINE)[1:]:
        title = section.partition("\n")[0]
        scripts = re.findall(r"^```sh\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
        found += [Block(title, number, script) for number, script in enumerate(scripts, 1)]
    return found

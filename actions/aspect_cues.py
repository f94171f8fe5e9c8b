"""By which words a part of a message is known to ask for an aspect."""

from functools import lru_cache
from pathlib import Path

import msgspec

from actions.aspects import Aspect
from bot.language.clauses import clauses
from bot.language.words import says, words

CUES_FILE = Path(__file__).parent / "data" / "aspect_cues.yml"
MOST_ASPECTS = 3  # answered in one turn


class AspectCues(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What ``data/aspect_cues.yml`` holds."""

    cues: dict[Aspect, tuple[str, ...]]
    nouns: dict[Aspect, tuple[str, ...]]
    statements: tuple[str, ...]

    def aspects_in(self, clause: str) -> tuple[Aspect, ...]:
        """Every aspect that these words ask for beyond doubt."""
        said = words(clause)
        if any(says(said, statement) for statement in self.statements):
            return ()
        return tuple(
            aspect
            for aspect, cues in self.cues.items()
            if said in self.nouns[aspect] or any(says(said, cue) for cue in cues)
        )

    def only_aspect_in(self, clause: str) -> Aspect | None:
        """The one aspect that these words ask for; None where they may ask for two."""
        found = self.aspects_in(clause)
        return found[0] if len(found) == 1 else None


@lru_cache(maxsize=1)
def aspect_cues() -> AspectCues:
    """The words in the file; read once. Raises msgspec.DecodeError on a wrong one."""
    return msgspec.yaml.decode(CUES_FILE.read_bytes(), type=AspectCues)


def asked_aspects(text: str, main: Aspect) -> tuple[Aspect, ...]:
    """The aspects that a message asks for, in its order, `main` among them; at most three.

    Another one counts only in another part than the main one, so a part without a cue is the main one's own.
    """
    parts = [aspect_cues().aspects_in(clause) for clause in clauses(text)]
    if main == "check" or text.startswith("/") or not any(not part or main in part for part in parts):
        return (main,)
    read = [main if main in part else part[0] for part in parts if main in part or len(part) == 1]
    order: tuple[Aspect, ...] = tuple(dict.fromkeys(read if main in read else [main, *read]))
    kept = [aspect for aspect in order if aspect != main][: MOST_ASPECTS - 1]
    return tuple(aspect for aspect in order if aspect == main or aspect in kept)

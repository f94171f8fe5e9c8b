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
    corrections: dict[Aspect, tuple[str, ...]]
    beginnings: dict[Aspect, tuple[str, ...]]
    hints: dict[Aspect, tuple[str, ...]]
    statements: tuple[str, ...]

    def aspects_in(self, clause: str) -> tuple[Aspect, ...]:
        """Every aspect that these words ask for beyond doubt."""
        said = words(clause)
        if any(says(said, statement) for statement in self.statements):
            return ()
        return tuple(
            aspect
            for aspect, cues in self.cues.items()
            if said in self.nouns.get(aspect, ()) or any(says(said, cue) for cue in cues)
        )

    def only_aspect_in(self, clause: str) -> Aspect | None:
        """The one aspect that these words ask for; None where they may ask for two."""
        found = self.aspects_in(clause)
        return found[0] if len(found) == 1 else None

    def corrected_aspect(self, meant: str) -> Aspect | None:
        """The aspect that is meant by what a correction says."""
        said = words(meant)
        return self.only_aspect_in(meant) or self.bare_aspect(said) or self._begun_with(said)

    def bare_aspect(self, said: str) -> Aspect | None:
        """The aspect of which these bare words are the name and nothing else."""
        called = (*self.nouns.items(), *self.corrections.items())
        return next((aspect for aspect, names in called if said in names), None)

    def _begun_with(self, said: str) -> Aspect | None:
        begun = (
            aspect
            for aspect, names in self.beginnings.items()
            for name in names
            if said.startswith(f"{name} ")
        )
        return next(begun, None)

    def may_ask(self, clause: str, aspect: Aspect) -> bool:
        """Whether the words may be those in which the aspect is asked for."""
        return any(says(clause, hint) for hint in self.hints.get(aspect, ()))


@lru_cache(maxsize=1)
def aspect_cues() -> AspectCues:
    """The words in the file; read once. Raises msgspec.DecodeError on a wrong one."""
    return msgspec.yaml.decode(CUES_FILE.read_bytes(), type=AspectCues)


def asked_aspects(text: str, main: Aspect) -> tuple[Aspect, ...]:
    """The aspects that a message asks for, in its order, `main` among them; at most three.

    Another one counts only beside a part that is known to ask for the main one.
    """
    parts = [] if text.startswith("/") else [_read(clause, main) for clause in clauses(text)]
    order = dict.fromkeys(aspect for aspect in parts if aspect is not None)
    if main not in order:
        return (main,)
    kept = [aspect for aspect in order if aspect != main][: MOST_ASPECTS - 1]
    return tuple(aspect for aspect in order if aspect == main or aspect in kept)


def _read(clause: str, main: Aspect) -> Aspect | None:
    """The main aspect where the words may ask for it, else the only one that they do ask for."""
    found = aspect_cues().aspects_in(clause)
    if main in found or (not found and aspect_cues().may_ask(clause, main)):
        return main
    return aspect_cues().only_aspect_in(clause)

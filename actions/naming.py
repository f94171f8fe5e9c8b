"""Procedures and situations found by their names alone, where the linker saw too much or too little."""

from collections.abc import Iterable, Iterator, Sequence

from actions.phrasebook import bare_title
from actions.services import Services
from actions.turn import Turn
from bot.language.words import says, words, words_of_phrase
from procedures_kb.model import Procedure
from procedures_kb.questions import Situation

MOST_BEGUN = 3  # words by which the rest of a name is understood ("cấp đổi" for "cấp đổi sổ đỏ")


def names_of(procedure: Procedure) -> tuple[str, ...]:
    """How the procedure is called."""
    return (procedure.plain_name, bare_title(procedure.plain_name), *procedure.aliases)


def named_procedures(text: str, like: Procedure | None, services: Services) -> tuple[Procedure, ...]:
    """Those whose name stands in the text, the longest names first; else those whose name it begins.

    Of several that are called alike, those in the field of `like` are meant.
    """
    said = words(text)
    within = _widest((name, one) for one, name in _every_name(services) if says(said, name))
    begun = [one for one, name in _every_name(services) if f"{name} ".startswith(f"{said} ")]
    found = within or (tuple(dict.fromkeys(begun)) if 1 < len(said.split()) <= MOST_BEGUN else ())
    alike = tuple(one for one in found if like is not None and one.field == like.field)
    return alike or found


def called(text: str, procedure: Procedure) -> bool:
    """Whether the text is a name of the procedure and nothing else."""
    return words(text) in map(words_of_phrase, names_of(procedure))


def named_situation(text: str, procedure: Procedure) -> Situation | None:
    """The situation of which the text is the name."""
    said = words(text)
    found = [one for one in procedure.situations if said in map(words_of_phrase, (one.name, *one.aliases))]
    return found[0] if len(found) == 1 else None


def begun_situation(text: str, procedure: Procedure) -> Situation | None:
    """The situation of whose name the text is a part, the shortest name before all ("bán" is "mua bán")."""
    said = set(words(text).split())
    lengths = {one.id: _shortest(said, (one.name, *one.aliases)) for one in procedure.situations}
    least = min((length for length in lengths.values() if length), default=0)
    found = [one for one in procedure.situations if said and lengths[one.id] == least > 0]
    return found[0] if len(found) == 1 else None


def in_case(turn: Turn, procedure: Procedure, situation: Situation) -> Turn:
    """The turn in which that situation of the procedure under discussion is told."""
    return turn.with_entities({"case": f"{procedure.code}/{situation.id}"})


def _shortest(said: set[str], names: Iterable[str]) -> int:
    split = (words_of_phrase(name).split() for name in names)
    return min((len(name) for name in split if said <= set(name)), default=0)


def _every_name(services: Services) -> Iterator[tuple[Procedure, str]]:
    return ((one, words_of_phrase(name)) for one in services.kb.nameable for name in names_of(one))


def _widest(found: Iterable[tuple[str, Procedure]]) -> tuple[Procedure, ...]:
    """Those of a longer name outweigh those of a shorter one that stands in it."""
    hits = list(found)
    kept: Sequence[Procedure] = [
        one for name, one in hits if not any(name != other and says(other, name) for other, _ in hits)
    ]
    return tuple(dict.fromkeys(kept))

"""Two questions on two procedures in one message: the first is answered, the second offered."""

from collections.abc import Sequence
from dataclasses import dataclass

from actions import payloads
from actions.answer import Button
from actions.aspect_cues import asked_aspects, aspect_cues
from actions.aspects import Aspect
from actions.naming import names_of
from actions.phrasebook import TITLE_LIMIT, bare_title, lower_first, short_title
from actions.procedure_choice import Chosen, procedures_of
from actions.services import Services
from actions.turn import Turn
from bot.language.clauses import clauses
from bot.language.words import says
from procedures_kb.model import Procedure


@dataclass(frozen=True)
class TwoQuestions:
    """The procedure named first with all aspects asked of it, and the button for the other question."""

    chosen: Chosen
    aspect: Aspect
    aspects: tuple[Aspect, ...]
    button: Button


def two_questions(turn: Turn, aspect: Aspect, services: Services) -> TwoQuestions | None:
    """The two, if each part of the words names its own procedure and the linker thinks of both."""
    sure = [one.code for one in turn.candidates if one.confidence >= services.thresholds.second]
    if turn.text.startswith("/") or len(sure) < 2:
        return None
    parts = clauses(turn.text)
    named = _named(parts, procedures_of(sure, services))
    if len(named) != 2:
        return None
    (_, first), (cut, second) = named
    asked = [aspect_cues().only_aspect_in(part) for part in parts]
    own = next((one for one in asked[:cut] if one), None)
    other = next((one for one in asked[cut:] if one), None)
    if own is None or other is None:
        return None
    return TwoQuestions(
        chosen=Chosen(first, turn.confidence_in(first.code)),
        aspect=aspect if aspect in asked[:cut] else own,
        aspects=asked_aspects(". ".join(parts[:cut]), own),
        button=question_button(second, other, services),
    )


def _named(parts: Sequence[str], procedures: Sequence[Procedure]) -> list[tuple[int, Procedure]]:
    """Each procedure with the first part that names it and no other of them, in the order of the words."""
    found: dict[str, tuple[int, Procedure]] = {}
    for number, part in enumerate(parts):
        here = [
            procedure for procedure in procedures if any(says(part, name) for name in names_of(procedure))
        ]
        if len(here) == 1:
            found.setdefault(here[0].code, (number, here[0]))
    return list(found.values())


def question_button(procedure: Procedure, aspect: Aspect, services: Services) -> Button:
    """Asks for that aspect of another procedure; its title tells both."""
    asked = services.phrasebook.wording.aspects[aspect]
    name = short_title(lower_first(bare_title(procedure.plain_name)), TITLE_LIMIT - len(asked) - len(": "))
    return Button(f"{asked}: {name}", payloads.ask(aspect, procedure=procedure.code))

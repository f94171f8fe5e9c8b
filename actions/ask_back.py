"""Questions back to the citizen: which of these procedures, or which one at all."""

from collections.abc import Sequence

from actions import payloads, phrasing
from actions.answer import Answer, Button
from actions.aspects import Aspect
from actions.procedure_choice import procedures_of
from actions.services import Services
from actions.wording import Topic
from procedures_kb.model import Procedure


def ask_back(procedures: Sequence[Procedure], aspect: Aspect, services: Services) -> Answer:
    """Asks which of the near procedures is meant; the buttons keep the aspect asked for."""
    titles = services.phrasebook.wording.titles
    none = Button(titles.none_of_these, payloads.payload("ask_human"))
    if len(procedures) == 1:
        yes = Button(titles.yes, payloads.ask(aspect, procedure=procedures[0].code))
        buttons: tuple[Button, ...] = (yes, none)
    else:
        buttons = phrasing.procedure_buttons(procedures, aspect, none)
    return _which_of_these(procedures, buttons, aspect, services)


def which_procedure(aspect: Aspect, services: Services) -> Answer:
    """Asks for the procedure when the words named none and none is under discussion."""
    wording = services.phrasebook.wording
    replies = phrasing.bubbles(services, "chat/which_procedure", aspect=aspect)
    return Answer(
        outcome="asked_back_procedure",
        replies=phrasing.with_buttons(replies, phrasing.topic_buttons(wording, aspect)),
        aspect=aspect,
        slots={"aspect": aspect, "candidates": []},
    )


def topic_menu(topic: Topic, aspect: Aspect, services: Services) -> Answer:
    """Offers the procedures of one topic."""
    titles = services.phrasebook.wording.titles
    procedures = procedures_of(topic.procedures, services)
    buttons = phrasing.procedure_buttons(procedures, aspect, phrasing.human(titles))
    return _which_of_these(procedures, buttons, aspect, services)


def _which_of_these(
    procedures: Sequence[Procedure], buttons: tuple[Button, ...], aspect: Aspect, services: Services
) -> Answer:
    replies = phrasing.bubbles(services, "chat/which_of_these", procedures=procedures)
    return Answer(
        outcome="asked_back_procedure",
        replies=phrasing.with_buttons(replies, buttons),
        aspect=aspect,
        slots={"aspect": aspect, "candidates": [procedure.code for procedure in procedures]},
    )

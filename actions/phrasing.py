"""Building blocks of replies: bubbles from templates, and rows of buttons."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from actions import payloads
from actions.answer import Button, Reply
from actions.aspects import Aspect
from actions.phrasebook import short_title
from actions.services import Services
from actions.wording import Titles, Wording
from procedures_kb.model import Procedure

ALL_TOPICS = "all"
BUTTONS_PER_REPLY = 4
CHOICES = BUTTONS_PER_REPLY - 1  # beside the way out of the question


def bubbles(services: Services, template: str, **context: object) -> tuple[Reply, ...]:
    """The bubbles of a template, without buttons; every template knows the department."""
    texts = services.phrasebook.bubbles(template, {"department": services.department, **context})
    return tuple(Reply(text) for text in texts)


def with_buttons(replies: Sequence[Reply], buttons: Iterable[Button]) -> tuple[Reply, ...]:
    """The replies with those buttons under the last one."""
    return (*replies[:-1], replace(replies[-1], buttons=tuple(buttons)[:BUTTONS_PER_REPLY]))


def human(titles: Titles) -> Button:
    """The way out to a person."""
    return Button(titles.human, payloads.payload("ask_human"))


def menu(titles: Titles) -> Button:
    """The way back to the list of topics."""
    return Button(titles.ask_procedure, payloads.ask("overview", topic=ALL_TOPICS))


def topic_buttons(wording: Wording, aspect: Aspect) -> tuple[Button, ...]:
    """One button for each topic, which keeps the aspect asked for, and the way to a person."""
    buttons = (Button(topic.title, payloads.ask(aspect, topic=topic.id)) for topic in wording.topics)
    return (*buttons, human(wording.titles))


def procedure_buttons(procedures: Sequence[Procedure], aspect: Aspect, last: Button) -> tuple[Button, ...]:
    """One button for each procedure, which keeps the aspect asked for, and a last one."""
    buttons = (
        Button(title, payloads.ask(aspect, procedure=procedure.code))
        for title, procedure in zip(distinct_titles(procedures), procedures, strict=True)
    )
    return (*buttons, last)


def distinct_titles(procedures: Sequence[Procedure]) -> list[str]:
    """Button titles of procedures; two that would read the same are told apart by their codes."""
    titles = [short_title(procedure.plain_name) for procedure in procedures]
    return [
        title if titles.count(title) == 1 else f"{short_title(title, 29)} {procedure.code}"
        for title, procedure in zip(titles, procedures, strict=True)
    ]


def aspect_buttons(
    wording: Wording, procedure: Procedure, aspects: Iterable[Aspect], last: Button
) -> tuple[Button, ...]:
    """What usually comes next about this procedure, and a last button."""
    buttons = (
        Button(wording.aspects[aspect], payloads.ask(aspect, procedure=procedure.code)) for aspect in aspects
    )
    return (*buttons, last)

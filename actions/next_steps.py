"""What is offered under an answer: the aspects and the tools that usually come next."""

from collections.abc import Callable

from actions import payloads, phrasing
from actions.answer import Button
from actions.aspects import Aspect, as_aspect, fact_groups
from actions.estimate_plan import can_estimate
from actions.phrasebook import short_title
from actions.services import Services
from procedures_kb.model import Procedure

# By the name that wording.yml uses; a tool that does not fit the procedure is passed over.
TOOL_FITS: dict[str, Callable[[Procedure, Services], bool]] = {
    "estimate": lambda procedure, services: can_estimate(procedure.code, services),
    "card": lambda procedure, _services: procedure.papers is not None,
}


def next_buttons(
    procedure: Procedure, aspect: Aspect, services: Services, *, doubtful: bool
) -> tuple[Button, ...]:
    """At most four: what comes next, "Báo sai", and a person where the answer is doubtful or missing.

    The check before going is advice: there a person can help, and there is no fact to report.
    """
    titles = services.phrasebook.wording.titles
    human = phrasing.human(titles)
    if not procedure.is_full:
        return (*_counterpart(procedure, aspect, services), phrasing.menu(titles), human)
    report = Button(titles.report_error, payloads.payload("report_error", procedure=procedure.code))
    last = (report, human) if doubtful or not fact_groups(procedure, aspect) else (report,)
    if aspect == "check":
        last = (human,)
    room = phrasing.BUTTONS_PER_REPLY - len(last)
    steps = (_step(name, procedure, services) for name in services.phrasebook.wording.next_steps[aspect])
    return (*[button for button in steps if button is not None][:room], *last)


def _counterpart(procedure: Procedure, aspect: Aspect, services: Services) -> tuple[Button, ...]:
    """The same question about the same matter in the province, where a ministry handles this one."""
    here = services.kb.counterpart(procedure)
    if here is None:
        return ()
    return (Button(short_title(here.plain_name), payloads.ask(aspect, procedure=here.code)),)


def _step(name: str, procedure: Procedure, services: Services) -> Button | None:
    wording = services.phrasebook.wording
    aspect = as_aspect(name)
    if aspect is not None:
        known = fact_groups(procedure, aspect)
        return (
            Button(wording.aspects[aspect], payloads.ask(aspect, procedure=procedure.code)) if known else None
        )
    tool = wording.tools[name]
    fits = TOOL_FITS[name](procedure, services)
    return Button(tool.title, payloads.payload(tool.intent, procedure=procedure.code)) if fits else None

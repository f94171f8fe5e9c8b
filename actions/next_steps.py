"""What is offered under an answer: the aspects and the tools that usually come next."""

from collections.abc import Callable, Iterable, Sequence

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
    procedure: Procedure,
    told: Sequence[Aspect],
    services: Services,
    *,
    doubtful: bool,
    tools: bool = True,
    first: Sequence[Button] = (),
) -> tuple[Button, ...]:
    """At most four: `first`, what comes next, "Báo sai", and a person where the answer is doubtful or none.

    `told` are the aspects answered, the main one first. Tools may stand under the facts instead, see
    `tool_buttons`. The check before going is advice: there a person can help, and there is no fact to report.
    """
    aspect = told[0]
    titles = services.phrasebook.wording.titles
    human = phrasing.human(titles)
    if not procedure.is_full:
        return (*_counterpart(procedure, aspect, services), phrasing.menu(titles), human)
    report = Button(titles.report_error, payloads.payload("report_error", procedure=procedure.code))
    last = (report, human) if doubtful or not fact_groups(procedure, aspect) else (report,)
    if aspect == "check":
        last = (human,)
    following = services.phrasebook.wording.next_steps
    names = dict.fromkeys(name for one in told for name in following[one] if name not in told)
    steps = _steps((name for name in names if tools or not _is_tool(name)), procedure, services)
    return (*(*first, *steps)[: phrasing.BUTTONS_PER_REPLY - len(last)], *last)


def tool_buttons(procedure: Procedure, aspect: Aspect, services: Services) -> tuple[Button, ...]:
    """What can be done with these facts at once: check, card, estimate."""
    names = services.phrasebook.wording.next_steps[aspect]
    return _steps(filter(_is_tool, names), procedure, services)


def _is_tool(name: str) -> bool:
    """The check before going is asked for like an aspect, but it is something to do with the facts."""
    return name == "check" or as_aspect(name) is None


def _steps(names: Iterable[str], procedure: Procedure, services: Services) -> tuple[Button, ...]:
    found = (_step(name, procedure, services) for name in names)
    return tuple(button for button in found if button is not None)


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

"""The answer on one aspect of one procedure: facts, source, what is uncertain, what comes next."""

from actions import phrasing, situations
from actions.answer import Answer, Button, Provenance, Reply
from actions.aspects import GROUPS, STEPS_FROM, Aspect
from actions.payloads import payload
from actions.procedure_choice import Chosen
from actions.services import Services
from actions.turn import Turn
from procedures_kb.model import FactGroup, Procedure, Situation

# Told in half a sentence among the steps, so their notes would only be in the way there.
SUMMED_UP = ("papers", "result")
HEAD_FIELDS = ("plain_name", "authority", "portal_url")


def explain(turn: Turn, chosen: Chosen, aspect: Aspect, services: Services) -> Answer:
    """Answers from the record alone; what the record does not hold is said to be missing."""
    procedure = chosen.procedure
    situation = situations.situation_of(turn, procedure)
    groups = fact_groups(procedure, aspect)
    return Answer(
        outcome="answered",
        replies=_replies(procedure, aspect, situation, groups, services),
        aspect=aspect,
        procedure=procedure.code,
        procedure_confidence=chosen.confidence,
        provenance=(_provenance(procedure, groups),),
        slots={
            "procedure": procedure.code,
            "aspect": aspect,
            "situation": situations.remembered(procedure, situation),
            "candidates": [],
        },
    )


def fact_groups(procedure: Procedure, aspect: Aspect) -> dict[str, FactGroup]:
    """The groups that answer that aspect, by name; missing steps are told from the facts they consist of."""
    names = GROUPS[aspect]
    if aspect == "steps" and procedure.steps is None and procedure.place is not None:
        names = STEPS_FROM
    found = {name: procedure.fact_group(name) for name in names}
    return {name: group for name, group in found.items() if group is not None}


def template_for(procedure: Procedure, aspect: Aspect, groups: dict[str, FactGroup]) -> str:
    """The template that suits what the record holds."""
    if not procedure.is_full:
        return "aspects/by_name"
    if not groups and aspect != "overview":
        return "aspects/missing"
    return f"aspects/{aspect}"


def _replies(
    procedure: Procedure,
    aspect: Aspect,
    situation: Situation | None,
    groups: dict[str, FactGroup],
    services: Services,
) -> tuple[Reply, ...]:
    template = template_for(procedure, aspect, groups)
    facts = phrasing.bubbles(
        services,
        template,
        procedure=procedure,
        aspect=aspect,
        situation=situation,
        every_case=situations.whole_view(procedure, situation),
        main_cases=situations.main_view(procedure, situation),
        **{name: groups.get(name) for name in ("steps", *STEPS_FROM, *GROUPS[aspect])},
    )
    shown = [group for name, group in groups.items() if name not in SUMMED_UP or len(groups) == 1]
    today = services.today()
    cautions = phrasing.bubbles(
        services,
        "aspects/cautions",
        groups=shown,
        today=today,
        later_laws=services.kb.later_laws(procedure, groups, today),
    )
    return phrasing.with_buttons((*facts, *cautions), _buttons(procedure, aspect, bool(cautions), services))


def _buttons(procedure: Procedure, aspect: Aspect, doubtful: bool, services: Services) -> tuple[Button, ...]:
    wording = services.phrasebook.wording
    human = phrasing.human(wording.titles)
    if not procedure.is_full:
        return (phrasing.menu(wording.titles), human)
    known = [item for item in wording.next_aspects[aspect] if fact_groups(procedure, item)]
    report = Button(wording.titles.report_error, payload("hotline_suggestion", procedure=procedure.code))
    last = human if doubtful or not fact_groups(procedure, aspect) else report
    return phrasing.aspect_buttons(wording, procedure, known, last)


def _provenance(procedure: Procedure, groups: dict[str, FactGroup]) -> Provenance:
    return Provenance(procedure.code, tuple(groups) or HEAD_FIELDS, procedure.facts_version)

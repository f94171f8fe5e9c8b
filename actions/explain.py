"""The answer on one aspect of one procedure: facts, source, what is uncertain, what comes next."""

from dataclasses import dataclass, replace

from actions import cases, phrasing, which_is_you
from actions.answer import Answer, Provenance, Reply
from actions.aspects import GROUPS, STEPS_FROM, Aspect, fact_groups
from actions.branches import View
from actions.check_before_go import check_list
from actions.estimate_typed import answer_price
from actions.next_steps import next_buttons, tool_buttons
from actions.procedure_choice import Chosen
from actions.services import Services
from actions.turn import Turn
from actions.where import with_place
from procedures_kb.case import Case
from procedures_kb.model import FACT_GROUPS, FactGroup, Procedure, SituationalItem
from procedures_kb.questions import Question, Situation

# Told in half a sentence among the steps, so their notes would only be in the way there.
SUMMED_UP = ("papers", "result")
HEAD_FIELDS = ("plain_name", "authority", "portal_url")


@dataclass(frozen=True)
class Matter:
    """What is asked: an aspect of a procedure in the citizen's case, and the facts on it."""

    case: Case
    aspect: Aspect
    groups: dict[str, FactGroup]

    @property
    def procedure(self) -> Procedure:
        """The procedure that the case is one of."""
        return self.case.procedure

    @property
    def told(self) -> tuple[Situation, ...]:
        """What the citizen told of his case, as far as it matters here."""
        items = (item for group in self.groups.values() for item in getattr(group, "items", ()))
        return self.case.telling(item for item in items if isinstance(item, SituationalItem))


def explain(turn: Turn, chosen: Chosen, aspect: Aspect, services: Services) -> Answer:
    """Answers from the record alone; what depends on the citizen's case is asked first, one thing a turn.

    A question on the fee that tells the price of the land gets an estimate.
    """
    priced = answer_price(turn, chosen.procedure, services) if aspect == "fee" else None
    if priced is not None:
        return replace(priced, procedure_confidence=chosen.confidence)
    case = cases.case_of(turn, chosen.procedure)
    matter = Matter(case, aspect, fact_groups(chosen.procedure, aspect))
    question = which_is_you.open_question(case, aspect, matter.groups.values())
    replies = _asking(turn, matter, question, services) if question else _replies(matter, services)
    answer = Answer(
        outcome="asked_back_situation" if question else "answered",
        replies=replies,
        aspect=aspect,
        procedure=chosen.procedure.code,
        procedure_confidence=chosen.confidence,
        provenance=(_provenance(chosen.procedure, matter.groups),),
        slots={
            "procedure": chosen.procedure.code,
            "aspect": aspect,
            "situation": cases.remembered(case),
            "candidates": [],
        },
    )
    return with_place(answer, turn, services)


def template_for(procedure: Procedure, aspect: Aspect, groups: dict[str, FactGroup]) -> str:
    """The template that suits what the record holds."""
    if procedure.level == "ministry":
        return "aspects/at_ministry"
    if not procedure.is_full:
        return "aspects/by_name"
    if not groups and aspect != "overview":
        return "aspects/missing"
    return f"aspects/{aspect}"


def _asking(turn: Turn, matter: Matter, question: Question, services: Services) -> tuple[Reply, ...]:
    """What everybody needs, told once, and the question; after a tap or a typed answer the question alone."""
    asked = which_is_you.ask(question, matter.procedure, services)
    if turn.intent == which_is_you.INTENT:
        return (asked,)
    group = matter.groups[matter.aspect if matter.aspect in FACT_GROUPS else "papers"]
    told = phrasing.bubbles(
        services,
        "aspects/for_everybody",
        procedure=matter.procedure,
        aspect=matter.aspect,
        told=matter.told,
        every_case=View(matter.case),
        group=group,
    )
    # A caution needs facts to be cautious about.
    told_facts = matter.aspect != "check" and View(matter.case).common(getattr(group, "items", ()))
    cautions = _cautions(matter, services) if told_facts else ()
    return (*told, *cautions, asked)


def _replies(matter: Matter, services: Services) -> tuple[Reply, ...]:
    template = template_for(matter.procedure, matter.aspect, matter.groups)
    facts = phrasing.bubbles(
        services,
        template,
        procedure=matter.procedure,
        aspect=matter.aspect,
        told=matter.told,
        every_case=View(matter.case),
        main_cases=View(matter.case, main=True),
        twins=services.kb.twins(matter.procedure.code),
        counterpart=services.kb.counterpart(matter.procedure),
        **{name: matter.groups.get(name) for name in ("steps", *STEPS_FROM, *GROUPS[matter.aspect])},
        **_beside_facts(matter, services),
    )
    cautions = _cautions(matter, services)
    if cautions:
        facts = phrasing.with_buttons(facts, tool_buttons(matter.procedure, matter.aspect, services))
    buttons = next_buttons(matter.procedure, matter.aspect, services, doubtful=bool(cautions))
    return phrasing.with_buttons((*facts, *cautions), buttons)


def _beside_facts(matter: Matter, services: Services) -> dict[str, object]:
    """What one template alone needs and takes long to find."""
    return {"check_list": check_list(matter.case, services)} if matter.aspect == "check" else {}


def _cautions(matter: Matter, services: Services) -> tuple[Reply, ...]:
    groups = matter.groups
    today = services.today()
    return phrasing.bubbles(
        services,
        "aspects/cautions",
        groups=[group for name, group in groups.items() if name not in SUMMED_UP or len(groups) == 1],
        today=today,
        later_laws=services.kb.later_laws(matter.procedure, groups, today),
    )


def _provenance(procedure: Procedure, groups: dict[str, FactGroup]) -> Provenance:
    return Provenance(procedure.code, tuple(groups) or HEAD_FIELDS, procedure.facts_version)

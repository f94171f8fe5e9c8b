"""The answer on one procedure: facts of the aspects asked for, source, what is uncertain, what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from actions import cases, payloads, phrasing, which_is_you
from actions.answer import Answer, Button, Reply
from actions.aspects import Aspect
from actions.estimate_typed import answer_price
from actions.matter import Matter, cautions, facts, for_everybody, provenance, tells_facts
from actions.next_steps import next_buttons, tool_buttons
from actions.procedure_choice import Chosen
from actions.services import Services
from actions.sources import sources_once
from actions.turn import Turn
from actions.where import with_place
from procedures_kb.questions import Question

MOST_BUBBLES = 6  # of facts in one answer; an aspect beyond them is a button


@dataclass(frozen=True)
class Beside:
    """What one message asks beside its main aspect.

    `aspects` are all of its aspects, in its order; `buttons` are offered before all others.
    """

    aspects: tuple[Aspect, ...] = ()
    buttons: tuple[Button, ...] = ()


NOTHING = Beside()


def explain(
    turn: Turn, chosen: Chosen, aspect: Aspect, services: Services, beside: Beside = NOTHING
) -> Answer:
    """Answers from the record alone; what depends on the citizen's case is asked first, one thing a turn.

    A question on the fee that tells the price of the land gets an estimate.
    """
    several = len(beside.aspects) > 1 and chosen.procedure.is_full
    aspects = beside.aspects if several else (aspect,)
    priced = answer_price(turn, chosen.procedure, services) if aspect == "fee" else None
    if priced is not None:
        return replace(priced, procedure_confidence=chosen.confidence)
    case = cases.case_of(turn, chosen.procedure)
    matters = [Matter.of(case, one) for one in aspects]
    question = next((matter.question for matter in matters if matter.question), None)
    # After a tap or a typed answer the next question comes alone, and everything is told at the end.
    alone = question is not None and turn.intent == which_is_you.INTENT
    due = [matter.aspect for matter in matters if matter.question or alone] or [aspect]
    told = matters if question else _fitting(matters, aspect, services)
    answer = Answer(
        outcome="asked_back_situation" if question else "answered",
        replies=_asking(told, question, beside, services, alone=alone)
        if question
        else _replies(told, aspect, _left(matters, told, beside, services), services),
        aspect=aspect,
        procedure=chosen.procedure.code,
        procedure_confidence=chosen.confidence,
        provenance=(provenance(told),),
        slots={
            "procedure": chosen.procedure.code,
            "aspect": due[0],
            "further": due[1:],
            "situation": cases.remembered(case),
            "candidates": [],
        },
    )
    asks_place = question is None and any(matter.aspect == "place" for matter in told)
    return with_place(answer, turn, services) if asks_place else answer


def _asking(
    matters: Sequence[Matter], question: Question, beside: Beside, services: Services, *, alone: bool
) -> tuple[Reply, ...]:
    """What everybody needs, told once, and the question."""
    asked = which_is_you.ask(question, matters[0].procedure, services)
    if alone:
        return (asked,)
    told = [
        reply
        for matter in matters
        for reply in (for_everybody if matter.question else facts)(matter, services)
    ]
    once = sources_once(told, matters, services)
    careful = cautions([matter for matter in matters if tells_facts(matter)], services)
    return (*phrasing.with_buttons((*once, *careful), beside.buttons), asked)


def _replies(
    matters: Sequence[Matter], aspect: Aspect, first: Sequence[Button], services: Services
) -> tuple[Reply, ...]:
    procedure = matters[0].procedure
    told = sources_once([reply for matter in matters for reply in facts(matter, services)], matters, services)
    careful = cautions(matters, services)
    tools_stand_apart = bool(careful) and len(matters) == 1
    if tools_stand_apart:
        told = phrasing.with_buttons(told, tool_buttons(procedure, aspect, services))
    buttons = next_buttons(
        procedure,
        [aspect, *(matter.aspect for matter in matters if matter.aspect != aspect)],
        services,
        doubtful=bool(careful),
        tools=not tools_stand_apart,
        first=first,
    )
    return phrasing.with_buttons((*told, *careful), buttons)


def _fitting(matters: Sequence[Matter], aspect: Aspect, services: Services) -> list[Matter]:
    """The matter asked for in the first place, and those of the others for which there is room."""
    if len(matters) == 1:
        return list(matters)
    kept: list[Matter] = []
    room = MOST_BUBBLES
    for matter in sorted(matters, key=lambda one: one.aspect != aspect):
        room -= len(facts(matter, services))
        kept += [matter] if room >= 0 or not kept else []
    return [matter for matter in matters if matter in kept]


def _left(
    matters: Sequence[Matter], told: Sequence[Matter], beside: Beside, services: Services
) -> tuple[Button, ...]:
    """What else was asked and is not told: it is offered before all others."""
    titles = services.phrasebook.wording.aspects
    left = (matter for matter in matters if matter not in told)
    return (
        *(
            Button(titles[matter.aspect], payloads.ask(matter.aspect, procedure=matter.procedure.code))
            for matter in left
        ),
        *beside.buttons,
    )

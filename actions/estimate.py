"""What a transfer of land costs in taxes: a question a turn, then the estimate with its source."""

from dataclasses import replace

from actions import cases, payloads, phrasing
from actions.answer import Answer, Button, Outcome, Provenance, Reply
from actions.ask_back import which_procedure
from actions.aspects import Aspect
from actions.estimate_lines import lines, other_fees, totals
from actions.estimate_plan import DECLINED, Plan, continued, plan_of
from actions.services import Services
from actions.turn import Turn
from bot.language.land_prices import LandPrice

# A lower price of land, or one above ten thousand billions, is a slip of the finger.
LEAST, MOST = 10**6, 10**13
_AFTERWARDS: tuple[Aspect, ...] = ("fee", "papers")


def tapped(turn: Turn, services: Services) -> Answer:
    """What follows from a tap on the tool's button, or on an answer to one of its questions."""
    code, _, told = turn.entities.get("case", "").partition("/")
    procedure = services.kb.get(code or turn.entities.get("procedure", ""))
    if procedure is None:
        return which_procedure("fee", services)
    plan = continued(plan_of(cases.case_of(turn, procedure), services), tuple(told.split("/")))
    return skipped(plan, services) if told.endswith(f"/{DECLINED}") else take_up(plan, services)


def take_up(plan: Plan, services: Services, heard: LandPrice | None = None) -> Answer:
    """The next question, or the estimate; `heard` is the price as it was just told, to be read back."""
    if not plan.applies:
        return _said(plan, services, "answered", phrasing.bubbles(services, "chat/estimate_none"))
    if plan.price is not None and not LEAST <= plan.price <= MOST:
        return again(replace(plan, price=None), services, plan.price)
    step = plan.step
    if step == "done":
        return _estimate(plan, services, heard)
    replies = phrasing.bubbles(services, "chat/estimate_heard", heard=heard) if heard else ()
    question = {"situation": _situation, "relief": _relief, "price": _price}[step](plan, services)
    return _answer(plan, "asked_back_situation", (*replies, *question))


def again(plan: Plan, services: Services, price: int | None = None) -> Answer:
    """The question for the price once more, after words that are none, or a price that cannot be."""
    replies = phrasing.bubbles(services, "chat/estimate_again", price=price)
    return _answer(plan, "asked_back_situation", phrasing.with_buttons(replies, _way_out(plan, services)))


def skipped(plan: Plan, services: Services) -> Answer:
    """The citizen tells no price."""
    return _said(plan, services, "chatted", phrasing.bubbles(services, "chat/estimate_skipped"))


def _situation(plan: Plan, services: Services) -> tuple[Reply, ...]:
    question = plan.case.procedure.question_of(plan.situations[0].id)
    options = [Button(one.name, plan.told(one.id).payload) for one in plan.situations[: phrasing.CHOICES]]
    buttons = (*options, phrasing.human(services.phrasebook.wording.titles))
    return phrasing.with_buttons((Reply(question.ask if question else plan.situations[0].name),), buttons)


def _relief(plan: Plan, services: Services) -> tuple[Reply, ...]:
    question = plan.deciding.question if plan.deciding else None
    assert question is not None  # the step says so
    buttons = (
        Button(question.yes, replace(plan, waived=True).payload),
        Button(question.no, replace(plan, waived=False).payload),
        phrasing.human(services.phrasebook.wording.titles),
    )
    return phrasing.with_buttons((Reply(question.ask),), buttons)


def _price(plan: Plan, services: Services) -> tuple[Reply, ...]:
    base = plan.open_charges[0].duty.base
    replies = phrasing.bubbles(services, "chat/estimate_price", base=base)
    return phrasing.with_buttons(replies, _way_out(plan, services))


def _way_out(plan: Plan, services: Services) -> tuple[Button, ...]:
    titles = services.phrasebook.wording.titles
    return Button(titles.skip, plan.skipping), phrasing.human(titles)


def _estimate(plan: Plan, services: Services, heard: LandPrice | None) -> Answer:
    found = lines(plan)
    replies = phrasing.bubbles(
        services,
        "chat/estimate",
        procedure=plan.case.procedure,
        situation=plan.situation,
        heard=heard or (LandPrice(plan.price) if plan.price is not None else None),
        lines=found,
        totals=totals(found),
        granted=plan.deciding if plan.waived else None,
        reliefs=[one for one in plan.reliefs if one is not plan.deciding],
        bases={charge.duty.base for charge in plan.open_charges},
        fees=other_fees(plan),
        fee=plan.case.procedure.fee,
    )
    return _said(plan, services, "answered", replies)


def _said(plan: Plan, services: Services, outcome: Outcome, replies: tuple[Reply, ...]) -> Answer:
    """An answer that asks nothing, with what comes next under it."""
    wording = services.phrasebook.wording
    other = Button(wording.titles.other_price, replace(plan, price=None).payload)
    asks = [
        Button(wording.aspects[aspect], payloads.ask(aspect, procedure=plan.code)) for aspect in _AFTERWARDS
    ]
    first = (other,) if plan.price is not None else ()
    buttons = (*first, *asks, phrasing.human(wording.titles))
    return _answer(plan, outcome, phrasing.with_buttons(replies, buttons))


def _answer(plan: Plan, outcome: Outcome, replies: tuple[Reply, ...]) -> Answer:
    procedure = plan.case.procedure
    rates = tuple(charge.rate.id for charge in plan.charges)
    return Answer(
        outcome=outcome,
        replies=replies,
        aspect="fee",
        procedure=procedure.code,
        provenance=(
            Provenance(procedure.code, ("fee",), procedure.facts_version),
            Provenance("money", rates, plan.money.version),
        )
        if outcome == "answered"
        else (),
        slots={
            "procedure": procedure.code,
            "aspect": "fee",
            "situation": cases.remembered(plan.case),
            "candidates": [],
        },
    )

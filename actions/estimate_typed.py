"""Words that tell what an estimate needs: a price, a relation, a case."""

from collections.abc import Iterable
from dataclasses import replace

from actions import cases, estimate, payloads
from actions.answer import Answer
from actions.estimate_plan import DECLINED, INTENT, OPEN, Plan, Step, can_estimate, continued, plan_of
from actions.services import Services
from actions.turn import Turn
from bot.language.land_prices import LandPrice, read_land_price
from bot.language.words import says, words
from procedures_kb.model import Procedure

# Whatever figures it holds, this is another matter.
OTHER_MATTERS = ("hotline_", "ask_human", "privacy_delete")
_COLUMNS = ("code", "situation", "relief", "price")  # of a button
_ASKED: tuple[Step, ...] = ("situation", "relief")  # what the buttons under a question differ in


def answer_typed(turn: Turn, services: Services) -> Answer | None:
    """What follows from the words, where the buttons under the last reply wait for them."""
    if turn.intent.startswith(OTHER_MATTERS) or "dossier_code" in turn.entities:
        return None
    found = _open(turn, services)
    if found is None or turn.entities.get("procedure", found[0].code) != found[0].code:
        return None
    plan, asked = found
    if asked == "situation" and plan.situation is not None:
        return estimate.take_up(plan, services)
    waived = _relation(turn, plan, services) if asked == "relief" else None
    if waived is not None:
        return estimate.take_up(replace(plan, waived=waived), services)
    return _price(turn, plan, services, asked)


def answer_price(turn: Turn, procedure: Procedure, services: Services) -> Answer | None:
    """The estimate for a question on the fee that tells the price; None where it tells none."""
    if turn.text.startswith("/") or not can_estimate(procedure.code, services):
        return None
    plan = plan_of(cases.case_of(turn, procedure), services)
    heard = read_land_price(turn.text)
    return _with(plan, heard, services) if _likely(heard) and plan.applies else None


def _open(turn: Turn, services: Services) -> tuple[Plan, Step | None] | None:
    """The plan that the buttons have in common, and what they answer where they stand under a question."""
    shown = (payloads.parse(button.payload) for button in turn.offered)
    parsed = [found for found in shown if found and found[0] == INTENT]
    cells = [_cells(entities.get("case") or entities.get("procedure", "")) for _, entities in parsed]
    procedure = services.kb.get(cells[0][0]) if cells else None
    if procedure is None or not can_estimate(procedure.code, services):
        return None
    columns = dict(zip(_COLUMNS, zip(*cells, strict=True), strict=True))
    common = {name: column[0] if len(set(column)) == 1 else OPEN for name, column in columns.items()}
    plan = continued(plan_of(cases.case_of(turn, procedure), services), tuple(common.values())[1:])
    differing = [step for step in _ASKED if len(set(columns[step])) > 1]
    return plan, differing[0] if differing else "price" if common["price"] == DECLINED else None


def _cells(case: str) -> tuple[str, ...]:
    return tuple((case.split("/") + [OPEN] * len(_COLUMNS))[: len(_COLUMNS)])


def _price(turn: Turn, plan: Plan, services: Services, asked: Step | None) -> Answer | None:
    waiting = asked == "price"
    heard = read_land_price(turn.text, bare=waiting)
    if _likely(heard) and (asked or turn.aspect in (None, "fee", "overview")):
        return _with(plan, heard, services)
    if not waiting:
        return None
    if words(turn.text) in services.phrasebook.wording.skipping:
        return estimate.skipped(plan, services)
    if heard is not None:
        return estimate.again(plan, services, heard.total)
    tried = any(letter.isdecimal() for letter in turn.text) and not turn.text.rstrip().endswith("?")
    return estimate.again(plan, services) if tried else None


def _with(plan: Plan, heard: LandPrice | None, services: Services) -> Answer:
    return estimate.take_up(replace(plan, price=heard.total if heard else None), services, heard)


def _likely(heard: LandPrice | None) -> bool:
    return heard is not None and estimate.LEAST <= heard.total <= estimate.MOST


def _relation(turn: Turn, plan: Plan, services: Services) -> bool | None:
    """The answer to the question of the relief: a bare yes or no, or the relation by name."""
    wording = services.phrasebook.wording
    question = plan.deciding.question if plan.deciding else None
    bare = wording.without_politeness(turn.text)
    if question is None or not bare:
        return None
    if bare.split()[0] in wording.no or _names(turn, question.no_words):
        return False
    return True if bare in wording.yes or _names(turn, question.yes_words) else None


def _names(turn: Turn, said: Iterable[str]) -> bool:
    return any(says(turn.text, one) for one in said)

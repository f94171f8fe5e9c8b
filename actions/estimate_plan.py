"""How far an estimate has come: the case, who is exempt, the price. All of it stands in its buttons."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from actions.payloads import payload
from actions.services import Services
from procedures_kb.case import Case
from procedures_kb.money import Charge, Money, Relief
from procedures_kb.questions import Situation

INTENT = "estimate"
OPEN, DECLINED = "~", "skip"  # in a button: not known yet; the citizen does not want to tell
_ANSWERS = {"yes": True, "no": False}
_DIGITS = 14  # of a price that a button carries; more is no price of land

Step = Literal["situation", "relief", "price", "done"]


@dataclass(frozen=True)
class Plan:
    """What is known; `waived` is the answer to the question of the relief that decides."""

    case: Case
    money: Money
    today: date
    waived: bool | None = None
    price: int | None = None

    @property
    def code(self) -> str:
        """The code of the procedure."""
        return self.case.procedure.code

    @property
    def situations(self) -> tuple[Situation, ...]:
        """The situations among which the case must be known, the most usual first."""
        found = map(self.case.procedure.situation, self.money.situations(self.code))
        return tuple(situation for situation in found if situation is not None)

    @property
    def situation(self) -> Situation | None:
        """The one of them that the citizen told."""
        return next((one for one in self.case.situations if one in self.situations), None)

    @property
    def applies(self) -> bool:
        """False where nothing is charged, because the case is another one ("góp vốn bằng đất")."""
        question = self.case.procedure.question_of(self.situations[0].id) if self.situations else None
        told = self.case.answers.get(question.id) if question else None
        return bool(self.charges) if told or not self.situations else True

    @property
    def charges(self) -> tuple[Charge, ...]:
        """What is paid in this case before any relief."""
        return self.money.charges(self.code, self._situation_id)

    @property
    def reliefs(self) -> tuple[Relief, ...]:
        """The reliefs of this case that are in force."""
        found = self.money.reliefs_for(self.code, self._situation_id)
        return tuple(relief for relief in found if relief.in_force(self.today))

    @property
    def deciding(self) -> Relief | None:
        """The relief whose question has to be asked, or was."""
        return next((relief for relief in self.reliefs if relief.question is not None), None)

    @property
    def open_charges(self) -> tuple[Charge, ...]:
        """What is left to pay after the relief that was claimed."""
        waives = self.deciding.waives if self.waived and self.deciding else ()
        return tuple(charge for charge in self.charges if charge.rate.id not in waives)

    @property
    def step(self) -> Step:
        """What has to be asked next; nothing where all is known, or nothing is left to pay."""
        if self.situations and self.situation is None:
            return "situation"
        if self.deciding is not None and self.waived is None:
            return "relief"
        return "price" if self.price is None and self.open_charges else "done"

    def told(self, situation: str) -> "Plan":
        """The plan with that situation of its procedure."""
        return replace(self, case=self.case.told(situation))

    @property
    def payload(self) -> str:
        """The button that leads here."""
        return self._payload(OPEN if self.price is None else str(self.price))

    @property
    def skipping(self) -> str:
        """The button of a citizen who tells no price."""
        return self._payload(DECLINED)

    def _payload(self, price: str) -> str:
        answers = {True: "yes", False: "no", None: OPEN}
        return payload(
            INTENT, case="/".join((self.code, self._situation_id or OPEN, answers[self.waived], price))
        )

    @property
    def _situation_id(self) -> str | None:
        return self.situation.id if self.situation else None


def plan_of(case: Case, services: Services) -> Plan:
    """The plan of a citizen of whom only the case is known."""
    return Plan(case, services.kb.money, services.today())


def continued(plan: Plan, tokens: tuple[str, ...]) -> Plan:
    """The plan with what a button holds after the code; what cannot be read stays open."""
    situation, waived, price = (*tokens, OPEN, OPEN, OPEN)[:3]
    if situation in {one.id for one in plan.situations}:
        plan = plan.told(situation)
    known = price.isascii() and price.isdecimal() and len(price) <= _DIGITS
    return replace(plan, waived=_ANSWERS.get(waived), price=int(price) if known else None)


def can_estimate(code: str, services: Services) -> bool:
    """True for a procedure in which some share of a value is paid."""
    return any(code in rate.codes for rate in services.kb.money.rates)

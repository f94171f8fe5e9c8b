"""The lines of an estimate: what is computed, and the fees of the record that stand beside it."""

from collections.abc import Iterable
from dataclasses import dataclass

from actions.branches import View
from actions.estimate_plan import Plan
from procedures_kb.model import FeeItem
from procedures_kb.money import Rate


@dataclass(frozen=True)
class Line:
    """One charge: what is due of the value, 0 where it is waived, None where the rate is not in force."""

    rate: Rate
    payer: str
    waived: bool
    value: int | None
    due: int | None


@dataclass(frozen=True)
class Total:
    """What one side pays in all."""

    payer: str
    due: int


@dataclass(frozen=True)
class OtherFees:
    """Fees that are no share of the value: those sure to be paid, and whether more depend on the case."""

    sure: tuple[FeeItem, ...]
    more: bool


def lines(plan: Plan) -> tuple[Line, ...]:
    """Every charge of the case, waived ones included."""
    return tuple(
        Line(
            charge.rate,
            charge.duty.payer,
            charge not in plan.open_charges,
            plan.price,
            _due(charge.rate, plan) if charge in plan.open_charges else 0,
        )
        for charge in plan.charges
    )


def totals(found: Iterable[Line]) -> tuple[Total, ...]:
    """The sums of those who pay more than one line; none where one of their lines is unknown."""
    payers: dict[str, list[int | None]] = {}
    for line in found:
        if not line.waived:
            payers.setdefault(line.payer, []).append(line.due)
    return tuple(
        Total(payer, sum(due for due in dues if due is not None))
        for payer, dues in payers.items()
        if len(dues) > 1 and None not in dues
    )


def other_fees(plan: Plan) -> OtherFees:
    """The fees of the record, without those that the rates compute."""
    fee = plan.case.procedure.fee
    computed = tuple(rate.name for rate in plan.money.rates)
    items = [item for item in (fee.items if fee else ()) if not item.name.startswith(computed)]
    view = View(plan.case)
    return OtherFees(view.common(items), bool(view.branches(items)))


def _due(rate: Rate, plan: Plan) -> int | None:
    return rate.due(plan.price) if plan.price is not None and rate.in_force(plan.today) else None

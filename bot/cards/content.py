"""What a card says: the facts of a record that hold in a case. The words around them are the template's."""

from collections.abc import Iterable
from datetime import date

import msgspec

from bot.cards.addresses import page_path
from bot.cards.amounts import AmountList, amount_lists
from bot.cards.papers import PaperList, paper_lists
from bot.cards.qr import qr_svg
from bot.cards.situations import Condition, conditions
from bot.department import Department
from bot.offices import takers
from procedures_kb.case import Case
from procedures_kb.days import written
from procedures_kb.loader import KnowledgeBase
from procedures_kb.model import FactGroup, Procedure

TOLD = ("papers", "fee", "time", "place")


class Period(msgspec.Struct, frozen=True):
    """One time of processing; `case` is the condition under which it replaces the normal one."""

    text: str
    case: str | None
    conditions: tuple[Condition, ...]


class Counter(msgspec.Struct, frozen=True):
    """An office that takes the dossier, wherever the citizen lives; hours and phone may be unknown."""

    name: str
    address: str
    hours: str
    phone: str


class Doubt(msgspec.Struct, frozen=True):
    """What may no longer be true; days as they are written in Vietnam."""

    expired: tuple[str, ...]
    later_laws: tuple[str, ...]
    call_first: bool


class Card(msgspec.Struct, frozen=True):
    """Everything on a card. Empty lists and None stand for what the record does not tell."""

    code: str
    national_code: str | None
    version: str
    name: str
    cases: tuple[str, ...]
    papers: tuple[PaperList, ...]
    fee_kind: str | None
    fee_unsure: bool
    amounts: tuple[AmountList, ...]
    periods: tuple[Period, ...]
    places: tuple[str, ...]
    counters: tuple[Counter, ...]
    notes: dict[str, str]
    doubt: Doubt
    source: str
    verified_on: str
    department: str
    hotline: dict[str, str]
    address: str
    qr: str


def card_of(case: Case, kb: KnowledgeBase, department: Department, base_url: str, today: date) -> Card:
    """The card of a full record; `base_url` is the address that citizens see, without a slash at its end."""
    procedure = case.procedure
    groups = {name: group for name in TOLD if (group := procedure.fact_group(name)) is not None}
    address = base_url + page_path(case)
    fee = procedure.fee
    return Card(
        code=procedure.code,
        national_code=procedure.national_code,
        version=procedure.facts_version,
        name=procedure.plain_name,
        cases=tuple(situation.name for situation in case.situations),
        papers=paper_lists(procedure.papers, case) if procedure.papers else (),
        fee_kind=fee.kind if fee else None,
        fee_unsure=fee is not None and fee.confidence == "low",
        amounts=amount_lists(fee, case) if fee else (),
        periods=_periods(case),
        places=procedure.place.items if procedure.place else (),
        counters=_counters(procedure, department),
        notes={name: group.note for name, group in groups.items() if group.note},
        doubt=_doubt(groups.values(), kb.later_laws(procedure, groups, today), today),
        source=_best_source(procedure),
        verified_on=written(min((group.verified_on for group in groups.values()), default=procedure.as_of)),
        department=department.name,
        hotline=msgspec.to_builtins(department.hotline),
        address=address,
        qr=qr_svg(address),
    )


def _periods(case: Case) -> tuple[Period, ...]:
    time = case.procedure.time
    items = case.applying(time.items) if time else ()
    return tuple(Period(item.text, item.case, conditions(item, case)) for item in items)


def _counters(procedure: Procedure, department: Department) -> tuple[Counter, ...]:
    offices = takers(procedure.place).known(department.offices) if procedure.place else ()
    return tuple(Counter(one.name, one.address, one.hours, one.phone) for one in offices)


def _doubt(groups: Iterable[FactGroup], later_laws: tuple[str, ...], today: date) -> Doubt:
    told = tuple(groups)
    expired = {group.valid_to: None for group in told if group.valid_to and group.expired(today)}
    return Doubt(
        expired=tuple(written(day) for day in sorted(expired)),
        later_laws=later_laws,
        call_first=bool(expired or later_laws) or any(group.confidence == "low" for group in told),
    )


def _best_source(procedure: Procedure) -> str:
    """Where the papers come from, which most of the card is about."""
    groups = (procedure.fact_group(name) for name in TOLD)
    return next((group.source for group in groups if group is not None), procedure.portal_url)

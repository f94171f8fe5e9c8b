"""A department and records for cards, made by hand."""

from datetime import date
from typing import Any

from bot.cards.content import Card, card_of
from bot.department import Department, Hotline
from procedures_kb.case import Case
from procedures_kb.changes import Change
from procedures_kb.loader import KnowledgeBase
from procedures_kb.model import Paper, Papers, Procedure
from tests.unit.actions.records import SOURCED, TRANSFER, procedure, transfer

TODAY = date(2026, 11, 22)
DEPARTMENT = Department(
    name="Sở Nông nghiệp và Môi trường tỉnh Mẫu",
    short_name="Sở Nông nghiệp và Môi trường",
    province="Mẫu",
    hotline=Hotline(name="Tổng đài", number="0251 000 000", hours="7 giờ đến 17 giờ"),
    portal_url="https://dichvucong.gov.vn",
)
LATER = Change(
    id="later",
    fields=("Đất đai",),
    groups=("papers",),
    since=date(2026, 7, 1),
    by="Luật mới",
    says="Nay đã đổi.",
)


def card(
    record: Procedure,
    told: str = "",
    changes: tuple[Change, ...] = (),
    department: Department = DEPARTMENT,
) -> Card:
    """The card of that record in that case."""
    base = KnowledgeBase([record], changes)
    return card_of(Case(record).with_tokens(told), base, department, "https://chidan.example.vn", TODAY)


def transfer_card(told: str = "", **fields: Any) -> Card:
    """Of the record with situations."""
    return card(transfer(), told, **fields)


def with_papers(*names: str) -> Procedure:
    """A record with those papers."""
    papers = tuple(Paper(name=name, original=1, copies=0) for name in names)
    return procedure(TRANSFER, "Sang tên sổ đỏ", papers=Papers(**SOURCED, items=papers))

"""Cards are rendered beside the event loop, each once."""

import asyncio
import threading

import pytest

from bot.cards import printer
from bot.cards.content import Card
from bot.cards.printer import CardPrinter, PrinterBusy
from tests.unit.cards.records import LATER, transfer_card


class SlowRender:
    """Counts what it is asked for and finishes when told to."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.go_on = threading.Event()

    def __call__(self, card: Card, form: str) -> bytes:
        self.asked.append(f"{card.address} {form}")
        assert self.go_on.wait(10)
        return card.address.encode()


async def test_who_asks_for_the_same_card_waits_for_the_same_rendering() -> None:
    slow = SlowRender()
    cards = CardPrinter(slow)
    waiting = [asyncio.create_task(cards.file(transfer_card("sale"), "png")) for _ in range(20)]
    await asyncio.sleep(0)
    slow.go_on.set()
    assert len(set(await asyncio.gather(*waiting))) == 1
    await cards.file(transfer_card("sale"), "png")
    assert len(slow.asked) == 1
    cards.close()


async def test_another_case_and_another_form_are_other_files() -> None:
    slow = SlowRender()
    slow.go_on.set()
    cards = CardPrinter(slow)
    await cards.file(transfer_card("sale"), "png")
    await cards.file(transfer_card("gift"), "png")
    await cards.file(transfer_card("gift"), "pdf")
    assert len(slow.asked) == 3
    cards.close()


async def test_too_many_at_once_are_sent_away_and_may_come_again() -> None:
    slow = SlowRender()
    cards = CardPrinter(slow)
    many = [transfer_card(told) for told in ("", "sale", "gift", "~how")]
    waiting = [asyncio.create_task(cards.file(one, form)) for one in many for form in ("pdf", "png")]
    await asyncio.sleep(0)
    assert len(waiting) == printer.MOST_WAITING
    odd = transfer_card("sale", changes=(LATER,))
    with pytest.raises(PrinterBusy):
        await cards.file(odd, "pdf")
    slow.go_on.set()
    await asyncio.gather(*waiting)
    assert await cards.file(odd, "pdf")
    cards.close()


async def test_one_that_takes_too_long_is_given_up_and_kept_for_the_next() -> None:
    slow = SlowRender()
    cards = CardPrinter(slow, longest_seconds=0.05)
    with pytest.raises(PrinterBusy):
        await cards.file(transfer_card(), "png")
    slow.go_on.set()
    await asyncio.sleep(0.2)
    assert await cards.file(transfer_card(), "png")
    assert len(slow.asked) == 1
    cards.close()


async def test_a_failure_is_told_and_not_kept() -> None:
    asked = []

    def broken(card: Card, form: str) -> bytes:
        asked.append(form)
        raise ValueError("no such font")

    cards = CardPrinter(broken)
    for _ in range(2):
        with pytest.raises(ValueError, match="no such font"):
            await cards.file(transfer_card(), "pdf")
    assert len(asked) == 2
    cards.close()


async def test_only_the_last_files_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printer, "KEPT_FILES", 2)
    slow = SlowRender()
    slow.go_on.set()
    cards = CardPrinter(slow)
    for told in ("", "sale", "gift", "sale", ""):
        await cards.file(transfer_card(told), "pdf")
        await asyncio.sleep(0)
    assert len(slow.asked) == 4
    cards.close()

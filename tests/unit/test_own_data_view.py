"""However much is held, a page of it stays small, and no line is left out."""

from datetime import UTC, datetime, timedelta

from bot.own_data import Line, Listing
from bot.own_data_view import as_file, own_page

NOW = datetime(2026, 11, 27, 3, 0, tzinfo=UTC)


def listing(count: int, words: str) -> Listing:
    lines = [Line(NOW + timedelta(minutes=number), "citizen", f"{number} {words}") for number in range(count)]
    return Listing("zalo", NOW, lines, [], [], [], [], invitations=0, asks_no_survey=False)


def test_every_line_stands_on_one_page_the_latest_first() -> None:
    held = listing(300, "đất " * 50)
    last = own_page(held, 1, NOW).last
    shown = [entry.line for number in range(1, last + 1) for entry in own_page(held, number, NOW).entries]
    assert shown == list(held.lines)[::-1]
    assert last > 1


def test_a_line_larger_than_a_page_has_one_of_its_own() -> None:
    assert [len(own_page(listing(2, "<" * 20_000), number, NOW).entries) for number in (1, 2)] == [1, 1]


def test_a_page_that_is_not_there_becomes_the_nearest_and_nothing_held_is_a_page() -> None:
    assert own_page(listing(1, ""), 99, NOW).number == 1
    assert own_page(listing(1, ""), 0, NOW).number == 1
    assert own_page(listing(0, ""), 1, NOW).entries == []


def test_the_file_has_the_zone_of_vietnam() -> None:
    assert as_file(listing(1, ""), NOW)["taken_at"].isoformat() == "2026-11-27T10:00:00+07:00"

"""Text, keyboards, pace and parameters of the Telegram emulator, without its server."""

import json
from typing import Any

import pytest

from tests.emulators.clock import HandClock
from tests.emulators.telegram.delivery import Pauses
from tests.emulators.telegram.formatting import entities_found, formatted, length, parse_html
from tests.emulators.telegram.keyboards import read_inline_markup, read_markup
from tests.emulators.telegram.pace import Limits, Pace
from tests.emulators.telegram.parameters import Parameters
from tests.emulators.telegram.photos import photo_sizes
from tests.emulators.telegram.refusals import Refused

CHAT, OTHER_CHAT, GROUP = 5_000_000_001, 5_000_000_002, -1_001_000_000_001


def called(**values: Any) -> Parameters:
    texts = {name: value if isinstance(value, str) else json.dumps(value) for name, value in values.items()}
    return Parameters(texts, {})


def inline(*buttons: dict[str, Any]) -> Parameters:
    return called(reply_markup={"inline_keyboard": [list(buttons)]})


def test_a_length_counts_units_of_utf_16() -> None:
    assert (length("đất"), length("đất 😀"), length("")) == (3, 6, 0)


def test_a_command_after_an_emoji_is_found_where_utf_16_has_it() -> None:
    assert entities_found("😀 /phi@chidan_bot 1/2") == [{"type": "bot_command", "offset": 3, "length": 15}]


def test_html_becomes_text_and_entities() -> None:
    text, entities = parse_html('<b>Lệ <i>phí</i></b> 😀 &lt; <a href="https://a.vn?b=1&amp;c">xem</a>')
    assert text == "Lệ phí 😀 < xem"
    assert entities == [
        {"type": "bold", "offset": 0, "length": 6},
        {"type": "italic", "offset": 3, "length": 3},
        {"type": "text_link", "offset": 12, "length": 3, "url": "https://a.vn?b=1&c"},
    ]


@pytest.mark.parametrize(
    "source", ["<b>phí", "phí</b>", "<b><i>phí</b></i>", "<p>phí</p>", "phí < 5", "<br>"]
)
def test_html_that_telegram_does_not_know_is_refused(source: str) -> None:
    with pytest.raises(Refused, match="can't parse entities"):
        parse_html(source)


def test_space_around_a_text_goes_and_its_entities_move_with_it() -> None:
    text, entities = formatted(called(text="  <b> phí </b>\n", parse_mode="HTML"), "text")
    assert (text, entities) == ("phí", [{"type": "bold", "offset": 0, "length": 3}])


def test_an_entity_beyond_the_text_is_refused() -> None:
    with pytest.raises(Refused, match="ENTITY_BOUNDS_INVALID"):
        formatted(called(text="phí", entities=[{"type": "bold", "offset": 1, "length": 3}]), "text")


@pytest.mark.parametrize("data", ["a", "x" * 64, "đ" * 32])
def test_data_of_a_button_may_have_64_bytes(data: str) -> None:
    markup = read_inline_markup(inline({"text": "Phí", "callback_data": data}))
    assert markup.inline() == {"inline_keyboard": [[{"text": "Phí", "callback_data": data}]]}


@pytest.mark.parametrize(
    ("button", "told"),
    [
        ({"text": "Phí", "callback_data": ""}, "BUTTON_DATA_INVALID"),
        ({"text": "Phí", "callback_data": "x" * 65}, "BUTTON_DATA_INVALID"),
        ({"text": "Phí", "callback_data": "đ" * 33}, "BUTTON_DATA_INVALID"),
        ({"text": "Phí"}, "unallowed"),
        ({"text": " ", "callback_data": "a"}, "non-empty"),
        ({"text": "Phí", "callback_data": "a", "url": "https://a.vn"}, "BUTTON_TYPE_INVALID"),
        ({"text": "Phí", "url": "http://localhost/x"}, "Wrong HTTP URL"),
        ({"text": "Phí", "callback_data": 5}, "can't parse"),
        ({"text": "Phí", "callback": "a"}, "can't parse"),
    ],
)
def test_a_wrong_button_under_a_message_is_refused(button: dict[str, Any], told: str) -> None:
    with pytest.raises(Refused, match=told):
        read_markup(inline(button), private=True)


def test_more_than_a_hundred_buttons_are_refused() -> None:
    rows = [[{"text": "Phí", "callback_data": "a"}]] * 101
    with pytest.raises(Refused, match="too long"):
        read_markup(called(reply_markup={"inline_keyboard": rows}), private=True)


@pytest.mark.parametrize("wish", ["request_contact", "request_location"])
def test_a_number_or_a_place_is_asked_for_in_private_only(wish: str) -> None:
    asking = called(reply_markup={"keyboard": [["Thôi", {"text": "Gửi", wish: True}]]})
    assert read_markup(asking, private=True).keyboard
    with pytest.raises(Refused, match="private chats only"):
        read_markup(asking, private=False)


def test_a_message_is_changed_with_buttons_under_it_only() -> None:
    with pytest.raises(Refused, match="inline keyboard expected"):
        read_inline_markup(called(reply_markup={"keyboard": [["Thôi"]]}))


def sent(pace: Pace, chat_id: int) -> int | None:
    """None if it may be sent, else the seconds to wait."""
    try:
        pace.count(chat_id)
    except Refused as refused:
        return refused.retry_after
    return None


def test_one_chat_gets_a_few_messages_at_once_and_then_one_a_second() -> None:
    clock = HandClock()
    pace = Pace(clock, Limits())
    assert [sent(pace, CHAT) for _ in range(4)] == [None, None, None, 1]
    assert sent(pace, OTHER_CHAT) is None
    clock.advance(seconds=1)
    assert [sent(pace, CHAT) for _ in range(2)] == [None, 1]


def test_all_chats_together_get_thirty_a_second() -> None:
    clock = HandClock()
    pace = Pace(clock, Limits())
    assert {sent(pace, CHAT + number) for number in range(30)} == {None}
    assert sent(pace, CHAT + 30) == 1
    clock.advance(seconds=1)
    assert sent(pace, CHAT + 30) is None


def test_a_group_gets_twenty_a_minute() -> None:
    clock = HandClock()
    pace = Pace(clock, Limits())
    waits = []
    for _ in range(40):
        waits.append(sent(pace, GROUP))
        clock.advance(seconds=1)
    assert waits[:20] == [None] * 20
    assert any(waits[20:])


def test_numbers_are_brought_into_their_limits() -> None:
    given = called(limit="500", offset="x")
    assert given.integer("limit", 100, 1, 100) == 100
    assert given.integer("offset", 7, 0, 10) == 7


def test_pauses_double_up_to_the_longest() -> None:
    pauses = Pauses(longest=10, scale=0.5)
    assert [pauses.after(attempt) for attempt in range(1, 7)] == [0.5, 1, 2, 4, 5, 5]


def test_what_is_no_picture_is_refused_as_a_photo() -> None:
    with pytest.raises(Refused, match="IMAGE_PROCESS_FAILED"):
        photo_sizes(b"<svg/>", None)  # type: ignore[arg-type]  # nothing is kept of it

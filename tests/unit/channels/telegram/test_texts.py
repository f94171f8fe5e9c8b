"""What the channel itself says."""

import re

from bot.channels.telegram.callback_data import MOST_BYTES, is_long, mark_of
from bot.channels.telegram.texts import load_texts
from bot.conversation.payloads import is_payload
from bot.conversation.replies import Wanted

TEXTS = load_texts()


def test_everything_that_a_key_can_hand_over_can_be_asked_for() -> None:
    assert set(TEXTS.asks) == set(Wanted) - {Wanted.PHOTO}


def test_commands_are_such_as_telegram_takes_and_mean_something() -> None:
    for command in TEXTS.commands:
        assert re.fullmatch(r"[a-z0-9_]{1,32}", command.name)
        assert 1 <= len(command.title) <= 256
        assert is_payload(command.payload)


def test_the_notice_warns_of_numbers_and_pictures() -> None:
    for words in ("số căn cước", "số điện thoại", "hình giấy tờ"):
        assert words in TEXTS.notice


def test_a_mark_fits_where_its_payload_does_not() -> None:
    payload = '/ask_papers{"procedure":"1.013831","case":"1.013831/sale"}'.ljust(65, "x")
    assert is_long(payload)
    assert not is_long(payload[:64])
    assert len(mark_of(payload).encode()) <= MOST_BYTES
    assert mark_of(payload) != mark_of(payload + "y")

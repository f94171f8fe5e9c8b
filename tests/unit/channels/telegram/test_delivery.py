"""Replies in parts that Telegram can show."""

import pytest

from bot.channels.telegram.callback_data import CallbackData
from bot.channels.telegram.client import TelegramClient
from bot.channels.telegram.config import TelegramConfig
from bot.channels.telegram.delivery import Messages, utf16_length
from bot.channels.telegram.texts import load_texts
from bot.conversation.delivery import TemporaryFailure
from bot.conversation.replies import Button, Reply, Wanted
from bot.storage.database import Database

TEXTS = load_texts()
FEE = Button("Phí", "/status")


@pytest.fixture
def messages() -> Messages:
    """Connected to nothing."""
    config = TelegramConfig("1:x", api_url="http://127.0.0.1:9", public_url="https://chidan.example.vn")
    return Messages(TelegramClient(config), CallbackData(Database("sqlite:///nowhere.db")), TEXTS, config)


def test_a_page_of_ours_is_told_by_its_address(messages: Messages) -> None:
    address = "https://chidan.example.vn/thu-tuc/1.013831"
    assert messages.fit(Reply("/thu-tuc/1.013831")) == [Reply(address)]
    asked, _ = messages.fit(Reply("/thu-tuc/1.013831", (FEE,), wants=Wanted.PHONE))
    assert asked.text == address


def test_lengths_are_counted_as_telegram_counts(messages: Messages) -> None:
    houses = "🏡" * 2049
    assert utf16_length(houses) == 4098
    assert [utf16_length(part.text) for part in messages.fit(Reply(houses))] == [4096, 2]
    assert len(messages.fit(Reply("à" * 4096))) == 1


def test_eight_buttons_are_shown_and_nine_are_numbered(messages: Messages) -> None:
    (shown,) = messages.fit(Reply("Dạ?", (FEE,) * 8))
    assert len(shown.buttons) == 8
    (numbered,) = messages.fit(Reply("Dạ?", (FEE,) * 9))
    assert numbered.buttons == ()
    assert numbered.text.endswith("9. Phí")


def test_what_is_wanted_comes_apart_from_buttons(messages: Messages) -> None:
    words, asking = messages.fit(Reply("Dạ?", (FEE,), wants=Wanted.PHONE))
    assert (words.buttons, words.wants) == ((FEE,), None)
    assert asking == Reply(TEXTS.asks[Wanted.PHONE].text, wants=Wanted.PHONE)
    assert messages.fit(Reply("Dạ?", wants=Wanted.PHONE)) == [Reply("Dạ?", wants=Wanted.PHONE)]


async def test_pictures_of_our_own_wait_while_our_own_server_is_not_reached(messages: Messages) -> None:
    for reply in (Reply("", images=("/thu-tuc/x.png",)), Reply("", file="/thu-tuc/x.pdf")):
        with pytest.raises(TemporaryFailure, match="own_page"):
            await messages.bring("5", reply)

"""The chat page greets by itself; its buttons and the greeting action's are the same."""

from pathlib import Path

from actions.greet import opening_buttons
from actions.phrasebook import load_phrasebook
from bot.department import load_department
from bot.web.chat_page import chat_page_data

ROOT = Path(__file__).resolve().parents[2]


def page_data() -> dict:
    return chat_page_data(load_department(ROOT / "bot" / "department.yml"))


def test_the_page_offers_what_the_greeting_action_offers() -> None:
    shown = [
        (button["title"], button["payload"])
        for reply in page_data()["greeting"]
        for button in reply["buttons"]
    ]
    offered = opening_buttons(load_phrasebook().wording.titles)
    assert shown == [(button.title, button.payload) for button in offered]

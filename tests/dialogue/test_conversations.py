"""Whole conversations: typed text goes through the trained model, and the actions really run.

Each file in `conversations/` holds conversations. A turn says what the citizen types (`say`) or which button
of the last answer is tapped (`tap`), and what must be true of the answer; what is not named is not checked.
`phone` is a number that stood in the words and was hidden.
Where a conversation says `invited`, a survey has been sent into it before.
"""

import json
import urllib.request
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.dialogue.sent import TicketDesks

FOLDER = Path(__file__).parent / "conversations"
CHECKS = {
    "say",
    "tap",
    "phone",
    "outcome",
    "procedure",
    "aspect",
    "track",
    "dossier_code",
    "says",
    "not_says",
    "offers",
}


def conversations() -> Iterator[Any]:
    for file in sorted(FOLDER.glob("*.yml")):
        for conversation in yaml.safe_load(file.read_text(encoding="utf-8")):
            person = conversation.get("invited", "test")
            yield pytest.param(conversation["turns"], person, id=f"{file.stem}: {conversation['name']}")


@pytest.mark.parametrize(("turns", "person"), conversations())
def test_conversation(rasa_url: str, turns: list[dict[str, Any]], person: str) -> None:
    sender, answer = f"{person}-{uuid.uuid4().hex}", {}
    for number, turn in enumerate(turns, 1):
        assert set(turn) <= CHECKS, f"turn {number}: unknown check"
        message = turn["say"] if "say" in turn else buttons(answer)[turn["tap"]]
        answer = ask(rasa_url, sender, message, turn.get("phone"))
        check(turn, answer, f"turn {number}, {message!r}: {answer}")


def ask(rasa_url: str, sender: str, message: str, phone: str | None = None) -> dict[str, Any]:
    """The one message that Rasa's REST channel gives back."""
    known = {"phone": TicketDesks().lock(phone) if phone else None}
    body = json.dumps({"sender": sender, "message": message, "metadata": known}).encode()
    request = urllib.request.Request(
        f"{rasa_url}/webhooks/rest/webhook", body, {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=20) as response:
        messages = json.load(response)
    assert len(messages) == 1, f"{message!r}: one action, one message, but there were {messages}"
    return messages[0]["custom"]


def buttons(answer: dict[str, Any]) -> dict[str, str]:
    return {button["title"]: button["payload"] for reply in answer["replies"] for button in reply["buttons"]}


def check(turn: dict[str, Any], answer: dict[str, Any], shown: str) -> None:
    meta = answer["meta"]
    found = {
        "outcome": answer["outcome"],
        "procedure": meta["procedure"] and meta["procedure"]["code"],
        "aspect": meta["aspect"],
        "track": meta["track"],
        "dossier_code": meta["dossier_code"],
    }
    expected = {name: turn[name] for name in found if name in turn}
    assert {name: found[name] for name in expected} == expected, shown
    text = "\n".join(reply["text"] for reply in answer["replies"])
    assert [part for part in turn.get("says", []) if part not in text] == [], shown
    assert [part for part in turn.get("not_says", []) if part in text] == [], shown
    assert [title for title in turn.get("offers", []) if title not in buttons(answer)] == [], shown

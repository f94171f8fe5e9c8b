"""A conversation that began under another model goes on: what this one does not know is left out."""

import json
import sqlite3
import time
from typing import Any

from bot.sidecar.process import RasaLaunch
from tests.dialogue.test_conversations import ask

LEFT_BY_ANOTHER: list[dict[str, Any]] = [
    {"event": "action", "name": "action_session_start"},
    {"event": "session_started"},
    {"event": "action", "name": "action_listen"},
    {"event": "user", "text": "trước", "parse_data": {"intent": {"name": "an_intent_of_another"}}},
    {"event": "slot", "name": "procedure", "value": "1.013831"},
    {"event": "slot", "name": "a_slot_of_another", "value": "x"},
    {"event": "active_loop", "name": "a_form_of_another"},
    {"event": "active_loop", "name": None},
    {"event": "action", "name": "action_of_another"},
    {"event": "a_kind_of_another"},
    {"event": "bot", "text": "dạ", "data": {}},
    {"event": "action", "name": "action_listen"},
]


def test_it_still_knows_what_the_talk_is_about(rasa_url: str, launch: RasaLaunch) -> None:
    file = launch.environment["CHIDAN_TRACKER_URL"].removeprefix("sqlite:///")
    with sqlite3.connect(file) as memory:
        now = time.time()
        events = json.dumps(
            [event | ({"timestamp": now} if "timestamp" in event else {}) for event in LEFT_BY_ANOTHER]
        )
        memory.execute("INSERT INTO trackers VALUES ('of-another-model', ?, ?)", (now, events))
    answer = ask(rasa_url, "of-another-model", "phí bao nhiêu")
    assert answer["meta"]["aspect"] == "fee"
    assert answer["meta"]["procedure"]["code"] == "1.013831"

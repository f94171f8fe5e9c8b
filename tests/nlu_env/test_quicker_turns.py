"""What is done once for all turns gives what Rasa gives when it does it each time."""

import time
from typing import Any

import pytest
from jsonschema import ValidationError
from rasa.core import processor
from rasa.core.actions.action import RemoteAction
from rasa.core.policies.rule_policy import RulePolicy
from rasa.shared.core.events import Event, SlotSet, UserUttered

from bot.nlu.quicker_turns import make_turns_quicker

ANSWER = {
    "events": [{"event": "slot", "name": name, "value": "x"} for name in ("procedure", "aspect", "offered")],
    "responses": [{"custom": {"outcome": "answered", "replies": [{"text": "Dạ"}]}}],
}
RARE: list[Any] = [
    {"events": [{"event": "restart"}, {"event": "followup", "name": "action_status"}]},
    {"events": [{"event": "slot", "name": "aspect", "value": None, "timestamp": None, "more": 1}]},
    {"events": [{"event": "slot", "name": "aspect", "value": 1, "timestamp": 5, "metadata": {"a": 1}}]},
]
ODD: list[Any] = [
    {"events": [{"event": "slot", "value": "without a name"}]},
    {"events": [{"event": "no such event"}]},
    {"events": "none"},
    {"responses": [1]},
    {"events": [{"event": "slot", "name": "aspect"}]},
    {"events": [{"event": "slot", "name": "aspect", "value": 1, "timestamp": True}]},
    {"events": [{"event": "slot", "name": "aspect", "value": 1, "metadata": []}]},
    {"events": [{"event": "user", "text": 1}]},
    {"events": [{"name": "aspect", "value": 1}]},
    {"events": None},
    [],
]


@pytest.fixture
def action(monkeypatch: pytest.MonkeyPatch) -> RemoteAction:
    monkeypatch.setattr(RemoteAction, "_validate_action_result", RemoteAction._validate_action_result)
    monkeypatch.setattr(Event, "resolve_by_type", staticmethod(Event.resolve_by_type))
    for name in ("_get_possible_keys", "_find_action_from_rules"):
        monkeypatch.setattr(RulePolicy, name, getattr(RulePolicy, name))
    monkeypatch.setattr(processor, "DaskGraphRunner", processor.DaskGraphRunner)
    return RemoteAction("action_status", None)


def refused(action: RemoteAction, answer: Any) -> bool:
    try:
        return not action._validate_action_result(answer)
    except ValidationError:
        return True


def test_the_same_answers_are_refused(action: RemoteAction) -> None:
    by_rasa = [refused(action, answer) for answer in (ANSWER, {}, *RARE, *ODD)]
    make_turns_quicker()
    assert [refused(action, answer) for answer in (ANSWER, {}, *RARE, *ODD)] == by_rasa
    assert by_rasa[0] is False
    assert True in by_rasa


def test_an_answer_is_checked_in_a_fraction_of_the_time(action: RemoteAction) -> None:
    slow = seconds_for(action)
    make_turns_quicker()
    seconds_for(action)
    assert seconds_for(action) < slow / 3


def seconds_for(action: RemoteAction) -> float:
    began = time.perf_counter()
    for _ in range(5):
        action._validate_action_result(ANSWER)
    return time.perf_counter() - began


def test_events_are_read_as_what_they_are(action: RemoteAction) -> None:
    make_turns_quicker()
    slot = {"event": "slot", "name": "procedure", "value": "1.013831", "timestamp": 1.0}
    assert Event.from_parameters(slot) == SlotSet("procedure", "1.013831", 1.0)
    user = {"event": "user", "text": "dạ", "parse_data": {"intent": {"name": "affirm"}}}
    assert isinstance(Event.from_parameters(user), UserUttered)
    with pytest.raises(ValueError, match="no such event"):
        Event.from_parameters({"event": "no such event"})
    assert Event.from_parameters({"event": "none such"}, SlotSet) is not None

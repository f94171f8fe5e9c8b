"""Rules that are looked up are the ones that Rasa finds by going through them all."""

import json
from itertools import product
from typing import Any

import pytest
from rasa.core.policies.rule_policy import RulePolicy
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.nlu.quicker_rules import RulesByState, look_rules_up

INTENTS, ACTIONS = ("greet", "ask_fee"), ("action_listen", "action_a", "action_b")
SLOTS: tuple[dict[str, Any], ...] = (
    {},
    {"slots": {"waits": [1.0]}},
    {"slots": {"waits": "should_not_be_set"}},
)


def state(action: str | None, intent: str | None, more: dict[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {"prev_action": {"action_name": action}} if action else {}
    return made | ({"user": {"intent": intent}} if intent else {}) | more


NEWEST = [state(*parts) for parts in product((*ACTIONS, None), (*INTENTS, None), SLOTS)]
KEYS = [json.dumps([one]) for one in NEWEST]
KEYS += [json.dumps([before, one]) for before in NEWEST[::5] for one in NEWEST[::3]]
MET = [
    state(*parts) for parts in product((*ACTIONS, None), (*INTENTS, None), ({}, {"slots": {"waits": (1.0,)}}))
]
TALKS = [[], *([one] for one in MET), *([before, one] for before in MET[::2] for one in MET)]


@pytest.fixture(autouse=True)
def _as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("_get_possible_keys", "_find_action_from_rules"):
        monkeypatch.setattr(RulePolicy, name, getattr(RulePolicy, name))


def policy() -> RulePolicy:
    made = object.__new__(RulePolicy)
    made.lookup = {"rules": dict.fromkeys(KEYS, "action_a")}
    return made


def test_the_same_rules_are_found() -> None:
    by_rasa = [policy()._get_possible_keys(policy().lookup["rules"], talk) for talk in TALKS]
    look_rules_up()
    ours = [policy()._get_possible_keys(policy().lookup["rules"], talk) for talk in TALKS]
    assert ours == by_rasa
    assert len({frozenset(found) for found in ours}) > 50


@pytest.mark.parametrize(
    ("newest", "heeded"),
    [
        (state("action_listen", "greet", {}), False),
        (state("action_a", None, {}), False),
        (state("action_listen", None, {}), True),
        (state(None, None, {}), True),
    ],
    ids=["intent", "after an action", "any message", "anything"],
)
def test_a_message_is_looked_at_without_its_intent_only_where_a_rule_does(
    newest: dict[str, Any], heeded: bool
) -> None:
    assert RulesByState([json.dumps([newest])]).heed_text() is heeded


@pytest.mark.parametrize("inside", [False, True], ids=["outside a form", "inside a form"])
def test_a_search_that_finds_nothing_is_left_out_outside_forms(
    inside: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []

    def find(_policy: Any, _tracker: Any, _domain: Any, text: bool) -> tuple[None, str, bool]:
        asked.append(text)
        return None, "", False

    monkeypatch.setattr(RulePolicy, "_find_action_from_rules", find)
    look_rules_up()
    made = policy()
    made.lookup = {"rules": {json.dumps([state("action_listen", "greet", {})]): "action_a"}}
    tracker = DialogueStateTracker.from_events("x", [ActionExecuted("action_listen"), UserUttered("dạ")])
    if inside:
        tracker.update(ActiveLoop("some_form"))
    for text in (True, False):
        made._find_action_from_rules(tracker, Domain.empty(), text)
    assert asked == ([True, False] if inside else [False])

"""Every intent has one rule, every rule one action, and every action is known on both sides."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from actions.registry import ACTIONS

ROOT = Path(__file__).resolve().parents[2]
# Rasa's own intent for "not sure enough"; it stands in no domain file, but a rule serves it.
FALLBACK = "nlu_fallback"


def sections(folder: str, key: str) -> Iterator[Any]:
    for file in sorted((ROOT / "nlu_data" / folder).rglob("*.yml")):
        yield from yaml.safe_load(file.read_text(encoding="utf-8")).get(key) or []


def names(folder: str, key: str) -> list[str]:
    return [item if isinstance(item, str) else next(iter(item)) for item in sections(folder, key)]


def rules() -> list[tuple[list[str], list[str]]]:
    """Intents and actions of each rule."""
    return [
        (
            [step["intent"] for step in rule["steps"] if "intent" in step],
            [step["action"] for step in rule["steps"] if "action" in step],
        )
        for rule in sections("rules", "rules")
    ]


def test_each_rule_leads_one_intent_to_one_action() -> None:
    for intents, actions in rules():
        assert (len(intents), len(actions)) == (1, 1), f"{intents} → {actions}"


def test_each_intent_has_exactly_one_rule() -> None:
    ruled = sorted(intents[0] for intents, _ in rules())
    assert ruled == sorted([*names("domain", "intents"), FALLBACK])


TAPPED_ONLY = {
    "tell_situation",
    "report_error",
    "tell_place",
    "estimate",
    "show_card",
    "dossier_full",
    "dossier_agree",
    "dossier_decline",
    "privacy_forget",
    "privacy_readers",
    "forgot_to_see",
    "forgot_to_follow",
    "ask_dossier",
    "ticket_form",
    "ticket_answer",
    "ticket_edit",
    "ticket_drop",
    "ticket_send",
    "ticket_add",
    "ticket_keep",
    "ticket_withdraw",
    "ticket_verdict",
    "survey_answer",
    "survey_go_on",
    "survey_comment",
    "survey_stop",
    "survey_opt_out",
}  # typed answers are read by actions/pending.py, not by the model


def test_each_intent_has_examples() -> None:
    taught = {item["intent"] for item in sections("nlu", "nlu") if "intent" in item}
    assert taught == set(names("domain", "intents")) - TAPPED_ONLY


def test_each_action_is_in_the_domain_and_in_the_registry() -> None:
    assert sorted(names("domain", "actions")) == sorted(action.action_name for action in ACTIONS)


def test_each_action_declares_the_intents_that_its_rules_give_it() -> None:
    ruled = {(intents[0], actions[0]) for intents, actions in rules()}
    declared = {(intent, action.action_name) for action in ACTIONS for intent in action.intents}
    assert ruled == declared


@pytest.mark.parametrize("kind", ["entities", "slots"])
def test_no_entity_and_no_slot_can_change_which_rule_applies(kind: str) -> None:
    for file in sorted((ROOT / "nlu_data" / "domain").glob("*.yml")):
        found = yaml.safe_load(file.read_text(encoding="utf-8")).get(kind) or {}
        pairs = (
            found.items() if isinstance(found, dict) else [pair for item in found for pair in item.items()]
        )
        for name, options in pairs:
            assert options["influence_conversation"] is False, f"{file.name}: {name}"

"""Rasa's rules, looked up by the newest state of a conversation instead of gone through one by one."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from itertools import product
from typing import Any

from rasa.core.policies.rule_policy import RulePolicy
from rasa.shared.core.constants import ACTION_LISTEN_NAME, PREVIOUS_ACTION, SHOULD_NOT_BE_SET, USER
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ACTION_NAME, INTENT

State = dict[str, dict[str, Any]]
# What a rule's newest state wants of the action before and of the intent; None where it wants nothing.
_Wanted = tuple[Any, Any]
_NO_RULE: tuple[None, str, bool] = (None, "", False)


class RulesByState:
    """The keys of a lookup of rules; gives those of a conversation as Rasa's own search does."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._keys: dict[_Wanted, list[str]] = defaultdict(list)
        for key in keys:
            self._keys[_wanted(_backwards(key)[0])].append(key)

    def of(self, policy: RulePolicy, states: Sequence[State]) -> set[str]:
        """The rules that apply after those states, by Rasa's own test of each."""
        if not states:
            return {key for keys in self._keys.values() for key in keys}
        possible = self._worth_a_test(states[-1])
        for at, state in enumerate(reversed(states)):
            possible = [key for key in possible if policy._is_rule_applicable(key, at, state)]
            if all(len(_backwards(key)) <= at + 1 for key in possible):
                break  # further back no rule looks
        return set(possible)

    def heed_text(self) -> bool:
        """Whether any could apply right after a message whose intent is not looked at."""
        return any(intent is None and action in (None, ACTION_LISTEN_NAME) for action, intent in self._keys)

    def _worth_a_test(self, newest: State) -> list[str]:
        if not newest.get(PREVIOUS_ACTION):  # where a conversation begins, Rasa heeds nothing else
            return [key for (action, _), keys in self._keys.items() if action is None for key in keys]
        actions = (None, newest[PREVIOUS_ACTION].get(ACTION_NAME))
        intents = (None, newest.get(USER, {}).get(INTENT))
        pairs = dict.fromkeys(product(actions, intents))
        return [key for pair in pairs for key in self._keys.get(pair, ())]


def look_rules_up() -> None:
    """To be called once, before Rasa serves."""
    find = RulePolicy._find_action_from_rules

    def found(
        policy: RulePolicy, tracker: DialogueStateTracker, domain: Domain, use_text_for_last_user_input: bool
    ) -> tuple[str | None, str | None, bool]:
        in_vain = use_text_for_last_user_input and not tracker.active_loop_name
        if in_vain and not _by_state(policy.lookup["rules"]).heed_text():
            return _NO_RULE
        answer: tuple[str | None, str | None, bool] = find(
            policy, tracker, domain, use_text_for_last_user_input
        )
        return answer

    RulePolicy._find_action_from_rules = found  # type: ignore[method-assign]
    RulePolicy._get_possible_keys = (  # type: ignore[method-assign]
        lambda policy, lookup, states: _by_state(lookup).of(policy, states)
    )


def _by_state(lookup: dict[str, str]) -> RulesByState:
    return _indexed(tuple(lookup))


@cache
def _indexed(keys: tuple[str, ...]) -> RulesByState:
    return RulesByState(keys)


@cache
def _backwards(key: str) -> tuple[State, ...]:
    return tuple(reversed(json.loads(key)))


def _wanted(state: State) -> _Wanted:
    action = state.get(PREVIOUS_ACTION, {}).get(ACTION_NAME)
    intent = state.get(USER, {}).get(INTENT)
    return _if_set(action), _if_set(intent)


def _if_set(value: Any) -> Any:
    return value if value and value != SHOULD_NOT_BE_SET else None

"""Work that Rasa 3.6 does anew in every turn and that comes out the same every time, done once.

Rasa gives no place to hook into any of it, so functions are replaced; their tests compare with Rasa's own.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Literal

import msgspec
from jsonschema.protocols import Validator
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.events import Event

from bot.nlu.graph_in_order import run_graphs_in_order
from bot.nlu.quicker_rules import look_rules_up


class _Slot(msgspec.Struct):
    event: Literal["slot"]
    name: str
    value: Any
    timestamp: float | None = None
    metadata: dict[str, Any] | None = None


class _Usual(msgspec.Struct):
    """What our actions answer nearly always; all of it is right by Rasa's schema, too."""

    events: list[_Slot] = []
    responses: list[dict[str, Any]] = []


def make_turns_quicker() -> None:
    """To be called once, before Rasa serves."""
    look_rules_up()
    run_graphs_in_order()
    # `jsonschema.validate` checks the schema of all events itself before each answer: 40 ms of a turn.
    RemoteAction._validate_action_result = _validate_action_result  # type: ignore[method-assign]
    # Each event that is read walks the tree of all classes for its own: a tracker holds forty events.
    by_name = cache(Event.resolve_by_type)
    Event.resolve_by_type = staticmethod(  # type: ignore[method-assign]
        lambda type_name, default=None: by_name(type_name, default)
    )


def _validate_action_result(_action: RemoteAction, result: dict[str, Any]) -> bool:
    """True; raises jsonschema.ValidationError for an answer that is none of an action server."""
    if not _is_usual(result):
        _validator().validate(result)
    return True


def _is_usual(result: dict[str, Any]) -> bool:
    # The schema tries each slot against 23 kinds of events: 2 ms of a turn.
    try:
        msgspec.convert(result, _Usual)
    except msgspec.ValidationError:
        return False
    return True


@cache
def _validator() -> Validator:
    schema = RemoteAction.action_response_format_spec()
    kind = validator_for(schema)
    kind.check_schema(schema)
    return kind(schema)

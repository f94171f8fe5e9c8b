"""Reads an answer by a field map."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from bot.dossiers.sources.field_map import FieldMap, Steps
from bot.dossiers.sources.field_map_values import folded, moment_of, money_of, text_of
from bot.dossiers.sources.source import Reason, SourceDown
from bot.dossiers.state import DossierState, Status

_MOST_PAPERS = 100

Value = Callable[[list[object], FieldMap], Any]


def read_dossier(answer: object, field_map: FieldMap) -> DossierState | None:
    """The dossier; None where the map says that an empty record means none. Raises SourceDown."""
    record = _record(answer, field_map)
    if field_map.empty_record_is_unknown and record in (None, [], {}):
        return None
    if not isinstance(record, dict):
        raise SourceDown(Reason.FIELDS)
    found = {name: _reached(record, steps) for name, steps in field_map.fields.items()}
    if not all(found[name] for name in field_map.required):
        raise SourceDown(Reason.FIELDS)
    state = DossierState(**dict(_values(found, field_map)))
    _check_order(state)
    return state


def _record(answer: object, field_map: FieldMap) -> object:
    record = _only(_reached(answer, field_map.record))
    return record[0] if isinstance(record, list) and len(record) == 1 else record


def _values(found: Mapping[str, list[object]], field_map: FieldMap) -> dict[str, Any]:
    said = {
        name: [one for one in _flat(values) if not _is_empty(one, field_map)]
        for name, values in found.items()
    }
    if not (said["code"] and said["status"]):
        raise SourceDown(Reason.FIELDS)
    return {name: _KINDS.get(name, _text)(values, field_map) for name, values in said.items() if values}


def _reached(node: object, steps: Steps) -> list[object]:
    """Every value at the end of a path; on a list a number picks one, a name goes through all."""
    found = [node]
    for step in steps:
        found = [value for one in found for value in _step(one, step)]
    return found


def _flat(values: list[object]) -> list[object]:
    return [one for value in values for one in (value if isinstance(value, list) else [value])]


def _step(node: object, step: str) -> list[object]:
    if isinstance(node, dict):
        return [node[step]] if step in node else []
    if not isinstance(node, list):
        return []
    try:
        return [node[int(step)]]
    except IndexError:
        return []
    except ValueError:
        return [one[step] for one in node if isinstance(one, dict) and step in one]


def _is_empty(value: object, field_map: FieldMap) -> bool:
    if isinstance(value, str):
        return not value.strip() or folded(value) in field_map.empty
    return value is None


def _only(values: list[object]) -> object:
    if len(values) != 1:
        raise SourceDown(Reason.FIELDS)
    return values[0]


def _text(values: list[object], _map: FieldMap) -> str:
    return "; ".join(text_of(value) for value in values)


def _code(values: list[object], _map: FieldMap) -> str:
    return text_of(_only(values)).upper()


def _status(values: list[object], field_map: FieldMap) -> Status:
    try:
        return field_map.statuses[folded(text_of(_only(values)))]
    except KeyError:
        raise SourceDown(Reason.STATUS) from None


def _moment(values: list[object], field_map: FieldMap) -> datetime:
    return moment_of(_only(values), field_map.dates, field_map.zone)


def _day(values: list[object], field_map: FieldMap) -> date:
    return _moment(values, field_map).date()


def _papers(values: list[object], _map: FieldMap) -> tuple[str, ...]:
    if len(values) > _MOST_PAPERS:
        raise SourceDown(Reason.FIELDS)
    return tuple(text_of(value) for value in values)


def _money(values: list[object], _map: FieldMap) -> int:
    return sum(money_of(value) for value in values)


_KINDS: Mapping[str, Value] = {
    "code": _code,
    "status": _status,
    "changed_at": _moment,
    "received_at": _moment,
    "appointment": _day,
    "finished_on": _day,
    "returned_on": _day,
    "missing": _papers,
    "money_due": _money,
}


def _check_order(state: DossierState) -> None:
    """Nothing is promised, finished or handed over before the day on which it came in."""
    if state.received_at is None:
        return
    later = (state.appointment, state.finished_on, state.returned_on)
    if any(day is not None and day < state.received_at.date() for day in later):
        raise SourceDown(Reason.DATES)

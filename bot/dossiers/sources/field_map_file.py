"""What a field map may say, and every fault of one that says something else."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from bot.dossiers.sources.field_map_values import NAMED_FORMATS
from bot.dossiers.state import DossierState, Status
from procedures_kb.faults import Misfit

FIELDS = DossierState.__struct_fields__
ALWAYS = ("code", "status")
_SAMPLE = datetime(2026, 11, 23)  # noqa: DTZ001 - only written and read back


def usual_statuses() -> dict[str, Any]:
    """The numbers of the National Portal and our own names."""
    return {str(one.number): str(one) for one in Status} | {str(one): str(one) for one in Status}


class Written(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file as it is written; docs/one-stop-api.md explains each key."""

    fields: dict[str, Any]
    statuses: dict[str, Any] = msgspec.field(default_factory=usual_statuses)
    dates: tuple[str, ...] = ("iso",)
    timezone: str = "Asia/Ho_Chi_Minh"
    required: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()
    record: str = ""
    empty_record_is_unknown: bool = False


def faults_of(written: Written) -> Iterator[Misfit]:
    """Each key that cannot be followed, with the reason."""
    yield from _faults_of_fields(written)
    yield from _faults_of_statuses(written)
    yield from _faults_of_dates(written)
    if written.record and not _is_path(written.record):
        yield ("record",), "not a path: names with dots between them"


def _faults_of_fields(written: Written) -> Iterator[Misfit]:
    for name in ALWAYS:
        if name not in written.fields:
            yield ("fields", name), "required field is missing"
    for name, path in written.fields.items():
        if name not in FIELDS:
            yield ("fields", name), f"unknown field (known: {', '.join(FIELDS)})"
        elif not _is_path(path):
            yield ("fields", name), "not a path: names with dots between them"
    for at, name in enumerate(written.required):
        if name not in written.fields:
            yield ("required", at), f"{name} does not stand under fields"


def _faults_of_statuses(written: Written) -> Iterator[Misfit]:
    if not written.statuses:
        yield ("statuses",), "no status is named"
    for value, status in written.statuses.items():
        if status not in list(Status):
            yield ("statuses", value), f"unknown status (known: {', '.join(Status)})"


def _faults_of_dates(written: Written) -> Iterator[Misfit]:
    if not written.dates:
        yield ("dates",), "no format is named"
    for at, form in enumerate(written.dates):
        if form not in NAMED_FORMATS and not _is_format(form):
            yield ("dates", at), f"neither {', '.join(NAMED_FORMATS)} nor a format with day, month and year"
    try:
        ZoneInfo(written.timezone)
    except (OSError, ValueError, KeyError):
        yield ("timezone",), "there is no such time zone"


def _is_path(path: object) -> bool:
    return isinstance(path, str) and all(step.strip() == step != "" for step in path.split("."))


def _is_format(form: str) -> bool:
    try:
        return datetime.strptime(_SAMPLE.strftime(form), form).date() == _SAMPLE.date()  # noqa: DTZ007
    except ValueError:
        return False

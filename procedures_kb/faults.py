"""Every fault of a value that should be a struct, not only the first one."""

from collections.abc import Iterator
from typing import Annotated, Any, TypeAlias, TypeVar, get_args, get_origin

import msgspec

from procedures_kb.yaml_lines import FieldPath

T = TypeVar("T", bound=msgspec.Struct)
Misfit: TypeAlias = tuple[FieldPath, str]


class Fault(msgspec.Struct, frozen=True, order=True):
    """One thing that is wrong with a file of the knowledge base."""

    file: str
    line: int
    field: str
    reason: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}: "
        return where + (f"{self.field}: {self.reason}" if self.field else self.reason)


def field_name(path: FieldPath) -> str:
    """The path as people write it: `papers.items[1].original`."""
    name = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return name.removeprefix(".")


def convert(value: Any, struct: type[T]) -> tuple[T | None, list[Misfit]]:
    """The struct, or None with the path and the reason of every fault in the value."""
    try:
        return msgspec.convert(value, struct), []
    except msgspec.ValidationError:
        return None, list(_faults(value, struct, ()))


def _faults(value: Any, expected: Any, path: FieldPath) -> Iterator[Misfit]:
    """Goes down to the smallest parts that do not fit, since msgspec stops at the first."""
    try:
        msgspec.convert(value, expected)
    except msgspec.ValidationError as error:
        inside = list(_faults_inside(value, _bare(expected), path))
        yield from inside or [(path, str(error).split(" - at `")[0])]


def _faults_inside(value: Any, expected: Any, path: FieldPath) -> Iterator[Misfit]:
    if isinstance(value, dict) and isinstance(expected, type) and issubclass(expected, msgspec.Struct):
        yield from _faults_of_struct(value, expected, path)
    elif isinstance(value, list) and get_origin(expected) is tuple:
        for index, item in enumerate(value):
            yield from _faults(item, get_args(expected)[0], (*path, index))


def _faults_of_struct(
    value: dict[str, Any], struct: type[msgspec.Struct], path: FieldPath
) -> Iterator[Misfit]:
    fields = {field.name: field for field in msgspec.structs.fields(struct)}
    for name in value.keys() - fields.keys():
        yield (*path, name), f"unknown field (known: {', '.join(fields)})"
    for name, field in fields.items():
        if name in value:
            yield from _faults(value[name], field.type, (*path, name))
        elif field.required:
            yield (*path, name), "required field is missing"


def _bare(expected: Any) -> Any:
    """The type without its constraints and without "or nothing"."""
    if get_origin(expected) is Annotated:
        return _bare(get_args(expected)[0])
    choices = [choice for choice in get_args(expected) if choice is not type(None)]
    if type(None) in get_args(expected) and len(choices) == 1:
        return _bare(choices[0])
    return expected

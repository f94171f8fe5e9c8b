"""What two versions of a record say differently, part by part."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Literal

import msgspec

# What a record may leave out: a field that is new in the schema makes no record differ.
_NOTHING: tuple[Any, ...] = (None, False, "", 0)

Kind = Literal["new", "changed", "taken out"]
Content = Mapping[str, Any]


class Part(msgspec.Struct, frozen=True):
    """One field or fact group: what is no longer said, and what is said instead."""

    name: str
    removed: tuple[str, ...]
    added: tuple[str, ...]


class Difference(msgspec.Struct, frozen=True):
    """One record that changed, came or went."""

    code: str
    plain_name: str
    kind: Kind
    parts: tuple[Part, ...] = ()

    @property
    def lines(self) -> Iterator[str]:
        """As text: the record, below it each part, below that what went (-) and what came (+)."""
        yield f"{self.code} {self.plain_name}: {self.kind}"
        for part in self.parts:
            yield f"  {part.name}"
            yield from (f"    - {line}" for line in part.removed)
            yield from (f"    + {line}" for line in part.added)


def said(value: Any) -> Any:
    """The value without what it leaves open."""
    if isinstance(value, Mapping):
        return {key: found for key, part in value.items() if (found := said(part)) not in (*_NOTHING, [], {})}
    return [said(part) for part in value] if isinstance(value, list | tuple) else value


def difference(before: Content | None, after: Content | None) -> Difference | None:
    """What changed from one version to the next, each as `said`; None where nothing did."""
    record = after or before
    if record is None or before == after:
        return None
    code, name = record["code"], record["plain_name"]
    if before is None or after is None:
        return Difference(code, name, "new" if before is None else "taken out")
    parts = tuple(_parts(before, after))
    return Difference(code, name, "changed", parts) if parts else None


def _parts(before: Content, after: Content) -> Iterator[Part]:
    for name in {**before, **after}:
        old, new = Counter(_lines(before.get(name))), Counter(_lines(after.get(name)))
        if old != new:
            yield Part(name, tuple((old - new).elements()), tuple((new - old).elements()))


def _lines(value: Any) -> Iterator[str]:
    """One line for each thing that a part says."""
    if isinstance(value, Mapping):
        for key, inside in value.items():
            for line in _lines(inside):
                yield line if key == "items" else f"{key}: {line}"
    elif isinstance(value, list):
        yield from map(_sentence, value)
    elif value is not None:
        yield str(value)


def _sentence(value: Any) -> str:
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {_sentence(inside)}" for key, inside in value.items())
    return ", ".join(map(_sentence, value)) if isinstance(value, list) else str(value)

"""What of a value is not as a JSON schema says; knows the words of our schema and no others."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

KINDS: Mapping[str, Any] = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "null": type(None),
    "integer": int,
    "number": (int, float),
}
SAYING_NOTHING = {"$schema", "$id", "$defs", "title", "description", "additionalProperties"}
SAYING = {"type", "properties", "required", "items", "pattern", "minimum", "maximum", "anyOf", "$ref"}


def faults(value: Any, schema: Mapping[str, Any]) -> list[str]:
    """One line for each."""
    return list(_Check(schema).faults(value, schema, "$"))


class _Check:
    def __init__(self, root: Mapping[str, Any]) -> None:
        self._root = root

    def faults(self, value: Any, schema: Mapping[str, Any], path: str) -> Iterator[str]:
        assert set(schema) <= SAYING | SAYING_NOTHING, set(schema)
        if "$ref" in schema:
            yield from self.faults(value, self._root["$defs"][schema["$ref"].rpartition("/")[2]], path)
        elif "anyOf" in schema:
            yield from min((list(self.faults(value, one, path)) for one in schema["anyOf"]), key=len)
        elif not _is_a(value, schema["type"]):
            yield f"{path}: {value!r} is no {schema['type']}"
        elif isinstance(value, dict):
            yield from self._of_object(value, schema, path)
        elif isinstance(value, list):
            for at, one in enumerate(value):
                yield from self.faults(one, schema["items"], f"{path}[{at}]")
        elif not _within(value, schema):
            yield f"{path}: {value!r}"

    def _of_object(self, value: dict[str, Any], schema: Mapping[str, Any], path: str) -> Iterator[str]:
        properties = schema["properties"]
        assert schema["additionalProperties"] is False
        yield from (
            f"{path}.{name}" for name in {*value} ^ {*properties} if name in {*value, *schema["required"]}
        )
        for name in value.keys() & properties.keys():
            yield from self.faults(value[name], properties[name], f"{path}.{name}")


def _is_a(value: Any, told: str | list[str]) -> bool:
    kinds = [told] if isinstance(told, str) else told
    return any(
        isinstance(value, KINDS[kind]) and isinstance(value, bool) <= (kind == "boolean") for kind in kinds
    )


def _within(value: Any, schema: Mapping[str, Any]) -> bool:
    if isinstance(value, str):
        return re.search(schema.get("pattern", ""), value) is not None
    if value is None or isinstance(value, bool):
        return True
    return bool(schema.get("minimum", value) <= value <= schema.get("maximum", value))

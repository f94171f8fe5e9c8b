"""Single values changed in the text of a record; every other character stays, comments too."""

import json
import textwrap
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeAlias

import yaml

from procedures_kb.yaml_lines import Document

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WIDTH = 115

Value: TypeAlias = str | date | Sequence[str]
Path: TypeAlias = tuple[str, ...]


def replaced(text: str, values: Mapping[Path, Value]) -> str:
    """The text with those values in place of the ones at those paths, which must be there (KeyError)."""
    root = yaml.compose(text, Loader=_Loader)
    places = [(_value_at(root, path), value, 2 * len(path)) for path, value in values.items()]
    edited = text
    for node, value, indent in sorted(places, key=lambda place: -place[0].start_mark.index):
        edited = edited[: node.start_mark.index] + _written(node, value, indent) + edited[_end(node) :]
    _must_be_all_that_changed(text, edited, values)
    return edited


def entry(key: str, value: Value) -> str:
    """One field of a new record."""
    if isinstance(value, str | date):
        return f"{key}: {scalar(value, 2)}\n"
    return f"{key}:\n" + "".join(f"  - {scalar(one, 4)}\n" for one in value)


def scalar(value: str | date, indent: int) -> str:
    """A value as it is written, long texts over several lines with that indentation."""
    if isinstance(value, date):
        return value.isoformat()
    quoted = json.dumps(value, ensure_ascii=False)
    lines = textwrap.wrap(quoted, _WIDTH, break_long_words=False, break_on_hyphens=False)
    return f"\n{' ' * indent}".join(lines)


def _value_at(node: yaml.Node | None, path: Path) -> yaml.Node:
    for step in path:
        pairs = node.value if isinstance(node, yaml.MappingNode) else ()
        node = next((value for key, value in pairs if key.value == step), None)
    if node is None:
        raise KeyError(".".join(path))
    return node


def _end(node: yaml.Node) -> int:
    """The end of a list in rows is that of its last item: its own mark lies behind what follows."""
    if isinstance(node, yaml.SequenceNode) and not node.flow_style and node.value:
        return _end(node.value[-1])
    return int(node.end_mark.index)


def _written(node: yaml.Node, value: Value, indent: int) -> str:
    if isinstance(value, str | date):
        return scalar(value, indent)
    if isinstance(node, yaml.SequenceNode) and not node.flow_style:
        rows = (f"- {scalar(one, node.start_mark.column + 2)}" for one in value)
        return f"\n{' ' * node.start_mark.column}".join(rows)
    return json.dumps(list(value), ensure_ascii=False)


def _must_be_all_that_changed(text: str, edited: str, values: Mapping[Path, Value]) -> None:
    wanted, found = Document(text).value, Document(edited).value
    for path, value in values.items():
        inside = wanted
        for step in path[:-1]:
            inside = inside[step]
        inside[path[-1]] = value if isinstance(value, str | date) else list(value)
    if found != wanted:
        raise RuntimeError(f"an edit of {list(values)} would have changed something else")

"""YAML read together with its line numbers, so that a fault can be shown where it stands."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import msgspec
import yaml

# The C parser is about ten times as fast; a PyYAML built without it still works.
_Loader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# What PyYAML's own constructors raise on a value that does not fit its tag.
_UNREADABLE = (ValueError, KeyError, AttributeError, yaml.YAMLError)
_DEEPEST = 12
# YAML's own line breaks; str.splitlines knows more.
_LINE_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")

FieldPath = tuple[str | int, ...]


class YamlFault(msgspec.Struct, frozen=True):
    """Something wrong in the text itself: 1-based line, path of the field, reason."""

    line: int
    path: FieldPath
    reason: str


class Document:
    """One YAML file as plain values; every part can be asked for its line."""

    def __init__(self, text: str) -> None:
        self.faults: list[YamlFault] = []
        self._constructor = yaml.constructor.SafeConstructor()
        self._seen: set[int] = set()
        self._root = self._compose(text)
        self.value: Any = None if self._root is None else self._read(self._root, ())

    def line_of(self, path: FieldPath) -> int:
        """Line of the field, or of its nearest enclosing part where the field itself is missing."""
        node, line = self._root, 1
        for step in path:
            found = _child(node, step)
            if found is None:
                break
            line, node = found
        return line

    def _compose(self, text: str) -> yaml.Node | None:
        rows = _LINE_BREAK.split(text)
        for number, row in enumerate(rows, 1):
            if not unicodedata.is_normalized("NFC", row):
                self._fault(number, (), "letters and their marks are stored apart (write Unicode NFC)")
        try:
            node: yaml.Node | None = yaml.compose(text, Loader=_Loader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            reason = " ".join(part for part in (error.context, error.problem) if part)
            # The parser puts what is missing at the end on a line after the last one.
            self._fault(min(mark.line + 1, len(rows)) if mark else 1, (), f"not YAML: {reason}")
        except (yaml.YAMLError, RecursionError) as error:
            self._fault(1, (), f"not YAML: {str(error).splitlines()[0]}")
        else:
            return node
        return None

    def _read(self, node: yaml.Node, path: FieldPath) -> Any:
        if id(node) in self._seen:
            self._fault(_line(node), path, "YAML anchors and aliases are not used in records")
            return None
        if len(path) > _DEEPEST:
            self._fault(_line(node), (), "nested too deep for a record")
            return None
        self._seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return dict(self._pairs(node, path))
        if isinstance(node, yaml.SequenceNode):
            return [self._read(item, (*path, index)) for index, item in enumerate(node.value)]
        return self._scalar(node, path)

    def _pairs(self, node: yaml.MappingNode, path: FieldPath) -> Iterator[tuple[str, Any]]:
        keys: set[str] = set()
        for key_node, value_node in node.value:
            key = str(key_node.value)
            if key in keys:
                self._fault(_line(key_node), (*path, key), "the field stands twice")
            keys.add(key)
            yield key, self._read(value_node, (*path, key))

    def _scalar(self, node: yaml.Node, path: FieldPath) -> Any:
        try:
            return self._constructor.construct_object(node)
        except _UNREADABLE as error:
            self._fault(_line(node), path, f"not a value of its kind: {str(error).splitlines()[0]}")
            return None

    def _fault(self, line: int, path: FieldPath, reason: str) -> None:
        self.faults.append(YamlFault(line, path, reason))


def _child(node: yaml.Node | None, step: str | int) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        # The last of two equal keys is the one whose value was kept.
        for key, value in reversed(node.value):
            if key.value == step:
                return _line(key), value
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return _line(node.value[step]), node.value[step]
    return None


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1

"""The values of a sound YAML file, read fast; whatever is odd is left to the careful reader."""

import unicodedata
from collections.abc import Callable
from functools import lru_cache
from sys import intern
from typing import Any, TypeAlias

import yaml
from yaml import events

_Loader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_RESOLVERS: dict[str | None, list[tuple[str, Any]]] = _Loader.yaml_implicit_resolvers

Next: TypeAlias = Callable[[], Any]


class OddYaml(Exception):
    """Not plain enough to be read fast: the careful reader must say what it is, and where."""


def plain_values(text: str) -> Any:
    """The same value as the careful reader's, which would find no fault in the text; else OddYaml.

    It takes the parser's events alone: nodes, and the search for the tag of each, cost three times as much.
    """
    if not unicodedata.is_normalized("NFC", text):
        raise OddYaml
    try:
        loader = _Loader(text)
        try:
            return _document(loader.get_event)
        finally:
            loader.dispose()
    except (yaml.YAMLError, ValueError, KeyError, AttributeError, RecursionError) as error:
        raise OddYaml from error


def _document(following: Next) -> Any:
    _expect(following(), events.StreamStartEvent)
    _expect(following(), events.DocumentStartEvent)
    value = _value(following(), following)
    _expect(following(), events.DocumentEndEvent)
    _expect(following(), events.StreamEndEvent)
    return value


def _expect(event: Any, kind: type[Any]) -> None:
    if type(event) is not kind:
        raise OddYaml


def _value(event: Any, following: Next) -> Any:
    kind = type(event)
    if kind is events.AliasEvent or event.tag is not None or event.anchor is not None:
        raise OddYaml
    if kind is events.ScalarEvent:
        return _plain(event.value) if event.implicit[0] else event.value
    return _mapping(following) if kind is events.MappingStartEvent else _sequence(following)


def _mapping(following: Next) -> dict[str, Any]:
    found: dict[str, Any] = {}
    while type(key := following()) is not events.MappingEndEvent:
        if type(key) is not events.ScalarEvent or key.tag is not None or key.anchor is not None:
            raise OddYaml
        if key.value in found:
            raise OddYaml
        found[intern(key.value)] = _value(following(), following)
    return found


def _sequence(following: Next) -> list[Any]:
    found = []
    while type(event := following()) is not events.SequenceEndEvent:
        found.append(_value(event, following))
    return found


@lru_cache(maxsize=4096)
def _plain(value: str) -> Any:
    """What a scalar without quotes means: a number, a day, yes or no, nothing, or its own text."""
    for tag, pattern in (*_RESOLVERS.get(value[:1], ()), *_RESOLVERS.get(None, ())):
        if pattern.match(value):
            return yaml.constructor.SafeConstructor().construct_object(yaml.ScalarNode(tag, value))
    return value

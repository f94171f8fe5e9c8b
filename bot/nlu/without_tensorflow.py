"""TensorFlow left out of Rasa: none of our components computes with it; it takes 280 MB and some seconds.

Rasa 3.6 imports it for the components that do, whether a model has any or not. In its place stand modules
that have every name: enough to define those components, too little to run one.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

LEFT_OUT = frozenset({"keras", "tensorflow", "tensorflow_addons", "tensorflow_hub", "tensorflow_text"})


class _Named(type):
    """Classes whose every attribute is such a class again."""

    def __getattr__(cls, name: str) -> type:
        if name.startswith("__"):
            raise AttributeError(name)
        return _made(name)


class _Nothing(metaclass=_Named):
    """Stands for whatever TensorFlow has under a name."""

    def __new__(cls, *arguments: Any, **_options: Any) -> Any:
        """As a decorator it changes nothing."""
        return arguments[0] if len(arguments) == 1 and callable(arguments[0]) else super().__new__(cls)


def _made(name: str) -> type:
    return _Named(name, (_Nothing,), {})


class _Empty(ModuleType):
    def __getattr__(self, name: str) -> type:
        if name.startswith("__"):
            raise AttributeError(name)
        return _made(name)


class _InItsPlace(MetaPathFinder, Loader):
    def find_spec(
        self, fullname: str, _path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        left_out = fullname.partition(".")[0] in LEFT_OUT
        return ModuleSpec(fullname, self, is_package=True) if left_out else None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _Empty(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Nothing runs."""


def leave_tensorflow_out() -> None:
    """To be called before Rasa is imported."""
    sys.meta_path.insert(0, _InItsPlace())


def needs_tensorflow(component: type) -> bool:
    """Whether its own module, or one that it inherits from, has a name for what was left out."""
    modules = {sys.modules[one.__module__] for one in component.__mro__}
    return any(isinstance(value, (_Empty, _Named)) for module in modules for value in vars(module).values())

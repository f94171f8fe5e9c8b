"""The figures as they were measured, kept part by part; pages and pictures are made from them."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Protocol, TypeVar

import msgspec

from bench.load.acceptance import Acceptance
from bench.load.curves import Curve
from bench.load.growth import Growth
from bot.app import today_in_vietnam

KEPT = Path(__file__).with_name("figures.json")


class About(msgspec.Struct, frozen=True):
    """When and on what a part was measured."""

    day: date
    machine: str


class Figures(msgspec.Struct, frozen=True):
    """All parts; one that was never measured is empty."""

    about: dict[str, About] = {}
    curves: list[Curve] = []
    acceptance: list[Acceptance] = []
    growth: dict[str, list[Growth]] = {}
    bytes_per_turn: dict[str, float] = {}


def load() -> Figures:
    """As they were kept."""
    return msgspec.json.decode(KEPT.read_bytes(), type=Figures) if KEPT.exists() else Figures()


class _OfLayout(Protocol):
    @property
    def layout(self) -> str: ...


Measured = TypeVar("Measured", bound=_OfLayout)


def beside(found: Sequence[Measured], earlier: Sequence[Measured]) -> list[Measured]:
    """What was found, and of earlier runs the layouts that are still to come."""
    names = {one.layout for one in found}
    return [*found, *(one for one in earlier if one.layout not in names)]


def keep(part: str, began_on: str, found: Mapping[str, object]) -> None:
    """Puts what a part found in place of what it found the last time."""
    old = load()
    about = {**old.about, part: About(today_in_vietnam(), began_on)}
    new = msgspec.structs.replace(old, about=about, **found)
    KEPT.write_bytes(msgspec.json.format(msgspec.json.encode(new), indent=1) + b"\n")

"""``make bench-load``: every part or those named.

What a layout or a database gave is kept as soon as it is there, so that a run that is cut loses nothing; the
pages are written anew after each part.
"""

import argparse
import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence

from bench.load import acceptance, base_size, capacity, curves, length, report, stored, tickets, turn_log
from bench.load.figures import beside, keep, load
from bench.load.growth import Growth
from bench.load.system import known_databases
from bench.nlu.about import machine
from bot.progress import say

# Gives what there is so far, more each time.
Part = Callable[[bool], Iterator[Mapping[str, object]]]


def _curves(full: bool) -> Iterator[Mapping[str, object]]:
    found: list[curves.Curve] = []
    for layout in curves.layouts():
        found.append(asyncio.run(curves.measure(layout, curves.FULL_SECONDS if full else curves.SECONDS)))
        yield {"curves": beside(found, load().curves)}
    yield {"curves": found}


def _acceptance(full: bool) -> Iterator[Mapping[str, object]]:
    found: list[acceptance.Acceptance] = []
    seconds = acceptance.FULL_SECONDS if full else acceptance.SECONDS
    for layout in acceptance.layouts():
        found.append(asyncio.run(acceptance.measure(layout, seconds)))
        yield {"acceptance": beside(found, load().acceptance)}
    yield {"acceptance": found}


def _growth(name: str, measure: Callable[[bool], Sequence[Growth]]) -> Part:
    def part(full: bool) -> Iterator[Mapping[str, object]]:
        yield {"growth": {**load().growth, name: measure(full)}}

    return part


def _growth_by_database(name: str, measure: Callable[[str, bool], Sequence[Growth]]) -> Part:
    def part(full: bool) -> Iterator[Mapping[str, object]]:
        for kind in known_databases():
            others = [one for one in load().growth.get(name, ()) if one.where != kind]
            yield {"growth": {**load().growth, name: [*measure(kind, full), *others]}}

    return part


def _stored(_full: bool) -> Iterator[Mapping[str, object]]:
    yield {"bytes_per_turn": stored.measure()}


PARTS: Mapping[str, Part] = {
    "bytes": _stored,
    "acceptance": _acceptance,
    "curves": _curves,
    "length": _growth("length", length.measure),
    "tickets": _growth_by_database("tickets", tickets.measure),
    "turnlog": _growth_by_database("turnlog", turn_log.measure),
    "base": _growth("base", base_size.measure),
}


def main() -> None:
    """Prints where the pages are; progress goes to standard error."""
    options = _options()
    for name in options.parts:
        say(f"{name} …")
        about = machine()
        for found in PARTS[name](options.full):
            keep(name, about, found)
        _write()
    _write()
    print(f"written: {report.REPORT}, {capacity.PAGE}")


def _write() -> None:
    report.write(load())
    capacity.write(load())


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.load", description=__doc__)
    parser.add_argument("--only", default=",".join(PARTS), help=f"of {','.join(PARTS)}")
    parser.add_argument("--full", action="store_true", help="longer windows and the largest sizes")
    options = parser.parse_args()
    options.parts = [name for name in options.only.split(",") if name]
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"there is no part {', '.join(sorted(unknown))}")
    return options


if __name__ == "__main__":
    main()

"""``make bench-load``: every part or those named; what they found is kept, and docs/load.md written anew."""

import argparse
import asyncio
from collections.abc import Callable, Mapping

from bench.load import acceptance, base_size, capacity, curves, length, report, tickets, turn_log
from bench.load.figures import keep, load
from bench.load.growth import Growth
from bench.nlu.about import machine
from bot.progress import say

Part = Callable[[bool], dict[str, object]]


def _curves(full: bool) -> dict[str, object]:
    seconds = curves.FULL_SECONDS if full else curves.SECONDS
    return {"curves": [asyncio.run(curves.measure(layout, seconds)) for layout in curves.layouts()]}


def _acceptance(full: bool) -> dict[str, object]:
    seconds = acceptance.FULL_SECONDS if full else acceptance.SECONDS
    found = [asyncio.run(acceptance.measure(layout, seconds)) for layout in acceptance.layouts()]
    return {"acceptance": found}


def _growth(name: str, measure: Callable[[bool], list[Growth]]) -> Part:
    return lambda full: {"growth": {**load().growth, name: measure(full)}}


def _turn_log(full: bool) -> dict[str, object]:
    found, sizes = turn_log.measure(large=turn_log.FULL_LARGE if full else turn_log.LARGE)
    return {"growth": {**load().growth, "turnlog": found}, "bytes_per_turn": sizes}


PARTS: Mapping[str, Part] = {
    "acceptance": _acceptance,
    "curves": _curves,
    "length": _growth("length", length.measure),
    "base": _growth("base", base_size.measure),
    "tickets": _growth("tickets", tickets.measure),
    "turnlog": _turn_log,
}


def main() -> None:
    """Prints where the pages are; progress goes to standard error."""
    options = _options()
    for name in options.parts:
        say(f"{name} …")
        about = machine()
        keep(name, about, PARTS[name](options.full))
    report.write(load())
    capacity.write(load())
    print(f"written: {report.REPORT}, {capacity.PAGE}")


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

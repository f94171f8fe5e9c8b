"""``python -m bench.load.capacity``: docs/capacity.md, computed from the figures that were measured."""

import math
from dataclasses import dataclass

from bench.load.curves import Curve
from bench.load.figures import Figures, load
from bench.load.report import table
from bench.load.steps import BURST, STEPS, TURNS_PER_USER, Step
from bench.load.system import SQLITE
from bot.settings import PROJECT_ROOT

PAGE = PROJECT_ROOT / "docs" / "capacity.md"
TEXT = (PROJECT_ROOT / "bench" / "load" / "capacity.md").read_text(encoding="utf-8")
# Of what a core can do: nearer to all of it waiting grows without end.
HEADROOM = 0.7
WORKING_DAYS = 300
ADMITTED = 200.0
COLUMNS = (
    "step",
    "users a day (a)",
    "turns a day (c)",
    "mean of the busiest hour /s (c)",
    "burst /s (c)",
    "Rasa workers (c)",
    "application processes (c)",
    "memory, GB (c)",
    "storage a year, GB (c)",
)
GIGABYTE = 1e9


@dataclass(frozen=True)
class Measured:
    """What the formula takes from the figures."""

    per_worker: float
    per_process: float
    accepted: float
    bytes_per_turn: float
    rasa_mb: float
    application_mb: float


def measured(figures: Figures) -> Measured:
    """One worker beside the driver; a process that answers with all cores; one that only accepts."""
    curve = _curve(figures, SQLITE)
    accepted = max((one.most for one in figures.acceptance if "1 process" in one.layout), default=math.nan)
    size = figures.bytes_per_turn.get(SQLITE, math.nan)
    memory = curve.megabytes if curve else {}
    return Measured(
        max((one.most for one in figures.curves if "1 Rasa" in one.layout), default=math.nan),
        max((one.most for one in figures.curves if "1 core" not in one.layout), default=math.nan),
        accepted,
        size,
        memory.get("Rasa", math.nan),
        memory.get("application", math.nan),
    )


def _curve(figures: Figures, database: str) -> Curve | None:
    return next((one for one in figures.curves if one.layout.startswith(database)), None)


def page(figures: Figures) -> str:
    """The whole page; in place of what was never measured and what needs it stands a dash."""
    found = measured(figures)
    borne = max((one.borne for one in figures.curves if one.layout.startswith(SQLITE)), default=0.0)
    carried = [step.name for step in STEPS if step.burst <= borne]
    return TEXT.format(
        headroom=f"{HEADROOM:.0%}",
        inputs="\n".join(_inputs(figures, found)),
        steps=_steps(found),
        delay=_delay(STEPS[-1]),
        sqlite_note=f"{borne:g} turns a second on two cores, the burst of: {', '.join(carried) or 'none'}",
        rasa_mb=_told(found.rasa_mb, ".0f"),
        app_mb=_told(found.application_mb, ".0f"),
    )


def _inputs(figures: Figures, found: Measured) -> list[str]:
    rows = [
        ("turns per user", f"{TURNS_PER_USER}", "a"),
        ("burst over the mean of the busiest hour", f"{BURST}", "a"),
        ("working days a year", f"{WORKING_DAYS}", "a"),
        ("turns a second of one Rasa worker with a core of its own", _told(found.per_worker, ".1f"), "m"),
        ("turns a second of one process beside its workers", _told(found.per_process, ".1f"), "m"),
        ("messages a second that one process stores, answered later", _told(found.accepted, ".0f"), "m"),
    ]
    rows += [
        (f"bytes per turn, {kind}", f"{size:,.0f}", "m") for kind, size in figures.bytes_per_turn.items()
    ]
    return [f"| {what} | {value} | {mark} |" for what, value, mark in rows]


def _steps(found: Measured) -> str:
    return table(COLUMNS, [_step_row(step, found) for step in STEPS])


def _step_row(step: Step, found: Measured) -> tuple[object, ...]:
    workers = cores(step.burst, found.per_worker)
    processes = cores(step.burst, found.per_process)
    memory = (workers * found.rasa_mb + processes * found.application_mb) / 1000
    storage = step.turns_a_day * WORKING_DAYS * found.bytes_per_turn / GIGABYTE
    rates = f"{step.mean:.2g}", f"{step.burst:.3g}"
    return (
        step.name,
        f"{step.users:,}",
        f"{step.turns_a_day:,}",
        *rates,
        workers,
        processes,
        _told(memory, ".1f"),
        _told(storage, ".1f"),
    )


def _told(value: float, form: str) -> str:
    return "–" if math.isnan(value) else format(value, form)


def cores(needed: float, each: float) -> int:
    """So many that none does more than its share of what it could; 0 where that was never measured."""
    return math.ceil(needed / (each * HEADROOM)) if each > 0 else 0


def _delay(step: Step) -> str:
    """A burst of a minute that is worked off at what is admitted."""
    seconds = 60 * step.burst / ADMITTED - 60
    return f"{max(0.0, seconds):.0f} s, if the burst lasts a minute"


def write(figures: Figures) -> None:
    """The page anew."""
    PAGE.write_text(page(figures), encoding="utf-8")


if __name__ == "__main__":
    write(load())

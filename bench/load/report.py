"""docs/load.md, from the figures that are kept."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.load.acceptance import Acceptance
from bench.load.curves import Curve
from bench.load.figures import Figures
from bench.load.growth import Growth
from bench.load.points import TARGET_RATE, Point
from bench.load.system import POSTGRESQL, SQLITE
from bot.settings import PROJECT_ROOT

REPORT = PROJECT_ROOT / "docs" / "load.md"
TEXT = Path(__file__).with_name("report.md").read_text(encoding="utf-8")
PROFILE = Path(__file__).with_name("profile.md")
COLUMNS = ("sent/s", "answered/s", "good", "p50 ms", "p95 ms", "p99 ms", "driver late, ms")


def write(figures: Figures) -> None:
    """The page and its pictures."""
    REPORT.write_text(page(figures, "\n\n".join(_pictures(figures))), encoding="utf-8")


def page(figures: Figures, pictures: str) -> str:
    """Every part that was measured."""
    about = [f"- {part}: {one.day:%d/%m/%Y}, {one.machine}" for part, one in sorted(figures.about.items())]
    return TEXT.format(
        turns=_summary(figures.curves),
        pictures=pictures,
        curves=_sections(figures.curves),
        accepted=_accepted(figures.acceptance),
        acceptance=_sections(figures.acceptance),
        profile=PROFILE.read_text(encoding="utf-8").strip(),
        growth=_growth([one for part in figures.growth.values() for one in part]),
        about="Measured:\n\n" + "\n".join(about),
    )


def _pictures(figures: Figures) -> Iterator[str]:
    from bench.load.charts import draw  # what draws is not installed where only figures are read

    for database in (SQLITE, POSTGRESQL):
        if any(curve.layout.startswith(database) for curve in figures.curves):
            for name in draw(database, figures.curves):
                yield f"![{database}: {name}]({name})"


def table(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Markdown; the first column is text."""
    lines = [f"| {' | '.join(columns)} |", "|" + "---|" + "--:|" * (len(columns) - 1)]
    return "\n".join([*lines, *(f"| {' | '.join(map(str, row))} |" for row in rows)])


def _summary(curves: Sequence[Curve]) -> str:
    columns = (
        "layout",
        "borne /s",
        "most /s",
        "p95 at 5/s, ms",
        "memory: application + Rasa, MB",
        "ready after, s",
    )
    return table(columns, [_curve_row(curve) for curve in curves])


def _curve_row(curve: Curve) -> tuple[object, ...]:
    at_five = next((str(point.p95) for point in curve.points if point.rate == TARGET_RATE), "–")
    memory = " + ".join(f"{value:.0f}" for value in curve.megabytes.values())
    rates = f"{curve.borne:g}", f"{curve.most:.1f}"
    return curve.layout, *rates, at_five, memory, f"{curve.seconds_to_start:.0f}"


def _accepted(found: Sequence[Acceptance]) -> str:
    columns = ("layout", "target /s", "borne /s", "most /s", "answered 200", "rows kept")
    rows = [
        (one.layout, f"{one.target:g}", f"{one.borne:g}", f"{one.most:.0f}", one.taken, one.kept)
        for one in found
    ]
    return table(columns, rows)


def _sections(found: Sequence[Curve] | Sequence[Acceptance]) -> str:
    tables = ((one.layout, table(COLUMNS, [_point_row(point) for point in one.points])) for one in found)
    return "\n\n".join(f"### {name}\n\n{rows}" for name, rows in tables)


def _point_row(point: Point) -> tuple[object, ...]:
    served = f"{point.rate:g}", f"{point.per_second:.1f}", f"{point.good}/{point.sent}"
    return *served, point.p50, point.p95, point.p99, f"{point.late:.0f}"


def _growth(found: Sequence[Growth]) -> str:
    columns = ("what", "where", "small", "large", "at small", "at large", "ratio", "target")
    return table(columns, [_growth_row(one) for one in found])


def _growth_row(one: Growth) -> tuple[object, ...]:
    sizes = one.what, one.where, one.small_size, one.large_size
    measured = f"{one.small} {one.unit}", f"{one.large} {one.unit}", f"{one.ratio:.2f}"
    return *sizes, *measured, f"≤ {one.target:g}" if one.target else "–"

"""Latency and throughput against arrival rate, told apart by mark and dash and not by colour."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import matplotlib as mpl

mpl.use("Agg")
from matplotlib import pyplot as plt

from bench.load.curves import Curve
from bench.load.points import TARGET_MS, TARGET_RATE, Point, Spread
from bot.settings import PROJECT_ROOT

DOCS = PROJECT_ROOT / "docs"
STYLES = (("o", "-"), ("s", "--"), ("^", ":"))
SHADES = ("0.0", "0.35", "0.55")


def draw(database: str, curves: Sequence[Curve]) -> tuple[str, str]:
    """Both pictures of that database; their names in docs/."""
    mine = [curve for curve in curves if curve.layout.startswith(database)]
    latency, throughput = f"load-latency-{database.lower()}.png", f"load-throughput-{database.lower()}.png"
    draw_latency(database, mine, DOCS / latency)
    draw_throughput(database, mine, DOCS / throughput)
    return latency, throughput


def draw_latency(database: str, curves: Sequence[Curve], file: Path) -> None:
    """A panel for each quantile, with the least and the most of five windows."""
    figure, panels = plt.subplots(1, 3, figsize=(15, 5), sharey=True, layout="constrained")
    for axes, name in zip(panels, ("p50", "p95", "p99"), strict=True):
        for number, curve in enumerate(curves):
            _line(axes, number, curve, [getattr(point, name) for point in curve.points])
        if name == "p95":
            axes.plot(TARGET_RATE, TARGET_MS, "k*", markersize=15, label="target: 300 ms at 5/s")
        axes.set(title=name, xlabel="arrivals a second", xscale="log", yscale="log")
        axes.set_xticks(_rates(curves), [f"{rate:g}" for rate in _rates(curves)])
        axes.minorticks_off()
        axes.grid(visible=True, color="0.85")
    panels[0].set_ylabel("ms from the due time to the answer")
    panels[1].legend(loc="upper left", fontsize=9)
    figure.suptitle(f"{database}: latency of a turn against arrival rate; bars: five windows")
    _save(figure, file)


def _line(axes: plt.Axes, number: int, curve: Curve, times: Sequence[Spread]) -> None:
    x, y = [point.rate for point in curve.points], [one.median for one in times]
    below = [one.median - one.least for one in times]
    above = [one.most - one.median for one in times]
    axes.errorbar(x, y, yerr=[below, above], capsize=3, **_style(number, curve))


def _style(number: int, curve: Curve) -> dict[str, Any]:
    mark, dash = STYLES[number % len(STYLES)]
    shade, label = SHADES[number % len(SHADES)], curve.layout.partition(", ")[2]
    return {"marker": mark, "linestyle": dash, "color": shade, "markersize": 7, "label": label}


def draw_throughput(database: str, curves: Sequence[Curve], file: Path) -> None:
    """What was answered beside what was sent."""
    figure, axes = plt.subplots(figsize=(8, 6), layout="constrained")
    rates = _rates(curves)
    axes.plot(rates, rates, color="0.6", linewidth=1, label="all that is sent")
    for number, curve in enumerate(curves):
        x, y = zip(*((point.rate, point.per_second) for point in curve.points), strict=True)
        axes.plot(x, y, **_style(number, curve))
    axes.set(xlabel="arrivals a second", ylabel="answers a second", title=f"{database}: throughput of turns")
    axes.grid(visible=True, color="0.85")
    axes.legend(loc="upper left")
    _save(figure, file)


def _rates(curves: Sequence[Curve]) -> list[float]:
    points: list[Point] = [point for curve in curves for point in curve.points]
    return sorted({point.rate for point in points})


def _save(figure: plt.Figure, file: Path) -> None:
    figure.savefig(file, dpi=90, metadata={"Software": None})
    plt.close(figure)

"""Two pictures: how true confidences are, and which procedures are taken for which."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import matplotlib as mpl

mpl.use("Agg")
from matplotlib import pyplot as plt

from bench.nlu.mistakes import Judged, Pair, by_confidence, most_confused

DARK = "#0B6E4F"
LETTERS = 38


def draw_reliability(judged: Sequence[Judged], file: Path) -> None:
    """Confidence against share right, with 95 % intervals and the number of questions at each point."""
    figure, axes = plt.subplots(figsize=(7, 6), layout="constrained")
    axes.plot([0, 1], [0, 1], linestyle="--", color="0.4", label="confidence is the share right")
    points = by_confidence(judged)
    x, y = [mean for mean, _ in points], [found.value for _, found in points]
    below = [max(0.0, found.value - found.interval[0]) for _, found in points]
    above = [max(0.0, found.interval[1] - found.value) for _, found in points]
    axes.errorbar(x, y, yerr=[below, above], fmt="o", markersize=7, capsize=4, color=DARK, label="measured")
    for mean, found in points:
        axes.annotate(str(found.of), (mean, found.value), (8, -14), textcoords="offset points", fontsize=10)
    axes.set(xlim=(0, 1.03), ylim=(0, 1.03), xlabel="confidence of the first candidate", ylabel="share right")
    axes.set_title("Confidence and truth, with the number of questions at each point")
    axes.legend(loc="lower right")
    _save(figure, file)


def draw_confusion(pairs: Sequence[Pair], names: Mapping[str, str], file: Path) -> None:
    """Counts of meant against found among the most confused procedures, and what went to all others."""
    codes = most_confused(pairs)
    place = {code: at for at, code in enumerate(codes)}
    counts = Counter((place[meant], place.get(found, len(codes))) for meant, found in pairs if meant in place)
    grid = [[counts[row, column] for column in range(len(codes) + 1)] for row in range(len(codes))]
    figure, axes = plt.subplots(figsize=(13, 11), layout="constrained")
    axes.imshow(grid, cmap="Greys", vmin=0, vmax=max(1, *counts.values()) * 1.3, aspect="auto")
    for (row, column), count in counts.items():
        axes.text(
            column,
            row,
            str(count),
            ha="center",
            va="center",
            fontsize=11,
            bbox=_box(row == column),
            color=_ink(row == column),
        )
    axes.set_xticks(range(len(codes) + 1), [*codes, "another"], rotation=90, fontsize=9)
    axes.set_yticks(range(len(codes)), [_label(code, names) for code in codes], fontsize=9)
    axes.set(xlabel="first candidate", ylabel="procedure meant")
    axes.set_title(
        f"The {len(codes)} procedures most often taken for another or found in its place, in questions"
    )
    _save(figure, file)


def _ink(right: bool) -> str:
    return "white" if right else "black"


def _box(right: bool) -> dict[str, str | float]:
    """Right is white on dark, wrong is black in a thick frame: told apart in grey print as well."""
    colours = (
        {"facecolor": DARK, "edgecolor": "none"} if right else {"facecolor": "white", "edgecolor": "#B3261E"}
    )
    return {"boxstyle": "round", "linewidth": 2.0, **colours}


def _label(code: str, names: Mapping[str, str]) -> str:
    name = names.get(code, "")
    return f"{name[:LETTERS]}{'…' if len(name) > LETTERS else ''}  {code}"


def _save(figure: plt.Figure, file: Path) -> None:
    figure.savefig(file, dpi=110, metadata={"Software": None})
    plt.close(figure)

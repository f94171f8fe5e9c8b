"""Two pictures: how true confidences are, and which procedures are taken for which."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import matplotlib as mpl

mpl.use("Agg")
from matplotlib import pyplot as plt

from bench.nlu.intervals import Share, share

BINS = 10
MOST_CONFUSED = 25
# Told apart in grey and by shape as well.
DARK, LIGHT = "#0B6E4F", "#9AB8AD"
LETTERS = 38

Judged = tuple[float, bool]
"""Confidence of the first candidate, and whether it was right."""
Pair = tuple[str, str]
"""The procedure meant, and the first candidate."""


def by_confidence(judged: Sequence[Judged]) -> list[tuple[float, Share]]:
    """Mean confidence and share right of each tenth of the scale that has any."""
    bins: dict[int, list[Judged]] = {}
    for confidence, right in judged:
        bins.setdefault(min(BINS - 1, int(confidence * BINS)), []).append((confidence, right))
    return [
        (sum(confidence for confidence, _ in bins[at]) / len(bins[at]), share(right for _, right in bins[at]))
        for at in sorted(bins)
    ]


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
    axes.legend(loc="upper left")
    _save(figure, file)


def most_confused(pairs: Sequence[Pair]) -> list[str]:
    """The procedures that take part in the most mistakes, by code."""
    mistakes = [pair for pair in pairs if pair[0] != pair[1]]
    counts = Counter(code for pair in mistakes for code in pair)
    return sorted(code for code, _ in counts.most_common(MOST_CONFUSED))


def draw_confusion(pairs: Sequence[Pair], names: Mapping[str, str], file: Path) -> None:
    """Counts of meant against found among the most confused procedures, and what went to all others."""
    codes = most_confused(pairs)
    place = {code: at for at, code in enumerate(codes)}
    counts = Counter((place[meant], place.get(found, len(codes))) for meant, found in pairs if meant in place)
    grid = [[counts[row, column] for column in range(len(codes) + 1)] for row in range(len(codes))]
    figure, axes = plt.subplots(figsize=(13, 11), layout="constrained")
    axes.imshow(grid, cmap="Greys", vmin=0, vmax=max(1, *counts.values()) * 1.3, aspect="auto")
    for (row, column), count in counts.items():
        axes.text(column, row, str(count), ha="center", va="center", fontsize=11, **_ink(row == column))
    axes.set_xticks(range(len(codes) + 1), [*codes, "another"], rotation=90, fontsize=9)
    axes.set_yticks(range(len(codes)), [_label(code, names) for code in codes], fontsize=9)
    axes.set(xlabel="first candidate", ylabel="procedure meant")
    axes.set_title(f"The {len(codes)} procedures most often taken for another or found in its place")
    _save(figure, file)


def _ink(right: bool) -> dict[str, str]:
    box = "0.25" if right else "#B3261E"
    return {"color": "white", "bbox": {"boxstyle": "round", "facecolor": box, "edgecolor": "none"}}  # type: ignore[dict-item]


def _label(code: str, names: Mapping[str, str]) -> str:
    name = names.get(code, "")
    return f"{name[:LETTERS]}{'…' if len(name) > LETTERS else ''}  {code}"


def _save(figure: plt.Figure, file: Path) -> None:
    figure.savefig(file, dpi=110, metadata={"Software": None})
    plt.close(figure)

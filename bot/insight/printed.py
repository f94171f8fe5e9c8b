"""How figures are written for people: the same digits on every page, in every file, beside every chart."""

from bot.insight.figures import Figure

PERCENT = "percent"
COUNT = "count"
MEAN = "mean"
# Numbers and their signs stay on one line.
_PERCENT = "\N{NO-BREAK SPACE}%"
_TO = "\N{NO-BREAK SPACE}\N{EN DASH}\N{NO-BREAK SPACE}"


def number(value: float, unit: str) -> str:
    """ "85,3 %", "1.204", "2,4", as Vietnamese is written; ValueError for an unknown unit."""
    if unit == COUNT:
        return _vietnamese(f"{value:,.0f}")
    if unit == PERCENT:
        return _vietnamese(f"{value:,.1f}") + _PERCENT
    if unit == MEAN:
        return _vietnamese(f"{value:,.2f}")
    raise ValueError(unit)


def as_shown(value: float, unit: str) -> float:
    """The value with the digits that are shown."""
    return round(value, {COUNT: 0, PERCENT: 1, MEAN: 2}[unit])


def span(figure: Figure, unit: str) -> str:
    """ "82,1 – 88,0": where the true value lies in 95 of 100 such samples; empty where nothing tells."""
    if figure.low is None or figure.high is None:
        return ""
    low, high = (number(bound, unit).removesuffix(_PERCENT) for bound in (figure.low, figure.high))
    return f"{low}{_TO}{high}"


def _vietnamese(digits: str) -> str:
    return digits.translate(str.maketrans(",.", ".,"))

"""Intervals that hold the true value in 95 of 100 samples: Wilson's for shares, Student's for means."""

import math
from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist

Z95 = NormalDist().inv_cdf(0.975)
# Beyond so many degrees of freedom the expansion alone is exact to nine digits.
MANY = 200


@dataclass(frozen=True)
class Estimate:
    """A value with the bounds of its interval; without bounds where one answer gives none."""

    value: float
    low: float | None
    high: float | None

    def scaled(self, factor: float, shift: float = 0.0) -> "Estimate":
        """The same in another unit; the factor is above nought."""
        low = None if self.low is None else self.low * factor + shift
        high = None if self.high is None else self.high * factor + shift
        return Estimate(self.value * factor + shift, low, high)


def share(good: int, n: int) -> Estimate:
    """So many of ``n``, at least one, with Wilson's score interval (Wilson 1927), 0 to 1."""
    p, z2 = good / n, Z95 * Z95
    middle = (p + z2 / (2 * n)) / (1 + z2 / n)
    half = Z95 / (1 + z2 / n) * math.sqrt(p * (1 - p) / n + z2 / (4 * n * n))
    # At the ends the formula is exact and floating point is not.
    low = 0.0 if good == 0 else middle - half
    high = 1.0 if good == n else middle + half
    return Estimate(p, low, high)


def mean(total: float, squares: float, n: int) -> Estimate:
    """The mean of ``n`` numbers, at least one, by their sum and sum of squares, with Student's interval."""
    value = total / n
    if n < 2:
        return Estimate(value, None, None)
    variance = max(0.0, squares - total * value) / (n - 1)
    half = student95(n - 1) * math.sqrt(variance / n)
    return Estimate(value, value - half, value + half)


@lru_cache(maxsize=4096)
def student95(df: int) -> float:
    """The number that Student's t with ``df`` degrees of freedom exceeds on either side 5 times in 100."""
    t = _expansion(df)
    if df > MANY:
        return t
    for _ in range(50):
        step = (_within(t, df) - 0.95) / (2 * _density(t, df))
        t -= step
        if abs(step) < 1e-13 * t:
            break
    return t


def _expansion(df: int) -> float:
    """Abramowitz and Stegun 26.7.5: the normal quantile and four terms in 1/df."""
    z = Z95
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + sum(term / float(df) ** power for power, term in enumerate(terms, 1))


def _within(t: float, df: int) -> float:
    """The probability of -t … t, Abramowitz and Stegun 26.7.3 and 26.7.4."""
    angle = math.atan(t / math.sqrt(df))
    cosine, sine = math.cos(angle), math.sin(angle)
    odd = df % 2
    term = cosine if odd else 1.0
    total = 0.0
    for step in range(1 + odd, df, 2):
        total += term
        term *= cosine * cosine * step / (step + 1)
    if odd:
        return 2 / math.pi * (angle + sine * total)
    return sine * total


def _density(t: float, df: int) -> float:
    log = math.lgamma((df + 1) / 2) - math.lgamma(df / 2) - math.log(df * math.pi) / 2
    return math.exp(log - (df + 1) / 2 * math.log1p(t * t / df))

"""Whom a sample takes: a number drawn for each subject from the wave's seed, which anybody can draw again."""

import hashlib
import hmac
import math
from collections.abc import Mapping
from itertools import product

ANY, BAR = "*", "|"  # in the place of a field, a commune or a channel, and between them


def draw(seed: str, subject: str, subject_id: int) -> float:
    """Evenly distributed, 0 to 1 without 1; always the same for the same seed and subject."""
    digest = hmac.new(seed.encode(), drawn_for(subject, subject_id).encode(), hashlib.sha256).digest()
    return int.from_bytes(digest[:6]) / 2**48


def drawn_for(subject: str, subject_id: int) -> str:
    """The text whose HMAC-SHA-256 under the seed is the number: its first 48 bits, divided by 2^48."""
    return f"{subject} {subject_id}"


def stratum(field: str, commune: str, channel: str) -> str:
    """The name of a stratum, as a wave's shares have it."""
    return BAR.join((field, commune, channel))


def share_of(shares: Mapping[str, float], field: str, commune: str, channel: str) -> float:
    """The part of the stratum that is invited: the share that names it most exactly, else the whole.

    Of two that name as much of it the field goes before the commune, the commune before the channel.
    """
    wider = ([field, ANY], [commune, ANY], [channel, ANY])
    for parts in sorted(product(*wider), key=lambda parts: parts.count(ANY)):
        if (name := stratum(*parts)) in shares:
            return float(shares[name])
    return 1.0


def sample_size(population: int, error: float = 0.05) -> int:
    """How many answers are wanted of so many people: N / (1 + N·e²), rounded up.

    The formula of the Ministry of Home Affairs' older guide to SIPAS; ``error`` is a share of 1.
    """
    if population < 1:
        return 0
    return min(population, math.ceil(population / (1 + population * error**2)))

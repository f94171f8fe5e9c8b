"""Days as people read them."""

from datetime import date


def written(day: date) -> str:
    """A day as it is written in Vietnam, 10/06/2026."""
    return f"{day:%d/%m/%Y}"

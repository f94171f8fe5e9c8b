"""The refusal of a whole file; what is wrong with one cell or row is told with the line instead."""


class TableRefused(Exception):
    """Nothing of the file can be read, or nothing from ``place`` on; names no content."""

    def __init__(self, place: str, reason: str) -> None:
        self.place, self.reason = place, reason
        super().__init__(f"{place}: {reason}")

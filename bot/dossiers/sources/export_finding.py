"""What a reader of exports has to say of a file besides its dossiers."""

import msgspec


class Finding(msgspec.Struct, frozen=True):
    """Something about a row, or about the whole file where ``line`` is the header's.

    ``broken`` rows are not taken in. Of what the file holds only the dossier's code is named.
    """

    line: int
    column: str
    reason: str
    code: str = ""
    broken: bool = True

    def __str__(self) -> str:
        place = f"row {self.line} ({self.code})" if self.code else f"row {self.line}"
        return ": ".join(part for part in (place, self.column, self.reason) if part)

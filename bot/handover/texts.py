"""The words of the live desk to citizens, from ``texts.yml``."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import msgspec

from bot.duty import VIETNAM
from bot.handover.conversations import Filed

TEXTS_FILE = Path(__file__).parent / "texts.yml"


class Texts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One bubble a line; the PIN is in one that is shown once."""

    taken: tuple[str, ...]
    given_back: tuple[str, ...]
    filed: tuple[str, ...]
    filed_pin: str
    filed_pin_not_kept: str
    filed_day: str
    filed_address: str

    def pin_of(self, filed: Filed, now: datetime) -> tuple[str, str]:
        """Code and PIN, and what is kept of that."""
        local = now.astimezone(VIETNAM)
        kept = self.filed_pin_not_kept.format(at=f"{local:%H:%M}", day=f"{local:%d/%m/%Y}")
        return self.filed_pin.format(code=filed.code, pin=filed.pin), kept

    def after_ticket(self, filed: Filed) -> Sequence[str]:
        """What comes next, where that is known: the day and the page."""
        said = []
        if filed.promised is not None:
            said.append(self.filed_day.format(day=f"{filed.promised:%d/%m/%Y}"))
        if filed.address:
            said.append(self.filed_address.format(address=filed.address))
        return said


def load_texts() -> Texts:
    """The file as it stands; raises msgspec.DecodeError where it is wrong."""
    return msgspec.yaml.decode(TEXTS_FILE.read_bytes(), type=Texts)

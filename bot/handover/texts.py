"""The words of the live desk to citizens, from ``texts.yml``."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from bot.handover.conversations import Filed

TEXTS_FILE = Path(__file__).parent / "texts.yml"


class Texts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One bubble a line."""

    taken: tuple[str, ...]
    given_back: tuple[str, ...]
    filed: tuple[str, ...]
    filed_day: str
    filed_address: str

    def of_ticket(self, filed: Filed) -> Sequence[str]:
        """What became of the wish, the code, and where known the day and the page."""
        said = [text.format(code=filed.code, pin=filed.pin) for text in self.filed]
        if filed.promised is not None:
            said.append(self.filed_day.format(day=f"{filed.promised:%d/%m/%Y}"))
        if filed.address:
            said.append(self.filed_address.format(address=filed.address))
        return said


def load_texts() -> Texts:
    """The file as it stands; raises msgspec.DecodeError where it is wrong."""
    return msgspec.yaml.decode(TEXTS_FILE.read_bytes(), type=Texts)

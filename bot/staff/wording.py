"""What the console says in words (``wording.yml``), and where its pages are."""

from pathlib import Path

import msgspec

from bot.staff.permissions import Permission

WORDING_FILE = Path(__file__).parent / "wording.yml"


class Page(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of the navigation; shown to whoever holds the permission, if the page is there."""

    path: str
    title: str
    permission: Permission


class Wording(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Navigation, reasons for refusing a password or a change, and what the audit's actions are called."""

    navigation: tuple[Page, ...]
    refused: dict[str, str]
    actions: dict[str, str]

    def action(self, name: str) -> str:
        """How officers read it; the name itself where nobody wrote it down."""
        return self.actions.get(name, name)


def load_wording(path: Path = WORDING_FILE) -> Wording:
    """The words of that file; msgspec.DecodeError where it is broken."""
    return msgspec.yaml.decode(path.read_bytes(), type=Wording)

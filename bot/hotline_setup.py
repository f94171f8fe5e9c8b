"""What the settings say of tickets and officers."""

from dataclasses import dataclass, field
from pathlib import Path

from bot.settings import Settings


@dataclass(frozen=True)
class HotlineSetup:
    """Secrets of the feature, each for one purpose, and the folder of what citizens hand over."""

    folder: Path
    tickets: str = field(repr=False)
    sealed: str = field(repr=False)
    forms: str = field(repr=False)
    staff: str = field(repr=False)

    @property
    def handed_over(self) -> Path:
        """Where photos lie that belong to no ticket yet."""
        return self.folder / "handed_over"


def hotline_setup(settings: Settings) -> HotlineSetup:
    """What the settings say; every process that shares the key has the same secrets."""
    purposes = ("tickets", "sealed", "forms", "staff")
    return HotlineSetup(settings.data_dir, *map(settings.derived_secret, purposes))

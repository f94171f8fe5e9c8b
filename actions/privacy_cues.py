"""By which words it is known what somebody wants to hear of the data that is kept of them."""

from functools import lru_cache
from pathlib import Path

import msgspec

from bot.language.words import says

CUES_FILE = Path(__file__).parent / "data" / "privacy_cues.yml"


class PrivacyCues(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What ``data/privacy_cues.yml`` holds."""

    readers: tuple[str, ...]
    wishes: tuple[str, ...]

    def asks_who_reads(self, text: str) -> bool:
        """Whether it is asked who reads it and how long it is kept, and nothing is to be seen or deleted."""
        wished = any(says(text, cue) for cue in self.wishes)
        return not wished and any(says(text, cue) for cue in self.readers)


@lru_cache(maxsize=1)
def privacy_cues() -> PrivacyCues:
    """The words in the file; read once. Raises msgspec.DecodeError on a wrong one."""
    return msgspec.yaml.decode(CUES_FILE.read_bytes(), type=PrivacyCues)

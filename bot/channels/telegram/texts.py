"""The channel's own sentences and commands, read from ``texts.yml``."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from bot.conversation.replies import Wanted

TEXTS_FILE = Path(__file__).parent / "texts.yml"


class Ask(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How something is asked for: words in the chat, and the title of the button below it."""

    text: str
    title: str


class Command(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A command of the menu and the payload that it stands for."""

    name: str
    title: str
    payload: str
    words_first: bool = False


class Texts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``choose`` stands above buttons that came without words."""

    notice: str
    choose: str
    asks: dict[Wanted, Ask]
    commands: Sequence[Command]


def load_texts(path: Path = TEXTS_FILE) -> Texts:
    """Raises msgspec.ValidationError for a file that is not complete."""
    return msgspec.yaml.decode(path.read_bytes(), type=Texts)

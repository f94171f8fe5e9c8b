"""The words around a place: which office is meant that there is no more, and what is a mere answer."""

from functools import lru_cache
from pathlib import Path

import msgspec

from actions.turn import Turn
from bot.language.places import Mention
from bot.language.words import says

WORDS_FILE = Path(__file__).parent / "data" / "where.yml"


class Gone(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An office of the past; `with_level` where the words mean it only beside one for the level."""

    says: str
    words: tuple[str, ...]
    with_level: bool = False


class PlaceWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What ``data/where.yml`` holds."""

    gone: tuple[Gone, ...]
    filling: frozenset[str]
    most_other_words: int
    replies: tuple[str, ...]


@lru_cache(maxsize=1)
def place_words() -> PlaceWords:
    """The words in the file; read once."""
    return msgspec.yaml.decode(WORDS_FILE.read_bytes(), type=PlaceWords)


def gone_office(text: str, mention: Mention | None) -> str | None:
    """What is meant that there is no more; the "huyện" of an address is part of the address."""
    settled = mention is not None and bool(mention.readings)
    said = " ".join(mention.rest) if mention is not None and settled else text
    level = place_words().gone[-1]
    for gone in place_words().gone:
        if _has(said, gone.words) and (not gone.with_level or _has(said, level.words)):
            # A district that is named is told to be gone by its name.
            return None if gone is level and mention is not None else gone.says
    return None


def only_a_place(turn: Turn, mention: Mention, *, asked: bool) -> bool:
    """Whether the message names a place and asks nothing; in reply to a question it may say a little more."""
    filling = place_words().filling
    other = [word for word in mention.rest if word not in filling and not word.isdecimal()]
    if not other:
        return True
    few = len(other) <= place_words().most_other_words and "?" not in turn.text
    return asked and few and turn.intent in place_words().replies


def _has(said: str, phrases: tuple[str, ...]) -> bool:
    return any(says(said, phrase) for phrase in phrases)

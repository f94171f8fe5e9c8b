"""Whether the words of a free comment blame somebody, and for what."""

from collections.abc import Iterable
from enum import Enum, auto
from functools import cache
from pathlib import Path

import msgspec

from bot.language.words import words

BAD_WORDS_FILE = Path(__file__).with_name("bad_words.yml")


class Blame(Enum):
    """What a comment tells of."""

    SECRET = auto()  # money or gifts
    CONDUCT = auto()  # how people were treated


class BadWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What `bad_words.yml` holds."""

    denying: tuple[str, ...]
    secret: tuple[str, ...]
    conduct: tuple[str, ...]
    attitude: tuple[str, ...]
    poor: tuple[str, ...]


def blame_in(comment: str) -> Blame | None:
    """The gravest thing that the words tell of; None where they blame nobody."""
    listed, said = _listed(), f" {words(comment)} "
    if _tells_any(said, listed.secret, listed.denying):
        return Blame.SECRET
    poor = _tells_any(said, listed.attitude, ()) and _tells_any(said, listed.poor, ())
    return Blame.CONDUCT if poor or _tells_any(said, listed.conduct, listed.denying) else None


def _tells_any(said: str, phrases: Iterable[str], denying: Iterable[str]) -> bool:
    return any(_tells(said, words(phrase), denying) for phrase in phrases)


def _tells(said: str, phrase: str, denying: Iterable[str]) -> bool:
    """Whether the phrase stands there at least once without a denial right before it."""
    before, found, after = said.partition(f" {phrase} ")
    while found:
        if not any(before.endswith(f" {words(denial)}") for denial in denying):
            return True
        before, found, after = f" {after}".partition(f" {phrase} ")
    return False


@cache
def _listed() -> BadWords:
    return msgspec.yaml.decode(BAD_WORDS_FILE.read_bytes(), type=BadWords)

"""Telex and VNI keystrokes that reached us as they were struck ("giaays pheps", "gia6y1 phe1p")."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from bot.language.keys import Keys
from bot.language.known import is_known, known_syllables
from bot.language.protected import protected_spans
from bot.language.shorthand_table import shorthand_table
from bot.language.tone import place_tones

_WORDS_FILE = Path(__file__).with_name("typing_keys.yml")
_WORD = re.compile(r"(?<!\w)[A-Za-z][A-Za-z0-9]*(?!\w)")
_ANY_WORD = re.compile(r"[^\W\d_]\w*")
_LONGEST = 13  # "nghieengf" and a few keys struck twice
_LEAST_SHARE = 0.25

# What hardly stands in any word but a struck one: dd, a vowel twice or before w; a tone after a vowel.
_TELEX_MARK = re.compile(r"^dd|aa|ee|oo|[aou]w")
_TELEX_TONE = re.compile(r"[aeiouy][a-z]*[sfrxj]")
_VNI_MARK = re.compile(r"^d9|[aeou][a-z]*[6-9](?:[a-z]|[1-5])|[aeiouy][1-5][a-z]")
_VNI_PAIR = re.compile(r"^d9|\d\D*\d|[6-9][a-z]")


@dataclass(frozen=True)
class _Struck:
    """What a word's keys mean, and how much speaks for their being keys at all."""

    syllable: str
    sure: bool
    """Keys for certain among others of their kind."""
    alone: bool
    """Keys even where every other word is plain."""
    known: bool


def undo_typing_keys(text: str) -> str:
    """The text with keystrokes made into letters where the words are surely struck; never longer than before.

    Codes, addresses and words of other languages stay; so does every word that makes sense as it is.
    """
    struck = {word.span(): one for word in _WORD.finditer(text) if (one := _struck(word.group().lower()))}
    if not struck:
        return text
    taken = _taken(tuple(struck.values()), text)
    if not taken:
        return text
    kept = protected_spans(text)

    def put(word: re.Match[str]) -> str:
        one = struck.get(word.span())
        if one not in taken or any(word.start() < end and word.end() > start for start, end in kept):
            return word.group()
        return _in_case_of(word.group(), one.syllable)

    return _WORD.sub(put, text)


def _taken(struck: Sequence[_Struck], text: str) -> frozenset[_Struck]:
    """Those to be believed: all where most of the text is struck, else the ones that stand for themselves."""
    sure = sum(one.sure for one in struck)
    known = sum(one.known for one in struck)
    share = known / max(1, len(_ANY_WORD.findall(text)))
    if (sure >= 2 or (sure and known >= 2) or known >= 4) and share >= _LEAST_SHARE:
        return frozenset(struck)
    if sure >= 2 or (known >= 2 and not text.isascii()):
        return frozenset(one for one in struck if one.known)
    return frozenset(one for one in struck if one.alone)


@lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    lists = yaml.safe_load(_WORDS_FILE.read_text(encoding="utf-8"))
    return {name: frozenset(map(str, words)) for name, words in lists.items()}


@lru_cache(maxsize=16384)
def _struck(word: str) -> _Struck | None:
    """What a word (lower case) means as keys; None if it is plain letters or no keys of a syllable."""
    if len(word) > _LONGEST or word in _words()["never"] or word in known_syllables():
        return None
    if (short := re.sub("d[d9]", "đ", word)) != word and short in shorthand_table():
        return None if word in shorthand_table() else _Struck(short, sure=True, alone=False, known=False)
    keys = Keys()
    press = keys.telex if word.isalpha() else keys.vni
    syllable = keys.syllable() if all(map(press, word)) else None
    if syllable is None or syllable == word:
        return None
    return _weighed(word, place_tones(syllable), keys)


def _weighed(word: str, syllable: str, keys: Keys) -> _Struck | None:
    telex = word.isalpha()
    marked = bool((_TELEX_MARK if telex else _VNI_MARK).search(word))
    real = is_known(syllable)
    if not real and (keys.slip or not (marked or keys.can_bear_its_tone())):
        return None
    known = real and word not in shorthand_table() and word not in _words()["alone_never"]
    bare = set("âêôăơư").isdisjoint(keys.letters)
    toned = telex and bare and len(word) >= 4 and bool(_TELEX_TONE.search(word))
    alone = (marked or toned) and len(word) >= 3 if telex else bool(_VNI_PAIR.search(word))
    sure = known and (marked or (telex and len(word) >= 3))
    return _Struck(syllable, sure, known and alone and sure, known)


def _in_case_of(word: str, syllable: str) -> str:
    if word.isupper() and len(word) > 1:
        return syllable.upper()
    return syllable.capitalize() if word[0].isupper() else syllable

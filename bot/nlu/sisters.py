"""How procedures differ by name from the one under discussion, and which differences a message says."""

import re
from collections.abc import Iterable, Sequence

import numpy as np
from scipy import sparse

from bot.language.fold import fold
from bot.language.normalise import normalise
from bot.nlu.rows import Floats
from procedures_kb.model import Procedure

_WORD = re.compile(r"\w+")
# The commonest word still counts something.
_LEAST_RARITY = 0.3
_NOTHING = 1e-6


class Sisters:
    """ "Còn gia hạn thì sao" names no procedure, yet only one that is like the one talked about."""

    def __init__(self, procedures: Sequence[Procedure]) -> None:
        plain = [_words(normalise(each.plain_name)) for each in procedures]
        official = [_words(normalise(each.name)) for each in procedures]
        self._whole = [sorted({*short, *long}) for short, long in zip(plain, official, strict=True)]
        self._places = {word: at for at, word in enumerate(sorted(set().union(*self._whole)))}
        self._plain = self._matrix(plain)
        holders = np.asarray(self._plain.sum(axis=0)).ravel()
        self._rarity = np.log((1 + len(procedures)) / (1 + holders)) + _LEAST_RARITY
        lengths = np.sqrt(self._plain @ self._rarity)
        self._as_long = (
            sparse.diags(1 / np.maximum(lengths, _NOTHING))
            @ self._plain
            @ sparse.diags(np.sqrt(self._rarity))
        )

    def alike(self, about: int) -> Floats:
        """How much the plain name of each procedure has in common with that of the one at `about`: 0..1."""
        return np.asarray((self._as_long @ self._as_long[[about]].T).todense()).ravel()

    def newly_said(self, text: str, about: int) -> Floats:
        """Of the words in which each plain name goes beyond the names of the one at `about`, the share said.

        The rarer a word the more it counts: 0..1.
        """
        beyond = self._rarity.copy()
        beyond[[self._places[word] for word in self._whole[about]]] = 0.0
        said = np.zeros_like(beyond)
        heard = [self._places[word] for word in _words(text) if word in self._places]
        said[heard] = beyond[heard]
        return np.asarray((self._plain @ said) / np.maximum(self._plain @ beyond, _NOTHING))

    def _matrix(self, texts: Iterable[Iterable[str]]) -> sparse.csr_matrix:
        """Texts x words: 1 where a text holds the word."""
        places = [[self._places[word] for word in words] for words in texts]
        ends = np.cumsum([0, *map(len, places)])
        columns = np.array([at for own in places for at in own], dtype=np.int32)
        return sparse.csr_matrix(
            (np.ones(len(columns)), columns, ends), shape=(len(places), len(self._places))
        )


def _words(text: str) -> list[str]:
    return sorted(set(_WORD.findall(fold(text))))

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

    def __init__(self, procedures: Sequence[Procedure], names: Sequence[Sequence[str]]) -> None:
        """`names` are the spoken names of each procedure, in the form that messages have."""
        plain = [_words(normalise(each.plain_name)) for each in procedures]
        spoken = [_words(name) for own in names for name in own]
        self._places = {word: at for at, word in enumerate(sorted(set().union(*plain, *spoken)))}
        self._spoken = self._matrix(spoken)
        self._first = np.cumsum([0, *map(len, names)])
        named = self._matrix(plain)
        holders = np.asarray(named.sum(axis=0)).ravel()
        self._rarity = np.log((1 + len(procedures)) / (1 + holders)) + _LEAST_RARITY
        weighed = named.multiply(np.sqrt(self._rarity)).tocsr()
        lengths = np.sqrt(np.asarray(weighed.multiply(weighed).sum(axis=1)).ravel())
        self._plain = sparse.diags(1 / np.maximum(lengths, _NOTHING)) @ weighed

    def alike(self, about: int) -> Floats:
        """How much the plain name of each procedure has in common with that of the one at `about`: 0..1."""
        return np.asarray((self._plain @ self._plain[[about]].T).todense()).ravel()

    def newly_said(self, text: str, about: int) -> Floats:
        """Of the words in which a procedure's name goes beyond those of the one at `about`, the share said.

        The rarer a word the more it counts; of several names the one that is said best: 0..1.
        """
        beyond = self._rarity.copy()
        beyond[self._spoken[self._first[about] : self._first[about + 1]].indices] = 0.0
        said = np.zeros_like(beyond)
        heard = [self._places[word] for word in _words(text) if word in self._places]
        said[heard] = beyond[heard]
        shares = (self._spoken @ said) / np.maximum(self._spoken @ beyond, _NOTHING)
        return np.asarray(np.maximum.reduceat(shares, self._first[:-1]))

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

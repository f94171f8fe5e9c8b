"""What speaks for each procedure, side by side and still unweighed: the input of the learned ranking."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import sparse

from bot.nlu.kin import best_of_kin
from bot.nlu.names import NameIndex, RecordIndex
from bot.nlu.opinions import Opinions
from bot.nlu.rows import Bools, Floats
from procedures_kb.model import Procedure

# For a label with sentences: linear score, word odds, linear score of its kin, likeness to a name, NONE.
# For a procedure without: likeness to a name, its record, a constant. Where there are sentences, the words of
# the record added nothing that held for sentences of other hands.
FIRST_WEIGHTS = (3.0, 0.25, 1.5, 6.0, 2.0, 10.0, 0.8, -7.0)
_LEARNED, _ALONE = slice(0, 5), slice(5, 8)


class LinkEvidence:
    """Puts learned opinions and the records themselves side by side; the last label is NONE."""

    def __init__(self, procedures: Sequence[Procedure], labels: Sequence[str]) -> None:
        self._labels = labels
        self._names, self._records = NameIndex(procedures), RecordIndex(procedures)

    def kinds(
        self,
        texts: Sequence[str],
        matrix: sparse.csr_matrix,
        opinions: Opinions,
        kin: Sequence[Sequence[str]],
    ) -> Floats:
        """Texts x labels x weights; procedures that the opinions never met have only their record."""
        learned = opinions.kinds(matrix, self._labels)
        found = np.zeros((*learned.shape[:2], len(FIRST_WEIGHTS)), dtype=np.float32)
        found[:, :, 0:2] = learned
        found[:, :, 2] = best_of_kin(learned[:, :, 0], self._labels, kin)
        found[:, :-1, 3] = found[:, :-1, 5] = self._names.likeness(texts)
        found[:, -1, 4] = 1.0
        found[:, :-1, 6] = self._records.scores(texts)
        found[:, :, 7] = 1.0
        known = self.learned(opinions)
        found[:, ~known, _LEARNED] = 0.0
        found[:, known, _ALONE] = 0.0
        return found

    def learned(self, opinions: Opinions) -> Bools:
        """Which labels the opinions have met."""
        met = set(opinions.labels)
        return np.array([label in met for label in self._labels])

"""What speaks for each procedure, side by side and still unweighed: the input of the learned ranking."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import sparse

from bot.nlu.kin import best_of_kin
from bot.nlu.names import NameIndex, RecordIndex
from bot.nlu.opinions import Opinions
from bot.nlu.rows import Bools, Floats, Indices
from procedures_kb.model import Procedure

# For a label with sentences: linear score, word odds, linear score of its kin, likeness to a name, NONE.
# For a procedure without: likeness to a name, its record, a constant. Where there are sentences, the words of
# the record added nothing that held for sentences of other hands.
FIRST_WEIGHTS = (3.0, 0.25, 1.5, 6.0, 2.0, 10.0, 0.8, -7.0)


class LinkEvidence:
    """Puts learned opinions and the records themselves side by side; the last label is NONE."""

    def __init__(self, procedures: Sequence[Procedure], labels: Sequence[str]) -> None:
        self._labels = labels
        self._places = {label: at for at, label in enumerate(labels)}
        self._none = len(labels) - 1
        self._names, self._records = NameIndex(procedures), RecordIndex(procedures)

    def kinds(
        self,
        texts: Sequence[str],
        matrix: sparse.csr_matrix,
        opinions: Opinions,
        kin: Sequence[Sequence[str]],
    ) -> Floats:
        """Texts x labels x weights; procedures that the opinions never met have only their record."""
        met, own = self._met(opinions.labels)
        learned = opinions.kinds(matrix)[:, own]
        likeness = self._names.likeness(texts)
        found = np.zeros((len(texts), len(self._labels), len(FIRST_WEIGHTS)), dtype=np.float32)
        found[:, :-1, 5] = likeness
        found[:, :-1, 6] = self._records.scores(texts)
        found[:, :, 7] = 1.0
        found[:, met] = 0.0
        found[:, met, 0:2] = learned
        found[:, met, 2] = best_of_kin(learned[:, :, 0], [self._labels[at] for at in met], kin)
        named, none = met[met < self._none], met[met == self._none]
        found[:, named, 3] = likeness[:, named]
        found[:, none, 4] = 1.0
        return found

    def learned(self, opinions: Opinions) -> Bools:
        """Which labels the opinions have met."""
        return np.isin(self._labels, opinions.labels)

    def _met(self, labels: Sequence[str]) -> tuple[Indices, Indices]:
        """Where the labels stand among ours, and which of them those are; the others are no longer ours."""
        both = [(self._places[label], at) for at, label in enumerate(labels) if label in self._places]
        ours, theirs = np.array(both, dtype=np.int64).reshape(-1, 2).T
        return ours, theirs

"""What speaks for each procedure, side by side and still unweighed: the input of the learned ranking."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import sparse

from bot.nlu.kin import best_of_kin, columns_of_kin
from bot.nlu.names import NameIndex, RecordIndex
from bot.nlu.opinions import Opinions
from bot.nlu.rows import Floats
from procedures_kb.model import Procedure

# For a label with sentences: linear score, word odds, linear score of its kin, likeness to a name, NONE.
# For a procedure without: likeness to a name, its record, a constant. Where there are sentences, the words of
# the record added nothing that held for sentences of other hands.
FIRST_WEIGHTS = (3.0, 0.25, 1.5, 6.0, 2.0, 10.0, 0.8, -7.0)


class LinkEvidence:
    """Puts learned opinions and the records themselves side by side; the last label is NONE."""

    def __init__(
        self,
        procedures: Sequence[Procedure],
        labels: Sequence[str],
        opinions: Opinions,
        kin: Sequence[Sequence[str]],
    ) -> None:
        self._opinions = opinions
        self._names, self._records = NameIndex(procedures), RecordIndex(procedures)
        places = {label: at for at, label in enumerate(labels)}
        both = [(places[label], at) for at, label in enumerate(opinions.labels) if label in places]
        # Labels that the opinions have met: where they stand among ours, and where among theirs; the others
        # of theirs are no longer ours.
        self._met, self._theirs = np.array(both, dtype=np.int64).reshape(-1, 2).T
        self._named, self._none = self._met[self._met < len(labels) - 1], len(labels) - 1
        self._kin = columns_of_kin([labels[at] for at in self._met], kin)
        self.learned = np.isin(np.arange(len(labels)), self._met)

    def kinds(self, texts: Sequence[str], matrix: sparse.csr_matrix) -> Floats:
        """Texts x labels x weights; procedures that the opinions never met have only their record."""
        learned = self._opinions.kinds(matrix)[:, self._theirs]
        likeness = self._names.likeness(texts)
        found = np.zeros((len(texts), len(self.learned), len(FIRST_WEIGHTS)), dtype=np.float32)
        if not self.learned[:-1].all():
            found[:, :-1, 5] = likeness
            found[:, :-1, 6] = self._records.scores(texts)
        found[:, :, 7] = 1.0
        found[:, self._met] = 0.0
        found[:, self._met, 0:2] = learned
        found[:, self._met, 2] = best_of_kin(learned[:, :, 0], self._kin)
        found[:, self._named, 3] = likeness[:, self._named]
        found[:, self._none, 4] = self.learned[self._none]
        return found

"""Labels whose sentences use the same words: telling them apart is a question of its own."""

from collections.abc import Iterable, Sequence

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components
from sklearn.preprocessing import normalize

from bot.nlu.rows import Floats, Rows

# Above it stand the province's and the commune's versions of one procedure, and hardly anything else.
_ALIKE = 0.82


def kin_of(rows: Rows) -> list[list[str]]:
    """Groups of at least two labels that are linked by sentences of the same words."""
    labels, places = np.unique(rows.labels, return_inverse=True)
    owner = sparse.csr_matrix((np.ones(len(places)), (places, np.arange(len(places)))))
    centres = normalize(owner @ rows.matrix)
    alike = (centres @ centres.T).toarray() >= _ALIKE
    _, groups = connected_components(alike, directed=False)
    found = [[str(label) for label in labels[groups == group]] for group in np.unique(groups)]
    return [group for group in found if len(group) > 1]


def columns_of_kin(labels: Sequence[str], kin: Iterable[Sequence[str]]) -> list[list[int]]:
    """Where the labels of each group stand among these; a group of which none does is left out."""
    place = {label: at for at, label in enumerate(labels)}
    found = ([place[label] for label in group if label in place] for group in kin)
    return [columns for columns in found if columns]


def best_of_kin(scores: Floats, kin: Iterable[Sequence[int]]) -> Floats:
    """Each label's score, or the best one among its kin: what the kin share without what tells them apart.

    `kin` are groups of columns.
    """
    best = scores.copy()
    for columns in kin:
        best[:, columns] = scores[:, columns].max(axis=1, keepdims=True)
    return best

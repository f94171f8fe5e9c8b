"""How close a sentence comes to the names of each procedure and to what its record says."""

from collections import Counter
from collections.abc import Iterable, Sequence, Set
from pathlib import Path

import numpy as np

from bot.language.normalise import normalise
from bot.nlu.evidence import Evidence
from bot.nlu.postings import Postings
from bot.nlu.rows import Floats
from bot.nlu.views import NAMES
from procedures_kb.loader import KnowledgeBase, load_knowledge_base
from procedures_kb.model import Procedure

# The usual constants of BM25 (Robertson and Zaragoza 2009); the length of a record tells how much is known of
# it rather than how much it is about, so it counts half.
_SATURATION, _LENGTH = 1.2, 0.5


def open_knowledge_base(folder: str | None) -> KnowledgeBase:
    """The base in that folder, or the project's own; KnowledgeBaseError if a record is broken."""
    return load_knowledge_base(Path(folder) if folder else None)


def spoken_names(procedure: Procedure) -> list[str]:
    """What a citizen might call the procedure, in the form that messages have."""
    return [normalise(text) for text in procedure.spoken_names]


def record_text(procedure: Procedure) -> str:
    """Names, need, cases and papers of a procedure in one text, in the form that messages have.

    Each is put in that form by itself: in one long text the search for codes would look at every word.
    """
    papers = procedure.papers.items if procedure.papers else ()
    parts = [
        procedure.when or "",
        *(case.name for case in procedure.situations),
        *(each.name for each in papers),
    ]
    return " . ".join(normalise(part) for part in (*procedure.spoken_names, *parts))


class NameIndex:
    """Compares sentences with the names of all procedures, on folded text."""

    def __init__(self, procedures: Iterable[Procedure]) -> None:
        documents = [(each.code, text) for each in procedures for text in spoken_names(each)]
        owner = [code for code, _ in documents]
        self._first = np.flatnonzero([at == 0 or owner[at - 1] != code for at, code in enumerate(owner)])
        self._names, matrix = Evidence.fit([text for _, text in documents], [NAMES])
        entries = matrix.tocoo()
        self._postings = Postings(entries.row, entries.col, entries.data)

    def likeness(self, texts: Sequence[str]) -> Floats:
        """Best likeness (0..1) of each text to any name of each procedure: texts x procedures."""
        return np.stack([self._likeness(text) for text in texts])

    def _likeness(self, text: str) -> Floats:
        words = self._names.matrix([text])
        return np.maximum.reduceat(self._postings.sums(words.indices, words.data), self._first)


class RecordIndex:
    """BM25 of sentences over what the records say: finds a procedure that no sentence has taught yet."""

    def __init__(self, procedures: Iterable[Procedure]) -> None:
        records = [Counter(NAMES.cut(record_text(each))) for each in procedures]
        holders = Counter(word for record in records for word in record)
        self._places = {word: at for at, word in enumerate(holders)}
        rarity = {
            word: np.log1p((len(records) - number + 0.5) / (number + 0.5)) for word, number in holders.items()
        }
        usual = sum(map(Counter.total, records)) / len(records)
        rows, columns, weights = [], [], []
        for at, record in enumerate(records):
            norm = _SATURATION * (1 - _LENGTH + _LENGTH * record.total() / usual)
            rows += [at] * len(record)
            columns += [self._places[word] for word in record]
            weights += [rarity[word] * n * (_SATURATION + 1) / (n + norm) for word, n in record.items()]
        self._postings = Postings(np.array(rows), np.array(columns), np.array(weights))

    def scores(self, texts: Sequence[str]) -> Floats:
        """Texts x procedures; divided by the root of a text's length: stories score like questions."""
        return np.stack([self._scores(set(NAMES.cut(text))) for text in texts])

    def _scores(self, words: Set[str]) -> Floats:
        known = [self._places[word] for word in sorted(words) if word in self._places]
        return self._postings.sums(known, [1.0 / np.sqrt(max(len(known), 1))] * len(known))

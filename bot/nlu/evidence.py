"""Evidence: sentences as sparse vectors of words and letter groups, with and without diacritics."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.language.fold import fold, has_diacritics

_SENTENCE_END = re.compile(r"[.?!;\n]+")
_ENDING_WORDS, _BEGINNING_WORDS = 8, 4


def _marked(text: str) -> str:
    """With its diacritics; empty where there are none, so that it adds nothing to the folded text."""
    return text.lower() if has_diacritics(text) else ""


def _ending(text: str) -> str:
    """The last words of the last sentence: after a story, the question."""
    sentences = [part for part in _SENTENCE_END.split(fold(text)) if part.strip()]
    return " ".join(sentences[-1].split()[-_ENDING_WORDS:]) if sentences else ""


def _beginning(text: str) -> str:
    """The first words: headings begin with what is asked."""
    return " ".join(fold(text).split()[:_BEGINNING_WORDS])


_READERS: Mapping[str, Callable[[str], str]] = {
    "folded": fold,
    "marked": _marked,
    "ending": _ending,
    "beginning": _beginning,
}


@dataclass(frozen=True)
class View:
    """One way of cutting a sentence into features, and how much it weighs beside the others."""

    name: str
    analyzer: str
    ngrams: tuple[int, int]
    min_df: int
    weight: float
    reads: str = "folded"

    def prepare(self, texts: Sequence[str]) -> list[str]:
        """What this view reads of each text."""
        return [_READERS[self.reads](text) for text in texts]

    def vectorizer(self, vocabulary: list[str] | None = None) -> TfidfVectorizer:
        """An unfitted vectorizer, or one bound to a vocabulary that was fitted before."""
        return TfidfVectorizer(
            analyzer=self.analyzer,
            ngram_range=self.ngrams,
            min_df=self.min_df,
            sublinear_tf=True,
            lowercase=False,
            token_pattern=r"(?u)\w+" if self.analyzer == "word" else None,
            dtype=np.float32,
            vocabulary=vocabulary,
        )


WORDS = View("words", "word", (1, 2), 1, 1.0)
LETTERS = View("letters", "char_wb", (3, 4), 3, 0.7)
MARKED = View("marked", "word", (1, 2), 2, 0.5, reads="marked")
PHRASES = View("phrases", "word", (3, 3), 2, 0.7)
ENDING = View("ending", "word", (1, 3), 2, 1.0, reads="ending")
BEGINNING = View("beginning", "word", (1, 3), 2, 0.7, reads="beginning")
_VIEWS = {view.name: view for view in (WORDS, LETTERS, MARKED, PHRASES, ENDING, BEGINNING)}


class Evidence:
    """Turns sentences into rows of a sparse matrix; fitted once, kept as a list of words and numbers."""

    def __init__(self, vectorizers: Mapping[View, TfidfVectorizer]) -> None:
        self._vectorizers = vectorizers

    @classmethod
    def fit(cls, texts: Sequence[str], views: Sequence[View]) -> "Evidence":
        """Learns vocabulary and rarity from the texts, in the views wanted."""
        return cls({view: view.vectorizer().fit(view.prepare(texts)) for view in views})

    def matrix(self, texts: Sequence[str]) -> sparse.csr_matrix:
        """One row per text."""
        blocks = [
            vectorizer.transform(view.prepare(texts)) * view.weight
            for view, vectorizer in self._vectorizers.items()
        ]
        return sparse.hstack(blocks, format="csr", dtype=np.float32)

    def columns(self, view: View) -> slice:
        """Where the features of one view stand in the matrix."""
        start = 0
        for each, vectorizer in self._vectorizers.items():
            size = len(vectorizer.vocabulary_)
            if each == view:
                return slice(start, start + size)
            start += size
        raise KeyError(view.name)

    def save(self, folder: Path) -> None:
        """Writes evidence.json; nothing in it can run."""
        kept = {
            view.name: {
                "words": [str(word) for word in vectorizer.get_feature_names_out()],
                "rarity": [round(float(value), 4) for value in vectorizer.idf_],
            }
            for view, vectorizer in self._vectorizers.items()
        }
        (folder / "evidence.json").write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> "Evidence":
        """Reads what `save` wrote."""
        kept = json.loads((folder / "evidence.json").read_text(encoding="utf-8"))
        vectorizers = {}
        for name, learned in kept.items():
            vectorizers[_VIEWS[name]] = _VIEWS[name].vectorizer(learned["words"])
            vectorizers[_VIEWS[name]].idf_ = np.array(learned["rarity"], dtype=np.float32)
        return cls(vectorizers)

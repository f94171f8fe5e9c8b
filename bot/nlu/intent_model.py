"""The model behind the intent classifier: first what kind of message it is, then what is asked about."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

import numpy as np

from bot.nlu.calibration import Floats
from bot.nlu.sentence_model import SentenceModel
from bot.nlu.views import BEGINNING, ENDING, LETTERS, MARKED, PHRASES, WORDS

# All questions about a procedure are one kind: other words tell what they ask about.
QUESTION = "question"
_OF_KIND = (WORDS, LETTERS, MARKED, PHRASES)
_OF_QUESTION = (WORDS, LETTERS, MARKED, PHRASES, ENDING, BEGINNING)
# Questions outnumber each other kind by a hundred: without a balance everything would look like one.
_KIND_BALANCE, _QUESTION_BALANCE = 0.8, 0.3
_KIND_STRENGTH, _QUESTION_STRENGTH = 0.6, 0.3
# Many names of procedures must teach that a bare name is a question, without drowning the questions.
_NAME_WEIGHT = 0.03


class IntentModel:
    """Probabilities of the intents of a sentence."""

    def __init__(self, kinds: SentenceModel, questions: SentenceModel) -> None:
        self._kinds, self._questions = kinds, questions
        others = [kind for kind in kinds.labels if kind != QUESTION]
        self.labels = (*others, *questions.labels)
        self._other_columns = [kinds.labels.index(kind) for kind in others]
        self._question_column = kinds.labels.index(QUESTION)
        self.questions = questions.labels

    @classmethod
    def train(
        cls,
        texts: Sequence[str],
        intents: Sequence[str],
        questions: Collection[str],
        *,
        names: Sequence[str] = (),
        name_intent: str = "",
    ) -> IntentModel:
        """Learns from sentences and their intents, of which `questions` are about a procedure.

        Bare `names` of procedures have the intent `name_intent`.
        """
        kinds = [QUESTION if intent in questions else intent for intent in intents]
        asked = [(text, intent) for text, intent in zip(texts, intents, strict=True) if intent in questions]
        of_kind = SentenceModel.train(
            texts,
            kinds,
            _OF_KIND,
            strength=_KIND_STRENGTH,
            balance=_KIND_BALANCE,
            besides=(names, QUESTION, _NAME_WEIGHT),
        )
        of_question = SentenceModel.train(
            [text for text, _ in asked],
            [intent for _, intent in asked],
            _OF_QUESTION,
            strength=_QUESTION_STRENGTH,
            balance=_QUESTION_BALANCE,
            besides=(names, name_intent, _NAME_WEIGHT),
        )
        return cls(of_kind, of_question)

    def chances(self, texts: Sequence[str], named: Floats | None = None) -> Floats:
        """One line per text, one column per intent in the order of `labels`.

        `named` is for each text how much likelier (in log odds) than not it names a procedure.
        """
        kinds = self._kinds.chances(texts)
        if named is not None:
            kinds[:, self._question_column] *= np.exp(named)
            kinds /= kinds.sum(axis=1, keepdims=True)
        asked = kinds[:, [self._question_column]] * self._questions.chances(texts)
        return np.hstack([kinds[:, self._other_columns], asked])

    def save(self, folder: Path) -> None:
        """Writes arrays and lists into the folder; nothing in them can run."""
        self._kinds.save(folder / "kinds")
        self._questions.save(folder / "questions")

    @classmethod
    def load(cls, folder: Path) -> IntentModel:
        """Reads what `save` wrote."""
        return cls(SentenceModel.load(folder / "kinds"), SentenceModel.load(folder / "questions"))

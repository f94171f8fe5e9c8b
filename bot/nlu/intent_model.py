"""The model behind the intent classifier: first what kind of message it is, then what is asked about."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np

from bot.nlu.calibration import Floats
from bot.nlu.sentence_model import SentenceModel
from bot.nlu.views import BEGINNING, ENDING, EVERY_WORD, LENGTH, LETTERS, MARKED, PAIRS, PHRASES, WORDS

# Questions that name their procedure are one kind, those that leave it out another; what they ask about is
# told by other words.
QUESTION, FOLLOW_UP = "question", "follow-up"
# "Còn tách thửa thì sao": known by what stands around a name, never by the name.
SAME = "ask_same"
# Not seeing one costs a life; seeing one too many costs a phone number in the answer.
EMERGENCY = "hotline_emergency"
# In a talk they need not be as clear of a follow-up as others: to miss one costs a life or a right.
GRAVE = (EMERGENCY, "hotline_denunciation")
# Things that happened, whoever they concern: among these an emergency needs less. Nonsense, small talk and
# tricks are nothing that happened.
_MATTERS = ("hotline_", "other_agency", "legal_knowledge")
# Of an emergency: less is what any words have, nonsense among them.
_HINT = 0.05
_OF_KIND = (EVERY_WORD, LETTERS, MARKED, PHRASES, LENGTH)
_OF_QUESTION = (WORDS, MARKED, ENDING, PAIRS, BEGINNING)
# Questions outnumber each other kind by a hundred: without a balance everything would look like one.
_KIND_BALANCE, _QUESTION_BALANCE = 0.8, 0.3
_KIND_STRENGTH, _QUESTION_STRENGTH = 0.6, 0.3
# Many names of procedures must teach that a bare name is a question, without drowning the questions.
_NAME_WEIGHT = 0.03
# A name says nothing of what is asked: it speaks for each aspect alike, or the one word of a heading that
# does would be lost among words that happen to stand in questions on papers. Alone it is a general question.
_NEUTRAL_WEIGHT, _BARE_WEIGHT = 0.03, 0.06


class IntentModel:
    """Probabilities of the intents of a sentence."""

    def __init__(self, kinds: SentenceModel, questions: SentenceModel) -> None:
        self._kinds, self._questions = kinds, questions
        others = [kind for kind in kinds.labels if kind not in (QUESTION, FOLLOW_UP)]
        self.labels = (*others, *questions.labels)
        self._other_columns = [kinds.labels.index(kind) for kind in others]
        self._follow_up_columns = [at for at, kind in enumerate(kinds.labels) if kind == FOLLOW_UP]
        self._question_columns = [at for at, kind in enumerate(kinds.labels) if kind in (QUESTION, FOLLOW_UP)]
        self._emergency_columns = [at for at, kind in enumerate(kinds.labels) if kind == EMERGENCY]
        self._grave_columns = [at for at, kind in enumerate(kinds.labels) if kind in GRAVE]
        self._matter_columns = [at for at, kind in enumerate(kinds.labels) if kind.startswith(_MATTERS)]
        self._same_columns = [at for at, asked in enumerate(questions.labels) if asked == SAME]

    @classmethod
    def train(
        cls,
        texts: Sequence[str],
        intents: Sequence[str],
        procedures: Sequence[str | None],
        *,
        names: Sequence[str] = (),
        name_intent: str = "",
    ) -> IntentModel:
        """Learns from sentences, their intents and the procedures that they name.

        An intent is a question if a procedure is ever named with it. Bare `names` have that `name_intent`.
        """
        questions = {intent for intent, named in zip(intents, procedures, strict=True) if named}
        kinds = [
            intent if intent not in questions else QUESTION if named else FOLLOW_UP
            for intent, named in zip(intents, procedures, strict=True)
        ]
        asked = [(text, intent) for text, intent in zip(texts, intents, strict=True) if intent in questions]
        # Cutting sentences holds the interpreter lock, so only another process uses the other core.
        with ProcessPoolExecutor(max_workers=1) as apart:
            of_kind = apart.submit(
                SentenceModel.train,
                texts,
                kinds,
                _OF_KIND,
                strength=_KIND_STRENGTH,
                balance=_KIND_BALANCE,
                besides=(names, {QUESTION: _NAME_WEIGHT}),
            )
            of_question = SentenceModel.train(
                [text for text, _ in asked],
                [intent for _, intent in asked],
                _OF_QUESTION,
                strength=_QUESTION_STRENGTH,
                balance=_QUESTION_BALANCE,
                besides=(names, _told_by_name(questions, name_intent)),
            )
            return cls(of_kind.result(), of_question)

    def chances(
        self,
        texts: Sequence[str],
        *,
        named: float = 0.0,
        follows: float = 0.0,
        same: float = 0.0,
        emergency: float = 0.0,
        emergency_among_matters: float = 0.0,
        grave: float = 0.0,
    ) -> Floats:
        """One line per text, one column per intent in the order of `labels`.

        In log odds: `named` is what a procedure that was found adds to a question, `follows` what a talk
        about one adds to a follow-up and `same` what it adds to the aspect asked before; `emergency` and
        `grave` are added to an emergency that the words hint at and to GRAVE, because missing one is worse
        than one too many. `emergency_among_matters` is added once more against other matters that are no
        questions: there no answer is lost by it.
        """
        kinds = self._kinds.chances(texts)
        hinted = kinds[:, self._emergency_columns] >= _HINT
        kinds[:, self._question_columns] *= np.exp(named)
        kinds[:, self._follow_up_columns] *= np.exp(follows)
        kinds[:, self._emergency_columns] *= np.exp(emergency * hinted)
        kinds[:, self._grave_columns] *= np.exp(grave)
        self._outweigh_matters(kinds, emergency_among_matters * hinted)
        kinds /= kinds.sum(axis=1, keepdims=True)
        question = kinds[:, self._question_columns].sum(axis=1, keepdims=True)
        asked = self._questions.chances(texts)
        asked[:, self._same_columns] *= np.exp(same)
        asked /= asked.sum(axis=1, keepdims=True)
        return np.hstack([kinds[:, self._other_columns], question * asked])

    def _outweigh_matters(self, kinds: Floats, emergency: Floats) -> None:
        """Adds to an emergency what it takes from the other matters, these together."""
        before = kinds[:, self._matter_columns].sum(axis=1, keepdims=True)
        kinds[:, self._emergency_columns] *= np.exp(emergency)
        after = kinds[:, self._matter_columns].sum(axis=1, keepdims=True)
        kinds[:, self._matter_columns] *= before / np.maximum(after, 1e-12)

    def save(self, folder: Path) -> None:
        """Writes arrays and lists into the folder; nothing in them can run."""
        self._kinds.save(folder / "kinds")
        self._questions.save(folder / "questions")

    @classmethod
    def load(cls, folder: Path) -> IntentModel:
        """Reads what `save` wrote."""
        return cls(SentenceModel.load(folder / "kinds"), SentenceModel.load(folder / "questions"))


def _told_by_name(questions: set[str], name_intent: str) -> dict[str, float]:
    alike = dict.fromkeys(sorted(questions - {SAME}), _NEUTRAL_WEIGHT)
    return {**alike, name_intent: _BARE_WEIGHT}

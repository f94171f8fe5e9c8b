"""Intent classifier: linear scores over the evidence, made into honest probabilities."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.calibration import Floats, fit_mixture, probabilities
from bot.nlu.evidence import Evidence
from bot.nlu.linear import LinearScores, out_of_fold_scores


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LinearIntentClassifier(GraphComponent, IntentClassifier):
    """Ranks the intents of a message; its confidence is the share of such messages it gets right."""

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        self._config, self._storage, self._resource = config, storage, resource
        self._evidence: Evidence | None = None
        self._scores: LinearScores | None = None
        self._sharpness = 1.0

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`strength`: how closely the examples are fitted; `folds`: parts held out in turn for the confidence."""
        return {"strength": 0.6, "folds": 3, "ranking_length": 5}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LinearIntentClassifier:
        """Called by Rasa."""
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Learns from the examples and stores what was learned."""
        examples = [message for message in training_data.intent_examples if message.get(TEXT)]
        if not examples:
            return self._resource
        texts = [message.get(TEXT) for message in examples]
        labels = [message.get(INTENT) for message in examples]
        self._evidence = Evidence.fit(texts)
        rows = self._evidence.matrix(texts)
        strength = self._config["strength"]
        held_out, names = out_of_fold_scores(rows, labels, strength, self._config["folds"])
        truth = [names.index(label) for label in labels]
        self._sharpness = float(fit_mixture(held_out[:, :, None], truth, [1.0])[0])
        self._scores = LinearScores.fit(rows, labels, strength)
        self._persist()
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing further on in training needs predicted intents."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Sets intent and ranking of each message."""
        for message, chances in zip(
            messages, self._chances([message.get(TEXT) or "" for message in messages])
        ):
            labels = self._scores.labels if self._scores else ()
            best = np.argsort(-chances)[: self._config["ranking_length"]]
            ranking = [{"name": labels[place], "confidence": float(chances[place])} for place in best]
            message.set(
                INTENT, ranking[0] if ranking else {"name": None, "confidence": 0.0}, add_to_output=True
            )
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages

    def _chances(self, texts: list[str]) -> Floats:
        if self._evidence is None or self._scores is None:
            return np.zeros((len(texts), 0))
        return probabilities(self._scores.scores(self._evidence.matrix(texts)) * self._sharpness)

    def _persist(self) -> None:
        assert self._evidence is not None and self._scores is not None
        with self._storage.write_to(self._resource) as folder:
            self._evidence.save(folder)
            self._scores.save(folder)
            (folder / "sharpness.json").write_text(json.dumps(self._sharpness))

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> LinearIntentClassifier:
        """Called by Rasa; an untrained component if nothing was stored."""
        component = cls(config, model_storage, resource)
        try:
            with model_storage.read_from(resource) as folder:
                component._evidence = Evidence.load(folder)
                component._scores = LinearScores.load(folder)
                component._sharpness = float(json.loads((folder / "sharpness.json").read_text()))
        except ValueError:  # Rasa's way of saying that the resource does not exist
            return component
        return component

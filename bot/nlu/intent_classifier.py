"""Intent classifier: linear scores over the evidence, made into honest probabilities."""

from __future__ import annotations

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

from bot.nlu.intent_model import IntentModel
from bot.nlu.names import open_knowledge_base, spoken_names


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LinearIntentClassifier(GraphComponent, IntentClassifier):
    """Ranks the intents of a message; its confidence is the share of such messages it gets right."""

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        self._config, self._storage, self._resource = config, storage, resource
        self._model: IntentModel | None = None

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`strength`: how closely examples are fitted; `folds`: parts held out in turn for the confidence.

        `name_intent`: the intent of a bare name of a procedure, or null; `knowledge_base`: its folder.
        """
        return {
            "strength": 0.6,
            "folds": 3,
            "ranking_length": 5,
            "name_intent": "ask_overview",
            "knowledge_base": None,
        }

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
        labels = [message.get(INTENT) for message in examples]
        if len(set(labels)) > 1:
            self._model = IntentModel.train(
                [message.get(TEXT) for message in examples],
                labels,
                strength=self._config["strength"],
                folds=self._config["folds"],
                names=self._names(labels),
                name_label=self._config["name_intent"],
            )
            with self._storage.write_to(self._resource) as folder:
                self._model.save(folder)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing further on in training needs predicted intents."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Sets intent and ranking of each message."""
        for message in messages:
            ranking = self._ranking(message.get(TEXT) or "")
            best = ranking[0] if ranking else {"name": None, "confidence": 0.0}
            message.set(INTENT, best, add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages

    def _ranking(self, text: str) -> list[dict[str, Any]]:
        if self._model is None or not text:
            return []
        chances = self._model.chances([text])[0]
        best = np.argsort(-chances)[: self._config["ranking_length"]]
        return [{"name": self._model.labels[at], "confidence": float(chances[at])} for at in best]

    def _names(self, labels: list[str]) -> list[str]:
        if self._config["name_intent"] not in labels:
            return []
        kb = open_knowledge_base(self._config["knowledge_base"])
        return [name for procedure in kb.nameable for name in spoken_names(procedure)]

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
                component._model = IntentModel.load(folder)
        except ValueError:  # Rasa's way of saying that the resource does not exist
            return component
        return component

"""Intent classifier: what kind of message it is and what is asked about, in honest probabilities."""

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

from bot.nlu.examples import NO_PROCEDURE, about_of, procedure_of
from bot.nlu.intent_model import IntentModel
from bot.nlu.names import open_knowledge_base, spoken_names

# No procedure is surer than this, whatever the words.
_SUREST = 1e-4


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LinearIntentClassifier(GraphComponent, IntentClassifier):
    """Ranks the intents of a message; its confidence is the share of such messages it gets right."""

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        self._config, self._storage, self._resource = config, storage, resource
        self._model: IntentModel | None = None

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`named`: how much a procedure that was found speaks for a question, 0 for not at all.

        In log odds, how much a talk about a procedure speaks for a follow-up (`in_talk`), and for the aspect
        asked before (`same_in_talk`); what is added to an `emergency`, and in a talk to all that is grave
        (`grave_in_talk`), where without it a cry for help would be taken for a follow-up.
        `name_intent`: the intent of a bare name of a procedure, or null; `knowledge_base`: its folder.
        """
        return {
            "ranking_length": 5,
            "name_intent": "ask_overview",
            "named": 0.8,
            "in_talk": 4.0,
            "same_in_talk": 1.5,
            "emergency": 1.5,
            "emergency_among_matters": 1.0,
            "grave_in_talk": 2.0,
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
        """Learns from the examples, with the procedure in their metadata, and stores what was learned."""
        examples = [message for message in training_data.intent_examples if message.get(TEXT)]
        intents = [message.get(INTENT) for message in examples]
        procedures = [procedure_of(message) for message in examples]
        questions = {intent for intent, named in zip(intents, procedures, strict=True) if named}
        if len(questions) > 1 and set(intents) > questions:
            names = self._names() if self._config["name_intent"] in questions else []
            self._model = IntentModel.train(
                [message.get(TEXT) for message in examples],
                intents,
                procedures,
                names=names,
                name_intent=self._config["name_intent"],
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
            ranking = self._ranking(message)
            best = ranking[0] if ranking else {"name": None, "confidence": 0.0}
            message.set(INTENT, best, add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages

    def _ranking(self, message: Message) -> list[dict[str, Any]]:
        text = message.get(TEXT) or ""
        if self._model is None or not text:
            return []
        chances = self._model.chances([text], named=self._named(message), **self._odds(message))[0]
        best = np.argsort(-chances)[: self._config["ranking_length"]]
        return [{"name": self._model.labels[at], "confidence": float(chances[at])} for at in best]

    def _odds(self, message: Message) -> dict[str, float]:
        """What beside the words speaks for some intents."""
        always = {name: self._config[name] for name in ("emergency", "emergency_among_matters")}
        in_talk = {"follows": "in_talk", "same": "same_in_talk", "grave": "grave_in_talk"}
        if not about_of(message):
            return always
        return always | {odds: self._config[name] for odds, name in in_talk.items()}

    def _named(self, message: Message) -> float:
        """Log odds for a question, from a procedure named; none named says nothing: follow-ups name none."""
        none = min(max(message.get(NO_PROCEDURE, 1.0), _SUREST), 1.0)
        return float(self._config["named"] * max(np.log((1 - none + _SUREST) / none), 0.0))

    def _names(self) -> list[str]:
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

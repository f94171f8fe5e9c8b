"""First component of the pipeline: puts the text in order and hides personal numbers."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.constants import INTENT_MESSAGE_PREFIX
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.language.normalise import normalise
from bot.language.personal_data import mask


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class Normaliser(GraphComponent):
    """Rewrites a message's text in its one form; button payloads stay as they are.

    All offsets further on are those of the rewritten text. Dossier codes stay, other personal numbers do not.
    """

    def __init__(self, config: dict[str, Any]) -> None:
        self._longest = int(config["max_characters"])

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`max_characters`: what is longer is cut, so that no message can hold up the others."""
        return {"max_characters": 1000}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Normaliser:
        """Called by Rasa."""
        return cls(config)

    def process(self, messages: list[Message]) -> list[Message]:
        """Rewrites incoming messages."""
        for message in messages:
            self._rewrite(message)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Rewrites the examples, so that training sees what a message will look like."""
        self.process(training_data.training_examples)
        return training_data

    def _rewrite(self, message: Message) -> None:
        text = message.get(TEXT)
        if isinstance(text, str) and not text.startswith(INTENT_MESSAGE_PREFIX):
            message.set(
                TEXT, normalise(mask(text[: self._longest], keep_dossier_codes=True)), add_to_output=True
            )

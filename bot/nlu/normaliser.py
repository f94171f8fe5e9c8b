"""First component of the pipeline: puts the text in order and hides personal numbers."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
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

# Examples that another process takes at once.
_CHUNK = 1000


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
        words = [message for message in messages if _is_words(message)]
        _set(words, map(self._form, (message.get(TEXT) for message in words)))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Rewrites the examples, so that training sees what a message will look like."""
        words = [message for message in training_data.training_examples if _is_words(message)]
        with ProcessPoolExecutor() as apart:
            _set(words, apart.map(self._form, [message.get(TEXT) for message in words], chunksize=_CHUNK))
        return training_data

    def _form(self, text: str) -> str:
        return normalise(mask(text[: self._longest], keep_dossier_codes=True))


def _is_words(message: Message) -> bool:
    text = message.get(TEXT)
    return isinstance(text, str) and not text.startswith(INTENT_MESSAGE_PREFIX)


def _set(messages: Iterable[Message], forms: Iterable[str]) -> None:
    for message, form in zip(messages, forms, strict=True):
        message.set(TEXT, form, add_to_output=True)

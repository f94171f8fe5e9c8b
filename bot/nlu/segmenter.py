"""Tokenizer over underthesea: Vietnamese words, dossier codes whole, offsets true to the text."""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.language.fold import fold
from bot.language.segment import segment


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class Segmenter(Tokenizer):
    """Cuts a message into words; each word's lemma is its folded form."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Rasa's own tokenizer options; intents are never split here."""
        return {"intent_tokenization_flag": False, "intent_split_symbol": "_", "token_pattern": None}

    @staticmethod
    def required_packages() -> list[str]:
        """What must be installed for this component."""
        return ["underthesea"]

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        """The words of one attribute of the message."""
        words = segment(message.get(attribute))
        return self._apply_token_pattern(
            [Token(word.text, word.start, word.end, lemma=fold(word.text)) for word in words]
        )

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leaves the examples uncut: nothing trained reads words, and cutting them takes ten seconds."""
        return training_data

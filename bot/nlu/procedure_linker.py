"""Which procedure the citizen means, or that none is named; comes before the intent, which leans on it."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.constants import INTENT_MESSAGE_PREFIX
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.language.corrected import corrected
from bot.nlu.examples import IN_CONTEXT, NO_PROCEDURE, about_of, procedure_of
from bot.nlu.labels import NONE, labels_of
from bot.nlu.linking import LinkModel
from bot.nlu.names import open_knowledge_base
from bot.nlu.ranking import Ranking

ENTITY = "procedure"
CANDIDATES = "procedure_candidates"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class ProcedureLinker(GraphComponent, EntityExtractorMixin):
    """Sets `procedure_candidates`, `procedure_none`, in a talk `procedure_in_context`; when sure, the entity.

    An example's procedure stands in its intent's metadata; an example without one teaches "no procedure".
    """

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        self._config, self._storage, self._resource = config, storage, resource
        self._model: LinkModel | None = None

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`sure`: least confidence that sets the entity; `candidates`: longest list.

        `strength`: how closely examples are fitted; `knowledge_base`: its folder, null for our own.
        """
        return {"sure": 0.6, "candidates": 5, "strength": 1.0, "knowledge_base": None}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ProcedureLinker:
        """Called by Rasa."""
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Learns from the examples and the knowledge base, and stores what was learned."""
        kb = open_knowledge_base(self._config["knowledge_base"])
        labels = set(labels_of(kb))
        examples = [message for message in training_data.intent_examples if message.get(TEXT)]
        named = [(message.get(TEXT), procedure_of(message) or NONE) for message in examples]
        known = [(text, code) for text, code in named if code in labels]
        if len({code for _, code in known}) > 1:
            texts, codes = [text for text, _ in known], [code for _, code in known]
            self._model = LinkModel.train(texts, codes, kb, strength=self._config["strength"])
            with self._storage.write_to(self._resource) as folder:
                self._model.save(folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Ranks the procedures for each message; button payloads carry theirs already."""
        for message in messages:
            text = message.get(TEXT) or ""
            if self._model is not None and text and not text.startswith(INTENT_MESSAGE_PREFIX):
                meant, about = _meant(text), about_of(message)
                ranking = self._model.rank(
                    meant or text, self._config["candidates"], about, corrects=bool(meant)
                )
                self._set(message, text, ranking)
        return messages

    def _set(self, message: Message, text: str, ranking: Ranking) -> None:
        candidates = [{"code": code, "confidence": confidence} for code, confidence in ranking.candidates]
        message.set(CANDIDATES, candidates, add_to_output=True)
        message.set(NO_PROCEDURE, ranking.none, add_to_output=True)
        message.set(IN_CONTEXT, ranking.in_talk, add_to_output=True)
        code, confidence = ranking.candidates[0]
        if confidence >= self._config["sure"]:
            entity = {
                "entity": ENTITY,
                "value": code,
                "start": 0,
                "end": len(text),
                "confidence_entity": confidence,
            }
            found = message.get(ENTITIES, []) + self.add_extractor_name([entity])
            message.set(ENTITIES, found, add_to_output=True)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> ProcedureLinker:
        """Called by Rasa; an untrained component if nothing was stored."""
        component = cls(config, model_storage, resource)
        try:
            with model_storage.read_from(resource) as folder:
                component._model = LinkModel.load(folder, open_knowledge_base(config["knowledge_base"]))
        except ValueError:  # Rasa's way of saying that the resource does not exist
            return component
        return component


def _meant(text: str) -> str:
    """What a correction ("không phải, ý tôi là cấp đổi") means; nothing where nothing is corrected."""
    read = corrected(text)
    return read.meant if read else ""

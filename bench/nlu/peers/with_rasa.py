"""The two that run in Rasa: its default pipeline, and ours. Both are a model file, asked in process."""

import asyncio
import logging
from pathlib import Path
from typing import Any

from bench.nlu.peers.base import LONGEST, Ranking
from bench.nlu.rasa_training import NONE


class RasaModel:
    """A Rasa model that reads messages."""

    def __init__(self, model: Path) -> None:
        import structlog
        from rasa.core.agent import Agent

        # Rasa tells every message that it reads, at a level of its own.
        structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
        self._loop = asyncio.new_event_loop()
        self._agent = Agent.load(str(model))

    def _read(self, text: str) -> dict[str, Any]:
        found: dict[str, Any] = self._loop.run_until_complete(self._agent.parse_message(text))
        return found


class RasaDefault(RasaModel):
    """Its intents are the procedures; NONE is left out, as no question here means it."""

    def rank(self, text: str) -> Ranking:
        """By the confidence of the intents."""
        ranked = self._read(text)["intent_ranking"]
        return [(one["name"], one["confidence"]) for one in ranked if one["name"] != NONE][:LONGEST]


class Ours(RasaModel):
    """The whole pipeline of this program, of which the linker's candidates are taken."""

    def rank(self, text: str) -> Ranking:
        """By the linker's confidence."""
        found = self._read(text).get("procedure_candidates") or ()
        return [(one["code"], one["confidence"]) for one in found][:LONGEST]

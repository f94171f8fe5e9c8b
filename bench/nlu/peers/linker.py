"""Our linker alone, on one core, over a knowledge base of any size; only its `load` and `rank` are used."""

import os
from pathlib import Path

from bench.nlu.peers.base import LONGEST, Ranking
from bot.language.normalise import normalise
from bot.language.personal_data import mask
from bot.nlu.linking import LinkModel
from procedures_kb.loader import KnowledgeBase


class Linker:
    """Reads a message as the pipeline does, and ranks."""

    def __init__(self, folder: Path, kb: KnowledgeBase) -> None:
        if hasattr(os, "sched_setaffinity"):  # macOS has none: there the figure is that of all cores
            os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
        self._model = LinkModel.load(folder, kb)

    def rank(self, text: str) -> Ranking:
        """By confidence."""
        ranked = self._model.rank(normalise(mask(text, keep_dossier_codes=True)), LONGEST)
        return [(code, confidence) for code, confidence in ranked.candidates]

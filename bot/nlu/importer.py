"""Reads the training sentences; Rasa's own reader checks and hashes tens of thousands of them for minutes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import INTENT, METADATA, METADATA_INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData


class Sentence(Message):
    """An example that Rasa may copy, set and compare as often as it does, for little.

    Its values are words and are never changed in place, so that a copy may share them.
    """

    def fingerprint(self) -> str:
        """Differs where text, intent or procedure differ; made anew only after something was set."""
        if self._cached_fingerprint is None:
            held = repr(sorted(self.data.items())).encode()
            self._cached_fingerprint = hashlib.md5(held, usedforsecurity=False).hexdigest()
        return self._cached_fingerprint

    def set(self, prop: str, info: Any, add_to_output: bool = False) -> None:
        """As Rasa has it; words that stand there already change nothing."""
        if not isinstance(info, str) or self.data.get(prop) != info or add_to_output:
            super().set(prop, info, add_to_output)

    def __deepcopy__(self, memo: dict[int, Any]) -> Sentence:
        """Another one that holds the same."""
        copied = Sentence(self.data, set(self.output_properties), self.time, list(self.features))
        copied._cached_fingerprint = self._cached_fingerprint
        return copied


class SentenceImporter(RasaFileImporter):
    """Rasa's files, but for the sentences: YAML in which each example is one line of plain text.

    A test has them read by Rasa's own reader, with its schema.
    """

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """All examples, with the procedure that their block names."""
        files = (Path(path).read_text(encoding="utf-8") for path in self._nlu_files)
        blocks = (block for text in files for block in yaml.load(text, yaml.CSafeLoader)["nlu"])
        return TrainingData([example for block in blocks for example in _examples(block)])


def _examples(block: Mapping[str, Any]) -> Iterator[Sentence]:
    beside = {METADATA: {METADATA_INTENT: block["metadata"]}} if "metadata" in block else {}
    for line in block["examples"].splitlines():
        text = line.strip().removeprefix("- ")
        if text:
            yield Sentence({TEXT: text, INTENT: block["intent"], **beside})

"""Judgements as training sentences, in the shape of the files under ``nlu_data/nlu``."""

import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Protocol

HEAD = (
    'version: "3.1"\n\n'
    "# Labelled by officers; look through it, then move what is good into the files of nlu_data/nlu.\n"
)
# The language model would read a word in brackets as an entity.
_NO_BRACKETS = str.maketrans("", "", "[](){}")


class Lesson(Protocol):
    """One sentence and what it means."""

    @property
    def text(self) -> str:
        """The words, masked."""
        ...

    @property
    def intent(self) -> str | None:
        """What they ask."""
        ...

    @property
    def procedure(self) -> str | None:
        """What about, where they say so."""
        ...


def as_training_file(lessons: Iterable[Lesson]) -> str:
    """A whole file; sentences in the order given, grouped where neighbours teach the same, each once."""
    blocks = []
    for (intent, procedure), group in groupby(lessons, lambda one: (one.intent, one.procedure)):
        sentences = list(dict.fromkeys(_sentences(group)))
        if sentences and intent is not None:
            blocks.append(_block(intent, procedure, sentences))
    return HEAD + ("nlu:\n" + "".join(blocks) if blocks else "nlu: []\n")


def sentence(text: str) -> str:
    """The words on one line as a file may hold them; empty where nothing is left."""
    kept = "".join(char if char.isprintable() else " " for char in text.translate(_NO_BRACKETS))
    return " ".join(kept.split()).lstrip("-/# ")


def _sentences(group: Iterable[Lesson]) -> Iterator[str]:
    return filter(None, (sentence(one.text) for one in group))


def _block(intent: str, procedure: str | None, sentences: Iterable[str]) -> str:
    metadata = f"  metadata: {{procedure: {json.dumps(procedure)}}}\n" if procedure else ""
    examples = "".join(f"    - {one}\n" for one in sentences)
    return f"- intent: {intent}\n{metadata}  examples: |\n{examples}\n"

"""Rasa's default pipeline, trained on our own sentences with one intent per procedure; kept by content.

Runs in Rasa's environment: ``python -m bench.nlu.rasa_training FOLDER EPOCHS``.
"""

import hashlib
import json
import sys
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
NONE = "none"
FULL_EPOCHS = 100
# What two cores train in about half an hour; all of them take hours.
EPOCHS = 8
# What `rasa init` proposes, as far as it reads a message and says what it means.
PIPELINE = """
recipe: default.v1
language: vi
pipeline:
  - name: WhitespaceTokenizer
  - name: RegexFeaturizer
  - name: LexicalSyntacticFeaturizer
  - name: CountVectorsFeaturizer
  - name: CountVectorsFeaturizer
    analyzer: char_wb
    min_ngram: 1
    max_ngram: 4
  - name: DIETClassifier
    epochs: {epochs}
    constrain_similarities: true
    random_seed: 1
"""


@dataclass(frozen=True)
class Trained:
    """A model with what it took to make it."""

    model: Path
    epochs: int
    sentences: int
    seconds: float

    @classmethod
    def read(cls, line: str) -> "Trained":
        """From the line that this program prints."""
        facts = json.loads(line)
        return cls(**{**facts, "model": Path(facts["model"])})


def sentences_by_intent(folder: Path) -> dict[str, list[str]]:
    """Every training sentence, under the code of the procedure that it is about or under NONE."""
    found: dict[str, list[str]] = defaultdict(list)
    for file in sorted(folder.rglob("*.yml")):
        for part in yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader).get("nlu") or ():
            code = (part.get("metadata") or {}).get("procedure") or NONE
            found[code] += _examples(part) if "intent" in part else []
    return dict(found)


def _examples(part: Mapping[str, object]) -> list[str]:
    examples = part["examples"]
    lines: Sequence[str] = examples.splitlines() if isinstance(examples, str) else _texts(examples)
    return [line.strip().removeprefix("- ").strip() for line in lines if line.strip()]


def _texts(examples: object) -> list[str]:
    assert isinstance(examples, list)
    return [one["text"] if isinstance(one, dict) else one for one in examples]


def as_training_file(sentences: Mapping[str, Sequence[str]]) -> str:
    """The sentences as Rasa reads them."""
    parts = [
        {"intent": intent, "examples": "".join(f"- {text}\n" for text in texts)}
        for intent, texts in sorted(sentences.items())
    ]
    return yaml.safe_dump({"version": "3.1", "nlu": parts}, allow_unicode=True, width=10_000)


def ensure_trained(folder: Path, epochs: int) -> Trained:
    """The model of the sentences as they stand, trained now if it is not in the folder."""
    sentences = sentences_by_intent(ROOT / "nlu_data" / "nlu")
    data, config = as_training_file(sentences), PIPELINE.format(epochs=epochs)
    name = hashlib.sha256(f"{config}\0{data}".encode()).hexdigest()[:16]
    model, facts = folder / f"rasa-{name}.tar.gz", folder / f"rasa-{name}.json"
    if not (model.exists() and facts.exists()):
        folder.mkdir(parents=True, exist_ok=True)
        began = time.monotonic()
        _train(folder, name, data, config)
        count = sum(map(len, sentences.values()))
        facts.write_text(json.dumps({"sentences": count, "seconds": time.monotonic() - began}))
    return Trained(model, epochs, **json.loads(facts.read_text()))


def _train(folder: Path, name: str, data: str, config: str) -> None:
    from rasa.model_training import train_nlu

    inputs = folder / f"rasa-{name}-nlu.yml", folder / f"rasa-{name}-config.yml"
    inputs[0].write_text(data, encoding="utf-8")
    inputs[1].write_text(config, encoding="utf-8")
    train_nlu(str(inputs[1]), str(inputs[0]), str(folder), fixed_model_name=f"rasa-{name}")


if __name__ == "__main__":
    print(json.dumps(vars(ensure_trained(Path(sys.argv[1]), int(sys.argv[2]))), default=str))

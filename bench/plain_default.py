"""A plain Rasa project with the pipeline and policies that ``rasa init`` proposes, on our own data.

Kept by content. How long an answer takes does not depend on how long was trained: one epoch is enough.
"""

import hashlib
import subprocess
import tempfile
from pathlib import Path

from bot.settings import PROJECT_ROOT
from bot.sidecar.command import NLU_PYTHON, rasa_environment

SECONDS = 3600
DATA = ("nlu_data/nlu", "nlu_data/rules")
DOMAIN = "nlu_data/domain"
CONFIG = """
recipe: default.v1
assistant_id: plain
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
    epochs: 1
    constrain_similarities: true
  - name: EntitySynonymMapper
  - name: ResponseSelector
    epochs: 1
    constrain_similarities: true
  - name: FallbackClassifier
    threshold: 0.3
    ambiguity_threshold: 0.1
policies:
  - name: MemoizationPolicy
  - name: RulePolicy
  - name: UnexpecTEDIntentPolicy
    max_history: 5
    epochs: 1
  - name: TEDPolicy
    max_history: 5
    epochs: 1
    constrain_similarities: true
"""


def ensure_trained(folder: Path) -> Path:
    """The model of the data as they stand, trained now if it is not in the folder: some minutes."""
    model = folder / f"plain-{_content_hash()}.tar.gz"
    if not model.exists():
        with tempfile.NamedTemporaryFile("w", suffix=".yml") as config:
            config.write(CONFIG)
            config.flush()
            arguments = ["--config", config.name, "--domain", DOMAIN, "--data", *DATA]
            named = ["--out", str(folder), "--fixed-model-name", model.name.removesuffix(".tar.gz")]
            subprocess.run(
                [str(NLU_PYTHON), "-m", "rasa", "train", *arguments, *named],
                cwd=PROJECT_ROOT,
                env=rasa_environment({}),
                check=True,
                timeout=SECONDS,
                stdout=subprocess.DEVNULL,
            )
    return model


def _content_hash() -> str:
    digest = hashlib.sha256(CONFIG.encode())
    for name in (*DATA, DOMAIN):
        for file in sorted((PROJECT_ROOT / name).rglob("*.yml")):
            digest.update(file.read_bytes())
    return digest.hexdigest()[:16]

"""What stands beside the figures of a run: machine, model, peers, and how blind the messages are."""

import os
import platform
import re
from pathlib import Path

from bench.nlu.rasa_training import FULL_EPOCHS, Trained, sentences_by_intent
from bench.nlu.sets import HeldOut
from bot.language.fold import fold
from bot.settings import PROJECT_ROOT
from bot.sidecar.model import content_hash

SHORT = " (all would take two cores hours: it is trained less than usual)"
LONG = 4
"""Words from which a message is no commonplace ("cảm ơn nhiều") that anybody would write."""


def rasa(trained: Trained | None) -> str:
    """How the peer was trained, or that it was left out."""
    if trained is None:
        return "left out of this run (`WITHOUT_RASA_DEFAULT=1`)."
    return (
        "WhitespaceTokenizer, RegexFeaturizer, LexicalSyntacticFeaturizer, CountVectorsFeaturizer of words "
        f"and of char_wb 1–4, DIETClassifier with {trained.epochs} of its {FULL_EPOCHS} "
        f"epochs{SHORT if trained.epochs < FULL_EPOCHS else ''}; one intent per procedure and one for the "
        f"rest, the {trained.sentences:,} training sentences of this checkout. The intent for the rest is "
        "passed over."
    )


def model(file: Path) -> str:
    """Its name, which is the hash of its inputs, and whether they have changed since."""
    name = file.name.removesuffix(".tar.gz")
    fresh = name == content_hash(PROJECT_ROOT)
    return f"`{name}`{'' if fresh else ', which is not the one of the sentences and records as they stand'}"


def machine() -> str:
    """With its load before we add to it: others' work makes every time here longer."""
    load = f"load average {os.getloadavg()[0]:.1f} when it began"
    return f"{os.cpu_count()} cores ({load}), {platform.system()}, Python {platform.python_version()}"


def copied(held_out: HeldOut) -> int:
    """How many longer messages stand in the training sentences too."""
    known = {
        _plain(t) for texts in sentences_by_intent(PROJECT_ROOT / "nlu_data" / "nlu").values() for t in texts
    }
    texts = [line["text"] for line in held_out.singles]
    texts += [turn["text"] for talk in held_out.talks for turn in talk["turns"]]
    return sum(_plain(text) in known and len(text.split()) >= LONG for text in texts)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text)))

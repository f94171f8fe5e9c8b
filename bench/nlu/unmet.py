"""How well sentences of hands that the model has not met are understood: files left out of what it learns.

``.venv-nlu/bin/python -m bench.nlu.unmet follow_ups_in_talks follow_ups_by_region``, a minute.
"""

import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

import numpy as np
import yaml

from bot.language.normalise import normalise
from bot.language.personal_data import mask
from bot.nlu.intent_model import SAME, IntentModel
from bot.nlu.names import open_knowledge_base, spoken_names

SENTENCES = Path(__file__).parents[2] / "nlu_data" / "nlu"
BARE = "ask_overview"


class Example(NamedTuple):
    """A sentence, its intent and the procedure that it names."""

    text: str
    intent: str
    procedure: str | None


def main() -> None:
    """Prints how many intents are right, and how many aspects where it is known that one is asked."""
    files = sorted(SENTENCES.rglob("*.yml"))
    left_out = [path for path in files if path.stem in sys.argv[1:]]
    if not left_out or set(sys.argv[1:]) - {path.stem for path in left_out}:
        raise SystemExit(f"names of files in {SENTENCES} are wanted")
    learned = _examples([path for path in files if path not in left_out])
    model, unmet = _model(learned), _examples(left_out)
    _tell("intent", model, unmet, set(model.labels))
    aspects = {one.intent for one in learned if one.procedure} - {SAME}
    asked = [one for one in unmet if one.intent in aspects]
    _tell("aspect where a procedure is named", model, [one for one in asked if one.procedure], aspects)
    _tell("aspect where none is named", model, [one for one in asked if not one.procedure], aspects)


def _model(learned: Sequence[Example]) -> IntentModel:
    names = [name for each in open_knowledge_base(None).nameable for name in spoken_names(each)]
    texts, intents, procedures = zip(*learned, strict=True)
    return IntentModel.train(texts, intents, procedures, names=names, name_intent=BARE)


def _tell(what: str, model: IntentModel, unmet: Sequence[Example], possible: set[str]) -> None:
    if unmet:
        of_them = np.isin(model.labels, list(possible))
        chances = model.chances([one.text for one in unmet]) * of_them
        found = np.array(model.labels)[chances.argmax(axis=1)]
        right = np.mean(found == [one.intent for one in unmet])
        print(f"{what}: {100 * right:.2f} % of {len(unmet)} right")


def _examples(files: Sequence[Path]) -> list[Example]:
    lines = [line for path in files for line in _lines(path)]
    with ProcessPoolExecutor() as apart:
        forms = apart.map(_form, [line.text for line in lines], chunksize=1000)
        return [line._replace(text=form) for line, form in zip(lines, forms, strict=True)]


def _lines(path: Path) -> Iterator[Example]:
    for block in yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)["nlu"]:
        named = block.get("metadata", {}).get("procedure")
        for line in block["examples"].splitlines():
            yield Example(line.strip().removeprefix("- "), block["intent"], named)


def _form(text: str) -> str:
    return normalise(mask(text, keep_dossier_codes=True))


if __name__ == "__main__":
    main()

"""The linker among many more procedures than ours: how much it errs, and how long it takes on one core."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.nlu.compare import Answered, ask_peer
from bench.nlu.larger_bases import with_foreign_names
from bench.nlu.sets import Line
from bench.nlu.stored import linker_folder
from bot.progress import Say
from procedures_kb.loader import load_knowledge_base

# About as many as ours, and up to four hundred times as many.
SIZES = (150, 6_500, 65_000)
TIMED = 200


@dataclass(frozen=True)
class Scale:
    """The linker over our records alone, among foreign names if there is a table, and over grown bases."""

    alone: Answered
    among_foreign: Answered | None
    foreign: int
    grown: Sequence[tuple[int, Answered]]


def measure_scale(model: Path, distractors: Path | None, questions: Sequence[Line], say: Say) -> Scale:
    """Loads the trained linker out of the model file several times."""
    with linker_folder(model) as folder:

        def ask(label: str, asked: Sequence[Line], *more: str) -> Answered:
            return ask_peer(label, "linker", asked, say, folder, *more)

        return Scale(
            ask("our procedures alone", questions),
            ask("among foreign names", questions, "foreign", str(distractors)) if distractors else None,
            _how_many(distractors) if distractors else 0,
            # Every n-th question, so that all varieties are timed.
            [(n, ask(f"linker, {n:,} records", _some(questions), "grown", str(n))) for n in SIZES],
        )


def _how_many(distractors: Path) -> int:
    """Foreign procedures that are loaded."""
    kb = load_knowledge_base()
    return len(with_foreign_names(kb, distractors).nameable) - len(kb.nameable)


def _some(questions: Sequence[Line]) -> Sequence[Line]:
    return questions[:: max(1, len(questions) // TIMED)]

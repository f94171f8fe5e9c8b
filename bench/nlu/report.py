"""The report, one run in Markdown: printed, and kept in ``docs/understanding.md``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bench.nlu import tables
from bench.nlu.compare import Answered
from bench.nlu.figures import Figures, answered_right, first_right, of_pair
from bench.nlu.intervals import quantile
from bench.nlu.scale import Scale
from bench.nlu.sets import Line, pairs
from bot.settings import PROJECT_ROOT

DOCS = PROJECT_ROOT / "docs"
REPORT, RELIABILITY, CONFUSION = (
    "understanding.md",
    "understanding-confidence.png",
    "understanding-confusion.png",
)
TEXT = Path(__file__).with_name("report.md").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Run:
    """Everything that one run found."""

    day: date
    machine: str
    model: str
    procedures: int
    copied: int
    questions: Sequence[Line]
    peers: Sequence[Answered]
    training: Sequence[str]
    rasa: str
    blind: Figures
    seen: Figures
    scale: Scale


def write(run: Run) -> str:
    """The report; the two pictures that it shows are drawn apart."""
    ours = run.peers[0]
    twice = pairs(run.blind.held_out.singles)
    seen_first = run.seen
    return TEXT.format(
        day=f"{run.day:%d/%m/%Y}",
        machine=run.machine,
        model=run.model,
        procedures=run.procedures,
        messages=len(run.blind.held_out.singles),
        talks=len(run.blind.held_out.talks),
        questions=len(run.questions),
        copied=run.copied,
        rasa=run.rasa,
        peers=tables.by_variety(run.questions, run.peers),
        costs=tables.costs(run.peers, run.training),
        verdicts=tables.verdict_table(run.blind),
        singles=tables.shares_table(run.blind.of_single_messages()),
        turns=tables.shares_table(run.blind.of_talks()),
        pairs=tables.pairs_table(
            [
                ("first candidate right", *of_pair(twice, first_right(run.questions, ours.rankings))),
                ("answered right", *of_pair(twice, answered_right(run.blind))),
            ]
        ),
        whole=_whole_program(run.blind),
        reliability=RELIABILITY,
        confusion=CONFUSION,
        scale=tables.scale_table(run.scale),
        foreign=_foreign(run),
        seen_messages=len(seen_first.held_out.singles),
        seen_verdicts=tables.verdict_table(seen_first),
        seen_singles=tables.shares_table([*seen_first.of_single_messages(), *seen_first.of_talks()]),
    )


def totals(figures: Figures) -> str:
    """What the program's answers come to, without the report around it."""
    shares = tables.shares_table([*figures.of_single_messages(), *figures.of_talks()])
    return f"{tables.verdict_table(figures)}\n\n{shares}"


def mistakes(figures: Figures) -> str:
    """What was misunderstood, a line each; for sets whose errors may be looked at."""
    return "\n".join(
        f"{expected['text']} | {_meaning(expected)} | {_meaning(answer)}"
        for expected, answer in figures.mistakes()
    )


def _meaning(line: Line) -> str:
    told = line["procedure"]
    code = told["code"] if isinstance(told, Mapping) else told
    return (
        " ".join(str(line.get(key)) for key in ("intent", "aspect", "outcome") if line.get(key)) + f" {code}"
    )


def _whole_program(figures: Figures) -> str:
    times = figures.asked.milliseconds
    return (
        f"A message takes {quantile(times, 0.5):.0f} ms (p50) and {quantile(times, 0.95):.0f} ms (p95) from "
        f"its acceptance to its answer; Rasa's process holds {figures.asked.resident_rasa:.0f} MiB, the web "
        f"process, with this measurement in it, {figures.asked.resident_web:.0f} MiB."
    )


def _foreign(run: Run) -> str:
    if run.scale.among_foreign is None:
        return "Not run: no table of names was given (`make bench-nlu DISTRACTORS=names.tsv`)."
    alone, among = (peer.among(run.questions, 1).value for peer in (run.scale.alone, run.scale.among_foreign))
    return (
        f"{run.scale.foreign:,} procedures of all ministries, known by name only, beside ours; those that "
        "are ours under any code are left out. The share of right first candidates moves by "
        f"{(among - alone) * 100:+.1f} points.\n\n{tables.foreign_table(run.scale, run.questions)}"
    )

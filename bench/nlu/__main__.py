"""``make bench-nlu``: one run of everything, printed as Markdown and kept in docs/."""

import argparse
import asyncio
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

from bench.nlu import about, charts, report
from bench.nlu.compare import Answered, ask_peer
from bench.nlu.figures import Figures
from bench.nlu.program import ask_program
from bench.nlu.rasa_training import EPOCHS, Trained
from bench.nlu.scale import measure_scale
from bench.nlu.sets import Line, about_procedures, blind, development, right_codes, seen_before
from bot.app import today_in_vietnam
from bot.progress import say
from bot.settings import PROJECT_ROOT, Settings
from bot.sidecar.command import NLU_PYTHON, rasa_environment
from bot.sidecar.model import ensure_model
from procedures_kb.loader import load_knowledge_base

TABLE_OF_SEARCHERS = {
    "BM25": "bm25",
    "BM25 with aliases": "bm25-aliases",
    "SQLite FTS5": "fts5",
    "rapidfuzz": "fuzzy",
}
# Less is no training: the model was there.
LEAST_TRAINING_SECONDS = 5


def main() -> None:
    """Measures, prints, writes."""
    options = _options()
    settings = Settings()
    if options.only_program or options.development:
        show = _development if options.development else _only_program
        show(options.model or ensure_model(PROJECT_ROOT, settings.data_dir, say))
        return
    began = time.monotonic()
    model = options.model or ensure_model(PROJECT_ROOT, settings.data_dir, say)
    ours_trained_in = time.monotonic() - began
    trained = (
        None if options.without_rasa_default else _rasa_default(settings.data_dir / "bench", options.epochs)
    )
    about_model, machine = about.model(model), about.machine()
    sets = [blind(), seen_before()]
    questions = about_procedures(sets[0].singles)
    peers = [ask_peer("this pipeline", "ours", questions, say, model)]
    if trained:
        label = f"Rasa's default, {trained.epochs} epochs"
        peers.append(ask_peer(label, "rasa", questions, say, trained.model))
    peers += [ask_peer(label, name, questions, say) for label, name in TABLE_OF_SEARCHERS.items()]
    scale = measure_scale(model, options.distractors, questions, say)
    say("the whole program …")
    asked = asyncio.run(ask_program(model, sets, say))
    kb = load_knowledge_base()
    run = report.Run(
        day=today_in_vietnam(),
        machine=machine,
        model=about_model,
        procedures=len(kb.nameable),
        copied=about.copied(sets[0]),
        questions=questions,
        peers=peers,
        training=_training(len(peers), ours_trained_in, trained),
        rasa=about.rasa(trained),
        blind=Figures(sets[0], asked[0]),
        seen=Figures(sets[1], asked[1]),
        scale=scale,
    )
    text = report.write(run)
    print(text)
    (report.DOCS / report.REPORT).write_text(text, encoding="utf-8")
    _draw(questions, peers[0], {one.code: one.plain_name for one in kb.nameable})


def _only_program(model: Path) -> None:
    """The totals of the whole program, printed and kept nowhere: two minutes while something is tried."""
    sets = [blind(), seen_before()]
    for held_out, asked in zip(sets, asyncio.run(ask_program(model, sets, say)), strict=True):
        print(report.totals(Figures(held_out, asked)), end="\n\n")


def _development(model: Path) -> None:
    """The totals and every mistake of the development set, printed and kept nowhere."""
    held_out = development()
    [asked] = asyncio.run(ask_program(model, [held_out], say))
    figures = Figures(held_out, asked)
    print(report.totals(figures), report.mistakes(figures), sep="\n\n")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench-nlu")
    parser.add_argument("--model", type=_file)
    parser.add_argument("--distractors", type=_file)
    parser.add_argument("--without-rasa-default", action="store_true")
    parser.add_argument("--only-program", action="store_true")
    parser.add_argument("--development", action="store_true")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    return parser.parse_args()


def _file(name: str) -> Path:
    if not Path(name).is_file():
        raise argparse.ArgumentTypeError(f"there is no file {name}")
    return Path(name).resolve()


def _rasa_default(folder: Path, epochs: int) -> Trained:
    """Trains in Rasa's environment, whose progress is shown; a model of the same inputs is taken as it is."""
    say(f"Rasa's default pipeline, {epochs} epochs (WITHOUT_RASA_DEFAULT=1 leaves it out) …")
    command = [str(PROJECT_ROOT / NLU_PYTHON), "-m", "bench.nlu.rasa_training", str(folder), str(epochs)]
    environment = rasa_environment({"LOG_LEVEL": "ERROR"})
    done = subprocess.run(
        command, cwd=PROJECT_ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    return Trained.read(done.stdout.splitlines()[-1])


def _training(peers: int, ours: float, rasa: Trained | None) -> list[str]:
    """Seconds for each peer that was trained, in the order of the peers."""
    first = [
        f"{ours:.0f}" if ours > LEAST_TRAINING_SECONDS else "–",
        *([f"{rasa.seconds:.0f}"] if rasa else []),
    ]
    return [*first, *["–"] * (peers - len(first))]


def _draw(questions: Sequence[Line], ours: Answered, names: dict[str, str]) -> None:
    firsts = [(line, *ranking[0]) for line, ranking in zip(questions, ours.rankings, strict=True) if ranking]
    judged = [(confidence, code in right_codes(line)) for line, code, confidence in firsts]
    charts.draw_reliability(judged, report.DOCS / report.RELIABILITY)
    # What is right as well counts as what was meant.
    pairs = [(code if code in right_codes(line) else line["procedure"], code) for line, code, _ in firsts]
    charts.draw_confusion(pairs, names, report.DOCS / report.CONFUSION)


if __name__ == "__main__":
    main()

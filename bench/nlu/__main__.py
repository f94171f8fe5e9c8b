"""``make bench-nlu``: one run of everything, printed as Markdown and kept in docs/."""

import argparse
import asyncio
import os
import platform
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

from bench.nlu import charts, report
from bench.nlu.compare import Answered, ask_peer
from bench.nlu.figures import Figures
from bench.nlu.program import ask_program
from bench.nlu.rasa_training import Trained, sentences_by_intent
from bench.nlu.scale import measure_scale
from bench.nlu.sets import HeldOut, Line, about_procedures, blind, right_codes, seen_before
from bot.app import today_in_vietnam
from bot.language.fold import fold
from bot.progress import say
from bot.settings import PROJECT_ROOT, Settings
from bot.sidecar.command import NLU_PYTHON, rasa_environment
from bot.sidecar.model import content_hash, ensure_model
from procedures_kb.loader import load_knowledge_base

TABLE_OF_SEARCHERS = {
    "BM25": "bm25",
    "BM25 with aliases": "bm25-aliases",
    "SQLite FTS5": "fts5",
    "rapidfuzz": "fuzzy",
}
FULL_EPOCHS = 100
# What two cores can train in about half an hour; EPOCHS=100 takes them hours.
EPOCHS = 8


def main() -> None:
    """Measures, prints, writes."""
    options = _options()
    settings = Settings()
    model = options.model or ensure_model(PROJECT_ROOT, settings.data_dir, say)
    trained = (
        None if options.without_rasa_default else _rasa_default(settings.data_dir / "bench", options.epochs)
    )
    about_model, machine = _about_model(model), _about_machine()
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
        copied=_copied(sets[0]),
        questions=questions,
        peers=peers,
        training=_training(peers, trained),
        rasa=_about_rasa(trained),
        blind=Figures(sets[0], asked[0]),
        seen=Figures(sets[1], asked[1]),
        scale=scale,
    )
    text = report.write(run)
    print(text)
    (report.DOCS / report.REPORT).write_text(text, encoding="utf-8")
    _draw(questions, peers[0], {one.code: one.plain_name for one in kb.nameable})


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench-nlu")
    parser.add_argument("--model", type=Path)
    parser.add_argument("--distractors", type=Path)
    parser.add_argument("--without-rasa-default", action="store_true")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    return parser.parse_args()


def _rasa_default(folder: Path, epochs: int) -> Trained:
    """Trains in Rasa's environment, whose progress is shown; a model of the same inputs is taken as it is."""
    say(f"Rasa's default pipeline, {epochs} epochs (WITHOUT_RASA_DEFAULT=1 leaves it out) …")
    command = [str(PROJECT_ROOT / NLU_PYTHON), "-m", "bench.nlu.rasa_training", str(folder), str(epochs)]
    environment = rasa_environment({"LOG_LEVEL": "ERROR"})
    done = subprocess.run(
        command, cwd=PROJECT_ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    return Trained.read(done.stdout.splitlines()[-1])


def _about_rasa(trained: Trained | None) -> str:
    if trained is None:
        return "left out of this run (`WITHOUT_RASA_DEFAULT=1`)."
    return (
        "WhitespaceTokenizer, RegexFeaturizer, LexicalSyntacticFeaturizer, CountVectorsFeaturizer of words "
        f"and of char_wb 1–4, DIETClassifier with {trained.epochs} of its {FULL_EPOCHS} "
        f"epochs; one intent per procedure and one for the rest, {trained.sentences:,} training sentences, "
        "the same as ours. The intent for the rest is passed over."
    )


def _about_machine() -> str:
    """With its load before we add to it: others' work makes every time here longer."""
    load = f"load average {os.getloadavg()[0]:.1f} when it began"
    return f"{os.cpu_count()} cores ({load}), {platform.system()}, Python {platform.python_version()}"


def _about_model(model: Path) -> str:
    name = model.name.removesuffix(".tar.gz")
    fresh = name == content_hash(PROJECT_ROOT)
    return f"`{name}`{'' if fresh else ', which is not the one of the sentences and records as they stand'}"


def _training(peers: Sequence[Answered], trained: Trained | None) -> list[str]:
    return [f"{trained.seconds:.0f}" if trained and peer.label.startswith("Rasa") else "–" for peer in peers]


def _copied(held_out: HeldOut) -> int:
    """How many longer messages stand in the training sentences too."""
    known = {
        _plain(t) for texts in sentences_by_intent(PROJECT_ROOT / "nlu_data" / "nlu").values() for t in texts
    }
    texts = [line["text"] for line in held_out.singles]
    texts += [turn["text"] for talk in held_out.talks for turn in talk["turns"]]
    return sum(_plain(text) in known and len(text.split()) > 3 for text in texts)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text)))


def _draw(questions: Sequence[Line], ours: Answered, names: dict[str, str]) -> None:
    firsts = [(line, *ranking[0]) for line, ranking in zip(questions, ours.rankings, strict=True) if ranking]
    judged = [(confidence, code in right_codes(line)) for line, code, confidence in firsts]
    charts.draw_reliability(judged, report.DOCS / report.RELIABILITY)
    # What is right as well counts as what was meant.
    pairs = [(code if code in right_codes(line) else line["procedure"], code) for line, code, _ in firsts]
    charts.draw_confusion(pairs, names, report.DOCS / report.CONFUSION)


if __name__ == "__main__":
    main()

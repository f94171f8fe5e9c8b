"""The trained model: found by the content of what it is made from, trained when there is none."""

import contextlib
import hashlib
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from bot.progress import Say
from bot.sidecar.command import rasa_command, rasa_environment
from procedures_kb.loader import load_knowledge_base

TRAINING_LIMIT_SECONDS = 900
KEPT_MODELS = 3
# Every file that changes what Rasa learns.
INPUTS = (
    "config.yml",
    "nlu_data/domain/**/*.yml",
    "nlu_data/nlu/**/*.yml",
    "nlu_data/rules/**/*.yml",
    "bot/nlu/**/*.py",
    "bot/language/**/*",
    "uv.lock",
)
# Of those, what only serves: it changes nothing that was learned.
SERVING_ONLY = frozenset(
    f"bot/nlu/{name}.py"
    for name in (
        "action_calls",
        "forgetting",
        "graph_in_order",
        "quicker_rules",
        "quicker_turns",
        "run",
        "serving",
        "sisters",
        "tracker_rows",
        "tracker_store",
        "turn_log",
        "turning",
        "without_tensorflow",
    )
)


class TrainingFailed(Exception):
    """Rasa refused its data; the message ends with the last lines that it printed."""


def input_files(root: Path) -> Iterator[Path]:
    """The files that a model is made from, in a fixed order."""
    for pattern in INPUTS:
        for path in sorted(root.glob(pattern)):
            learned = path.relative_to(root).as_posix() not in SERVING_ONLY
            if learned and path.is_file() and "__pycache__" not in path.parts:
                yield path


def content_hash(root: Path) -> str:
    """Sixteen hex digits that change when, and only when, an input of the model changes.

    Raises KnowledgeBaseError.
    """
    digest = hashlib.sha256()
    for path in input_files(root):
        digest.update(f"{path.relative_to(root)}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    # Of the records only the names are learned: a new fee or form needs no new model.
    for procedure in load_knowledge_base(root / "procedures_kb" / "data").nameable:
        digest.update("\0".join((procedure.code, *procedure.spoken_names)).encode())
    return digest.hexdigest()[:16]


def ensure_model(root: Path, data_dir: Path, say: Say) -> Path:
    """The model of the inputs as they stand, trained now if it is not there.

    Raises TrainingFailed or KnowledgeBaseError.
    """
    folder = data_dir / "models"
    model = folder / f"{content_hash(root)}.tar.gz"
    if model.exists():
        model.touch()
        return model
    folder.mkdir(parents=True, exist_ok=True)
    _train(root, folder, model, say)
    _forget_old_models(folder)
    return model


def _train(root: Path, folder: Path, model: Path, say: Say) -> None:
    started = time.monotonic()
    say("Training the language model (about a minute; only when its inputs changed) …")
    # A name of this process's own: two that train at once each finish, and the last rename wins.
    draft = folder / f".training-{os.getpid()}.tar.gz"
    log = folder / "training.log"
    arguments = ["train", "--config", "config.yml", "--domain", "nlu_data/domain"]
    arguments += ["--data", "nlu_data/nlu", "nlu_data/rules"]
    arguments += ["--out", str(folder), "--fixed-model-name", draft.name.removesuffix(".tar.gz")]
    # Validation reads all data a second time (17 s); a test does it instead.
    arguments += ["--skip-validation"]
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and fixed arguments
            rasa_command(root, arguments),
            cwd=root,
            env=rasa_environment({}),
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            _wait(process, started, say)
        finally:
            # Those who train for it, too; where all have ended there is no such group.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
    if process.returncode != 0 or not draft.exists():
        tail = "\n".join(log.read_text(errors="replace").splitlines()[-25:])
        raise TrainingFailed(f"training failed (exit {process.returncode}), from {log}:\n{tail}")
    draft.rename(model)
    say(f"Model trained in {time.monotonic() - started:.0f} s.")


def _wait(process: "subprocess.Popen[bytes]", started: float, say: Say) -> None:
    """Until the process ends; a line every ten seconds tells that it still works."""
    while process.poll() is None:
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            elapsed = time.monotonic() - started
            say(f"  … {elapsed:.0f} s")
            if elapsed > TRAINING_LIMIT_SECONDS:
                raise TrainingFailed(f"training took more than {TRAINING_LIMIT_SECONDS} s") from None


def _forget_old_models(folder: Path) -> None:
    models = sorted(folder.glob("[0-9a-f]*.tar.gz"), key=lambda path: path.stat().st_mtime, reverse=True)
    for old in models[KEPT_MODELS:]:
        old.unlink(missing_ok=True)

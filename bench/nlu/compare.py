"""Every peer asked the same questions, one peer after the other, one message at a time."""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from types import TracebackType
from typing import Any

import psutil

from bench.nlu.intervals import Share, quantile, share
from bench.nlu.sets import Line, right_codes
from bot.progress import Say
from bot.settings import PROJECT_ROOT
from bot.sidecar.command import NLU_PYTHON, rasa_environment

WARM_UP = 5
IN_RASA = ("ours", "rasa", "linker")
MEBIBYTE = 1 << 20


@dataclass(frozen=True)
class Answered:
    """A peer's rankings in the order of the questions, and what they cost."""

    label: str
    rankings: Sequence[Sequence[tuple[str, float]]]
    milliseconds: Sequence[float]
    build_seconds: float
    resident: float
    resident_for_records: float

    def among(self, questions: Sequence[Line], first: int, variety: str | None = None) -> Share:
        """How often a right procedure is among the first so many, of one variety or of all."""
        both = zip(questions, self.rankings, strict=True)
        return share(
            bool(right_codes(line) & {code for code, _ in ranking[:first]})
            for line, ranking in both
            if variety in (None, line["variety"])
        )

    @property
    def confidence(self) -> float:
        """Mean score of the first candidates."""
        return fmean(ranking[0][1] for ranking in self.rankings if ranking)

    def latency(self, part: float) -> float:
        """Milliseconds that so large a part of the messages does not exceed."""
        return quantile(self.milliseconds, part)


class PeerProcess(AbstractContextManager["PeerProcess"]):
    """A peer in its own process; `seconds` is what it took to build or load it."""

    def __init__(self, name: str, *arguments: str) -> None:
        python = str(PROJECT_ROOT / NLU_PYTHON) if name in IN_RASA else sys.executable
        self._child = subprocess.Popen(
            [python, "-m", "bench.nlu.peer_process", name, *arguments],
            cwd=PROJECT_ROOT,
            env=rasa_environment({"LOG_LEVEL": "ERROR"}),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self._hear()
        self.resident_before = self.resident()
        self.seconds = float(self._hear())

    def ask(self, text: str) -> Mapping[str, Any]:
        """Ranking and milliseconds."""
        assert self._child.stdin is not None
        self._child.stdin.write(json.dumps(text) + "\n")
        self._child.stdin.flush()
        found: Mapping[str, Any] = self._hear()
        return found

    def resident(self) -> float:
        """Mebibytes of memory that the process holds now."""
        return float(psutil.Process(self._child.pid).memory_info().rss) / MEBIBYTE

    def _hear(self) -> Any:
        assert self._child.stdout is not None
        line = self._child.stdout.readline()
        if not line:
            raise RuntimeError(f"{self._child.args!r} ended without an answer")
        return json.loads(line)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._child.stdin is not None
        self._child.stdin.close()
        self._child.wait()


def ask_peer(
    label: str, name: str, questions: Sequence[Line], say: Say, model: Path | None = None, *more: str
) -> Answered:
    """All questions to one peer."""
    say(f"{label} …")
    with PeerProcess(name, *([str(model), *more] if model else [])) as peer:
        for line in questions[:WARM_UP]:
            peer.ask(line["text"])
        answers = [peer.ask(line["text"]) for line in questions]
        return Answered(
            label,
            [[(code, score) for code, score in answer["ranking"]] for answer in answers],
            [answer["ms"] for answer in answers],
            peer.seconds,
            peer.resident(),
            peer.resident_before,
        )

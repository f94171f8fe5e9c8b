"""A peer in a process of its own, so that its memory is its own.

``python -m bench.nlu.peer_process NAME [MODEL [MORE…]]``. Writes a line when it has read the records, one
when it is built, then answers every line with one.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO

from bench.nlu.peers.base import Peer
from bench.nlu.records import called, names, papers
from procedures_kb.loader import KnowledgeBase, load_knowledge_base
from procedures_kb.model import Procedure

Builder = Callable[..., Peer]
"""``build(records, model, *more)``; most need no model, and only the linker more."""


def _bm25(texts: Callable[[Procedure], list[str]]) -> Builder:
    def build(kb: KnowledgeBase, model: Path, *more: str) -> Peer:
        from bench.nlu.peers.bm25 import Bm25

        return Bm25(kb, texts)

    return build


def _fts5(kb: KnowledgeBase, model: Path, *more: str) -> Peer:
    from bench.nlu.peers.fts5 import Fts5

    return Fts5(kb)


def _fuzzy(kb: KnowledgeBase, model: Path, *more: str) -> Peer:
    from bench.nlu.peers.fuzzy import Fuzzy

    return Fuzzy(kb)


def _rasa_default(kb: KnowledgeBase, model: Path, *more: str) -> Peer:
    from bench.nlu.peers.with_rasa import RasaDefault

    return RasaDefault(model)


def _ours(kb: KnowledgeBase, model: Path, *more: str) -> Peer:
    from bench.nlu.peers.with_rasa import Ours

    return Ours(model)


def _linker(kb: KnowledgeBase, model: Path, *more: str) -> Peer:
    from bench.nlu.larger_bases import grown, with_foreign_names
    from bench.nlu.peers.linker import Linker

    match more:
        case ("foreign", table):
            kb = with_foreign_names(kb, Path(table))
        case ("grown", count):
            kb = grown(kb, int(count))
    return Linker(model, kb)


# Each imports its library only when built: none weighs on another's memory, and no environment has all.
BUILDERS: dict[str, Builder] = {
    "ours": _ours,
    "linker": _linker,
    "rasa": _rasa_default,
    "bm25": _bm25(lambda one: [*names(one), *papers(one)]),
    "bm25-aliases": _bm25(lambda one: [*called(one), *papers(one)]),
    "fts5": _fts5,
    "fuzzy": _fuzzy,
}


def serve(out: IO[str], name: str, model: str = "", *more: str) -> None:
    """Answers every message on standard input until it closes."""

    def tell(fact: object) -> None:
        print(json.dumps(fact), file=out, flush=True)

    kb = load_knowledge_base()
    tell("read")
    began = time.perf_counter()
    peer = BUILDERS[name](kb, Path(model), *more)
    tell(time.perf_counter() - began)
    for line in sys.stdin:
        began = time.perf_counter()
        ranking = peer.rank(json.loads(line))
        tell({"ms": (time.perf_counter() - began) * 1000, "ranking": [list(one) for one in ranking]})


if __name__ == "__main__":
    # What libraries print goes to standard error; the parent reads only our own lines.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    serve(answers, *sys.argv[1:])

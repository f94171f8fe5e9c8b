"""The figures as Markdown tables."""

from collections.abc import Iterable, Sequence

from bench.nlu.compare import Answered
from bench.nlu.figures import Figures
from bench.nlu.intervals import Share
from bench.nlu.scale import Scale
from bench.nlu.sets import Line
from bench.nlu.verdicts import VERDICTS


def table(head: Sequence[str], rows: Iterable[Sequence[object]], words: int = 1) -> str:
    """A Markdown table; all but the first so many columns are figures."""
    marks = ["---"] * words + ["--:"] * (len(head) - words)
    return "\n".join("| " + " | ".join(map(str, row)) + " |" for row in (head, marks, *rows))


def varieties(questions: Sequence[Line]) -> list[str]:
    """The varieties in the order in which they first appear."""
    return list(dict.fromkeys(line["variety"] for line in questions))


def by_variety(questions: Sequence[Line], peers: Sequence[Answered]) -> str:
    """Every peer, for each variety and for all: right first, and right among the first three."""
    rows = []
    for variety in (None, *varieties(questions)):
        count = sum(variety in (None, line["variety"]) for line in questions)
        for first, measure in ((1, "first"), (3, "among three")):
            cells = [peer.among(questions, first, variety) for peer in peers]
            rows.append([variety or "**all**", measure, count, *cells])
    return table(["variety", "right", "questions", *(peer.label for peer in peers)], rows, words=2)


def costs(peers: Sequence[Answered], training: Sequence[str]) -> str:
    """What each peer takes: time of a message, time to be built, memory."""
    rows = [
        [
            peer.label,
            f"{peer.latency(0.5):.1f}",
            f"{peer.latency(0.95):.1f}",
            f"{peer.resident:.0f}",
            f"{peer.resident - peer.resident_for_records:.0f}",
            f"{peer.build_seconds:.1f}",
            trained,
        ]
        for peer, trained in zip(peers, training, strict=True)
    ]
    head = [
        "",
        "p50 ms",
        "p95 ms",
        "process MiB",
        "of it beyond the records",
        "load or build s",
        "training s",
    ]
    return table(head, rows)


def verdict_table(figures: Figures) -> str:
    """How the program dealt with questions about procedures."""
    rows = [[variety, shares[0].of, *shares] for variety, shares in figures.verdict_shares()]
    return table(["variety", "questions", *VERDICTS], rows)


def shares_table(shares: Iterable[tuple[str, Share]]) -> str:
    """One named share a line, with its counts."""
    return table(["", "messages", "hits", "%"], [[name, one.of, one.hits, one] for name, one in shares])


def pairs_table(rows: Iterable[tuple[str, Share, Share]]) -> str:
    """The same messages with and without diacritics."""
    head = ["", "pairs", "with diacritics", "without"]
    return table(head, [[name, marked.of, marked, bare] for name, marked, bare in rows])


def scale_table(scale: Scale) -> str:
    """The linker's time on one core by the size of the base."""
    rows = [
        [
            f"{size:,}",
            len(peer.milliseconds),
            f"{peer.latency(0.5):.1f}",
            f"{peer.latency(0.95):.1f}",
            f"{peer.resident:.0f}",
            f"{peer.build_seconds:.1f}",
        ]
        for size, peer in scale.grown
    ]
    return table(["records", "messages", "p50 ms", "p95 ms", "process MiB", "load s"], rows)


def foreign_table(scale: Scale, questions: Sequence[Line]) -> str:
    """The linker over our records alone, and among foreign names."""
    rows = [
        [
            peer.label,
            peer.among(questions, 1),
            peer.among(questions, 3),
            f"{peer.confidence:.3f}",
            f"{peer.latency(0.95):.1f}",
        ]
        for peer in (scale.alone, scale.among_foreign)
        if peer
    ]
    return table(["", "right first", "right among three", "mean confidence of the first", "p95 ms"], rows)

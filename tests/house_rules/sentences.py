"""The training sentences with their labels, and what is too alike among them."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import yaml
from rapidfuzz import fuzz, process

from bot.language.fold import fold

# So many are compared at a time.
TOGETHER = 256
EXAMPLE = re.compile(r"    - ")
NOT_WORDS = re.compile(r"[\W_]+")


class Sentence(NamedTuple):
    """One example, where it stands and what it teaches."""

    text: str
    place: str  # file:line
    intent: str
    procedure: str | None

    @property
    def teaches(self) -> tuple[str | None, str]:
        """What a model learns from it."""
        return self.procedure, self.intent


def folded(text: str) -> str:
    """Lower case without diacritics and punctuation; signs that are no words stay themselves."""
    return " ".join(NOT_WORDS.sub(" ", fold(text)).split()) or text.strip()


def read_sentences(folder: Path) -> Iterator[Sentence]:
    """Every example of every file, in the order in which they stand."""
    for file in sorted(folder.rglob("*.yml")):
        content = file.read_text(encoding="utf-8")
        numbers = [at for at, line in enumerate(content.splitlines(), 1) if EXAMPLE.match(line)]
        labelled = [
            (example.removeprefix("- "), block)
            for block in yaml.load(content, yaml.CSafeLoader)["nlu"]
            for example in block["examples"].splitlines()
        ]
        for at, (text, block) in zip(numbers, labelled, strict=True):
            procedure = (block.get("metadata") or {}).get("procedure")
            yield Sentence(text, f"{file.name}:{at}", block["intent"], procedure)


def duplicates(sentences: Iterable[Sentence]) -> list[list[Sentence]]:
    """The sentences that are the same when folded, whatever they teach."""
    same = defaultdict(list)
    for sentence in sentences:
        same[folded(sentence.text)].append(sentence)
    return [group for group in same.values() if len(group) > 1]


def near_duplicates(
    sentences: Iterable[Sentence], alike: float, fewest_words: int
) -> Iterator[tuple[Sentence, Sentence]]:
    """Pairs that teach different things in almost the same words, in whatever order these stand.

    Two of very different lengths cannot be so alike, so each is compared with its neighbours by length.
    """
    sorted_words = ((" ".join(sorted(folded(one.text).split())), one) for one in sentences)
    keyed = [pair for pair in sorted_words if pair[0].count(" ") + 1 >= fewest_words]
    keyed.sort(key=lambda pair: len(pair[0]))
    keys = [key for key, _ in keyed]
    lengths = [len(key) for key in keys]
    for start in range(0, len(keys), TOGETHER):
        stop = min(start + TOGETHER, len(keys))
        end = bisect_right(lengths, lengths[stop - 1] * (200 - alike) / alike)
        ratios = process.cdist(
            keys[start:stop], keys[start:end], scorer=fuzz.ratio, score_cutoff=alike, workers=-1
        )
        found = ((start + one, start + other) for one, other in np.argwhere(ratios) if one < other)
        pairs = ((keyed[one][1], keyed[other][1]) for one, other in found)
        yield from ((one, other) for one, other in pairs if one.teaches != other.teaches)


def differ_in_one_word(one: str, other: str, groups: Iterable[Collection[str]]) -> bool:
    """True if one becomes the other when a deciding word is put in the place of another of its group."""
    first, second = f" {folded(one)} ", f" {folded(other)} "
    return any(second in _exchanged(first, group) for group in groups)


def _exchanged(text: str, group: Collection[str]) -> Iterator[str]:
    for word in group:
        for found in re.finditer(f"(?<= ){word}(?= )", text):
            yield from (f"{text[: found.start()]}{new}{text[found.end() :]}" for new in group if new != word)


def standing_in(sentences: Iterable[Sentence], texts: Iterable[str], fewest_words: int) -> Sequence[str]:
    """The places of the sentences of so many words that stand word for word among the texts."""
    taken = {folded(text) for text in texts}
    return [
        one.place
        for one in sentences
        if folded(one.text) in taken and len(folded(one.text).split()) >= fewest_words
    ]

"""How findings are told: in sentences of both languages, which are data (``words.yml``)."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from bot.findings import Finding

WORDS_FILE = Path(__file__).parent / "words.yml"


class Told(msgspec.Struct, frozen=True):
    """A finding as people read it."""

    name: str
    vi: str
    en: str


class Sentences(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Of one kind of finding; ``runbook`` is the section that tells more."""

    vi: str
    en: str
    runbook: str

    def about(self, finding: Finding) -> Told:
        """The sentences, filled."""
        vi, en = (words.format_map(finding.facts) for words in (self.vi, self.en))
        return Told(finding.name, f"{vi} (RUNBOOK, {self.runbook})", f"{en} (RUNBOOK, {self.runbook})")


Words = Mapping[str, Sentences]


def load_words(file: Path = WORDS_FILE) -> Words:
    """By the name of the finding; raises msgspec.ValidationError."""
    return msgspec.yaml.decode(file.read_bytes(), type=dict[str, Sentences])


def told_of(findings: Iterable[Finding], words: Words) -> list[Told]:
    """The same findings, in words."""
    return [words[one.name].about(one) for one in findings]

"""Every finding of health is told in both languages, to its end, with a section and a row in the RUNBOOK."""

import re
from pathlib import Path
from string import Formatter

import pytest

from bot.health.findings import Sentences, load_words

ROOT = Path(__file__).parents[2]
RUNBOOK = (ROOT / "RUNBOOK.md").read_text()
WORDS = load_words()
# Checks are named where they are wired, the last by the command.
CHECKS = {"database", "rasa", "no_server"}


def _named() -> set[str]:
    """What the looks may find, by the names in the code."""
    found = set(CHECKS)
    for module in (ROOT / "bot" / "health").glob("*.py"):
        text = module.read_text()
        found |= set(re.findall(r'Finding\("(\w+)"', text)) | set(re.findall(r'"(schema_\w+)"', text))
    return found


def test_the_names_in_code_and_data_are_the_same() -> None:
    assert _named() == set(WORDS)


@pytest.mark.parametrize("name", sorted(WORDS))
def test_both_languages_say_what_to_do_first(name: str) -> None:
    words = WORDS[name]
    assert "Việc đầu tiên: " in words.vi
    assert "First: " in words.en
    assert _facts(words.vi) == _facts(words.en)


@pytest.mark.parametrize("name", sorted(WORDS))
def test_the_runbook_has_the_section_and_a_row(name: str) -> None:
    words: Sentences = WORDS[name]
    assert f"\n## {words.runbook}\n" in RUNBOOK
    anchor = re.sub(r"[^\w -]", "", words.runbook.lower()).replace(" ", "-")
    assert re.search(rf"^\| `{name}` \|.*\]\(#{anchor}\)", RUNBOOK, re.M)


def _facts(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}

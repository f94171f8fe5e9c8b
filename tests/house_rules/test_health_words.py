"""Every finding is told in both languages, to its end, with a section and a row in the RUNBOOK."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from bot.health.words import Sentences, load_words
from bot.switches.model import Scope

ROOT = Path(__file__).parents[2]
RUNBOOK = (ROOT / "RUNBOOK.md").read_text()
WORDS = load_words()
# All others are named in the call itself.
MADE_NAMES = {
    "bot/health/routes.py": {"database", "rasa"},  # the checks, named where they are wired
    "bot/switches/service.py": {f"{scope}_off" for scope in Scope},
}


def _calls() -> Iterator[tuple[str, ast.Call]]:
    """Where the program makes findings, with the file."""
    for module in sorted((ROOT / "bot").rglob("*.py")):
        if "from bot.findings import Finding" in (text := module.read_text()):
            for node in ast.walk(ast.parse(text)):
                if (
                    isinstance(node, ast.Call)
                    and isinstance(node.func, ast.Name)
                    and node.func.id == "Finding"
                ):
                    yield str(module.relative_to(ROOT)), node


def _names(file: str, name: ast.expr) -> set[str]:
    """Of one call; a choice between two names has both."""
    found = (name.body, name.orelse) if isinstance(name, ast.IfExp) else (name,)
    constants = {one.value for one in found if isinstance(one, ast.Constant)}
    if len(constants) == len(found):
        return {str(one) for one in constants}
    assert file in MADE_NAMES, f"{file}: the name of a finding stands in the call itself"
    return MADE_NAMES[file]


def test_the_names_in_code_and_data_are_the_same() -> None:
    named = {name for file, call in _calls() for name in _names(file, call.args[0])}
    assert named == set(WORDS)


def test_the_sentences_ask_for_facts_that_the_code_gives() -> None:
    for file, call in _calls():
        for name in _names(file, call.args[0]):
            assert _facts(WORDS[name].vi) <= _given(call), f"{file}: {name}"


def _given(call: ast.Call) -> set[str]:
    if len(call.args) == 1:
        return set()
    facts = call.args[1]
    assert isinstance(facts, ast.Dict), "facts stand in the call itself"
    return {str(key.value) for key in facts.keys if isinstance(key, ast.Constant)}


def test_every_made_name_is_made_there() -> None:
    assert set(MADE_NAMES) <= {file for file, _ in _calls()}


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

"""Every outcome has its text, and the texts keep the house's manners."""

import re
from pathlib import Path

import pytest

import bot.conversation
from bot.conversation.outcomes import Outcome, OutcomesError, load_outcomes
from bot.conversation.replies import Reply

FACTS = {"department": "Sở Nông nghiệp và Môi trường", "hotline_number": "1900 0000"}
MOST_BUTTONS, LONGEST_TITLE, LONGEST_PAYLOAD = 4, 40, 64
# What the engine says in its own words: outcome.say(OUTCOME, "case") in its code.
SAID = re.compile(r"\.say\(Outcome\.(\w+), \"(\w+)\"\)")


def said_in_code() -> list[tuple[Outcome, str]]:
    folder = Path(next(iter(bot.conversation.__path__)))
    found = {match for path in folder.rglob("*.py") for match in SAID.findall(path.read_text())}
    return sorted((Outcome[name], case) for name, case in found)


@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_outcome_has_a_label_and_its_group(outcome: Outcome) -> None:
    outcomes = load_outcomes(FACTS)
    assert outcomes.label(outcome)
    assert outcome.startswith(outcomes.group(outcome))


@pytest.mark.parametrize(("outcome", "case"), said_in_code())
def test_whatever_the_engine_says_has_its_words(outcome: Outcome, case: str) -> None:
    replies = load_outcomes(FACTS).replies(outcome, case)
    assert replies
    assert replies[0].text.startswith("Dạ")
    for reply in replies:
        check_manners(reply)


def check_manners(reply: Reply) -> None:
    assert "{" not in reply.text
    assert len(reply.text) <= 200
    assert len(reply.buttons) <= MOST_BUTTONS
    for button in reply.buttons:
        assert len(button.title) <= LONGEST_TITLE
        assert len(button.payload.encode()) <= LONGEST_PAYLOAD


def test_the_engine_speaks_where_nobody_else_can() -> None:
    speaking = {outcome for outcome, _ in said_in_code()}
    assert {Outcome.FAILED_NLU, Outcome.FAILED_INTERNAL, Outcome.REFUSED} <= speaking


def test_a_missing_outcome_is_named(tmp_path: Path) -> None:
    path = tmp_path / "outcomes.yml"
    path.write_text("answered: {group: answered, label: Đã trả lời}\n")
    with pytest.raises(OutcomesError, match="asked_back_code"):
        load_outcomes(FACTS, path)


def test_an_outcome_that_nobody_knows_is_named(tmp_path: Path) -> None:
    path = tmp_path / "outcomes.yml"
    path.write_text("solved: {group: solved, label: Xong}\n")
    with pytest.raises(OutcomesError, match="solved"):
        load_outcomes(FACTS, path)

"""The transcripts of the documentation are what the program says now."""

import os
import uuid
from pathlib import Path

from actions.services import Services
from bot.settings import PROJECT_ROOT
from tests.dialogue.sent import TicketDesks
from tests.dialogue.survey_transcripts import survey_transcripts
from tests.dialogue.test_conversations import ask
from tests.dialogue.ticket_transcripts import ticket_transcripts
from tests.dialogue.transcripts import transcripts
from tests.unit.actions.dossiers import Desk

DOCS = PROJECT_ROOT / "docs"


def test_the_talks_about_dossiers_still_go_like_that(rasa_url: str, services: Services, desk: Desk) -> None:
    """With CHIDAN_TEST_WRITE the page is written anew."""
    run = uuid.uuid4().hex
    told = transcripts(lambda person, words: ask(rasa_url, f"{run}-{person}", words), services, desk)
    check(DOCS / "transcripts-of-dossiers.md", told)


def test_the_talks_about_tickets_still_go_like_that(
    rasa_url: str, services: Services, tickets: TicketDesks
) -> None:
    """The same."""
    run = uuid.uuid4().hex
    told = ticket_transcripts(
        lambda person, words: ask(rasa_url, f"{run}-{person}", words),
        services,
        lambda person: tickets.of(f"{run}-{person}"),
    )
    check(DOCS / "transcripts-of-tickets.md", told)


def test_the_talks_about_surveys_still_go_like_that(rasa_url: str, services: Services) -> None:
    """The same."""
    run = uuid.uuid4().hex
    told = survey_transcripts(lambda person, words: ask(rasa_url, f"{person}-{run}", words), services)
    check(DOCS / "transcripts-of-surveys.md", told)


def check(page: Path, told: str) -> None:
    if os.environ.get("CHIDAN_TEST_WRITE"):
        page.write_text(told, encoding="utf-8")
    assert page.read_text(encoding="utf-8") == told

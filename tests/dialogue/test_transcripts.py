"""The transcripts of the documentation are what the program says now."""

import os
import uuid

from actions.services import Services
from bot.settings import PROJECT_ROOT
from tests.dialogue.test_conversations import ask
from tests.dialogue.transcripts import transcripts
from tests.unit.actions.dossiers import Desk

PAGE = PROJECT_ROOT / "docs" / "transcripts-of-dossiers.md"


def test_the_talks_about_dossiers_still_go_like_that(rasa_url: str, services: Services, desk: Desk) -> None:
    """With CHIDAN_TEST_WRITE the page is written anew."""
    run = uuid.uuid4().hex
    told = transcripts(lambda person, words: ask(rasa_url, f"{run}-{person}", words), services, desk)
    if os.environ.get("CHIDAN_TEST_WRITE"):
        PAGE.write_text(told, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == told

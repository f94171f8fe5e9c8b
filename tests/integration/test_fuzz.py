"""A few hundred of the messages of `make fuzz`, through the door, the turn's steps and the record of it."""

import itertools
import json

import pytest

from bench.fuzz_messages import messages
from bot.conversation.outcomes import Outcome
from bot.storage.database import Database
from tests.fakes.chat_page import ChatPage
from tests.fakes.nlu import FakeNlu
from tests.integration.chat_app import chat_app

pytestmark = pytest.mark.alone

MESSAGES, SEED = 300, 7


async def test_whatever_is_sent_ends_in_an_outcome(db: Database) -> None:
    nlu = FakeNlu()
    ended = set(Outcome) - {Outcome.FAILED_INTERNAL, Outcome.FAILED_NLU}
    async with chat_app(db, nlu) as http:
        page = await ChatPage.open(http)
        for number, text in enumerate(itertools.islice(messages(SEED), MESSAGES)):
            data = json.dumps(
                {
                    "session": page.session,
                    "token": page.token,
                    "id": str(number),
                    "text": text,
                    "complete": True,
                }
            )
            async with http.post("/api/chat/messages?wait=10", data=data) as response:
                answer = await response.json()
            if response.status == 422:
                assert answer["error"]["code"] == "empty", ascii(text[:100])
            else:
                assert response.status == 200, ascii(text[:100])
                assert answer["meta"]["outcome"] in ended, ascii(text[:100])
    assert len(nlu.asked) > MESSAGES / 2
    assert not any(text.startswith("/") for text in nlu.asked)

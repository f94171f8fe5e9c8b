"""What officers are shown to judge, and what becomes of their word."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
import yaml

from bot.conversation.model import InboxMessage, Turn
from bot.conversation.proactive import conversation_of
from bot.review.service import Judgement, Reports, ReviewDesk, ReviewRefused
from bot.storage.database import Database
from tests.integration.dossiers.people import new_person

NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
TITLES = {"1.013831": "Sang tên đất"}
SURE = {"intent": "ask_fee", "intent_confidence": 0.9, "procedure": {"code": "1.013831", "confidence": 0.9}}
GUESS = {**SURE, "intent_confidence": 0.5}
WHICH = {**SURE, "procedure": {"code": "1.013831", "confidence": 0.4}}
NONE = {"intent": None, "intent_confidence": None, "procedure": None}


class NoReports:
    """Nobody reported anything."""

    async def still_open(self) -> Sequence[object]:
        """None."""
        return []

    async def settle(self, number: int, now: datetime) -> bool:
        """There is none of any number."""
        return False


def desk(db: Database) -> ReviewDesk:
    none = NoReports()
    return ReviewDesk(db, Reports(none.still_open, none.settle), TITLES.get)  # type: ignore[arg-type]


async def said(db: Database, text: str | None, outcome: str, meta: dict[str, object]) -> int:
    person = await new_person(db)
    async with db.transaction() as session:
        talk = await conversation_of(session, person)
        message = InboxMessage(
            conversation_id=talk, channel="fake", external_id=person, received_at=NOW, handled_at=NOW
        )
        session.add(message)
        await session.flush()
        turn = Turn(
            conversation_id=talk,
            inbox_id=message.id,
            text=text,
            outcome=outcome,
            meta=meta,
            provenance=[],
            latency_ms=5,
            created_at=NOW,
        )
        session.add(turn)
    return turn.id


async def test_unknown_and_unsure_turns_are_shown_and_others_are_not(db: Database) -> None:
    unknown = await said(db, "zzz", "unknown", NONE)
    guess = await said(db, "phí á", "answered", GUESS)
    which = await said(db, "phí sang tên", "answered", WHICH)
    await said(db, "phí", "answered", SURE)
    await said(db, "/ask_fee", "answered", GUESS)
    await said(db, "…", "unknown", NONE)
    await said(db, None, "refused", NONE)
    doubts = await desk(db).doubts()
    assert [turn.id for turn in doubts.unknown] == [unknown]
    assert [turn.id for turn in doubts.unsure] == [which, guess]


async def test_what_was_judged_is_off_the_list_and_in_the_file(db: Database) -> None:
    turn = await said(db, "zzz", "unknown", NONE)
    other = await said(db, "hihi", "unknown", NONE)
    review = desk(db)
    await review.judge(Judgement(turn, "sang tên phí sao", "ask_time", ""), 7, "Lan", NOW)
    await review.judge(Judgement(turn, "sang tên phí sao", "ask_fee", "1.013831"), 7, "Lan", NOW)
    await review.judge(Judgement(other, "hihi", "", ""), 7, "Lan", NOW)
    doubts = await review.doubts()
    assert (doubts.unknown, doubts.lessons) == ([], 1)
    [block] = yaml.safe_load(await review.training_file())["nlu"]
    assert block == {
        "intent": "ask_fee",
        "metadata": {"procedure": "1.013831"},
        "examples": "- sang tên phí sao\n",
    }


@pytest.mark.parametrize(
    ("told", "word"),
    [
        (("", "ask_fee", ""), "words"),
        (("a" * 501, "ask_fee", ""), "words"),
        (("phí", "report_error", ""), "intent"),
        (("phí", "ask_fee", "9.9"), "procedure"),
    ],
)
async def test_a_judgement_that_cannot_be_learnt_is_refused(
    db: Database, told: tuple[str, str, str], word: str
) -> None:
    turn = await said(db, "zzz", "unknown", NONE)
    with pytest.raises(ReviewRefused, match=word):
        await desk(db).judge(Judgement(turn, *told), 7, "Lan", NOW)
    assert (await desk(db).doubts()).lessons == 0


async def test_what_there_is_not_is_said_to_be_unknown(db: Database) -> None:
    with pytest.raises(ReviewRefused, match="unknown"):
        await desk(db).judge(Judgement(99, "phí", "ask_fee", ""), 7, "Lan", NOW)
    with pytest.raises(ReviewRefused, match="unknown"):
        await desk(db).settle(99, NOW)

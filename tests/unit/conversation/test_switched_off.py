"""What is switched off is not answered; the citizen hears the number to call."""

from collections.abc import Collection
from dataclasses import replace

import pytest

from bot.conversation.attachments import Attachment, AttachmentKind
from bot.conversation.nlu import NluAnswer
from bot.conversation.off_switch import NothingOff
from bot.conversation.outcomes import Outcome
from bot.conversation.replies import Meta, Reply, Source
from bot.conversation.steps.order import TURN_STEPS
from bot.conversation.turn import RunningTurn, run_steps
from bot.effects import Effect
from tests.fakes.nlu import FakeNlu
from tests.unit.conversation.turns import claim, turn


class Off(NothingOff):
    """Off as the test says."""

    def __init__(self, *names: str) -> None:
        """``bot``, channels, procedures or tracks."""
        self._names = names

    def bot_is_off(self) -> bool:
        """Whether the test says so."""
        return "bot" in self._names

    def channel_is_off(self, channel: str) -> bool:
        """Whether the test names it."""
        return channel in self._names

    def topic_is_off(self, procedures: Collection[str], track: str | None) -> bool:
        """Whether the test names one of them."""
        return track in self._names or any(code in self._names for code in procedures)


async def run(off: Off, text: str = "phí", nlu: FakeNlu | None = None) -> tuple[Outcome, RunningTurn]:
    running = turn(text, nlu=nlu)
    running.off = off
    return await run_steps(TURN_STEPS, running), running


@pytest.mark.parametrize("name", ["bot", "webchat"])
async def test_rasa_is_not_asked_and_the_words_are_kept_masked(name: str) -> None:
    outcome, running = await run(Off(name), "gọi tôi 0912345678")
    assert outcome is Outcome.SWITCHED_OFF
    assert running.nlu.asked == []  # type: ignore[attr-defined]
    assert running.masked_text == "gọi tôi [số điện thoại]"
    assert "1900 0000" in running.replies[0].text


async def test_another_channel_is_answered() -> None:
    outcome, _ = await run(Off("zalo"))
    assert outcome is Outcome.ANSWERED


async def test_an_answer_on_a_topic_that_is_off_changes_nothing() -> None:
    nlu = FakeNlu()
    nlu.scripted["phí"] = NluAnswer(
        Outcome.ANSWERED, (Reply("50 ngàn"),), provenance=(Source("1.9"),), effects=(Effect("x"),)
    )
    outcome, running = await run(Off("1.9"), nlu=nlu)
    assert outcome is Outcome.SWITCHED_OFF
    assert (running.effects, running.provenance) == ((), ())
    assert "ngàn" not in "".join(reply.text for reply in running.replies)
    assert (await run(Off("1.8"), nlu=nlu))[0] is Outcome.ANSWERED


async def test_a_track_that_is_off_takes_nothing_in_but_what_was_opened_is_told() -> None:
    nlu = FakeNlu()
    nlu.scripted["mùi hôi"] = NluAnswer(Outcome.HANDED_OVER, (Reply("Dạ."),), Meta(track="pollution"))
    nlu.scripted["gửi"] = NluAnswer(Outcome.OPENED_TICKET, (Reply("PA-1"),), Meta(track="pollution"))
    assert (await run(Off("pollution"), "mùi hôi", nlu))[0] is Outcome.SWITCHED_OFF
    outcome, running = await run(Off("pollution"), "gửi", nlu)
    assert (outcome, running.replies[0].text) == (Outcome.OPENED_TICKET, "PA-1")


async def test_silence_of_rasa_stays_a_failure() -> None:
    nlu = FakeNlu()
    nlu.scripted["phí"] = NluAnswer()
    assert (await run(Off("1.9"), nlu=nlu))[0] is Outcome.FAILED_NLU


async def test_while_an_officer_writes_the_words_go_to_the_officer_as_they_stand() -> None:
    running = turn("gọi tôi 0912345678")
    photo = Attachment(AttachmentKind.IMAGE, "a")
    running.claim = replace(running.claim, officer_writes=True, attachment=photo)
    running.off = Off("bot")
    assert await run_steps(TURN_STEPS, running) is Outcome.HANDED_OVER
    assert running.replies == ()
    assert running.masked_text == "gọi tôi [số điện thoại]"
    [effect] = running.effects
    assert effect.data == {"text": "gọi tôi 0912345678", "attachment": "image"}


async def test_a_long_text_is_kept_as_far_as_anybody_reads() -> None:
    running = RunningTurn(claim(texts=("dài " * 600,), officer_writes=True), FakeNlu(), turn().outcomes)
    await run_steps(TURN_STEPS, running)
    assert len(running.effects[0].data["text"]) <= 2000

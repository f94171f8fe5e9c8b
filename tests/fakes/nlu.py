"""An Nlu that says what the test wants, and remembers what it was asked."""

import asyncio
from collections import defaultdict

from bot.conversation.nlu import NluAnswer, NluUnavailable
from bot.conversation.outcomes import Outcome
from bot.conversation.replies import Button, Meta, ProcedureGuess, Reply, Source


def answer_to(text: str) -> NluAnswer:
    """An answer from which one sees the question."""
    return NluAnswer(
        Outcome.ANSWERED,
        (Reply(f"về {text}", (Button("Phí", '/ask_fee{"procedure":"1.013831"}'),)),),
        Meta(intent="ask_papers", intent_confidence=0.9, procedure=ProcedureGuess("1.013831", 0.8)),
        (Source("1.013831", ("papers",), "abc"),),
    )


class FakeNlu:
    """Answers each text with ``answer_to``, unless the test scripts something else."""

    def __init__(self, seconds: float = 0.0) -> None:
        self.seconds = seconds
        self.down = False
        self.reached = False
        self.scripted: dict[str, NluAnswer | Exception] = {}
        self.asked: list[str] = []
        self.talks: list[str | None] = []
        self.phones: list[str | None] = []
        self.answered: defaultdict[str, list[str]] = defaultdict(list)
        self._busy: set[str] = set()
        self.overlaps = 0

    async def ask(self, sender: str, text: str, about: str | None, phone: str | None = None) -> NluAnswer:
        self.asked.append(text)
        self.talks.append(about)
        self.phones.append(phone)
        self.overlaps += sender in self._busy
        self._busy.add(sender)
        try:
            await asyncio.sleep(self.seconds)
        finally:
            self._busy.discard(sender)
        if self.down:
            raise NluUnavailable("down", reached=self.reached)
        scripted = self.scripted.get(text) or answer_to(text)
        if isinstance(scripted, Exception):
            raise scripted
        self.answered[sender].append(text)
        return scripted

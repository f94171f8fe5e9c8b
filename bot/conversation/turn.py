"""A turn while it runs: what the steps read and what they leave behind."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot.conversation.claims import Claim
from bot.conversation.delivery import Delivery, parts_of
from bot.conversation.handed_over import NO_SHELF, Lock, PhotoShelf, Shelved
from bot.conversation.nlu import Nlu, NluAnswer
from bot.conversation.off_switch import NOTHING_OFF, OffSwitch
from bot.conversation.outcomes import Outcome, Outcomes
from bot.conversation.replies import Meta, Reply, Source
from bot.effects import Effect

# Stands in the log for words that must not be kept.
FORGOTTEN = "…"
# In place of a turn's words, typed or tapped, that were kept and deleted since: it counts as what it was.
DELETED, DELETED_TAP = "……", "/deleted"
WORDLESS = (FORGOTTEN, DELETED, DELETED_TAP)


@dataclass
class RunningTurn:
    """One message on its way through the steps; ``masked_text`` is all that may be kept of it.

    ``preface`` is said before whatever answers the message.
    """

    claim: Claim
    nlu: Nlu
    outcomes: Outcomes
    # What an attachment says, as if it had been typed below the rest.
    typed: str = ""
    text: str = ""
    masked_text: str | None = None
    preface: tuple[Reply, ...] = ()
    replies: tuple[Reply, ...] = ()
    meta: Meta = Meta()  # noqa: RUF009 - frozen
    provenance: tuple[Source, ...] = ()
    effects: tuple[Effect, ...] = ()
    nlu_answered: bool = False
    about: str | None = None
    # The words are in no log, not even in that of an earlier turn on the same message.
    forgets: bool = False
    # None: switched off since the message came.
    channel: Delivery | None = None
    # What officers have switched off.
    off: OffSwitch = NOTHING_OFF
    # What was handed over instead of words, as a button would say it; a photo lies on the shelf meanwhile.
    handed_over: str | None = None
    photo: Shelved | None = None
    shelf: PhotoShelf = NO_SHELF
    # Phone numbers in the words, for a form that asks for them: locked, they say nothing to anybody else.
    lock: Lock | None = None
    phone: str | None = None

    @property
    def parts(self) -> tuple[Reply, ...]:
        """The replies as the channel brings them, each part a message of its own."""
        if self.channel is None:
            return self.replies
        return tuple(part for reply in self.replies for part in parts_of(reply, self.channel))

    def say(self, outcome: Outcome, case: str) -> Outcome:
        """Ends the turn with the engine's own words for that case."""
        self.replies = self.preface + self.outcomes.replies(outcome, case)
        return outcome

    def take(self, answer: NluAnswer) -> Outcome | None:
        """Ends the turn with what came back, if anything did."""
        self.nlu_answered = True
        self.meta, self.provenance = answer.meta, answer.provenance
        self.replies, self.effects = self.preface + answer.replies, answer.effects
        self.about = answer.about if answer.replies else self.claim.about
        if answer.forget_text:
            self.forgets, self.masked_text = True, FORGOTTEN
        return answer.outcome if answer.replies else None


TurnStep = Callable[[RunningTurn], Awaitable[Outcome | None]]


async def run_steps(steps: Sequence[TurnStep], turn: RunningTurn) -> Outcome:
    """The outcome of the first step that has one."""
    for step in steps:
        outcome = await step(turn)
        if outcome is not None:
            return outcome
    raise RuntimeError("no step ended the turn")

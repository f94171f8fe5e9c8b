"""What Rasa's REST channel answers, read as our own kind of answer."""

import msgspec

from bot.conversation.nlu import NluAnswer, NluUnavailable
from bot.conversation.outcomes import Outcome
from bot.conversation.replies import Meta, Reply, Source
from bot.effects import Effect


class ActionAnswer(msgspec.Struct, frozen=True):
    """What one of our actions says, inside Rasa's envelope."""

    outcome: Outcome
    replies: tuple[Reply, ...]
    meta: Meta = Meta()
    provenance: tuple[Source, ...] = ()
    effects: tuple[Effect, ...] = ()
    about: str | None = None
    forget_text: bool = False


class Envelope(msgspec.Struct, frozen=True):
    """One message of Rasa's REST channel; plain texts without our part are not for citizens."""

    custom: ActionAnswer


def parse_answer(raw: bytes) -> NluAnswer:
    """What Rasa's REST channel answered, as one answer; raises NluUnavailable for anything else."""
    try:
        parts = msgspec.json.decode(raw, type=list[Envelope])
    except ValueError:
        # The decoder's own message may quote the answer, and with it the citizen.
        raise NluUnavailable("not our kind of answer", reached=True) from None
    if not parts:
        return NluAnswer()
    last = parts[-1].custom
    replies = tuple(reply for part in parts for reply in part.custom.replies)
    provenance = tuple(source for part in parts for source in part.custom.provenance)
    effects = tuple(effect for part in parts for effect in part.custom.effects)
    forget = any(part.custom.forget_text for part in parts)
    return NluAnswer(last.outcome, replies, last.meta, provenance, effects, last.about, forget)

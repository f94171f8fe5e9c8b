"""Step: say what becomes of a place, a phone number, a voice or another attachment without words."""

from bot.conversation.attachments import AttachmentKind
from bot.conversation.handed_over import NO_SHELF, place_payload
from bot.conversation.outcomes import Outcome
from bot.conversation.turn import RunningTurn

# Everything else is one of the things that cannot be read.
_CASES = {
    AttachmentKind.FILE: "file_shared",
    AttachmentKind.LOCATION: "place_shared",
    AttachmentKind.PHONE: "phone_shared",
}


async def receive_other(turn: RunningTurn) -> Outcome | None:
    """Ends the turn for attachments that no step before could use, where nothing was written beside them."""
    attachment = turn.claim.attachment
    if attachment is None or attachment.kind is AttachmentKind.IMAGE or turn.claim.texts:
        return None
    if attachment.kind is AttachmentKind.LOCATION and attachment.address and turn.shelf is not NO_SHELF:
        turn.handed_over = place_payload(attachment.address)
        return None
    return turn.say(Outcome.REFUSED, _CASES.get(attachment.kind, "no_words"))

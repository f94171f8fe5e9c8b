"""Step: read the dossier code off a photo of the receipt."""

import asyncio
import logging

from bot.conversation.attachments import Attachment, AttachmentKind
from bot.conversation.delivery import AttachmentRefused, TemporaryFailure
from bot.conversation.handed_over import KEEP_FILE, file_payload
from bot.conversation.outcomes import Outcome
from bot.conversation.photo_codes import codes_in
from bot.conversation.turn import RunningTurn
from bot.language.codes import find_dossier_codes

logger = logging.getLogger("chidan.conversation")


async def read_photo(turn: RunningTurn) -> Outcome | None:
    """The code goes on as if it had been typed; one without a code is offered to the form, if one is open."""
    photo = turn.claim.attachment
    if photo is None or photo.kind is not AttachmentKind.IMAGE:
        return None
    try:
        content = await _content(turn, photo)
        printed = await asyncio.to_thread(codes_in, content)
    except (AttachmentRefused, TemporaryFailure) as error:
        logger.info("message %d: photo not read (%s)", turn.claim.inbox_id, error)
        return turn.say(Outcome.REFUSED, "photo_not_read") if not turn.claim.texts else None
    dossiers = dict.fromkeys(code.value for text in printed for code in find_dossier_codes(text))
    if dossiers:
        turn.typed = " ".join(dossiers)
        return None
    if turn.claim.texts:
        return None
    turn.photo = await turn.shelf.put(turn.claim.nlu_sender, content)
    if turn.photo is None:
        return turn.say(Outcome.REFUSED, "photo_without_code")
    turn.handed_over = file_payload(turn.photo.sha256)
    return None


async def forget_photo(turn: RunningTurn) -> None:
    """Takes the photo off the shelf again, unless the answer keeps it or one before has kept it."""
    kept = [effect for effect in turn.effects if effect.kind == KEEP_FILE]
    turn.effects = tuple(effect for effect in turn.effects if effect.kind != KEEP_FILE)
    if turn.photo is not None and turn.photo.is_new and not kept:
        await turn.shelf.forget(turn.claim.nlu_sender, turn.photo.sha256)


async def _content(turn: RunningTurn, photo: Attachment) -> bytes:
    if turn.channel is None:
        raise AttachmentRefused("channel_off")
    return await turn.channel.fetch(photo)

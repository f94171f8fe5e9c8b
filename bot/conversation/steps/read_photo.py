"""Step: read the dossier code off a photo of the receipt."""

import asyncio
import logging

from bot.conversation.attachments import Attachment, AttachmentKind
from bot.conversation.delivery import AttachmentRefused, TemporaryFailure
from bot.conversation.outcomes import Outcome
from bot.conversation.photo_codes import codes_in
from bot.conversation.turn import RunningTurn
from bot.language.codes import find_dossier_codes

logger = logging.getLogger("chidan.conversation")


async def read_photo(turn: RunningTurn) -> Outcome | None:
    """The code goes on as if it had been typed; a photo without one is not kept, and said so."""
    photo = turn.claim.attachment
    if photo is None or photo.kind is not AttachmentKind.IMAGE:
        return None
    try:
        printed = await _printed_codes(turn, photo)
    except (AttachmentRefused, TemporaryFailure) as error:
        logger.info("message %d: photo not read (%s)", turn.claim.inbox_id, error)
        return turn.say(Outcome.REFUSED, "photo_not_read") if not turn.claim.texts else None
    dossiers = dict.fromkeys(code.value for text in printed for code in find_dossier_codes(text))
    if dossiers:
        turn.typed = " ".join(dossiers)
        return None
    return turn.say(Outcome.REFUSED, "photo_without_code") if not turn.claim.texts else None


async def _printed_codes(turn: RunningTurn, photo: Attachment) -> list[str]:
    if turn.channel is None:
        raise AttachmentRefused("channel_off")
    content = await turn.channel.fetch(photo)
    return list(await asyncio.to_thread(codes_in, content))

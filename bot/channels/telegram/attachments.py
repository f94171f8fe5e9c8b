"""What came with a message beside its words; nothing of a number is taken over."""

import re
from collections.abc import Sequence

from telegram import Document, Message, PhotoSize

from bot.conversation.attachments import Attachment, AttachmentKind, place_at

# More is not downloaded (download.py); a photo comes in several sizes.
MOST_BYTES = 10 * 1024 * 1024
_PICTURES = ("image/jpeg", "image/png", "image/webp", "image/gif")
_FILE_ID = re.compile(r"[A-Za-z0-9_-]{1,256}")

_VIDEO = ("animation", "video", "video_note")
_KINDS = {
    "sticker": AttachmentKind.STICKER,
    "voice": AttachmentKind.VOICE,
    "audio": AttachmentKind.VOICE,
    "venue": AttachmentKind.LOCATION,
    "location": AttachmentKind.LOCATION,
    **dict.fromkeys(_VIDEO, AttachmentKind.VIDEO),
}


def attachment_of(message: Message) -> Attachment | None:
    """The attachment, None if there is none. An album is several messages."""
    if message.photo:
        return _picture(_largest(message.photo))
    # An animation comes with itself as a document.
    for name, kind in _KINDS.items():
        if getattr(message, name):
            return Attachment(kind, _place(message))
    if message.document:
        return _document(message.document)
    if message.contact and message.from_user and message.contact.user_id == message.from_user.id:
        return Attachment(AttachmentKind.PHONE)
    return Attachment(AttachmentKind.FILE) if message.effective_attachment else None


def _place(message: Message) -> str | None:
    spot = message.venue.location if message.venue else message.location
    return place_at(spot.latitude, spot.longitude) if spot else None


def _largest(sizes: Sequence[PhotoSize]) -> PhotoSize:
    small_enough = [size for size in sizes if (size.file_size or 0) <= MOST_BYTES]
    return max(small_enough or sizes, key=lambda size: size.width * size.height)


def _document(document: Document) -> Attachment:
    return _picture(document) if document.mime_type in _PICTURES else Attachment(AttachmentKind.FILE)


def _picture(file: PhotoSize | Document) -> Attachment:
    known = isinstance(file.file_id, str) and _FILE_ID.fullmatch(file.file_id)
    return Attachment(AttachmentKind.IMAGE, file.file_id) if known else Attachment(AttachmentKind.FILE)

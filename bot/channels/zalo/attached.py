"""What an attachment of Zalo is fetched by, or where the place is that it shares."""

from bot.channels.zalo.events import Message
from bot.conversation.attachments import AttachmentKind, place_at


def address_of(message: Message, kind: AttachmentKind) -> str | None:
    """Where the first picture lies (others of an album get no answers), or which place is shared."""
    first = message.attachments[0] if isinstance(message.attachments, list) and message.attachments else {}
    told = first.get("payload") if isinstance(first, dict) else None
    if not isinstance(told, dict):
        return None
    if kind is AttachmentKind.LOCATION:
        spot = told.get("coordinates")
        return place_at(spot.get("latitude"), spot.get("longitude")) if isinstance(spot, dict) else None
    url = told.get("url") if kind is AttachmentKind.IMAGE else None
    return url if isinstance(url, str) else None

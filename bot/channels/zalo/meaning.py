"""What an event means to us: a message, something beside messages, or nothing."""

from dataclasses import dataclass
from datetime import datetime

from bot.channels.zalo.attached import address_of
from bot.channels.zalo.events import Event, Message, Party, as_id
from bot.conversation.attachments import Attachment, AttachmentKind
from bot.conversation.inbox import InboundMessage
from bot.conversation.outbox import OutboxState
from bot.conversation.payloads import is_payload

NAME = "zalo"
# Taps come back as texts; this sign tells them from what people type.
TAP = "#"

_KINDS = {
    "image": AttachmentKind.IMAGE,
    "gif": AttachmentKind.STICKER,
    "sticker": AttachmentKind.STICKER,
    "audio": AttachmentKind.VOICE,
    "video": AttachmentKind.VIDEO,
    "location": AttachmentKind.LOCATION,
}


@dataclass(frozen=True)
class PersonLeft:
    """The person follows the account no more."""

    contact_key: str


@dataclass(frozen=True)
class OfficerWrote:
    """A human has answered in Zalo's own tool."""

    contact_key: str


@dataclass(frozen=True)
class Receipts:
    """Messages of ours came that far."""

    sent_ids: tuple[str, ...]
    state: OutboxState


Meaning = InboundMessage | PersonLeft | OfficerWrote | Receipts


def meaning_of(event: Event, now: datetime) -> Meaning | None:
    """None where nothing follows from the event, or a part of it that is needed is missing."""
    match event.event_name:
        case "follow":
            return _inbound(event, now, payload="/greet", person=_key(event.follower))
        case "unfollow":
            person = _key(event.follower)
            return PersonLeft(person) if person else None
        case "user_submit_info":
            return _inbound(event, now, attachment=Attachment(AttachmentKind.PHONE))
        case "user_received_message" | "user_seen_message":
            return _receipts(event)
        case _ if event.is_echo:
            return _echo(event)
        case name if name.startswith("user_send_"):
            return _said(event, now)
    return None


def _said(event: Event, now: datetime) -> InboundMessage | None:
    """Words, a tap, or an attachment, perhaps with words under it."""
    message, kind = event.message or Message(), event.event_name.removeprefix("user_send_")
    text = str(message.text) if message.text is not None else ""
    if kind == "text":
        payload = _tapped(text)
        if payload is not None:
            return _inbound(event, now, payload=payload)
        return _inbound(event, now, text=text) if text.strip() else None
    known = _KINDS.get(kind, AttachmentKind.FILE)
    attachment = Attachment(known, address_of(message, known))
    return _inbound(event, now, text=text.strip() and text, attachment=attachment)


def _inbound(
    event: Event,
    now: datetime,
    *,
    text: str = "",
    payload: str | None = None,
    attachment: Attachment | None = None,
    person: str | None = None,
) -> InboundMessage | None:
    person = person or _key(event.sender)
    external_id = _external_id(event, person) if person else None
    if person is None or external_id is None:
        return None
    return InboundMessage(
        channel=NAME,
        contact_key=person,
        external_id=external_id,
        text=text or None,
        payload=payload,
        received_at=now,
        in_pieces=True,
        attachment=attachment,
    )


def _external_id(event: Event, person: str) -> str | None:
    """Zalo's name for the message; what has none is told apart by person and time."""
    if event.message is not None and event.message.key is not None:
        return event.message.key
    stamp = as_id(event.timestamp)
    return f"{event.name}:{person}:{stamp}" if stamp else None


def _tapped(text: str) -> str | None:
    """The payload of one of our buttons. Anybody may have typed it: it is no proof of anything."""
    payload = text.strip().removeprefix(TAP)
    return payload if text.strip().startswith(f"{TAP}/") and is_payload(payload) else None


def _receipts(event: Event) -> Receipts | None:
    message = event.message or Message()
    told = message.msg_ids if isinstance(message.msg_ids, list) else [message.msg_id]
    sent_ids = tuple(filter(None, map(as_id, told)))
    seen = event.event_name == "user_seen_message"
    return Receipts(sent_ids, OutboxState.SEEN if seen else OutboxState.DELIVERED) if sent_ids else None


def _echo(event: Event) -> OfficerWrote | None:
    """What the account sent: by a human if an ``admin_id`` is there, else by us."""
    by_hand = event.sender is not None and as_id(event.sender.admin_id) is not None
    person = _key(event.recipient)
    return OfficerWrote(person) if by_hand and person else None


def _key(party: Party | None) -> str | None:
    return party.key if party is not None else None

"""A reply in the words of ``/v3.0/oa/message/cs``."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from bot.channels.zalo.meaning import TAP
from bot.conversation.replies import Button

Message = dict[str, Any]

LONGEST_PHONE_SUBTITLE = 500
TEXTS_FILE = Path(__file__).parent / "texts.yml"


class Texts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is said where a reply has no words of its own."""

    choose: str
    phone_title: str
    phone_subtitle: str


TEXTS = msgspec.yaml.decode(TEXTS_FILE.read_bytes(), type=Texts)


def text_message(text: str, buttons: Sequence[Button]) -> Message:
    """Words, with buttons under them whose payload is not shown when tapped."""
    if not buttons:
        return {"text": text}
    shown = [
        {"title": button.title, "type": "oa.query.hide", "payload": TAP + button.payload}
        for button in buttons
    ]
    return {"text": text or TEXTS.choose, **_template({"buttons": shown})}


def image_message(attachment_id: str) -> Message:
    """A picture that was uploaded."""
    element = {"media_type": "image", "attachment_id": attachment_id}
    return _template({"template_type": "media", "elements": [element]})


def file_message(token: str) -> Message:
    """A file that was uploaded."""
    return {"attachment": {"type": "file", "payload": {"token": token}}}


def phone_message(words: str, image_url: str) -> Message:
    """A card with which the person can share name, phone number and address."""
    subtitle = words or TEXTS.phone_subtitle
    element = {"title": TEXTS.phone_title, "subtitle": subtitle, "image_url": image_url}
    return _template({"template_type": "request_user_info", "elements": [element]})


def _template(payload: dict[str, Any]) -> Message:
    return {"attachment": {"type": "template", "payload": payload}}

"""The bodies of ``/v3.0/oa/message/…``, exactly; a key or a type too many is refused with -201."""

from typing import Any, Literal

import msgspec


class Strict(msgspec.Struct, forbid_unknown_fields=True):
    """No other keys."""


class Recipient(Strict):
    user_id: str


class OpenUrl(Strict):
    url: str


class OpenPhone(Strict):
    phone_code: str


class OpenSms(Strict):
    content: str
    phone_code: str


class QueryShow(Strict, tag_field="type", tag="oa.query.show"):
    title: str
    payload: str


class QueryHide(Strict, tag_field="type", tag="oa.query.hide"):
    title: str
    payload: str


class UrlButton(Strict, tag_field="type", tag="oa.open.url"):
    title: str
    payload: OpenUrl


class PhoneButton(Strict, tag_field="type", tag="oa.open.phone"):
    title: str
    payload: OpenPhone


class SmsButton(Strict, tag_field="type", tag="oa.open.sms"):
    title: str
    payload: OpenSms


Button = QueryShow | QueryHide | UrlButton | PhoneButton | SmsButton


class Buttons(Strict):
    buttons: list[Button]


class MediaElement(Strict):
    media_type: Literal["image", "gif"]
    url: str | None = None
    attachment_id: str | None = None
    width: int | None = None
    height: int | None = None


class Media(Strict):
    template_type: Literal["media"]
    elements: list[MediaElement]


class InfoElement(Strict):
    title: str
    subtitle: str
    image_url: str


class RequestUserInfo(Strict):
    template_type: Literal["request_user_info"]
    elements: list[InfoElement]


class File(Strict):
    token: str


class Attachment(Strict):
    type: Literal["template", "file"]
    payload: dict[str, Any]


class Message(Strict):
    text: str | None = None
    quote_message_id: str | None = None
    attachment: Attachment | None = None


class Consultation(Strict):
    """Body of ``/cs``."""

    recipient: Recipient
    message: Message


class TemplateMessage(Strict):
    """Body of ``/template``."""

    user_id: str
    template_id: str
    template_data: dict[str, str | int | float]


class Reaction(Strict):
    react_icon: str
    react_message_id: str


class ReactionMessage(Strict):
    """Body of the one use of ``/v2.0/oa/message`` that is left."""

    recipient: Recipient
    sender_action: Reaction


class UserId(Strict):
    user_id: str

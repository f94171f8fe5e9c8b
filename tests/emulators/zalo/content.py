"""What a message to a person may contain."""

from collections.abc import Sequence
from functools import singledispatch
from typing import Any, TypeVar

from tests.emulators.zalo.answers import ZaloError, beyond_limit, invalid
from tests.emulators.zalo.assets import Assets
from tests.emulators.zalo.pictures import check_picture_at, check_web_address
from tests.emulators.zalo.reading import convert
from tests.emulators.zalo.shapes import (
    Buttons,
    File,
    Media,
    MediaElement,
    Message,
    PhoneButton,
    QueryHide,
    QueryShow,
    RequestUserInfo,
    SmsButton,
    UrlButton,
)

MAX_TEXT = 2_000
MAX_TITLE = 100
MAX_SUBTITLE = 500
MAX_PAYLOAD = 1_000
MAX_SMS = 160
MAX_BUTTONS = 5

E = TypeVar("E")


async def checked_kind(message: Message, assets: Assets) -> str:
    """text, image, gif, file or request_user_info; raises what Zalo answers to anything wrong."""
    if message.text is not None:
        _check_length(message.text, MAX_TEXT, "text")
    if message.attachment is None:
        return _text_kind(message)
    payload = message.attachment.payload
    if message.attachment.type == "file":
        return _file_kind(message, convert(payload, File), assets)
    if "template_type" not in payload:
        _check_buttons(convert(payload, Buttons))
        return _text_kind(message)
    return await _template_kind(message, payload, assets)


def _text_kind(message: Message) -> str:
    if message.text is None:
        raise invalid("text")
    return "text"


def _file_kind(message: Message, file: File, assets: Assets) -> str:
    _check_wordless(message)
    assets.find(file.token, "file", "token")
    return "file"


async def _template_kind(message: Message, payload: dict[str, Any], assets: Assets) -> str:
    if payload["template_type"] == "media":
        element = _only(convert(payload, Media).elements)
        await _check_media(element, assets)
        return element.media_type
    if payload["template_type"] == "request_user_info":
        _check_wordless(message)
        return _info_kind(convert(payload, RequestUserInfo))
    raise ZaloError(-233)


def _info_kind(request: RequestUserInfo) -> str:
    element = _only(request.elements)
    _check_length(element.title, MAX_TITLE, "title")
    _check_length(element.subtitle, MAX_SUBTITLE, "subtitle")
    check_web_address(element.image_url, "image_url")
    return "request_user_info"


async def _check_media(element: MediaElement, assets: Assets) -> None:
    if (element.url is None) == (element.attachment_id is None):
        raise invalid("attachment_id")
    if element.media_type == "gif" and not (element.width and element.height):
        raise invalid("width")
    if element.attachment_id is not None:
        assets.find(element.attachment_id, element.media_type, "attachment_id")
    if element.url is not None:
        await check_picture_at(element.url, element.media_type)


def _check_buttons(under: Buttons) -> None:
    if not under.buttons:
        raise invalid("buttons")
    if len(under.buttons) > MAX_BUTTONS:
        raise beyond_limit("buttons")
    for button in under.buttons:
        _check_length(button.title, MAX_TITLE, "title")
        _check_payload(button)


@singledispatch
def _check_payload(button: object) -> None:
    raise TypeError(type(button))


@_check_payload.register
def _check_query(button: QueryShow | QueryHide) -> None:
    _check_length(button.payload, MAX_PAYLOAD, "payload")


@_check_payload.register
def _check_url(button: UrlButton) -> None:
    check_web_address(button.payload.url, "url")


@_check_payload.register
def _check_phone(button: PhoneButton) -> None:
    _check_phone_code(button.payload.phone_code)


@_check_payload.register
def _check_sms(button: SmsButton) -> None:
    _check_length(button.payload.content, MAX_SMS, "content")
    _check_phone_code(button.payload.phone_code)


def _check_phone_code(code: str) -> None:
    if not (code.isascii() and code.isdigit()):
        raise invalid("phone_code")


def _check_length(text: str, most: int, field: str) -> None:
    if not text.strip():
        raise invalid(field)
    if len(text) > most:
        raise beyond_limit(field)


def _check_wordless(message: Message) -> None:
    if message.text is not None:
        raise invalid("text")


def _only(elements: Sequence[E]) -> E:
    if len(elements) != 1:
        raise invalid("elements")
    return elements[0]

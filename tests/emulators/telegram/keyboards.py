"""``reply_markup``: buttons under a message, and keyboards in place of the person's own."""

from collections.abc import Sequence
from typing import Any, TypeVar
from urllib.parse import urlsplit

import msgspec

from tests.emulators.telegram.parameters import Parameters
from tests.emulators.telegram.refusals import bad_request

MAX_CALLBACK_BYTES = 64
MAX_BUTTONS = 100
MAX_IN_ROW = 8
MAX_PLACEHOLDER = 64
WRONG_JSON = "can't parse reply keyboard markup JSON object"


B = TypeVar("B")


class Strict(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """The real server passes over keys that it does not know; to us they are mistakes."""


class WebApp(Strict):
    url: str


class CopyText(Strict):
    text: str


class InlineButton(Strict):
    text: str
    url: str | None = None
    callback_data: str | None = None
    web_app: WebApp | None = None
    copy_text: CopyText | None = None


class KeyboardButton(Strict):
    text: str
    request_contact: bool = False
    request_location: bool = False
    web_app: WebApp | None = None


class Markup(Strict):
    """One of the four kinds."""

    inline_keyboard: list[list[InlineButton]] | None = None
    keyboard: list[list[KeyboardButton | str]] | None = None
    is_persistent: bool = False
    resize_keyboard: bool = False
    one_time_keyboard: bool = False
    input_field_placeholder: str | None = None
    selective: bool = False
    remove_keyboard: bool = False
    force_reply: bool = False

    @property
    def empty(self) -> bool:
        """Nothing of the person's own keyboard changes and no button is shown."""
        return not (self.inline_keyboard or self.keyboard or self.remove_keyboard or self.force_reply)

    def inline(self) -> dict[str, Any] | None:
        """What stands in the message: only buttons under it do."""
        return (
            {"inline_keyboard": msgspec.to_builtins(self.inline_keyboard)} if self.inline_keyboard else None
        )


def read_markup(parameters: Parameters, *, private: bool) -> Markup:
    """The keyboard of the call, an empty one if there is none."""
    markup = parameters.structure("reply_markup", Markup, WRONG_JSON) or Markup()
    if sum((markup.inline_keyboard is not None, markup.keyboard is not None, markup.remove_keyboard)) > 1:
        raise bad_request(WRONG_JSON)
    for row in _rows(markup.inline_keyboard or []):
        _check_inline(row)
    for keys in _rows(markup.keyboard or []):
        _check_key(KeyboardButton(keys) if isinstance(keys, str) else keys, private)
    if len(markup.input_field_placeholder or "") > MAX_PLACEHOLDER:
        raise bad_request("input field placeholder is too long")
    return markup


def read_inline_markup(parameters: Parameters) -> Markup:
    """The buttons of a call that changes a message."""
    markup = read_markup(parameters, private=True)
    if not markup.empty and not markup.inline_keyboard:
        raise bad_request("inline keyboard expected")
    return markup


def _rows(rows: Sequence[Sequence[B]]) -> list[B]:
    """All buttons of the rows."""
    if sum(map(len, rows)) > MAX_BUTTONS or any(len(row) > MAX_IN_ROW for row in rows):
        raise bad_request("reply markup is too long")
    return [button for row in rows for button in row]


def _check_inline(button: InlineButton) -> None:
    _check_title(button.text)
    kinds = [button.url, button.callback_data, button.web_app, button.copy_text]
    if all(kind is None for kind in kinds):
        raise bad_request("Text buttons are unallowed in the inline keyboard")
    if sum(kind is not None for kind in kinds) > 1:
        raise bad_request("BUTTON_TYPE_INVALID")
    if button.callback_data is not None and not 1 <= len(button.callback_data.encode()) <= MAX_CALLBACK_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    if button.url is not None:
        _check_url(button.url)


def _check_url(url: str) -> None:
    address = urlsplit(url)
    if address.scheme in ("http", "https") and "." in (address.hostname or ""):
        return
    if address.scheme != "tg":
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")


def _check_key(button: KeyboardButton, private: bool) -> None:
    _check_title(button.text)
    if button.request_contact and not private:
        raise bad_request("phone number can be requested in private chats only")
    if button.request_location and not private:
        raise bad_request("location can be requested in private chats only")


def _check_title(text: str) -> None:
    if not text.strip():
        raise bad_request("keyboard button text must be non-empty")

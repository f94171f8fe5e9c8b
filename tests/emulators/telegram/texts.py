"""How long a text and a caption may be; counted in UTF-16, the strictest of the ways that it is told of."""

from typing import Any

from tests.emulators.telegram.formatting import formatted, length
from tests.emulators.telegram.parameters import Parameters
from tests.emulators.telegram.refusals import bad_request

MAX_TEXT = 4_096
MAX_CAPTION = 1_024


def checked_text(parameters: Parameters) -> dict[str, Any]:
    """``text`` and its entities as they stand in a message."""
    text, entities = formatted(parameters, "text")
    if not text:
        raise bad_request("message text is empty")
    if length(text) > MAX_TEXT:
        raise bad_request("message is too long")
    return {"text": text, "entities": entities} if entities else {"text": text}


def checked_caption(parameters: Parameters) -> dict[str, Any]:
    """``caption`` and its entities as they stand in a message, if there is one."""
    caption, entities = formatted(parameters, "caption")
    if length(caption) > MAX_CAPTION:
        raise bad_request("message caption is too long")
    shown = {"caption": caption, "caption_entities": entities}
    return {name: value for name, value in shown.items() if value}

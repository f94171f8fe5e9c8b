"""Text and its entities; Telegram counts both in units of UTF-16.

HTML is the only parse mode that is known here: a bot of ours has no use for the others.
"""

import html
import re
from typing import Any

import msgspec

from tests.emulators.telegram.parameters import Parameters
from tests.emulators.telegram.refusals import bad_request

Entity = dict[str, Any]

PIECE = re.compile(r"<(?P<end>/?)(?P<tag>[a-zA-Z-]*)(?P<rest>[^<>]*)>|(?P<open><)|(?P<text>[^<]+)")
HREF = re.compile(r"""\s+href=(?:"([^"]*)"|'([^']*)')\s*""")
TAGS = {
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em"), "italic"),
    **dict.fromkeys(("u", "ins"), "underline"),
    **dict.fromkeys(("s", "strike", "del"), "strikethrough"),
    "a": "text_link",
    "blockquote": "blockquote",
    "code": "code",
    "pre": "pre",
    "tg-spoiler": "spoiler",
}
FOUND = (
    ("bot_command", re.compile(r"(?<![\w/])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/])")),
    ("mention", re.compile(r"(?<![\w@.])@\w{4,32}\b")),
    ("email", re.compile(r"\b[\w.+-]+@[\w-]+\.[\w.-]*\w")),
    ("url", re.compile(r"https?://[^\s<>\"]+[\w/]")),
    ("phone_number", re.compile(r"(?<![\w+])\+\d{9,14}\b")),
)


class GivenEntity(msgspec.Struct, omit_defaults=True):
    """One of the parameter ``entities``."""

    type: str
    offset: int
    length: int
    url: str | None = None


def length(text: str) -> int:
    """Units of UTF-16."""
    return len(text.encode("utf-16-le")) // 2


def entities_found(text: str) -> list[Entity]:
    """Commands, addresses and the like, as Telegram itself marks them in a plain text."""
    found = [
        {"type": kind, "offset": length(text[: match.start()]), "length": length(match[0])}
        for kind, pattern in FOUND
        for match in pattern.finditer(text)
    ]
    return sorted(found, key=lambda entity: entity["offset"])


def formatted(parameters: Parameters, name: str) -> tuple[str, list[Entity]]:
    """``name``, a text or caption, without its marks and the space around it; and its entities."""
    text, entities = _parsed(parameters, name)
    shown = text.strip()
    before = length(text) - length(text.lstrip())
    end = length(shown)
    moved = [_within(entity, before, end) for entity in entities]
    return shown, [entity for entity in moved if entity["length"] > 0] or entities_found(shown)


def _parsed(parameters: Parameters, name: str) -> tuple[str, list[Entity]]:
    raw, mode = parameters.text(name), parameters.text("parse_mode").lower()
    if mode == "html":
        return parse_html(raw)
    if mode:
        raise bad_request("unsupported parse_mode")
    return raw, _given(parameters, "entities" if name == "text" else f"{name}_entities", length(raw))


def _given(parameters: Parameters, name: str, end: int) -> list[Entity]:
    given = parameters.structure(name, list[GivenEntity], "can't parse entities: wrong JSON") or []
    for entity in given:
        if entity.offset < 0 or entity.length < 1 or entity.offset + entity.length > end:
            raise bad_request("ENTITY_BOUNDS_INVALID")
    return [msgspec.to_builtins(entity) for entity in given]


def _within(entity: Entity, before: int, end: int) -> Entity:
    start = max(entity["offset"] - before, 0)
    stop = min(entity["offset"] - before + entity["length"], end)
    return entity | {"offset": start, "length": stop - start}


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """The text and entities of Telegram's HTML; raises at a tag that is unknown or not closed."""
    text = ""
    entities: list[Entity] = []
    open_tags: list[tuple[str, Entity]] = []
    for piece in PIECE.finditer(source):
        if piece["text"] is not None:
            text += html.unescape(piece["text"])
        elif piece["end"]:
            tag, entity = open_tags.pop() if open_tags else ("", {})
            if tag != piece["tag"].lower():
                raise _wrong(source, piece, "Unmatched end tag")
            entities.append(entity | {"length": length(text) - entity["offset"]})
        else:
            open_tags.append(_opened(source, piece, length(text)))
    if open_tags:
        raise bad_request(
            f"can't parse entities: Can't find end tag corresponding to start tag \"{open_tags[-1][0]}\""
        )
    return text, sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))


def _opened(source: str, piece: re.Match[str], offset: int) -> tuple[str, Entity]:
    tag = (piece["tag"] or "").lower()
    if tag not in TAGS:
        raise _wrong(source, piece, f'Unsupported start tag "{tag}"')
    entity: Entity = {"type": TAGS[tag], "offset": offset}
    if tag == "a":
        href = HREF.fullmatch(piece["rest"])
        entity["url"] = html.unescape(href[1] or href[2] or "") if href else ""
    return tag, entity


def _wrong(source: str, piece: re.Match[str], what: str) -> Exception:
    offset = len(source[: piece.start()].encode())
    return bad_request(f"can't parse entities: {what} at byte offset {offset}")

"""All wording that citizens read: templates of bubbles, and the titles of buttons."""

import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import jinja2

from actions.bubbles import split_bubble
from actions.fee_groups import fee_groups
from actions.wording import Wording, load_wording
from procedures_kb.days import written

TITLE_LIMIT = 40  # characters on a button
TEMPLATES_DIR = Path(__file__).parent / "templates"

_BUBBLE_MARK = re.compile(r"^---$", re.MULTILINE)
_BLANK_LINES = re.compile(r"\n{3,}")


class Phrasebook:
    """Renders templates into bubbles; an unknown name in a template is an error, never a gap."""

    def __init__(self, environment: jinja2.Environment, wording: Wording) -> None:
        self._environment = environment
        self.wording = wording

    def bubbles(self, template: str, context: Mapping[str, object]) -> tuple[str, ...]:
        """The bubbles of `template` (a path without suffix), each short enough to read at once."""
        text = self._environment.get_template(f"{template}.j2").render(context)
        parts = (_BLANK_LINES.sub("\n\n", part).strip() for part in _BUBBLE_MARK.split(text))
        return tuple(piece for part in parts if part for piece in split_bubble(part))


def load_phrasebook() -> Phrasebook:
    """What citizens read: templates and wording; raises msgspec.DecodeError on a wrong wording file."""
    # Plain text for chats: pages and channels escape what they show by themselves.
    environment = jinja2.Environment(  # nosec B701
        loader=jinja2.FileSystemLoader(TEMPLATES_DIR),
        undefined=jinja2.StrictUndefined,
        autoescape=False,  # noqa: S701 - bubbles are plain text; every channel escapes for itself
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["day"] = written
    environment.filters["fee_groups"] = fee_groups
    environment.filters["grouped"] = grouped
    environment.filters["lower_first"] = lower_first
    environment.filters["upper_first"] = upper_first
    wording = load_wording()
    environment.tests["for_organisations"] = wording.for_organisations
    environment.tests["optional"] = wording.optional
    environment.tests["rare"] = wording.rare
    return Phrasebook(environment, wording)


def grouped(value: int | Decimal) -> str:
    """A number as it is written in Vietnam, 1.250.000 or 2,5; at most two decimals."""
    plain = f"{Decimal(value):,.2f}".rstrip("0").rstrip(".")
    return plain.replace(",", " ").replace(".", ",").replace(" ", ".")


def lower_first(text: str) -> str:
    """`text` as it stands inside a sentence; an abbreviation or a name in capitals is kept."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def upper_first(text: str) -> str:
    """`text` as it stands at the head of a line."""
    return text[:1].upper() + text[1:]


def bare_title(text: str) -> str:
    """`text` without what stands in brackets."""
    return re.sub(r"\s*\([^)]*\)", "", text).strip()


def short_title(text: str, limit: int = TITLE_LIMIT) -> str:
    """`text` short enough for a button: without what stands in brackets, else cut at a word."""
    if len(text) <= limit:
        return text
    bare = bare_title(text)
    if len(bare) <= limit:
        return bare
    return bare[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"

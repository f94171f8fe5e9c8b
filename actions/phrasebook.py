"""All wording that citizens read: templates of bubbles, and the titles of buttons."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import jinja2
import msgspec

from actions.aspects import Aspect
from actions.bubbles import split_bubble
from actions.fee_groups import fee_groups
from procedures_kb.model import FeeItem, Paper

TEMPLATES_DIR = Path(__file__).parent / "templates"
WORDING_FILE = Path(__file__).parent / "data" / "wording.yml"

_BUBBLE_MARK = re.compile(r"^---$", re.MULTILINE)
_BLANK_LINES = re.compile(r"\n{3,}")


class Topic(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A door into the procedures for someone who does not know what to ask."""

    id: str
    title: str
    procedures: tuple[str, ...]


class Titles(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Titles of the buttons that do not name a procedure."""

    human: str
    none_of_these: str
    yes: str
    report_error: str
    ask_procedure: str
    track_dossier: str
    other_case: str
    skip: str
    nothing_to_add: str
    other_price: str


class Tool(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something that can be done with a procedure beside asking about it: its button and intent."""

    title: str
    intent: str


class Wording(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The button titles, and which aspects and tools are offered after which aspect."""

    titles: Titles
    aspects: dict[Aspect, str]
    tools: dict[str, Tool]
    next_steps: dict[Aspect, tuple[str, ...]]
    topics: tuple[Topic, ...]
    ordinals: dict[str, int]
    carrying_on: tuple[str, ...]
    carrying_on_ends: tuple[str, ...]
    organisations: str
    conditional: tuple[str, ...]
    yes: tuple[str, ...]
    no: tuple[str, ...]
    skipping: tuple[str, ...]
    politeness: tuple[str, ...]
    converting: tuple[str, ...]

    def carries_on(self, folded: str, aspect: Aspect | None) -> bool:
        """Whether these words, without diacritics, ask the same as before about something else."""
        if not folded.startswith(self.carrying_on):
            return False
        return aspect == "overview" or folded.rstrip(" ?.!").endswith(self.carrying_on_ends)

    def topic(self, topic_id: str) -> Topic | None:
        """The topic with that id, if there is one."""
        return next((topic for topic in self.topics if topic.id == topic_id), None)

    def for_organisations(self, fee: FeeItem) -> bool:
        """True for a fee that only organisations pay."""
        return self.organisations in fee.name

    def optional(self, paper: Paper) -> bool:
        """True for a paper that only some homes must bring."""
        return paper.if_any or self.rare(paper)

    def rare(self, paper: Paper) -> bool:
        """True for a paper that names the special case in which it is asked for."""
        return any(mark in paper.name for mark in self.conditional)


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


def load_phrasebook(templates: Path = TEMPLATES_DIR, wording: Path = WORDING_FILE) -> Phrasebook:
    """The wording in those places; raises msgspec.DecodeError on a wrong wording file."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates),
        undefined=jinja2.StrictUndefined,
        autoescape=False,  # noqa: S701 - bubbles are plain text; every channel escapes for itself
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["day"] = day
    environment.filters["fee_groups"] = fee_groups
    environment.filters["grouped"] = grouped
    environment.filters["lower_first"] = lower_first
    environment.filters["upper_first"] = upper_first
    words = msgspec.yaml.decode(wording.read_bytes(), type=Wording)
    environment.tests["for_organisations"] = words.for_organisations
    environment.tests["optional"] = words.optional
    environment.tests["rare"] = words.rare
    return Phrasebook(environment, words)


def day(value: date) -> str:
    """A date as it is written in Vietnam, 10/06/2026."""
    return f"{value:%d/%m/%Y}"


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


def short_title(text: str, limit: int = 40) -> str:
    """`text` short enough for a button: without what stands in brackets, else cut at a word."""
    if len(text) <= limit:
        return text
    bare = re.sub(r"\s*\([^)]*\)", "", text).strip()
    if len(bare) <= limit:
        return bare
    return bare[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"

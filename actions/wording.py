"""What `data/wording.yml` holds: the titles of buttons, and the words by which bare answers are known."""

from collections.abc import Collection
from pathlib import Path

import msgspec

from actions.aspects import Aspect
from actions.survey_wording import SurveyTitles, SurveyWords
from actions.ticket_wording import TicketTitles, TicketWords
from bot.language.words import words
from procedures_kb.model import FeeItem, Paper

WORDING_FILE = Path(__file__).parent / "data" / "wording.yml"


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
    forget_me: str
    keep_all: str
    who_reads: str
    what_is_kept: str


class Tool(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something that can be done with a procedure beside asking about it: its button and intent."""

    title: str
    intent: str


class DossierTitles(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Titles of the buttons about a filed dossier; `see_other` is filled with its code."""

    see: str
    see_other: str
    full: str
    ask: str
    follow: str
    unfollow: str
    forgot: str
    agree: str
    decline: str


class Wording(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The button titles, and which aspects and tools are offered after which aspect."""

    titles: Titles
    dossier_titles: DossierTitles
    ticket_titles: TicketTitles
    ticket_words: TicketWords
    survey_titles: SurveyTitles
    survey_words: SurveyWords
    question_labels: dict[str, str]
    follow_consent: str
    aspects: dict[Aspect, str]
    tools: dict[str, Tool]
    next_steps: dict[Aspect, tuple[str, ...]]
    topics: tuple[Topic, ...]
    ordinals: dict[str, int]
    pointing: tuple[str, ...]
    carrying_on: tuple[str, ...]
    carrying_on_ends: tuple[str, ...]
    organisations: str
    conditional: tuple[str, ...]
    yes: tuple[str, ...]
    no: tuple[str, ...]
    skipping: tuple[str, ...]
    dossier: tuple[str, ...]
    factor_announced: tuple[str, ...]
    factor_beside: tuple[str, ...]
    agreeing: tuple[str, ...]
    politeness: tuple[str, ...]
    wrong: tuple[str, ...]
    converting: tuple[str, ...]

    def carried_on(self, text: str) -> str:
        """What "thế còn hồ sơ thì sao ạ" says beside how such words open and end."""
        said = _stripped(words(text), (), self.politeness)
        for opener in sorted(self.carrying_on, key=len, reverse=True):
            if said.startswith(opener):
                said = said.removeprefix(opener)
                break
        for end in sorted(self.carrying_on_ends, key=len, reverse=True):
            said = said.removesuffix(f" {end}")
        return _stripped(said, self.politeness, self.politeness)

    def bare_follow_up(self, text: str) -> str:
        """What "thế còn tặng cho đó thì sao ạ" is about, without what points at it."""
        return _stripped(self.carried_on(text), (), (*self.politeness, *self.pointing))

    def without_politeness(self, text: str) -> str:
        """The bare words of the text that are not there for politeness alone."""
        return " ".join(word for word in words(text).split() if word not in self.politeness)

    def without_pointing(self, text: str) -> str:
        """The bare words that neither point ("cái", "bấm nút") nor are there for politeness alone."""
        return " ".join(word for word in self.without_politeness(text).split() if word not in self.pointing)

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


def _stripped(said: str, first: Collection[str], last: Collection[str]) -> str:
    split = said.split()
    while split and split[0] in first:
        split.pop(0)
    while split and split[-1] in last:
        split.pop()
    return " ".join(split)


def load_wording() -> Wording:
    """The wording in the file; raises msgspec.DecodeError on a wrong one."""
    return msgspec.yaml.decode(WORDING_FILE.read_bytes(), type=Wording)

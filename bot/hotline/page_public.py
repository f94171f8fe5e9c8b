"""A ticket as its citizen reads it: received, who has it, by when, what was answered."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.hotline.console_words import Words
from bot.hotline.states import TicketState
from bot.hotline.tracks import load_tracks
from bot.hotline.view import PublicEvent, PublicView
from bot.hotline.words import load_words


@dataclass(frozen=True)
class Step:
    """One of the stages that every ticket goes through."""

    title: str
    reached: bool


@dataclass(frozen=True)
class PublicLine:
    """A line of the history with its caption."""

    title: str
    event: PublicEvent


@dataclass(frozen=True)
class PublicPage:
    """What the template reads; a sealed report shows no words at all."""

    view: PublicView
    track_title: str
    standing: str
    steps: Sequence[Step]
    lines: Sequence[PublicLine]


def public_page(view: PublicView, words: Words) -> PublicPage:
    """Puts the page together."""
    return PublicPage(
        view=view,
        track_title=load_tracks()[view.track].title,
        standing=words.sealed_told if view.sealed else load_words().standing(view),
        steps=_steps(view, words),
        lines=[
            PublicLine(words.events_told[one.kind], one)
            for one in view.events
            if one.kind in words.events_told
        ],
    )


def _steps(view: PublicView, words: Words) -> Sequence[Step]:
    """Received, in hand, done."""
    taken = view.state is not TicketState.NEW or bool(view.unit)
    titles = words.steps
    return [
        Step(titles["received"], reached=True),
        Step(titles["in_hand"], reached=taken or not view.state.is_open),
        Step(titles["done"], reached=not view.state.is_open),
    ]

"""The sentences that citizens are told of their tickets, from ``words.yml``."""

from functools import cache
from pathlib import Path

import msgspec

from bot.hotline.states import Outcome, TicketState
from bot.hotline.view import PublicView

UNHEARD = "unheard"
FILE = Path(__file__).with_name("words.yml")


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One text for each occasion; ``{code}`` and ``{text}`` stand for the ticket's and the officer's.

    ``retracked_until`` also tells the new day, where the clock runs; ``reminded`` the last day to answer.
    """

    replied: str
    asked: str
    answered: str
    solved_question: str
    transferred: str
    merged: str
    retracked: str
    retracked_until: str
    reminded: str
    unheard: str
    unheard_done: str
    states: dict[str, str]

    def standing(self, view: PublicView) -> str:
        """Where the ticket stands, as one sentence."""
        unheard = view.state is TicketState.CLOSED and view.outcome == Outcome.UNHEARD
        return self.states[UNHEARD if unheard else view.state]


@cache
def load_words() -> Words:
    """The texts that this version carries."""
    return msgspec.yaml.decode(FILE.read_bytes(), type=Words)

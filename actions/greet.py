"""Opening and closing words."""

from actions import payloads, phrasing
from actions.about import answer_if_named
from actions.answer import Answer, Button
from actions.base import GuidanceAction
from actions.turn import Turn
from actions.wording import Titles


class Greet(GuidanceAction):
    """Says that it is an automatic assistant, what it can do, and what never to send."""

    action_name = "action_greet"
    intents = ("greet",)

    def answer(self, turn: Turn) -> Answer:
        """Three buttons: procedures, a filed dossier, a person. A matter named beside it is answered."""
        named = answer_if_named(turn, None, self.services)
        if named is not None:
            return named
        replies = phrasing.bubbles(self.services, "chat/greet")
        buttons = opening_buttons(self.services.phrasebook.wording.titles)
        return Answer("chatted", phrasing.with_buttons(replies, buttons))


def opening_buttons(titles: Titles) -> tuple[Button, ...]:
    """The three things that the assistant can do."""
    dossier = Button(titles.track_dossier, payloads.payload("status"))
    return (phrasing.menu(titles), dossier, phrasing.human(titles))

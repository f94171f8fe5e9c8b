"""What is kept of a person, shown to them, and deleted when they want it."""

from collections.abc import Mapping
from dataclasses import replace

from actions import payloads, phrasing
from actions.answer import Answer, Button, Effect, Reply
from actions.base import GuidanceAction
from actions.privacy_cues import privacy_cues
from actions.services import Services
from actions.ticket_asked import shown_once
from actions.turn import Turn
from bot.own_data import FORGET_ME, Held

# Everything that a talk has told so far; what was forgotten must not come back from the next turn.
NOTHING: Mapping[str, None] = {"procedure": None}


class _OwnData(GuidanceAction):
    """Both know what is held before they answer."""

    async def _seen(self, turn: Turn, person: str) -> Turn:
        """With what is held of the person."""
        seen = await super()._seen(turn, person)
        desk = self.services.own_data
        return replace(seen, held=await desk.held(person, now=self.services.now()) if desk else Held())


class Privacy(_OwnData):
    """Tells what is kept, what can be deleted and what stays, and asks once whether to delete it."""

    action_name = "action_privacy"
    intents = ("privacy_delete",)

    def answer(self, turn: Turn) -> Answer:
        """Nothing is deleted yet; who asks who reads it is told that."""
        if privacy_cues().asks_who_reads(turn.text):
            return readers(self.services)
        titles = self.services.phrasebook.wording.titles
        held = turn.held or Held()
        if held.is_empty:
            replies = phrasing.bubbles(self.services, "scope/privacy_nothing", held=held)
            shown = (*self._page(held), *replies) if held.tickets else replies
            return Answer("chatted", phrasing.with_buttons(shown, (phrasing.human(titles),)))
        first, *rest = phrasing.bubbles(self.services, "scope/privacy", held=held)
        replies = (first, *self._page(held), *rest)
        buttons = (
            Button(titles.forget_me, payloads.payload("privacy_forget")),
            Button(titles.keep_all, payloads.payload("deny")),
            Button(titles.who_reads, payloads.payload("privacy_readers")),
            phrasing.human(titles),
        )
        return Answer("chatted", phrasing.with_buttons(replies, buttons))

    def _page(self, held: Held) -> tuple[Reply, ...]:
        """The link to all of it, shown once; nothing where nobody would know the address."""
        if not (held.key and self.services.department.public_url):
            return ()
        replies = phrasing.bubbles(self.services, "scope/privacy_page", key=held.key)
        return shown_once(replies, "scope/privacy_page_not_kept", self.services)


def readers(services: Services) -> Answer:
    """Who reads what, and for how long it is kept: the same for everybody."""
    titles = services.phrasebook.wording.titles
    replies = phrasing.bubbles(services, "scope/privacy_readers")
    see = Button(titles.what_is_kept, payloads.payload("privacy_delete"))
    return Answer("chatted", phrasing.with_buttons(replies, (see, phrasing.human(titles))))


class Readers(GuidanceAction):
    """Tells who reads what is kept, and how long it is kept."""

    action_name = "action_privacy_readers"
    intents = ("privacy_readers",)

    def answer(self, turn: Turn) -> Answer:
        """Says nothing of what is held of this person."""
        return readers(self.services)


class Forget(_OwnData):
    """Deletes it with this turn."""

    action_name = "action_privacy_forget"
    intents = ("privacy_forget",)

    def answer(self, turn: Turn) -> Answer:
        """Says what was done; twice does no harm."""
        held = turn.held or Held()
        replies = phrasing.bubbles(
            self.services, "scope/privacy_forgotten", held=held, today=self.services.today()
        )
        titles = self.services.phrasebook.wording.titles
        shown = phrasing.with_buttons(replies, (phrasing.menu(titles),))
        return Answer("chatted", shown, effects=(Effect(FORGET_ME, {}),), slots=NOTHING)

"""What can be asked of one dossier beside where it stands: all of it, news of it, a person for it."""

from actions import dossier_factor, dossier_follow, phrasing
from actions.about import answer_about
from actions.answer import Answer
from actions.aspects import Aspect
from actions.base import GuidanceAction
from actions.dossier_shown import shown, shown_without_proof, troubled
from actions.dossier_taps import (
    AGREE,
    ASK,
    DECLINE,
    FOLLOW,
    FORGOT_TO_FOLLOW,
    FORGOT_TO_SEE,
    FULL,
    UNFOLLOW,
    see,
)
from actions.dossier_unseen import unseen
from actions.ticket_form import new_form
from actions.ticket_taps import begin
from actions.turn import Turn


class DossierFull(GuidanceAction):
    """All that the holder may see, once somebody has shown to be that one."""

    action_name = "action_dossier_full"
    intents = (FULL,)

    def answer(self, turn: Turn) -> Answer:
        """Asks for the second factor where none was shown."""
        look = turn.dossier
        if look is None:
            return unseen(turn, self.services)
        if look.view is not None and look.view.details is None:
            return dossier_factor.ask(look.code, FORGOT_TO_SEE, self.services)
        return shown(turn, look, self.services, full=True)


class DossierForgot(GuidanceAction):
    """Nothing at hand that proves whose dossier it is."""

    action_name = "action_dossier_forgot"
    intents = (FORGOT_TO_SEE, FORGOT_TO_FOLLOW)

    def answer(self, turn: Turn) -> Answer:
        """What everybody may see, and the number to call."""
        look = turn.dossier
        if look is None:
            return unseen(turn, self.services)
        view = look.view
        return shown_without_proof(view, self.services) if view else troubled(look, self.services)


class DossierFollow(GuidanceAction):
    """News of a dossier, sent unasked to whoever agreed to it."""

    action_name = "action_dossier_follow"
    intents = (FOLLOW, AGREE, DECLINE)

    def answer(self, turn: Turn) -> Answer:
        """Proof first, then consent, then the binding."""
        if turn.intent == DECLINE:
            return dossier_follow.declined(turn, self.services)
        aspect = self._asked_instead(turn)
        if aspect is not None:
            return answer_about(turn, aspect, self.services)
        if turn.dossier is None:
            return unseen(turn, self.services)
        if turn.intent == AGREE:
            return dossier_follow.agreed(turn, self.services)
        return dossier_follow.offered(turn.dossier, self.services)

    def _asked_instead(self, turn: Turn) -> Aspect | None:
        """ "Báo cho tôi biết phí" sounds like wanting news and is a question; a code or a tap settles it."""
        if turn.text.startswith("/") or "dossier_code" in turn.entities:
            return None
        return turn.runner_up_aspect(self.services.thresholds.runner_up_aspect)


class DossierUnfollow(GuidanceAction):
    """The end of the news, at any time."""

    action_name = "action_dossier_unfollow"
    intents = (UNFOLLOW,)

    def answer(self, turn: Turn) -> Answer:
        """Needs no proof: it only makes silent."""
        return dossier_follow.unfollowed(turn, self.services)


class AskDossier(GuidanceAction):
    """A question or a complaint about one dossier, which the form then names."""

    action_name = "action_ask_dossier"
    intents = (ASK,)

    def answer(self, turn: Turn) -> Answer:
        """Offers both, or gives the number to call; the track and the code go along."""
        code = turn.entities.get("dossier_code")
        if code is None:
            return unseen(turn, self.services)
        takes = self.services.tickets is not None
        replies = phrasing.bubbles(self.services, "dossier/ask", code=code, takes=takes)
        wording = self.services.phrasebook.wording
        titles = wording.ticket_titles
        by_form = (
            begin("question", titles.ask_about_dossier),
            begin("feedback_conduct", titles.complain_about_dossier),
        )
        buttons = (*(by_form if takes else ()), see(code, self.services), phrasing.menu(wording.titles))
        form = (
            {"form": new_form("question", dossier_code=code)}
            if takes and not (turn.form and turn.form.is_open)
            else {}
        )
        return Answer(
            outcome="handed_over",
            replies=phrasing.with_buttons(replies, buttons),
            track="question",
            dossier=code,
            slots={"candidates": [], **form},
        )

"""Following a dossier: proof, consent, the binding, and the way out."""

from actions import dossier_factor, payloads, phrasing
from actions.answer import Answer, Button, Effect
from actions.dossier_shown import troubled
from actions.dossier_taps import AGREE, DECLINE, FOLLOW, FORGOT_TO_FOLLOW, UNFOLLOW, follow_or_not, see, tap
from actions.dossier_unseen import unseen
from actions.phrasing import BUTTONS_PER_REPLY
from actions.services import Services
from actions.turn import Turn
from actions.wording import Wording
from bot.dossiers.view import Look

FOLLOWED, UNFOLLOWED = "dossier_follow", "dossier_unfollow"  # kinds of effects


def answer_typed(turn: Turn, services: Services) -> Answer | None:
    """The answer to a yes that was typed under the question for consent."""
    given = consented(turn, services.phrasebook.wording)
    return agreed(given, services) if given is not None else None


def consented(turn: Turn, wording: Wording) -> Turn | None:
    """The tap on "Đồng ý nhận tin" that the words stand for, while that question is open."""
    said = wording.without_politeness(turn.text)
    if said not in wording.agreeing and turn.intent != "affirm":
        return None
    for button in turn.offered:
        intent, entities = payloads.parse(button.payload) or ("", {})
        if intent == AGREE:
            return turn.tapped(button.payload, intent, entities)
    return None


def offered(look: Look, services: Services) -> Answer:
    """The question for consent, with the question whose dossier it is before it."""
    view = look.view
    if view is None:
        return troubled(look, services, FORGOT_TO_FOLLOW)
    if view.followed:
        return _told("dossier/followed_already", view.code, services, follow_or_not(view, services))
    if view.details is None:
        return dossier_factor.ask(view.code, FORGOT_TO_FOLLOW, services)
    titles = services.phrasebook.wording.dossier_titles
    replies = phrasing.bubbles(services, "dossier/consent", code=view.code)
    buttons = (tap(AGREE, view.code, titles.agree), tap(DECLINE, view.code, titles.decline))
    return Answer("answered", phrasing.with_buttons(replies, buttons), slots={"candidates": []})


def agreed(turn: Turn, services: Services) -> Answer:
    """Binds the contact; a tap alone proves nothing, so the dossier must have been proven before."""
    look = turn.dossier
    if look is None:
        return unseen(turn, services)
    if look.view is None or look.view.followed or look.view.details is None:
        return offered(look, services)
    wording = services.phrasebook.wording
    unfollow = tap(UNFOLLOW, look.code, wording.dossier_titles.unfollow)
    effect = Effect(FOLLOWED, {"code": look.code, "wording": wording.follow_consent})
    return _told("dossier/followed", look.code, services, unfollow, effect)


def declined(turn: Turn, services: Services) -> Answer:
    """Nothing is sent and nothing is kept."""
    code = turn.entities.get("dossier_code", "")
    replies = phrasing.bubbles(services, "dossier/declined")
    return Answer("chatted", phrasing.with_buttons(replies, (see(code, services),) if code else ()))


def unfollowed(turn: Turn, services: Services) -> Answer:
    """Ends what is named or the only one; asks which where several are followed."""
    titles = services.phrasebook.wording.dossier_titles
    code = turn.entities.get("dossier_code") or (turn.followed[0] if len(turn.followed) == 1 else None)
    if code in turn.followed:
        effect = Effect(UNFOLLOWED, {"code": code})
        return _told("dossier/unfollowed", code, services, tap(FOLLOW, code, titles.follow), effect)
    if code or not turn.followed:
        return Answer("answered", phrasing.bubbles(services, "dossier/follows_none", code=code))
    replies = phrasing.bubbles(services, "dossier/unfollow_which", count=len(turn.followed))
    buttons = [tap(UNFOLLOW, one, one) for one in turn.followed[:BUTTONS_PER_REPLY]]
    return Answer("asked_back_code", phrasing.with_buttons(replies, buttons), slots={"candidates": []})


def _told(
    template: str, code: str, services: Services, button: Button, effect: Effect | None = None
) -> Answer:
    replies = phrasing.bubbles(services, template, code=code)
    return Answer(
        outcome="answered",
        dossier=code,
        replies=phrasing.with_buttons(replies, (see(code, services), button)),
        effects=(effect,) if effect else (),
        slots={"candidates": []},
    )

"""The buttons about one dossier: what each means, and the rows in which they are shown."""

from actions import payloads, phrasing
from actions.answer import Button
from actions.services import Services
from bot.dossiers.view import View

STATUS, FULL, ASK = "status", "dossier_full", "ask_dossier"
FOLLOW, AGREE, DECLINE, UNFOLLOW = "dossier_follow", "dossier_agree", "dossier_decline", "dossier_unfollow"
FORGOT_TO_SEE, FORGOT_TO_FOLLOW = "forgot_to_see", "forgot_to_follow"


def tap(intent: str, code: str, title: str) -> Button:
    """The button that means this of that dossier."""
    return Button(title, payloads.payload(intent, dossier_code=code))


def under_status(view: View, services: Services, *, full: bool) -> tuple[Button, ...]:
    """What can be done with a dossier that was just shown; `full` says that nothing is left to be seen."""
    titles = services.phrasebook.wording.dossier_titles
    more = () if full else (tap(FULL, view.code, titles.full),)
    human = phrasing.human(services.phrasebook.wording.titles)
    return (tap(ASK, view.code, titles.ask), follow_or_not(view, services), *more, human)


def follow_or_not(view: View, services: Services) -> Button:
    """The way into news of the dossier, or out of it."""
    titles = services.phrasebook.wording.dossier_titles
    if view.followed:
        return tap(UNFOLLOW, view.code, titles.unfollow)
    return tap(FOLLOW, view.code, titles.follow)


def see(code: str, services: Services) -> Button:
    """The way back to where the dossier stands."""
    return tap(STATUS, code, services.phrasebook.wording.dossier_titles.see)


def see_other(code: str, services: Services) -> Button:
    """The same, where several dossiers are told apart by their codes."""
    return tap(STATUS, code, services.phrasebook.wording.dossier_titles.see_other.format(code=code))

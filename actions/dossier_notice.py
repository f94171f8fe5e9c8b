"""News of a dossier for somebody who follows it and asked for nothing just now."""

from collections.abc import Sequence

from actions import phrasing
from actions.answer import Reply
from actions.dossier_taps import UNFOLLOW, see, tap
from actions.dossier_words import told
from actions.services import Services
from bot.dossiers.view import View


def notice(view: View, services: Services) -> Sequence[Reply]:
    """Which dossier, what changed and what to do; no name, parcel, amount or reason."""
    unfollow = tap(UNFOLLOW, view.code, services.phrasebook.wording.dossier_titles.unfollow)
    return phrasing.with_buttons(told(view, services, news=True), (see(view.code, services), unfollow))

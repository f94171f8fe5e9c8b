"""A view of a dossier in bubbles: one template for each status."""

from actions import phrasing
from actions.answer import Reply
from actions.services import VIETNAM, Services
from bot.dossiers.view import View


def told(view: View, services: Services, *, news: bool = False) -> tuple[Reply, ...]:
    """Where it stands, then what comes next; `news` tells no amount and no reason: lock screens show it."""
    return phrasing.bubbles(services, f"dossier/status/{view.status}", **_context(view, services), news=news)


def in_full(view: View, services: Services) -> tuple[Reply, ...]:
    """All that only the holder may see; nothing where the person has not shown to be that one."""
    if view.details is None:
        return ()
    return phrasing.bubbles(services, "dossier/full", **_context(view, services), news=False)


def _context(view: View, services: Services) -> dict[str, object]:
    return {
        "view": view,
        "details": view.details,
        "standing": view.standing,
        "seen_at": view.seen_at.astimezone(VIETNAM),
        "today": services.today(),
    }

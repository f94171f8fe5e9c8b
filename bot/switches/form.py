"""The officers' form for switching something off, and what may be named in it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.console import VIETNAM
from bot.switches.model import Scope
from bot.switches.order import Order, SwitchRefused


@dataclass(frozen=True)
class Names:
    """What there is to switch off; ``procedure_name`` tells a procedure's title by its code."""

    channels: Sequence[str]
    tracks: Mapping[str, str]
    fields: Callable[[], Sequence[str]]
    procedure_name: Callable[[str], str | None]

    def require(self, scope: Scope, name: str) -> None:
        """Raises SwitchRefused for a name that there is not: a switch for nothing helps nobody."""
        known = {
            Scope.BOT: name == "",
            Scope.CHANNEL: name in self.channels,
            Scope.FIELD: name in self.fields(),
            Scope.PROCEDURE: self.procedure_name(name) is not None,
            Scope.TRACK: name in self.tracks,
        }
        if not known[scope]:
            raise SwitchRefused("name")


def order_of(form: Mapping[str, str], names: Names, now: datetime) -> Order:
    """What the form asks for; ``what`` is ``scope:name``. Raises SwitchRefused."""
    scope_name, _, name = form.get("what", "").partition(":")
    if scope_name not in {scope.value for scope in Scope}:
        raise SwitchRefused("name")
    scope = Scope(scope_name)
    if scope is Scope.PROCEDURE:
        name = form.get("procedure", "").strip()
    names.require(scope, name)
    return Order(
        scope,
        name,
        form.get("reason", ""),
        _moment(form.get("from", "")) or now,
        _moment(form.get("until", "")),
    )


def _moment(text: str) -> datetime | None:
    """A moment as the browser writes it, on Vietnam's clock."""
    if not text.strip():
        return None
    try:
        return datetime.fromisoformat(text.strip()).replace(tzinfo=VIETNAM)
    except ValueError:
        raise SwitchRefused("time") from None

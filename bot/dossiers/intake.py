"""Takes in what sources say: the last state, the course of each dossier, and a notice for each follower."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy.ext.asyncio import AsyncSession

from bot.dossiers import intake_repository as rows
from bot.dossiers.factors import Factors
from bot.dossiers.hours import due_at
from bot.dossiers.intake_repository import Known, Values
from bot.dossiers.state import DossierState, Status
from bot.storage.database import Database

TABLE = "table"
MOST_AT_ONCE = 1000


@dataclass(frozen=True)
class Taken:
    """What became of the states: ``changed`` shows something else than before, ``older`` is outdated."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    older: int = 0


@dataclass
class _Sorted:
    """The states of one call by what has to be done with them."""

    new: list[Values] = field(default_factory=list)
    changed: list[Values] = field(default_factory=list)
    moved: list[Values] = field(default_factory=list)  # those of the changed that came to another status
    unchanged: list[int] = field(default_factory=list)
    older: int = 0


class Intake:
    """The only way into the tables of dossiers; the same state twice leaves no trace but its time."""

    def __init__(self, db: Database, secret: str, source: str = TABLE) -> None:
        """``secret`` is the key of the factors; ``source`` is kept beside each state."""
        self._db = db
        self._factors = Factors(secret)
        self._source = source

    async def take(self, states: Sequence[DossierState], now: datetime) -> Taken:
        """One transaction, of at most a thousand states; raises StorageUnavailable, then nothing stands."""
        if len(states) > MOST_AT_ONCE:
            raise ValueError(f"{len(states)} states at once: at most {MOST_AT_ONCE}")
        newest, outdated = _newest(states)
        values = [self._values(state, now) for state in newest]
        async with self._db.transaction() as session:
            known = await rows.lock_known(session, [one["code"] for one in values])
            found = _sort(values, known)
            await _write(session, found, now)
        older = found.older + outdated
        return Taken(len(found.new), len(found.changed), len(found.unchanged), older)

    def _values(self, state: DossierState, now: datetime) -> Values:
        state = storable(state)
        values: Values = {name: getattr(state, name) for name in _KEPT}
        own = {
            "factors": self._factors.kept_of(state.code, state.phone, state.lookup_code),
            "source": self._source,
            "fingerprint": self._factors.fingerprint(msgspec.json.encode(state)),
            "seen_at": now,
        }
        return values | own


# Of a state all but what proves the holder.
_KEPT = tuple(name for name in DossierState.__struct_fields__ if name not in ("phone", "lookup_code"))


def storable(state: DossierState) -> DossierState:
    """The state without what no database takes: NUL and halves of characters."""
    try:
        if b"\\u0000" not in msgspec.json.encode(state):
            return state
    except UnicodeEncodeError:
        pass
    return DossierState(**{name: _cleaned(getattr(state, name)) for name in DossierState.__struct_fields__})


def _cleaned(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(map(_cleaned, value))
    if not isinstance(value, str) or isinstance(value, Status):
        return value
    return value.replace("\0", "").encode("utf-8", "ignore").decode()


def _newest(states: Iterable[DossierState]) -> tuple[list[DossierState], int]:
    """One state of each dossier, in the order of codes, and how many others gave way to them."""
    newest: dict[str, DossierState] = {}
    count = 0
    for count, state in enumerate(states, 1):  # noqa: B007 - the last number is what counts
        other = newest.get(state.code)
        if other is None or not _is_older(state.changed_at, other.changed_at):
            newest[state.code] = state
    return [newest[code] for code in sorted(newest)], count - len(newest)


def _is_older(changed_at: datetime | None, known: datetime | None) -> bool:
    return changed_at is not None and known is not None and changed_at < known


def _sort(values: Iterable[Values], known: Mapping[str, Known]) -> _Sorted:
    found = _Sorted()
    for one in values:
        before = known.get(one["code"])
        if before is None:
            found.new.append(one)
        elif _is_older(one["changed_at"], before.changed_at):
            found.older += 1
        elif one["fingerprint"] == before.fingerprint:
            found.unchanged.append(before.id)
        else:
            _sort_changed(found, one | {"id": before.id}, before)
    return found


def _sort_changed(found: _Sorted, one: Values, before: Known) -> None:
    if one["status"] != before.status:
        found.moved.append(one)
    elif one["changed_at"] is None:
        # A source that tells no time does not undo what another one told.
        one["changed_at"] = before.changed_at
    found.changed.append(one)


async def _write(session: AsyncSession, found: _Sorted, now: datetime) -> None:
    await rows.touch(session, found.unchanged, now)
    await rows.add(session, found.new)
    await rows.change(session, found.changed)
    events = await rows.add_events(session, found.moved, now)
    await rows.add_notices(session, events, due_at(now))

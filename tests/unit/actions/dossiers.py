"""A counter of dossiers made by hand: who proves to be the holder sees all, five failures block."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from actions.services import VIETNAM
from bot.dossiers.state import Status
from bot.dossiers.view import ClockState, Details, Look, Looked, Standing, View

CODE = "H19.15-260415-0052"
OTHER_CODE = "H19.15-260612-0107"
OLD_CODE = "000.00.16.H10-210701-000001"
NOBODYS = "H19.15-260415-9999"
LAST_DIGITS, LOOKUP_CODE = "4567", "K7P2"
SEEN_AT = datetime(2026, 11, 22, 9, 20, tzinfo=VIETNAM)
APPOINTMENT = date(2026, 11, 27)
FAILURES = 5

SECRETS = {
    "procedure": "1.999001",
    "procedure_name": "Thủ tục mẫu của hồ sơ",
    "stage": "Thẩm tra tại xã",
    "unit": "Phòng Chuyên môn Số Bảy",
    "reason": "Bản vẽ không rõ ranh",
    "money_for": "Lệ phí trước bạ",
    "holder": "Nguyễn Thị Lành",
    "parcel": "Thửa 88, tờ 12",
}
MISSING = ("Bản vẽ tách thửa", "Giấy khai sinh")


def details(**changed: Any) -> Details:
    """All that a holder may see."""
    told: dict[str, Any] = {
        **SECRETS,
        "received_on": date(2026, 4, 15),
        "finished_on": date(2026, 11, 13),
        "missing": MISSING,
        "money_due": 1_250_000,
    }
    return Details(**(told | changed))


def view(status: Status = Status.IN_PROGRESS, clock: ClockState | None = None, **changed: Any) -> View:
    """A dossier with five working days left, or as its status has it."""
    usual = (
        ClockState.ENDED if status.ends else ClockState.STOPPED if status.stops_clock else ClockState.RUNNING
    )
    told: dict[str, Any] = {
        "code": CODE,
        "status": status,
        "appointment": APPOINTMENT,
        "standing": Standing(clock or usual, 0 if clock is None and usual is not ClockState.RUNNING else 4),
        "seen_at": SEEN_AT,
    }
    return View(**(told | changed))


@dataclass
class Desk:
    """Holds views with their details; `down` says that no source answers."""

    views: dict[str, View] = field(default_factory=dict)
    down: bool = False
    follows: list[str] = field(default_factory=list)
    looks: list[tuple[str, str | None]] = field(default_factory=list)
    failures: Counter[str] = field(default_factory=Counter)
    proven: set[tuple[str, str]] = field(default_factory=set)

    @classmethod
    def of(cls, *views: View, **options: Any) -> "Desk":
        """A desk with these dossiers."""
        return cls({one.code: one for one in views}, **options)

    async def look(self, person: str, code: str, factor: str | None = None, *, now: datetime) -> Look:
        """As the real one promises."""
        self.looks.append((code, factor))
        if self.failures[person] >= FAILURES:
            return Look(code, Looked.BLOCKED)
        if self.down:
            return Look(code, Looked.UNAVAILABLE)
        found = self.views.get(code)
        if factor is not None and (found is None or factor not in (LAST_DIGITS, LOOKUP_CODE)):
            self.failures[person] += 1
            return Look(code, Looked.REFUSED)
        return Look(code, Looked.UNKNOWN) if found is None else self._seen(person, found, factor)

    async def followed(self, person: str) -> Sequence[str]:
        """The last first."""
        return tuple(reversed(self.follows))

    def take(self, effects: Sequence[dict[str, Any]]) -> None:
        """Does what the effects of an answer ask for."""
        for effect in effects:
            code = effect["data"]["code"]
            self.follows = [one for one in self.follows if one != code]
            if effect["kind"] == "dossier_follow":
                self.follows.append(code)

    def _seen(self, person: str, found: View, factor: str | None) -> Look:
        if factor is not None:
            self.proven.add((person, found.code))
        followed = found.code in self.follows
        open_to = followed or (person, found.code) in self.proven
        shown = replace(found, details=found.details if open_to else None, followed=followed)
        return Look(found.code, Looked.SEEN, shown)

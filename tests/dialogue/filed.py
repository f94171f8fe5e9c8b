"""The dossiers of the dialogues: one for each thing that can be told of a dossier."""

from datetime import date

from bot.dossiers.state import Status
from bot.dossiers.view import ClockState, Details, Standing, View
from tests.unit.actions.dossiers import APPOINTMENT, SEEN_AT, Desk

OWN, LATE = "H19.15-261105-0042", "H19.15-260908-0117"
LACKING, UNPAID = "H19.15-261012-0063", "H19.15-261020-0008"
LAST_DIGITS = "4567"  # of the phone on each of them


def desk() -> Desk:
    """A counter that knows these four."""
    return Desk.of(_own(), _late(), _lacking(), _unpaid())


def _own() -> View:
    running = Standing(ClockState.RUNNING, 4)
    told = _details("Thẩm tra hồ sơ", "Chi nhánh Văn phòng đăng ký đất đai", date(2026, 11, 5))
    return View(OWN, Status.IN_PROGRESS, APPOINTMENT, running, SEEN_AT, details=told)


def _late() -> View:
    late = Standing(ClockState.LATE, 8)
    told = _details("Trình ký", "Văn phòng đăng ký đất đai", date(2026, 9, 8))
    return View(LATE, Status.IN_PROGRESS, date(2026, 11, 10), late, SEEN_AT, details=told)


def _lacking() -> View:
    stopped = Standing(ClockState.STOPPED)
    missing = ("Bản vẽ tách thửa", "Bản sao giấy khai sinh của người nhận")
    told = _details("Chờ bổ sung", "Bộ phận Một cửa", date(2026, 10, 12), missing=missing)
    return View(LACKING, Status.SUPPLEMENT_ASKED, date(2026, 12, 4), stopped, SEEN_AT, details=told)


def _unpaid() -> View:
    stopped = Standing(ClockState.STOPPED)
    told = _details("Chờ nộp tiền", "Thuế cơ sở", date(2026, 10, 20), money=1_250_000)
    return View(UNPAID, Status.PAYMENT_ASKED, date(2026, 12, 1), stopped, SEEN_AT, details=told)


def _details(
    stage: str, unit: str, received: date, missing: tuple[str, ...] = (), money: int | None = None
) -> Details:
    return Details(
        procedure="1.012784",
        procedure_name="Tách thửa, hợp thửa đất",
        stage=stage,
        unit=unit,
        received_on=received,
        finished_on=None,
        missing=missing,
        money_due=money,
        money_for="Lệ phí trước bạ" if money else "",
        reason="",
        holder="Nguyễn Thị Lành",
        parcel="Thửa 88, tờ bản đồ 12",
    )

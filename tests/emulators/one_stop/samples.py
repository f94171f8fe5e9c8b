"""Some dossiers of each status, dated around a day, so that one is on time and one is late."""

from datetime import datetime, timedelta

import msgspec

from tests.emulators.one_stop.answers import AskedPaper, Dossier, Fee, StatusNumber

UNIT = "Chi nhánh Văn phòng đăng ký đất đai Biên Hòa"
STAGES: dict[StatusNumber, str] = {
    "1": "Chờ tiếp nhận",
    "2": "Đã tiếp nhận, chờ phân công",
    "3": "Từ chối tiếp nhận",
    "4": "Thẩm định hồ sơ",
    "5": "Chờ công dân bổ sung",
    "6": "Chờ công dân nộp tiền",
    "7": "Công dân rút hồ sơ",
    "8": "Dừng giải quyết",
    "9": "Chờ trả kết quả",
    "10": "Đã trả kết quả",
}
FEES = [Fee("Lệ phí trước bạ", "1250000"), Fee("Lệ phí cấp Giấy chứng nhận", "100000")]
# What the statuses say beside what every dossier says.
EXTRAS: dict[StatusNumber, dict[str, object]] = {
    "3": {"reason": "Thửa đất đang có tranh chấp"},
    "5": {"papers": [AskedPaper("Trích lục khai tử"), AskedPaper("Văn bản phân chia di sản có công chứng")]},
    "6": {"fees": FEES},
    "8": {"reason": "Quá thời hạn bổ sung giấy tờ"},
}
_NOT_RECEIVED = ("1", "3")
_FINISHED = ("9", "10")


def sample_dossiers(now: datetime) -> list[Dossier]:
    """Two of each status: one received eight days ago and due in a week, one that was due weeks ago."""
    return [
        _dossier(number, status, now, days)
        for number, (status, days) in enumerate(
            [(status, days) for status in STAGES for days in (8, 40)], start=1
        )
    ]


def moment(when: datetime | None) -> str:
    """As the system writes it."""
    return f"{when:%Y%m%d%H%M%S}" if when else ""


def _dossier(number: int, status: StatusNumber, now: datetime, days: int) -> Dossier:
    received, changed = _weekday(now - timedelta(days=days)), now - timedelta(days=2)
    plain = Dossier(
        code=f"H19.25-{received:%y%m%d}-{number:04}",
        procedure="1.012784",
        procedure_name="Tách thửa hoặc hợp thửa đất",
        status=status,
        changed_at=moment(changed),
        stage=STAGES[status],
        unit=UNIT,
        received_at="" if status in _NOT_RECEIVED else moment(received),
        appointment="" if status in _NOT_RECEIVED else moment(_weekday(received + timedelta(days=15))),
        finished_at=moment(changed) if status in _FINISHED else "",
        returned_at=moment(changed) if status == "10" else "",
        papers=[],
        fees=[],
        reason="",
        holder=f"Nguyễn Văn Mẫu {number}",
        phone=f"0900000{number:03}",
        parcel=f"Thửa {number}, tờ bản đồ 7",
        lookup_code=f"MA{number:02}",
    )
    return msgspec.structs.replace(plain, **EXTRAS.get(status, {}))


def _weekday(when: datetime) -> datetime:
    """No office receives or hands over on a Saturday or a Sunday."""
    return when - timedelta(days=max(0, when.weekday() - 4))

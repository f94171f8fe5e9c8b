"""What a source says of one dossier at one moment."""

from datetime import date, datetime
from enum import StrEnum

import msgspec


class Status(StrEnum):
    """The ten statuses of the National Portal's synchronisation, in the order of their numbers 1 to 10."""

    REGISTERED = "registered"  # Mới đăng ký
    RECEIVED = "received"  # Được tiếp nhận
    REFUSED = "refused"  # Không được tiếp nhận
    IN_PROGRESS = "in_progress"  # Đang xử lý
    SUPPLEMENT_ASKED = "supplement_asked"  # Yêu cầu bổ sung giấy tờ
    PAYMENT_ASKED = "payment_asked"  # Yêu cầu thực hiện nghĩa vụ tài chính
    WITHDRAWN = "withdrawn"  # Công dân yêu cầu rút hồ sơ
    STOPPED = "stopped"  # Dừng xử lý
    FINISHED = "finished"  # Đã xử lý xong
    RETURNED = "returned"  # Đã trả kết quả

    @property
    def number(self) -> int:
        """As the National Portal counts, from 1."""
        return list(Status).index(self) + 1

    @property
    def stops_clock(self) -> bool:
        """Whether it is the citizen's turn, so that no working day of the office runs."""
        return self in (Status.SUPPLEMENT_ASKED, Status.PAYMENT_ASKED)

    @property
    def ends(self) -> bool:
        """Whether nothing more is decided; a finished one still waits to be fetched."""
        return self in (Status.REFUSED, Status.WITHDRAWN, Status.STOPPED, Status.FINISHED, Status.RETURNED)


class DossierState(msgspec.Struct, frozen=True):
    """One dossier as its source shows it; empty and None mean that the source says nothing.

    ``code`` is in the normal form of bot.language.codes, times carry a zone, money is in whole đồng.
    ``phone`` and ``lookup_code`` prove that somebody holds the receipt; they are never kept as they are.
    """

    code: str
    status: Status
    changed_at: datetime | None = None  # when it came to this status
    procedure: str = ""  # national code
    procedure_name: str = ""
    stage: str = ""  # the local step, in the office's own words
    unit: str = ""  # who has it on the table
    received_at: datetime | None = None
    appointment: date | None = None
    finished_on: date | None = None
    returned_on: date | None = None
    missing: tuple[str, ...] = ()  # papers asked for
    money_due: int | None = None
    money_for: str = ""
    reason: str = ""  # of a refusal or a stop
    holder: str = ""
    parcel: str = ""
    phone: str = ""
    lookup_code: str = ""

"""What the reference system answers; openapi.yml says the same, and a test compares the two."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

StatusNumber = Literal["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"]
Moment = Annotated[str, Meta(pattern=r"^(\d{14})?$")]  # yyyyMMddHHmmss, empty while it has not come
Amount = Annotated[str, Meta(pattern=r"^\d{1,15}$")]


class Fee(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One sum that is due, in đồng."""

    ten_phi_le_phi: str = msgspec.field(name="TenPhiLePhi")
    gia: Amount = msgspec.field(name="Gia")


class AskedPaper(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One paper that the citizen is asked to add."""

    ten_giay_to: str = msgspec.field(name="TenGiayTo")


class Dossier(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One dossier; every key is always there, empty where there is nothing to say."""

    code: Annotated[str, Meta(pattern=r"^[0-9A-Z.]+-\d{6}-\d{4,6}$")] = msgspec.field(name="MaHoSo")
    procedure: str = msgspec.field(name="MaTTHC")
    procedure_name: str = msgspec.field(name="TenTTHC")
    status: StatusNumber = msgspec.field(name="TrangThaiHoSo")
    changed_at: Moment = msgspec.field(name="NgayCapNhat")
    stage: str = msgspec.field(name="BuocXuLy")
    unit: str = msgspec.field(name="DonViXuLy")
    received_at: Moment = msgspec.field(name="NgayTiepNhan")
    appointment: Moment = msgspec.field(name="NgayHenTra")
    finished_at: Moment = msgspec.field(name="NgayKetThucXuLy")
    returned_at: Moment = msgspec.field(name="NgayTra")
    papers: list[AskedPaper] = msgspec.field(name="DanhSachGiayToBoSung")
    fees: list[Fee] = msgspec.field(name="DanhSachLePhi")
    reason: str = msgspec.field(name="LyDo")
    holder: str = msgspec.field(name="ChuHoSo")
    phone: str = msgspec.field(name="SoDienThoai")
    parcel: str = msgspec.field(name="ThuaDat")
    lookup_code: str = msgspec.field(name="MaTraCuu")


class Refusal(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why nothing is told."""

    error: Literal["no_token", "no_such_dossier", "no_such_address"]
    message: str

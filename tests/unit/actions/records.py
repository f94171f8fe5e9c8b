"""A small knowledge base made by hand: one record of each kind that an answer has to cope with."""

from datetime import date
from typing import Any

from procedures_kb.loader import KnowledgeBase
from procedures_kb.model import (
    Fee,
    FeeItem,
    Listing,
    Online,
    Paper,
    Papers,
    Procedure,
    Question,
    Situation,
    Time,
    TimeItem,
)

TRANSFER = "1.000001"
SPLIT = "1.000002"
LOST = "1.000003"
BY_NAME = "1.000004"
MEDIATION = "1.012812"

TODAY = date(2026, 11, 22)
SOURCED: dict[str, Any] = {
    "source": "Quyết định 2304/QĐ-BNNMT",
    "verified_on": date(2026, 6, 10),
    "confidence": "high",
}
PORTAL = "Cổng Dịch vụ công quốc gia, bản ghi ngày 10/06/2026, theo Quyết định 1 ngày 01/02/2025"


def procedure(code: str, plain_name: str, **fields: Any) -> Procedure:
    """A record by name only, plus the given fields."""
    head = {
        "code": code,
        "name": f"Tên chính thức của {plain_name}",
        "plain_name": plain_name,
        "when": "Khi cô/bác cần làm việc này.",
        "field": "Đất đai",
        "level": "province",
        "audience": ("Công dân Việt Nam",),
        "authority": "Chi nhánh Văn phòng đăng ký đất đai",
        "portal_url": f"https://dichvucong.gov.vn/{code}",
        "as_of": date(2026, 6, 10),
        "aliases": (plain_name.lower(),),
    }
    return Procedure(**(head | fields))


def transfer() -> Procedure:
    """With situations, a province's fees, and a note on the papers that is not certain."""
    papers = (
        Paper(name="Đơn đăng ký biến động", original=1, copies=0, form="18"),
        Paper(name="Sổ đỏ", original=1, copies=0),
        Paper(name="Hợp đồng mua bán", original=1, copies=1, situations=("sale",)),
        Paper(name="Giấy khai sinh", original=0, copies=1, situations=("gift",)),
        Paper(name="Biên lai thuế", original=1, copies=0, if_any=True),
        Paper(name="Giấy ủy quyền, khi có người làm thay", original=1, copies=0),
    )
    doubtful = SOURCED | {"confidence": "medium", "note": "Mẫu đơn do tỉnh quy định."}
    return procedure(
        TRANSFER,
        "Sang tên sổ đỏ",
        questions=(
            Question(
                id="how",
                ask="Cô/bác sang tên theo cách nào?",
                options=(
                    Situation(id="sale", name="Mua bán", aliases=("bán đất",)),
                    Situation(id="gift", name="Tặng cho", aliases=("cho con đất",)),
                ),
            ),
        ),
        papers=Papers(**doubtful, items=papers),
        fee=Fee(
            **SOURCED,
            province="Đồng Nai",
            kind="fixed",
            items=(
                FeeItem(name="Lệ phí cấp sổ", amount="25.000 đồng/giấy"),
                FeeItem(name="Giá dịch vụ cho tổ chức: đất", amount="990.000 đồng/giấy"),
                FeeItem(name="Giá dịch vụ cho tổ chức: nhà", amount="995.000 đồng/giấy"),
            ),
        ),
        time=Time(
            **SOURCED,
            items=(
                TimeItem(text="5 ngày làm việc", situations=("sale",)),
                TimeItem(text="4 ngày làm việc", situations=("gift",)),
            ),
        ),
        place=Listing(**SOURCED, items=("Trung tâm Phục vụ hành chính công xã",)),
        online=Online(**SOURCED, level="partial", accepts_online=True),
        result=Listing(**SOURCED, items=("Sổ đỏ đã ghi thay đổi",)),
        legal=Listing(**(SOURCED | {"source": PORTAL}), items=("Luật Đất đai số 31/2024/QH15",)),
    )


def split() -> Procedure:
    """With a rule that has expired, a fee that only the province could tell, and papers by case alone."""
    return procedure(
        SPLIT,
        "Tách thửa, hợp thửa đất",
        aliases=("tách thửa", "gộp thửa"),
        time=Time(
            **SOURCED,
            valid_to=date(2026, 10, 31),
            items=(
                TimeItem(text="12 ngày làm việc"),
                TimeItem(text="22 ngày làm việc", case="xã miền núi, hải đảo"),
            ),
        ),
        fee=Fee(**SOURCED, kind="local"),
        papers=Papers(
            **SOURCED,
            items=(
                Paper(name="Bản vẽ, khi tách thửa", original=1, copies=0),
                Paper(name="Sổ đỏ các thửa, khi hợp thửa", original=1, copies=0),
            ),
        ),
    )


def small_base() -> KnowledgeBase:
    """Five procedures; mediation stands by its real code, because the hotline refers to it."""
    lost = procedure(LOST, "Cấp lại sổ đỏ bị mất", fee=Fee(**SOURCED, kind="not_stated"))
    by_name = procedure(BY_NAME, "Cấp phép khai thác cát")
    mediation = procedure(
        MEDIATION, "Hòa giải tranh chấp đất đai", place=Listing(**SOURCED, items=("Ủy ban nhân dân xã",))
    )
    return KnowledgeBase([transfer(), split(), lost, by_name, mediation])

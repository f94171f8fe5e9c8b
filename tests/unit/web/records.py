"""A small knowledge base for the pages."""

from datetime import date

from procedures_kb.changes import Change
from procedures_kb.loader import KnowledgeBase
from procedures_kb.model import (
    Fee,
    FeeItem,
    Listing,
    MinistryProcedure,
    Paper,
    Papers,
    Procedure,
    Question,
    Situation,
)


def knowledge_base() -> KnowledgeBase:
    """One full record with everything a page must show, two by name, a ministry's, and a later law."""
    law = Change(
        id="later",
        fields=("Đất đai",),
        groups=("papers", "fee"),
        since=date(2026, 7, 1),
        by="Luật mới",
        says="Nay đã đổi.",
    )
    by_name = (_named("1.000002", "Khoan giếng", "giếng khoan ở nhà"), _named("1.000003", "Tách thửa"))
    return KnowledgeBase([_sale(), *by_name], [law], [_of_ministry()])


def _of_ministry() -> MinistryProcedure:
    return MinistryProcedure(
        code="1.000009",
        name="Cấp giấy phép khoan giếng (cấp Bộ)",
        plain_name="Khoan giếng lớn (Bộ)",
        field="Đất đai",
        level="ministry",
        authority="Bộ Nông nghiệp và Môi trường",
        portal_url="https://dichvucong.gov.vn/9",
        as_of=date(2026, 6, 10),
        counterpart="1.000002",
        apart="Giếng từ 5.000 m3 trở lên",
    )


def _sale() -> Procedure:
    source = {"source": "Quyết định 1 & 2", "verified_on": date(2026, 6, 10), "confidence": "medium"}
    form = Paper(name="Đơn <b>đăng ký</b>", original=1, copies=2, form="18", situations=("sale",))
    will = Paper(name="Di chúc", original=1, copies=0, situations=("inheritance",))
    return Procedure(
        **_head("1.000001", "Sang tên sổ đỏ", "sang tên"),
        questions=(
            Question(
                id="how",
                ask="Cô/bác sang tên theo cách nào?",
                options=(Situation(id="sale", name="Mua bán"), Situation(id="inheritance", name="Thừa kế")),
            ),
        ),
        papers=Papers(items=(form, will), note="Mẫu đơn có thể khác.", province="Đồng Nai", **source),
        fee=Fee(kind="local", items=(FeeItem(name="Lệ phí", amount="650.000 đồng"),), **source),
        place=Listing(items=("Trung tâm hành chính công",), valid_to=date(2026, 6, 30), **source),
    )


def _named(code: str, plain_name: str, alias: str = "tách sổ") -> Procedure:
    return Procedure(**_head(code, plain_name, alias))


def _head(code: str, plain_name: str, alias: str) -> dict[str, object]:
    return {
        "code": code,
        "name": f"Thủ tục {plain_name.lower()} theo quy định",
        "plain_name": plain_name,
        "when": "Khi cô/bác cần.",
        "field": "Đất đai",
        "level": "province",
        "audience": ("Công dân",),
        "authority": "Văn phòng đăng ký đất đai",
        "portal_url": f"https://dichvucong.gov.vn/{code[-1]}",
        "as_of": date(2026, 6, 10),
        "aliases": (alias,),
    }

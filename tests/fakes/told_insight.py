"""An ``Insight`` whose figures a test knows: a year of a department, hidden cells and titles that bite."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.insight.figures import EMPTY, HIDDEN, Figure, Period, Row, Table
from bot.insight.service import Insight

XSS = '<script>alert("x")</script><img src=x onerror=alert(1)>'
MONTHS = [f"2026-{number:02}" for number in range(1, 12)]
PROCEDURES = ("1.013978", "1.013831", "1.012784", "2.001827", "9.999999")
FACTORS = ("Tiếp cận dịch vụ", "Thủ tục hành chính", "Công chức", "Kết quả", "Tiếp nhận góp ý")
COMMUNES = ("Phường Trấn Biên", "Xã Long Phước", "Phường Tam Hiệp", "Xã Xuân Hòa", XSS)


def share(value: float, n: int, wide: float = 4.0, rate: float | None = 41.3) -> Figure:
    """A share with an interval of that width to both sides."""
    return Figure(value, n, max(0.0, value - wide), min(100.0, value + wide), response_rate=rate)


class ToldInsight(Insight):
    """Hides the last row of every dimension; ``closed`` are its months."""

    closed: Sequence[str] = MONTHS

    def __init__(self, _db: object = None) -> None:
        """Reads nothing."""

    async def closed_months(self) -> list[str]:
        return list(self.closed)

    async def satisfaction(self, period: Period, dimension: str, subject: str = "dossier") -> Table:
        keys = self._keys(dimension, period)
        rows = [
            Row(key, "", self._satisfied(at, hide=key == XSS), "2026-01 2026-02" if at == 1 else "")
            for at, key in enumerate(keys)
        ]
        if dimension == "month" and len(rows) > 2:
            rows[1] = Row(rows[1].key, "", dict.fromkeys(rows[1].figures, HIDDEN))
            rows[2] = Row(rows[2].key, "", rows[2].figures, covers=f"{rows[1].key} {rows[2].key}")
        return Table("satisfaction", dimension, rows, facts={"flagged": "12"})

    async def factors(self, period: Period, subject: str = "dossier") -> Table:
        rows = [
            Row(
                key,
                FACTORS[at],
                {"index": share(78.4 + 3 * at, 1204), "mean": Figure(3.9 + at / 10, 1204, 3.8, 4.4)},
            )
            for at, key in enumerate("ABCDE")
        ]
        question = Row("Q1", "Biết phải nộp ở đâu, nộp gì", {"index": share(81.2, 1190), "mean": HIDDEN})
        return Table("factors", "factor", [*rows, question])

    async def service_766(self, period: Period) -> Table:
        rows = [
            Row(key, "", {"share": share(91.5 - at, 8000, 0.6, None)})
            for at, key in enumerate(("2.1", "5.2"))
        ]
        points = {"share": share(86.1, 8000, 0.8, None), "points": Figure(95.7)}
        return Table(
            "service_766", "criterion", [*rows, Row("5.3", "", {"share": HIDDEN}), Row("5.4", "", points)]
        )

    async def funnel(self, period: Period) -> Table:
        amounts = {"asked": 52310, "understood": 47212, "answered": 44980, "handed_over": 1822}
        rows = [self._amount(key, one, one / 523.1) for key, one in amounts.items()]
        return Table("funnel", "step", rows)

    async def entries(self, period: Period) -> Table:
        amounts = {"asked": 20310, "understood": 20212, "answered": 19980, "handed_over": 822}
        kinds = ("button", "message")
        rows = [
            self._amount(f"{kind}:{key}", one, one / 203.1) for kind in kinds for key, one in amounts.items()
        ]
        return Table("funnel", "step", rows)

    async def asked(self, period: Period, dimension: str = "procedure") -> Table:
        keys = PROCEDURES if dimension == "procedure" else ("papers", "fee", "time", "place")
        rows = [self._amount(key, 9120 - 1400 * at, 17.4 - 2 * at) for at, key in enumerate(keys)]
        return Table("asked", dimension, rows)

    async def unanswered(self, period: Period) -> Table:
        return Table("unanswered", "text", [Row("1", XSS, {"count": Figure(14)})])

    async def papers(self, period: Period) -> Table:
        names = ("Trích lục bản đồ địa chính", "Giấy xác nhận tình trạng hôn nhân", "Sổ đỏ bản gốc")
        rows = [
            Row(
                name,
                "",
                {"questions": Figure(910 - 200 * at), "supplements": Figure(320), "complaints": HIDDEN},
            )
            for at, name in enumerate(names)
        ]
        return Table("papers", "paper", rows)

    async def deadlines(self, period: Period, dimension: str = "procedure") -> Table:
        if dimension == "weekday":
            rows = [Row(str(day), "", self._week(day, period)) for day in range(1, 6)]
            return Table("deadlines", dimension, rows)
        rows = [
            Row(key, "", {"late": HIDDEN, "on_time": HIDDEN} if key == XSS else self._late(at))
            for at, key in enumerate(self._keys(dimension, period))
        ]
        return Table("deadlines", dimension, rows)

    async def ageing(self, now: datetime) -> Table:
        amounts = {"0-2": 41, "3-7": 66, "8-15": 30, "16-30": 12}
        rows = [Row(key, "", {"count": Figure(one)}) for key, one in amounts.items()]
        return Table("ageing", "age", [*rows, Row("31-", "", {"count": HIDDEN})])

    async def promises(self, period: Period) -> Table:
        rows = [
            Row(key, "", {"kept": share(97.0 - 6 * at, 640, 1.5, None)})
            for at, key in enumerate(("all", "solution"))
        ]
        return Table("promises", "kind", rows)

    async def public_months(self) -> Table:
        rows = [Row(month, "", self._public(at)) for at, month in enumerate(self.closed)]
        return Table("public_months", "month", rows)

    def _keys(self, dimension: str, period: Period) -> Sequence[str]:
        months = [month for month in period.months() if month in self.closed]
        known: Mapping[str, Sequence[str]] = {
            "all": ("all",),
            "month": months,
            "procedure": PROCEDURES,
            "commune": COMMUNES,
            "channel": ("zalo", "webchat", "counter"),
            "field": ("Đất đai", "Môi trường"),
            "mode": ("chat", "web", "counter", "phone"),
        }
        return known[dimension]

    def _satisfied(self, at: int, *, hide: bool) -> dict[str, Figure]:
        names = ("overall", "plain", "csat", "trips", "clean", *"ABCDE")
        if hide:
            return dict.fromkeys(names, HIDDEN)
        found = {name: share(84.3 - 2.5 * at, 1204 - 90 * at) for name in names}
        return found | {
            "trips": Figure(1.83, 1204, 1.75, 1.91),
            "plain": EMPTY if at == 3 else found["plain"],
        }

    def _late(self, at: int) -> dict[str, Figure]:
        late = 4.2 + 3 * at
        return {"late": share(late, 7000, 0.7, None), "on_time": share(100 - late, 7000, 0.7, None)}

    def _week(self, day: int, period: Period) -> dict[str, Figure]:
        months = [month for month in period.months() if month in self.closed]
        found: dict[str, Any] = {
            month: HIDDEN if (at + day) % 7 == 0 else share(3.0 + (at * day) % 11, 300, 2, None)
            for at, month in enumerate(months)
        }
        return found | {"all": share(5.0 + day, 3300, 0.8, None)}

    def _amount(self, key: str, count: int, part: float) -> Row:
        return Row(key, "", {"count": Figure(count), "share": Figure(part, 52310, part - 0.3, part + 0.3)})

    def _public(self, at: int) -> dict[str, Figure]:
        late = 8.0 - at / 2
        return {
            "received": Figure(8200 + 13 * at),
            "due": Figure(7900),
            "on_time": share(100 - late, 7900, 0.6, None),
            "late": share(late, 7900, 0.6, None),
            "reasoned": HIDDEN if at == 0 else share(71.5, 600, 3.6, None),
            "reopened": HIDDEN if at == 0 else Figure(17),
            "satisfaction": share(79.9 + at / 3, 2600, 1.5),
        }

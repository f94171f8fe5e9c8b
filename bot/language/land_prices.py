"""What land costs, as people say it: a sum, or a price for one công or m² with the area."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from bot.language.amounts import Amount, bare_amount, find_amounts
from bot.language.areas import Area, find_areas
from bot.language.counts import tokens
from bot.language.land_units import Unit

# What may stand between an amount and the unit that it is the price of ("giá mỗi công là 300 triệu").
_BETWEEN = {"gia", "la", "cho", "tren", "ban", "mua", "khoang", ",", "/", ":", "thi", "tam"}


@dataclass(frozen=True)
class LandPrice:
    """The whole price in đồng and the area said; `each` is the price for one `unit`, where one was said."""

    total: int
    area: Area | None = None
    each: int | None = None
    unit: Unit | None = None

    @property
    def units(self) -> tuple[Unit, ...]:
        """The units that it was said in, each once."""
        said = (self.area.unit if self.area else None, self.unit)
        return tuple(dict.fromkeys(unit for unit in said if unit is not None))


def read_land_price(text: str, *, bare: bool = False) -> LandPrice | None:
    """The one price in the words; `bare` takes a long number without unit. None where it is not clear."""
    amounts = find_amounts(text)
    amount = amounts[0] if len(amounts) == 1 else bare_amount(text) if bare and not amounts else None
    if amount is None:
        return None
    areas = find_areas(text)
    per = _priced_unit(text, amount, areas)
    rest = [area for area in areas if area is not per]
    if per is None:
        return LandPrice(amount.dong, rest[0] if len(rest) == 1 else None)
    if len(rest) != 1:
        return None  # a price for one, but for how many?
    # Who has "2 công tầm lớn" and says "một công" speaks of the same công.
    unit = rest[0].unit if rest[0].unit.kind == per.unit.kind else per.unit
    total = Decimal(amount.dong) * rest[0].square_metres / unit.size
    return LandPrice(int(total.quantize(Decimal(1), ROUND_HALF_UP)), rest[0], amount.dong, unit)


def _priced_unit(text: str, amount: Amount, areas: Sequence[Area]) -> Area | None:
    """The "một công" that the amount is the price of: right after it, else right before it."""
    ones = [area for area in areas if area.is_one]
    after = [area for area in ones if area.start >= amount.end and _near(text[amount.end : area.start])]
    before = [area for area in ones if area.end <= amount.start and _near(text[area.end : amount.start])]
    return next(iter((*after, *before)), None)


def _near(between: str) -> bool:
    return all(token.text in _BETWEEN for token in tokens(between))

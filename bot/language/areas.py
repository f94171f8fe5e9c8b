"""Areas of land as people say them: "2 công tầm lớn", "hai công rưỡi", "1 mẫu 2 sào", "500m2"; in m²."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.language.counts import HALF, HALVED, Count, Token, read_count, tokens, word
from bot.language.land_units import Unit, read_unit, unit_table

_LARGE = 1000  # m²; "1.250" of such a unit is one and a quarter, of a smaller one it is a thousand and more


@dataclass(frozen=True)
class Area:
    """An area, the stretch of the text that says so, and the unit it was said in (of a sum, the first)."""

    square_metres: Decimal
    unit: Unit
    start: int
    end: int
    said: str

    @property
    def is_one(self) -> bool:
        """True for exactly one unit, as in a price for one ("một công", "/m2")."""
        return self.square_metres == self.unit.size


def find_areas(text: str) -> tuple[Area, ...]:
    """Every area in the composed (NFC) text, in its order; "1 mẫu 2 sào" is one."""
    words = tokens(text)
    found: list[Area] = []
    at, last = 0, -1
    while at < len(words):
        read = _read(words, at)
        if read is None:
            at += 1
            continue
        area, after = read
        if last == at and area.unit.size < found[-1].unit.size:
            first = found.pop()
            area = replace(first, square_metres=first.square_metres + area.square_metres, end=area.end)
        found.append(replace(area, said=text[area.start : area.end]))
        at = last = after
    return tuple(found)


def find_asked_unit(text: str) -> tuple[Unit, int, int] | None:
    """The unit that "bao nhiêu mét vuông", "mấy công" asks for, and where that stands; None for none."""
    words = tokens(text)
    for at in range(len(words)):
        pair = (word(words, at), word(words, at + 1)) == ("bao", "nhieu")
        found = read_unit(words, at + 1 + pair) if pair or word(words, at) == "may" else None
        if found is not None:
            return found[0], words[at].start, words[found[1] - 1].end
    return None


def _read(words: Sequence[Token], at: int) -> tuple[Area, int] | None:
    count = _count(words, at)
    found = read_unit(words, count.after) if count else None
    if count is None or found is None:
        return None
    unit, after = found
    value = count.value if count.fraction is None or unit.size < _LARGE else count.fraction
    if word(words, after) == HALF:
        value, after = value + Decimal("0.5"), after + 1
    return Area(value * unit.size, unit, words[at].start, words[after - 1].end, said=""), after


def _count(words: Sequence[Token], at: int) -> Count | None:
    """How many of the unit that follows; "/" and "mỗi" stand for one, "mấy" for no number."""
    table = unit_table()
    if word(words, at) in table["each"]:
        return Count(Decimal(1), at + 1)
    if word(words, at) == HALVED:
        return Count(Decimal("0.5"), at + 1)
    if word(words, at - 1) in table["vague"]:
        return None
    count = read_count(words, at)
    if count is not None and word(words, count.after) in table["thousands"]:
        return Count(count.value * 1000, count.after + 1)
    return count or _one_and_a_half(words, at)


def _one_and_a_half(words: Sequence[Token], at: int) -> Count | None:
    """ "công rưỡi": one and a half, with no number before the unit."""
    found = read_unit(words, at)
    halved = found is not None and word(words, found[1]) == HALF
    return Count(Decimal(1), at) if halved else None

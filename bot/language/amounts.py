"""Money as people write it: "1 tỷ 2", "500tr", "1.250.000.000đ", "năm trăm triệu"; in đồng."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from bot.language.counts import HALF, HALVED, Count, Token, read_count, tokens, word

_TABLE_FILE = Path(__file__).with_name("amounts.yml")
_BILLION = 10**9
_LEAST_BARE = 10**6  # a smaller number without "đồng" or "triệu" may mean millions


@dataclass(frozen=True)
class Amount:
    """Whole đồng, and the stretch of the text that says so."""

    dong: int
    start: int
    end: int


class _Unsure(Exception):
    """Money is meant, but not one amount for sure ("1 tỷ 25", "500-600 triệu")."""


def find_amounts(text: str) -> tuple[Amount, ...]:
    """Every amount said with its unit; none at all where one of them cannot be read for sure."""
    words = tokens(text)
    try:
        return tuple(_found(words))
    except _Unsure:
        return ()


def bare_amount(text: str) -> Amount | None:
    """The one typed number of a text that holds no other, if it is long enough to be in đồng."""
    words = tokens(text)
    numbers = [at for at, one in enumerate(words) if one.text[0].isdecimal()]
    count = read_count(words, numbers[0]) if len(numbers) == 1 else None
    if count is None or _below_nothing(words, numbers[0]):
        return None
    if count.value < _LEAST_BARE or count.value != int(count.value):
        return None
    return _amount(words, numbers[0], count.value, count.after)


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Any]:
    return dict[str, Any](yaml.safe_load(_TABLE_FILE.read_text(encoding="utf-8")))


def _found(words: Sequence[Token]) -> Iterator[Amount]:
    at = 0
    while at < len(words):
        read = _read(words, at)
        if read is None:
            at += 1
            continue
        if _below_nothing(words, at) or _in_range(words, at):
            raise _Unsure
        yield _amount(words, at, read.value, read.after)
        at = read.after


def _amount(words: Sequence[Token], at: int, value: Decimal, after: int) -> Amount:
    if value != int(value):
        raise _Unsure
    return Amount(int(value), words[at].start, words[after - 1].end)


def _below_nothing(words: Sequence[Token], at: int) -> bool:
    return word(words, at - 1) in _table()["negatives"]


def _in_range(words: Sequence[Token], at: int) -> bool:
    before = word(words, at - 2)
    return word(words, at - 1) in _table()["ranges"] and (before[:1].isdecimal() or before in _scales())


def _scales() -> Mapping[str, int]:
    return dict[str, int](_table()["scales"])


def _read(words: Sequence[Token], at: int) -> Count | None:
    """The amount that begins there, with what follows it ("2 tỷ 500 triệu", "2 tỷ rưỡi", "1 tỷ 2")."""
    first = _count(words, at)
    if first is None:
        return None
    scale = _scales().get(word(words, first.after)) or _slang(words, first)
    if scale is None:
        plain = word(words, first.after) in _table()["currency"] and first.after > at
        return Count(first.value, first.after + 1) if plain else None
    fraction = first.fraction if scale == _BILLION else None  # "1.250 tỷ" is never a thousand billions
    total = _and_less(words, (first.value if fraction is None else fraction) * scale, scale, first.after + 1)
    return Count(total.value, total.after + (word(words, total.after) in _table()["currency"]))


def _slang(words: Sequence[Token], count: Count) -> int | None:
    """What "lít" and "chai" are worth after a small number, unless something is measured in them."""
    if word(words, count.after + 1) in _table()["measured"] or not 0 < count.value <= _table()["most_slang"]:
        return None
    return dict[str, int](_table()["slang"]).get(word(words, count.after))


def _count(words: Sequence[Token], at: int) -> Count | None:
    """The number of an amount; "tỷ rưỡi" and "tỷ hai" have none and mean one."""
    text, before = word(words, at), word(words, at - 1)
    if text == HALVED:
        return Count(Decimal("0.5"), at + 1)
    if (text in _scales() or text == "tram") and before in _table()["vague"]:
        return None
    if text in _scales():
        followed = word(words, at + 1) == HALF or _tail(words, at + 1, _scales()[text])
        return Count(Decimal(1), at) if followed else None
    return read_count(words, at)


def _and_less(words: Sequence[Token], total: Decimal, scale: int, at: int) -> Count:
    """The amount so far and the smaller parts that follow it."""
    if word(words, at) == HALF:
        return Count(total + Decimal(scale) / 2, at + 1)
    part = read_count(words, at)
    smaller = _scales().get(word(words, part.after)) if part else None
    if part is not None and smaller is not None and smaller < scale:
        return _and_less(words, total + part.value * smaller, smaller, part.after + 1)
    tail = _tail(words, at, scale)
    return Count(total + tail.value, tail.after) if tail else Count(total, at)


def _tail(words: Sequence[Token], at: int, scale: int) -> Count | None:
    """ "2" in "1 tỷ 2", "250" in "1 tỷ 250": tenths or thousandths of the unit; two digits may be either."""
    part = read_count(words, at)
    following = word(words, part.after) if part else ""
    if part is None or following in _table()["counted"] or following in _scales():
        return None
    closed = not following or following in _table()["closing"] or not following[0].isalnum()
    if not part.typed and word(words, at) in _table()["doubtful"] and not closed:
        return None
    if 0 < part.value < 10 and part.value == int(part.value):
        return Count(part.value * scale / 10, part.after)
    if 100 <= part.value < 1000 and part.value == int(part.value):
        return Count(part.value * scale / 1000, part.after)
    raise _Unsure

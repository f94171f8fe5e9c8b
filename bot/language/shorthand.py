"""Shorthand: chat spellings, southern and central words and office abbreviations written out."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from bot.language.neighbours import meaning, unsettled
from bot.language.protected import protected_spans
from bot.language.respell import respelt
from bot.language.shorthand_table import shorthand_table
from bot.language.stretched import unstretched

__all__ = ["LONGEST_GROWTH", "expand_shorthand", "shorthand_table"]

LONGEST_GROWTH = 10
"""No text becomes longer than this many times what was typed ("đtm" is the shortest form of most letters)."""

_TOKEN = re.compile(r"[tT][nN]&[mM][tT](?!\w)|[aAđĐdDnNvV]/[cCvV](?!\w)|\w+|\s+|[^\w\s]")
_THOUSANDS = re.compile(
    r"(?<=\d\d) k(?!\w)(?! (?:có|biết|phải|cần|thấy|co|biet|phai|can|thay|bít)\b)", re.IGNORECASE
)
_KILOMETRES = re.compile(r"(?<=\d) k m(?!\w)", re.IGNORECASE)
_QUARTER = re.compile(r"\bkp(?=\d)", re.IGNORECASE)


def expand_shorthand(text: str) -> str:
    """The text with short forms written out, whole words only; codes, addresses and amounts (500 k) stay.

    What means several things is written out only where the words around it decide. At most
    `LONGEST_GROWTH` times as long as before.
    """
    tokens = list(_tokens(text))
    pending = _write_out(tokens)
    capitals = text.isupper()
    while pending:
        left = [at for at in pending if not _settle(tokens, at, capitals)]
        if len(left) == len(pending):
            break
        pending = left
    return "".join(token for token, _ in tokens)


def _tokens(text: str) -> Iterator[tuple[str, bool]]:
    """Words, blanks and signs, each with whether it may be rewritten."""
    last = 0
    for start, end in (*protected_spans(text), (len(text), len(text))):
        for token in _TOKEN.findall(_glued(text[last:start])):
            yield token, token[0].isalpha()
        if end > start:
            yield text[start:end], False
        last = end


def _glued(piece: str) -> str:
    """Thousands and kilometres beside their number, where "k" would be no "không"."""
    return _QUARTER.sub("khu phố ", _THOUSANDS.sub("k", _KILOMETRES.sub(" km", piece)))


def _write_out(tokens: list[tuple[str, bool]]) -> list[int]:
    """Writes out every token of one meaning; the places of those with several."""
    pending: list[int] = []
    for at, (token, open_) in enumerate(tokens):
        if not open_ or _is_unit(tokens, at):
            continue
        for rest, full in _phrases().get(token.lower(), ()):
            if _follow(tokens, at, rest):
                tokens[at : at + 1 + 2 * len(rest)] = [(full, False)] + [("", False)] * (2 * len(rest))
                break
        else:
            tokens[at] = (written := _written_out(token), True)
            if unsettled(written):
                pending.append(at)
    return pending


def _is_unit(tokens: list[tuple[str, bool]], at: int) -> bool:
    """What hangs on a number ("m3/s", "1.k") is no word."""
    sign, before = tokens[at - 1][0] if at else "", tokens[at - 2][0] if at > 1 else ""
    return sign in (".", "/") and before[-1:].isdecimal() and (sign == "." or len(tokens[at][0]) == 1)


def _settle(tokens: list[tuple[str, bool]], at: int, capitals: bool) -> bool:
    """Whether the words around the short form there decided what it means; then it is written out."""
    found = meaning([token for token, _ in tokens], at, capitals)
    if found is None:
        return False
    tokens[at] = (found.full, False)
    if found.drops_dot:
        tokens[at + 1] = ("" if at + 2 < len(tokens) and tokens[at + 2][0].isspace() else " ", False)
    return True


@lru_cache(maxsize=16384)
def _written_out(word: str) -> str:
    """The word by the table; else by the rules of spelling, and then once more by the table."""
    for form in (word, short := unstretched(word), respelt(short)):
        full = shorthand_table().get(form.lower())
        if full is not None:
            return full
        if unsettled(form):
            return form
    return form


@lru_cache(maxsize=1)
def _phrases() -> Mapping[str, Sequence[tuple[tuple[str, ...], str]]]:
    """Short forms of several words, by their first: the others and the full form, the longest before."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for short, full in sorted(shorthand_table().items(), key=lambda pair: -len(pair[0])):
        first, *rest = short.split()
        if rest:
            found.setdefault(first, []).append((tuple(rest), full))
    return found


def _follow(tokens: list[tuple[str, bool]], at: int, rest: Sequence[str]) -> bool:
    after = tokens[at + 1 : at + 1 + 2 * len(rest)]
    words = tuple(token.lower() for token, _ in after[1::2])
    return words == tuple(rest) and all(token.isspace() for token, _ in after[::2])

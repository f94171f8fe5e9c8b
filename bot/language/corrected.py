"""What somebody meant who was understood wrongly: "không phải tặng, bán mà", "sai rồi, tôi hỏi mất sổ"."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import yaml

from bot.language.words import words

_TABLE_FILE = Path(__file__).with_name("corrected.yml")
# "chú" is an uncle, "má" a mother and "cho" gives.
_AGAINST = r"\b(?:chứ|chớ|chu)\b"
_PART_END = re.compile(rf"[,;:?!…\n]+|[.](?!\d)|\b(?:mà|ma|nhưng|nhung)\b|(?={_AGAINST})", re.IGNORECASE)


@dataclass(frozen=True)
class Corrected:
    """The folded words that are meant, and those that are denied; either may be empty."""

    meant: str
    denied: str


def corrected(text: str, *, told: bool = False) -> Corrected | None:
    """What is meant and what is denied; None for words that correct nothing.

    `told`: it is known that they do, so that "đổi sổ, đâu phải mất sổ" is read too.
    """
    composed = unicodedata.normalize("NFC", text)
    read = [_read(part) for part in _PART_END.split(composed) if words(part)]
    parts = [part for part in read if part.kind != "filling"]
    if not parts or not (_corrects(parts) or (told and any(part.denied for part in parts))):
        return None
    meant = [part.meant for part in parts if part.meant]
    denied = [part.denied for part in parts if part.denied]
    return Corrected(", ".join(meant), ", ".join(denied))


@dataclass(frozen=True)
class _Part:
    kind: str  # filling, plain, no, wrong, denied, against, beside, meaning, asking
    meant: str = ""
    denied: str = ""


def _corrects(parts: list[_Part]) -> bool:
    first, kinds = parts[0].kind, [part.kind for part in parts]
    if first in ("wrong", "denied", "meaning"):
        return True
    if first == "no" and {"meaning", "asking", "beside"} & set(kinds):
        return True
    # "Tách thửa chứ không phải sang tên"; without "chứ" a denial is a part of the question.
    return "against" in kinds[1:]


def _read(part: str) -> _Part:
    against = re.match(_AGAINST, part, re.IGNORECASE)
    if against is not None:
        rest = part[against.end() :]
        read = _read(rest)
        return replace(read, kind="against") if read.kind == "denied" else _beside(words(rest)) or read
    said = _bare(words(part))
    if not said:
        return _Part("filling")
    if said in _table()["negations"]:
        return _Part("no")
    for kind in ("wrong", "meaning", "denied", "asking"):
        opened = _without_who(said) if kind == "wrong" else said
        opener = _opener(opened, _openers(kind))
        rest = _bare(opened.removeprefix(opener or ""))
        if opener is not None and (kind != "wrong" or _is_wrong(opener, rest)):
            return _after(kind, rest)
    return _Part("plain", meant=said)


def _without_who(said: str) -> str:
    """ "Tôi nói lộn" is as wrong as "nói lộn"."""
    who, _, rest = said.partition(" ")
    return rest if who in _table()["who"] else said


def _beside(said: str) -> _Part | None:
    """What stands after "chứ không", "chứ chưa": denied where something else already corrects.

    "Nộp bản sao được chứ không cần bản chính" asks; "nhầm, bị rách chứ không mất" corrects.
    """
    negation = _opener(said, _table()["negations"])
    denied = _bare(said.removeprefix(negation)) if negation else ""
    return _Part("beside", denied=denied) if denied else None


def _is_wrong(opener: str, rest: str) -> bool:
    return not rest or opener.endswith(" roi") or _opener(rest, _openers("meaning", "asking")) is not None


def _after(kind: str, rest: str) -> _Part:
    """What follows such an opener; "không phải vậy tôi hỏi phí" has another one inside."""
    if kind != "denied":
        inner = _read(rest)
        return _Part(kind, meant=inner.meant, denied=inner.denied)
    for opener in sorted(_openers("meaning", "asking"), key=len, reverse=True):
        denied, found, meant = f" {rest} ".partition(f" {opener} ")
        if found and len(opener.split()) > 1:
            return _Part(kind, meant=_bare(meant), denied=_bare(denied))
    return _Part(kind, denied=rest)


def _opener(said: str, openers: Iterable[str]) -> str | None:
    """The longest of them with which the words begin."""
    return max((one for one in openers if f"{said} ".startswith(f"{one} ")), key=len, default=None)


def _bare(said: str) -> str:
    """Without what says nothing at either end."""
    split = said.split()
    while split and split[0] in _table()["head"]:
        split.pop(0)
    while split and split[-1] in _table()["tail"] and " ".join(split[-2:]) not in _table()["whole"]:
        split.pop()
    return " ".join(split)


@lru_cache(maxsize=1)
def _table() -> dict[str, list[str]]:
    table: dict[str, list[str]] = yaml.safe_load(_TABLE_FILE.read_text(encoding="utf-8"))
    return table


@lru_cache(maxsize=8)
def _openers(*kinds: str) -> tuple[str, ...]:
    table = _table()
    denials = tuple(f"{no} {verb}" for no in table["negations"] for verb in table["denied"])
    return tuple(opener for kind in kinds for opener in (denials if kind == "denied" else table[kind]))

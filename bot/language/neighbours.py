"""Short forms of several meanings ("tt", "h", "sd"): which one the words around them leave."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from bot.language.fold import fold
from bot.language.place_list import is_place

_TABLE_FILE = Path(__file__).with_name("neighbours.yml")
_REACH = 4  # words to either side
_TITLE = re.compile(r"[^\W\d_][^\W\d_]+")


@dataclass(frozen=True)
class Meaning:
    """What a short form stands for here, and whether the dot after it ("p. 5") belongs to it."""

    full: str
    drops_dot: bool = False


@dataclass(frozen=True)
class _Rule:
    full: str
    after: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    not_after_number: bool = False
    name: bool = False
    number: bool = False
    last: bool = False
    capitals: bool | None = None

    @property
    def always(self) -> bool:
        return not (self.after or self.before or self.name or self.number or self.last)


@dataclass(frozen=True)
class _Around:
    """What stands beside a short form: the words up to the next sign, and what follows."""

    before: str
    after: str
    name: bool
    number: bool
    dot: bool
    capitals: bool


def unsettled(word: str) -> bool:
    """True for a short form of several meanings."""
    return word.lower() in _table()


def meaning(tokens: Sequence[str], at: int, all_capitals: bool) -> Meaning | None:
    """What the short form there means among the tokens of its text; None where that stays open."""
    around = _around(tokens, at, all_capitals)
    for rule in _table()[tokens[at].lower()]:
        if _fits(rule, around):
            return Meaning(rule.full, around.dot and (rule.name or rule.number))
    return None


@lru_cache(maxsize=1)
def _table() -> Mapping[str, tuple[_Rule, ...]]:
    table = yaml.safe_load(_TABLE_FILE.read_text(encoding="utf-8"))
    return {str(short): tuple(map(_rule, rules)) for short, rules in table.items()}


def _rule(entry: Mapping[str, str | bool]) -> _Rule:
    lists = {
        name: tuple(word.replace("_", " ") for word in str(entry[name]).split())
        for name in ("after", "before", "not_after", "not_before")
        if name in entry
    }
    flags = {
        name: bool(entry[name])
        for name in ("name", "number", "last", "capitals", "not_after_number")
        if name in entry
    }
    return _Rule(str(entry["as"]), **lists, **flags)  # type: ignore[arg-type]


def _fits(rule: _Rule, around: _Around) -> bool:
    if rule.capitals is not None and rule.capitals != around.capitals:
        return False
    if rule.not_after_number and around.before[-1:].isdecimal():
        return False
    if _ends(around.before, rule.not_after) or _begins(around.after, rule.not_before):
        return False
    return (
        rule.always
        or _ends(around.before, rule.after)
        or _begins(around.after, rule.before)
        or (rule.name and around.name)
        or (rule.number and around.number)
        or (rule.last and not around.after)
    )


def _ends(text: str, phrases: tuple[str, ...]) -> bool:
    if not phrases or not text:
        return False
    marked = tuple(f" {phrase}" for phrase in phrases)
    return f" {text}".endswith(marked) or f" {fold(text)}".endswith(marked)


def _begins(text: str, phrases: tuple[str, ...]) -> bool:
    return bool(phrases) and f"{fold(text)} ".startswith(tuple(f"{phrase} " for phrase in phrases))


def _around(tokens: Sequence[str], at: int, all_capitals: bool) -> _Around:
    dot = at + 1 < len(tokens) and tokens[at + 1] == "."
    follow = [token for token in tokens[at + 1 + dot : at + 2 * _REACH] if token]
    named = _named(follow, at=at, short=tokens[at], dot=dot)
    number = bool(follow) and follow[not follow[0].strip() and len(follow) > 1][:1].isdecimal()
    after = _words(follow) if not dot or named or number else ""
    before = _words(
        [token for token in reversed(tokens[max(0, at - 2 * _REACH) : at]) if token], backwards=True
    )
    return _Around(before, after, named, number, dot, tokens[at].isupper() and not all_capitals)


def _words(tokens: Sequence[str], *, backwards: bool = False) -> str:
    """The words up to the first sign, lower case, in the order of the text."""
    words: list[str] = []
    for token in tokens:
        if not token.isspace() and not token[0].isalnum():
            break
        words.append(token)
    return " ".join("".join(reversed(words) if backwards else words).lower().split())


def _named(follow: Sequence[str], *, at: int, short: str, dot: bool) -> bool:
    """Whether a name follows: a place that is known, or words with capitals where no sentence begins."""
    words = [token for token in follow if not token.isspace()][:3]
    if any(is_place(" ".join(map(fold, words[:count]))) for count in range(1, len(words) + 1)):
        return True
    titles = [bool(_TITLE.fullmatch(word)) and word.istitle() for word in words]
    glued = dot and bool(follow) and not follow[0].isspace()
    marked = glued or (short[0].isupper() and at > 0 and not dot)
    return titles[:2] == [True, True] or (bool(titles) and titles[0] and marked)

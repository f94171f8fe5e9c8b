"""Messages that nobody should send, made by dice: the same seed makes the same messages."""

import random
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import yaml

from bot.language.fold import fold

_FILE = Path(__file__).with_name("fuzz.yml")
_HUGE = 64 * 1024
_BOLD_A = 0x1D41A
_ASCII, _NEAR, _ALL = 0x80, 0x1000, 0x11_0000
# How often each kind is drawn: talk most often, so that odd things happen in the middle of a conversation.
_WEIGHTS = {
    "talk": 30,
    "mixed": 25,
    "other": 8,
    "cut": 8,
    "zalgo": 6,
    "held": 6,
    "noise": 8,
    "dressed": 5,
    "huge": 1,
    "odd": 3,
}


def messages(seed: int) -> Iterator[str]:
    """Endless; lone surrogates and control characters included."""
    maker = _Maker(seed)
    while True:
        yield maker.message()


class _Maker:
    """One method for each kind of message."""

    def __init__(self, seed: int) -> None:
        self._dice = random.Random(seed)
        found = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
        self._parts = {name: [str(part) for part in parts] for name, parts in found.items()}

    def message(self) -> str:
        """The next one, of any kind."""
        kind = self._dice.choices(list(_WEIGHTS), list(_WEIGHTS.values()))[0]
        made: str = getattr(self, kind)()
        return made

    def talk(self) -> str:
        """Something that a citizen might say."""
        said = " ".join(self._dice.choices(self._parts["phrases"], k=self._dice.randint(1, 3)))
        return self._dice.choice(
            [said, fold(said), said.upper(), f"{said}?", unicodedata.normalize("NFD", said)]
        )

    def mixed(self) -> str:
        """Anything beside anything."""
        parts = [self._part() for _ in range(self._dice.randint(1, 6))]
        return self._dice.choice([" ", "", "\n", ", ", "/"]).join(parts)

    def other(self) -> str:
        """One thing alone that is no talk."""
        return self._part("english", "other_scripts", "insults", "emoji", "markup")

    def cut(self) -> str:
        """Broken off in the middle of a character."""
        raw = self.mixed().encode("utf-8", "surrogatepass")
        half = raw[: self._dice.randint(1, len(raw))].decode("utf-8", "surrogateescape")
        return half + self._dice.choice(["", "\ud83d", "\udc00", "\ufffd"])

    def zalgo(self) -> str:
        """Every letter under a pile of marks."""
        piles = range(0x300, 0x36F)
        return "".join(char + "".join(map(chr, self._dice.choices(piles, k=5))) for char in self.talk())

    def held(self) -> str:
        """One sign or one part again and again."""
        part = self._dice.choice([self._dice.choice("aổ?!.1🙂\u0301"), self._part()])
        return self.talk() + (part * self._dice.choice([3, 30, 10_000]))[:_HUGE]

    def noise(self) -> str:
        """Code points at random."""
        ends = self._dice.choices([_ASCII, _NEAR, _ALL], k=self._dice.randint(1, 80))
        return "".join(chr(self._dice.randrange(end)) for end in ends)

    def dressed(self) -> str:
        """Bold letters of mathematics, as styled texts have them."""
        folded = fold(self.talk())
        return "".join(chr(ord(char) - ord("a") + _BOLD_A) if "a" <= char <= "z" else char for char in folded)

    def huge(self) -> str:
        """64 KB."""
        part = (self.mixed() + self._dice.choice([" ", ""])).encode("utf-8", "ignore")
        return (part * _HUGE)[:_HUGE].decode("utf-8", "ignore")

    def odd(self) -> str:
        """What cannot be seen."""
        return "".join(self._dice.choices(self._parts["odd"], k=3)) + self._dice.choice(["", self.talk()])

    def _part(self, *groups: str) -> str:
        return self._dice.choice(self._parts[self._dice.choice(groups or list(self._parts))])

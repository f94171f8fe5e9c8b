"""A department with a known truth: how satisfied people are by procedure, commune and channel."""

import math
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate

FIELDS = ("dat-dai", "moi-truong", "tai-nguyen-nuoc", "khoang-san", "bien-dao", "do-dac")
CHANNELS: Mapping[str, float] = {"zalo": 0.45, "counter": 0.3, "webchat": 0.2, "telegram": 0.05}
# Who is at home in a chat answers there; of those at the counter few do.
ANSWERS: Mapping[str, float] = {"zalo": 0.42, "counter": 0.16, "webchat": 0.33, "telegram": 0.5}
MODES: Mapping[str, str] = {"zalo": "chat", "counter": "counter", "webchat": "web", "telegram": "chat"}
# How far one person's answers go together, on the scale of log odds.
TEMPER = 0.9
# Of those who stop, nobody comes back; so many go on after each question.
GO_ON = 0.995
HAPPY, UNHAPPY = ((4, 0.55), (5, 0.45)), ((1, 0.2), (2, 0.3), (3, 0.5))


@dataclass(frozen=True)
class Item:
    """One question with a score: how easily it is answered with 4 or 5, and the scores that it has."""

    code: str
    ease: float
    scores: Sequence[int] = (1, 2, 3, 4, 5)

    def draw(self, dice: random.Random, happy: bool) -> int:
        """A score on that side of the scale."""
        side = [(score, weight) for score, weight in (HAPPY if happy else UNHAPPY) if score in self.scores]
        return dice.choices([score for score, _ in side], [weight for _, weight in side])[0]


@dataclass(frozen=True)
class Case:
    """One dossier: where it belongs, when it was finished, and how satisfied its citizen tends to be."""

    number: int
    field: str
    procedure: str
    commune: str
    channel: str
    day: date
    lean: float


@dataclass
class World:
    """Seeded: the same number makes the same year."""

    seed: int
    items: Sequence[Item]
    first: date = date(2025, 1, 1)
    days: int = 365
    procedures: int = 60
    communes: int = 95
    dice: random.Random = field(init=False)

    def __post_init__(self) -> None:
        """Draws what is true of each procedure, commune and channel."""
        self.dice = random.Random(self.seed)
        self._procedures = [
            (FIELDS[place % len(FIELDS)], f"1.{place:06}", self.dice.gauss(0, 0.6))
            for place in range(self.procedures)
        ]
        self._communes = [(f"Xã {place:02}", self.dice.gauss(0, 0.4)) for place in range(self.communes)]
        self._channels = {channel: self.dice.gauss(0, 0.3) for channel in CHANNELS}
        self._often = list(accumulate(1 / (place + 1) for place in range(self.procedures)))
        self._peopled = list(accumulate(1 / (place + 3) for place in range(self.communes)))

    def cases(self, number: int) -> Iterator[Case]:
        """So many dossiers, in no order of time."""
        for place in range(1, number + 1):
            of, procedure, ours = self.drawn_procedure()
            commune, theirs = self.dice.choices(self._communes, cum_weights=self._peopled)[0]
            channel = self.dice.choices(list(CHANNELS), list(CHANNELS.values()))[0]
            day = self.first + timedelta(days=self.dice.randrange(self.days))
            lean = ours + theirs + self._channels[channel]
            yield Case(place, of, procedure, commune, channel, day, lean)

    def drawn_procedure(self) -> tuple[str, str, float]:
        """Field, code, and how much easier than others it makes people content."""
        return self.dice.choices(self._procedures, cum_weights=self._often)[0]

    def answers(self, case: Case, items: Sequence[Item]) -> dict[str, int]:
        """What the citizen answers, until he has enough of it."""
        temper = self.dice.gauss(0, TEMPER)
        given: dict[str, int] = {}
        for item in items:
            happy = self.dice.random() < _logistic(item.ease + case.lean + temper)
            given[item.code] = item.draw(self.dice, happy)
            if self.dice.random() > GO_ON:
                break
        return given

    def does_answer(self, case: Case, rate: float = 1.0) -> bool:
        """Whether somebody who was asked answers; it depends on the channel."""
        return self.dice.random() < ANSWERS[case.channel] * rate


def truth(case: Case, item: Item) -> float:
    """The chance that this citizen answers 4 or 5, over all tempers."""
    return _over_tempers(round(item.ease + case.lean, 3))


@lru_cache(maxsize=65536)
def _over_tempers(lean: float) -> float:
    steps = [step / 10 for step in range(-40, 41)]
    weights = [math.exp(-step * step / 2) for step in steps]
    return sum(
        weight * _logistic(lean + TEMPER * step) for step, weight in zip(steps, weights, strict=True)
    ) / sum(weights)


def _logistic(odds: float) -> float:
    return 1 / (1 + math.exp(-odds))

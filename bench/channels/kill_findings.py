"""What became of the messages: lost, out of order, sent twice, and by which kill."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bench.channels.stage import Heard

QUESTION = re.compile(r"câu (\d+)")


@dataclass(frozen=True)
class Talk:
    """The numbers of one person's questions that were accepted, and all that the person got."""

    accepted: frozenset[int]
    heard: Sequence[Heard]


@dataclass
class Findings:
    """``doubled`` is how many sends each kill doubled; ``unexplained`` came twice without a kill between."""

    kills: Sequence[datetime]
    accepted: int = 0
    lost: int = 0
    out_of_order: int = 0
    notices: int = 0
    unexplained: int = 0
    doubled: Counter[datetime] = field(default_factory=Counter)
    # The most that one kill doubled in one conversation.
    doubled_in_one_talk: int = 0

    def add(self, talk: Talk) -> None:
        """Judges one more conversation; a question that two turns answered counts as out of order."""
        self.accepted += len(talk.accepted)
        answered, first, last = set[int](), dict[str, datetime](), ""
        culprits = Counter[datetime]()
        for heard in talk.heard:
            numbers = answered_by(heard)
            if not numbers:
                self.notices += 1
                continue
            if heard.text in first:
                culprits.update(self._culprit(first[heard.text], heard.at))
                self.out_of_order += heard.text != last
            else:
                self.out_of_order += not _follows(numbers, max(answered, default=0))
            answered.update(numbers)
            first[heard.text], last = heard.at, heard.text
        self.lost += len(talk.accepted - answered)
        self.doubled += culprits
        self.doubled_in_one_talk = max(self.doubled_in_one_talk, *culprits.values(), 0)

    @property
    def doubled_by_one(self) -> int:
        """The most that one kill doubled."""
        return max(self.doubled.values(), default=0)

    def sends_by_kills(self) -> Counter[int]:
        """How many kills doubled so many sends."""
        return Counter(self.doubled[kill] for kill in self.kills)

    @property
    def is_right(self) -> bool:
        """Nothing lost, nothing out of order, no kill doubled more than one."""
        return not (self.lost or self.out_of_order or self.unexplained) and self.doubled_by_one <= 1

    def _culprit(self, before: datetime, again: datetime) -> list[datetime]:
        """The kill between; a double without one is a fault of another kind."""
        between = [kill for kill in self.kills if before <= kill <= again][:1]
        self.unexplained += not between
        return between


def answered_by(heard: Heard) -> list[int]:
    """The numbers of the questions in it; none in a notice."""
    return [int(number) for number in QUESTION.findall(heard.text)]


def _follows(numbers: Sequence[int], highest: int) -> bool:
    return numbers[0] > highest and list(numbers) == sorted(set(numbers))

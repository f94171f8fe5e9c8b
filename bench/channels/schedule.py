"""Whose message is delivered next: shuffled between conversations, in order within each, some doubled."""

import asyncio
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bench.channels.people import Post
from bench.channels.posting import OK, Answered, Poster

PAUSE_BEFORE_NEXT_TRY = 0.2


@dataclass(frozen=True)
class Due:
    """One message to bring; ``copies`` of it at the same moment."""

    conversation: int
    number: int
    copies: int = 1


def schedule(conversations: int, messages: int, doubled: float, dice: random.Random) -> list[Due]:
    """That share comes twice: half of these at the same moment, half at any moment after the first."""
    turns = [conversation for conversation in range(conversations) for _ in range(messages)]
    dice.shuffle(turns)
    place = dict(enumerate(_numbered(turns, dice, doubled)))
    later = [number for number, due in place.items() if due.copies == 1]
    again = dice.sample(later, round(len(turns) * doubled / 2))
    moments = [(float(moment), due) for moment, due in place.items()]
    moments += [(dice.uniform(moment, len(turns)), place[moment]) for moment in again]
    return [due for _, due in sorted(moments, key=lambda one: one[0])]


def _numbered(turns: Sequence[int], dice: random.Random, doubled: float) -> Iterator[Due]:
    at_once = set(dice.sample(range(len(turns)), round(len(turns) * doubled / 2)))
    begun: Counter[int] = Counter()
    for moment, conversation in enumerate(turns):
        yield Due(conversation, begun[conversation], 2 if moment in at_once else 1)
        begun[conversation] += 1


async def deliver(
    poster: Poster, plan: Sequence[Due], posts: Sequence[Sequence[Post]], at_once: int
) -> list[Answered]:
    """So many at a time; a conversation's next message comes when the one before was taken."""
    answered: list[Answered] = []
    turn_of = [asyncio.Lock() for _ in posts]
    waiting = iter(plan)

    async def lane() -> None:
        for due in waiting:
            post = posts[due.conversation][due.number]
            async with turn_of[due.conversation]:
                copies = (_until_taken(poster, post) for _ in range(due.copies))
                answered.extend(one for tries in await asyncio.gather(*copies) for one in tries)

    await asyncio.gather(*(lane() for _ in range(at_once)))
    return answered


async def _until_taken(poster: Poster, post: Post) -> list[Answered]:
    tries = [await poster.post(post)]
    while tries[-1].status != OK:
        await asyncio.sleep(PAUSE_BEFORE_NEXT_TRY)
        tries.append(await poster.post(post))
    return tries

"""How long a refusal takes tells nothing of whether there is such an officer."""

import random
import time

import pytest
from argon2 import PasswordHasher

from bench.dossiers.ranks import tells_apart
from bot.staff.cards import OfficerCard, Place
from bot.staff.devices import Devices
from bot.staff.directory import Directory
from bot.staff.doorkeeper import Doorkeeper
from bot.staff.entry import Caller, Turned
from bot.staff.passwords import Passwords
from tests.integration.staff.people import MINUTE, NOW, PASSWORD, SECRET, UNIT, Console, HandClock

pytestmark = pytest.mark.alone

PAIRS = 100
# Without any difference one run in a thousand fails on one of the two databases.
LEAST_CHANCE = 0.0005
STRANGER = Caller("198.51.100.7")
LOGINS = ("officer", "noofficer")
# About 10 ms, a fifth of what the program takes.
HASHER = PasswordHasher(time_cost=2, memory_cost=8 * 1024, parallelism=1)


class Careless(Passwords):
    """Weighs nothing where there is no officer, as programs do that give their officers away."""

    async def fits(self, password_hash: str | None, password: str) -> bool:
        """Whether it is the right one."""
        return password_hash is not None and await super().fits(password_hash, password)


async def is_told(console: Console, clock: HandClock, password: str, passwords: Passwords) -> bool:
    """Whether the times of refusing an officer and nobody give away which is which."""
    door = Doorkeeper(console.db, Devices(SECRET), passwords, console.parts.roles)
    chance, found = random.Random(1), ([], [])
    for _ in range(PAIRS):
        both = [0, 1]
        chance.shuffle(both)
        for missing in both:
            clock.move(4 * MINUTE)  # so that neither is ever locked
            started = time.perf_counter()
            turned = await door.sign_in(LOGINS[missing], password, STRANGER, clock())
            found[missing].append(time.perf_counter() - started)
            assert turned is Turned.WRONG
    return tells_apart(*found, LEAST_CHANCE)


async def hire(console: Console) -> OfficerCard:
    """An officer whose hash takes as long as the one that stands in where there is nobody."""
    directory = Directory(console.db, Passwords(HASHER), console.parts.roles)
    return await directory.add("officer", "Trần Thị Lan", Place(UNIT, "L2", []), PASSWORD, NOW)


async def test_a_wrong_password_takes_as_long_as_one_for_nobody(console: Console, clock: HandClock) -> None:
    await hire(console)
    assert not await is_told(console, clock, "khong phai mat khau", Passwords(HASHER))


async def test_a_disabled_officer_takes_as_long_as_nobody(console: Console, clock: HandClock) -> None:
    officer = await hire(console)
    await console.parts.directory.set_active(officer.id, False, clock())
    assert not await is_told(console, clock, PASSWORD, Passwords(HASHER))


async def test_it_would_be_told_if_nothing_were_weighed(console: Console, clock: HandClock) -> None:
    await hire(console)
    assert await is_told(console, clock, "khong phai mat khau", Careless(HASHER))

"""Guessing reveals nothing: neither what is answered nor how long that takes (in full: bench/dossiers)."""

import pytest

from bench.dossiers.ranks import tells_apart
from bench.dossiers.sweep import fill, shows_protected, sweep, times
from bot.dossiers.view import Looked
from bot.storage.database import Database
from tests.integration.dossiers.people import LAST_FOUR, NOW, desk, new_person, state, take

pytestmark = pytest.mark.alone

DOSSIERS, GUESSES, PAIRS = 300, 500, 400
# Without any difference one run in a thousand fails on one of the two databases.
LEAST_CHANCE = 0.0005


async def test_guessed_codes_and_factors_show_nothing_protected(db: Database) -> None:
    await fill(db, DOSSIERS)
    seen = await sweep(db, DOSSIERS, GUESSES)
    assert seen.revealed == 0
    assert seen.results[Looked.SEEN] > 100  # codes that exist were among the guesses
    assert seen.results[Looked.REFUSED] > 100


async def test_the_search_for_protected_facts_would_find_them(db: Database) -> None:
    await take(db, state())
    person = await new_person(db)
    assert shows_protected(await desk(db).look(person, state().code, LAST_FOUR, now=NOW))


async def test_a_wrong_factor_takes_as_long_as_one_for_no_dossier(db: Database) -> None:
    await fill(db, DOSSIERS)
    wrong, missing = await times(db, DOSSIERS, PAIRS)
    assert not tells_apart(wrong, missing, LEAST_CHANCE)

"""A wrong PIN takes as long as one for no ticket at all (in full: bench/hotline/pins)."""

from pathlib import Path

import pytest

from bench.dossiers.ranks import tells_apart
from bench.hotline.pins import NOBODY, SEALED, TICKET, codes, times
from bot.storage.database import Database

pytestmark = pytest.mark.alone

TICKETS, ROUNDS = 100, 250
# Without any difference one run in a thousand fails, of two kinds on two databases.
LEAST_CHANCE = 0.00025


async def test_the_time_of_an_answer_does_not_tell_whether_there_is_such_a_ticket(
    db: Database, tmp_path: Path
) -> None:
    found = await times(db, tmp_path, await codes(db, tmp_path, TICKETS), ROUNDS)
    for kind in (TICKET, SEALED):
        assert not tells_apart(found[kind], found[NOBODY], LEAST_CHANCE), kind

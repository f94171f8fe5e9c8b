"""Whatever happens, in whatever order: one invitation of each dossier, by day, and none to who said no."""

import asyncio
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.dossiers.state import Status
from bot.storage.database import Database
from bot.storage.upgrade import upgrade
from bot.survey_terms import VIETNAM, day_of
from bot.surveys.model import InvitationState, SurveyInvitation
from bot.surveys.opt_out import OPTED_OUT
from tests.integration.surveys.inviting_world import DAY, HOUR, TERMS, Died, InvitingWorld

# The first two are the same person's.
CODES = [f"H58.15-261102-{number:04}" for number in (12, 13, 14)]
MOST_STEPS = 12
# Longer than clocks jump back in one course: what is that old stays old.
LONG_AGO = 40 * DAY

# Time passes, with many looks or (by a jump, forward or back) with one; a source tells of a dossier now, or
# what it was long ago; all is gone through again; the program dies at its work; the last one asked says no.
steps = st.one_of(
    st.tuples(st.just("pass"), st.integers(1, 40)),
    st.tuples(st.just("jump"), st.sampled_from([-30, -2, 30, 200])),
    st.tuples(st.just("tell"), st.sampled_from(CODES), st.booleans()),
    st.tuples(st.just("tell"), st.sampled_from(CODES), st.just(True)),
    st.tuples(st.just("tell_late"), st.sampled_from(CODES)),
    st.tuples(st.just("again")),
    st.tuples(st.just("die")),
    st.tuples(st.just("refuse")),
)


@pytest.fixture(scope="module")
def template() -> Iterator[Path]:
    """A migrated database that each example has a copy of."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "chidan.db"
        upgrade(f"sqlite:///{file}")
        yield file


@settings(max_examples=20, deadline=None)
@given(course=st.lists(steps, min_size=4, max_size=MOST_STEPS))
def test_one_invitation_each_whatever_happens(template: Path, course: list[tuple[object, ...]]) -> None:
    asyncio.run(_try(template, course))


async def _try(template: Path, course: list[tuple[object, ...]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(template, Path(folder) / "chidan.db")
        db = Database(f"sqlite:///{Path(folder) / 'chidan.db'}")
        try:
            await _Course(InvitingWorld(db)).run(course)
        finally:
            await db.close()


class _Course:
    """One life of the program, and what must hold after each of its steps."""

    def __init__(self, stage: InvitingWorld) -> None:
        self.stage = stage
        self.refused: dict[int, int] = {}  # by conversation, how many messages had been sent by then
        self.returned: list[datetime] = []
        self.told: set[str] = set()  # since the last look

    async def run(self, course: list[tuple[object, ...]]) -> None:
        """All of it, and what follows in the days after."""
        person = await self.stage.holder(CODES[0])
        await self.stage.holder(CODES[1], person)
        await self.stage.holder(CODES[2])
        for what, *details in (*course, ("pass", 96), ("jump", 400)):
            await getattr(self, f"_{what}")(*details)
            await self._holds()

    async def _look(self, how_long: timedelta = timedelta()) -> None:
        await self.stage.go(how_long)
        about = {row.subject_id for row in await self.stage.invitations()}
        for code in self.told:
            dossier = await self.stage.dossier(code)
            fresh = dossier.changed_at and not TERMS.is_too_late(day_of(dossier.changed_at), self.stage.now)
            if dossier.status is Status.RETURNED and fresh:
                assert dossier.id in about, "somebody is asked nothing"
        self.told.clear()

    async def _pass(self, hours: int) -> None:
        for _ in range(0, hours, 8):
            await self._look(8 * HOUR)

    async def _jump(self, hours: int) -> None:
        await self._look(hours * HOUR)

    async def _tell(self, code: str, is_returned: bool) -> None:
        await self.stage.comes_to(Status.RETURNED if is_returned else Status.SUPPLEMENT_ASKED, code)
        self.told.add(code)
        self.returned += [self.stage.now] if is_returned else []

    async def _tell_late(self, code: str) -> None:
        await self.stage.comes_to(Status.RETURNED, code, changed_at=self.stage.now - LONG_AGO)

    async def _again(self) -> None:
        await self.stage.forget_marks()
        await self._look()

    async def _die(self) -> None:
        self.stage.post.dies = True
        try:
            await self._look(3 * HOUR)
        except Died:
            pass
        finally:
            self.stage.post.dies = False

    async def _refuse(self) -> None:
        rows = await self.stage.invitations()
        if rows:
            await self.stage.wants_none()
            self.refused.setdefault(rows[-1].conversation_id or 0, len(self.stage.post.sent))

    async def _holds(self) -> None:
        rows = await self.stage.invitations()
        sent = self.stage.post.sent
        assert _most(Counter((row.wave_id, row.subject_id) for row in rows)) <= 1
        assert _most(Counter((one.subject_id, one.reminder) for one in sent)) <= 1, "asked twice"
        assert all(8 <= one.at.astimezone(VIETNAM).hour < 20 for one in sent), "woken"
        for talk, before in self.refused.items():
            assert talk not in {one.talk for one in sent[before:]}, "asked after saying no"
        self._are_recent(rows)

    def _are_recent(self, rows: list[SurveyInvitation]) -> None:
        """Nobody is asked about what was done more than three days before, nor about anything not done."""
        days = {row.subject_id: row.subject_on for row in rows}
        known = {day_of(moment) for moment in self.returned}
        for one in self.stage.post.sent:
            assert days[one.subject_id] in known
            assert one.reminder or day_of(one.at) - days[one.subject_id] <= 3 * DAY, "asked too late"


def _most(counts: Counter[tuple[int, int]]) -> int:
    return max(counts.values(), default=0)


async def test_a_run_through_everything_on_both_databases(db: Database) -> None:
    course: list[tuple[object, ...]] = [
        ("tell", CODES[0], True),
        ("jump", 0),
        ("die",),
        ("tell", CODES[0], False),
        ("pass", 8),
        ("again",),
        ("tell", CODES[2], True),
        ("jump", -30),
        ("tell_late", CODES[1]),
        ("jump", 4),
        ("refuse",),
        ("again",),
        ("jump", 30),
        ("tell", CODES[0], True),
    ]
    stage = InvitingWorld(db)
    await _Course(stage).run(course)
    told = [(row.state, row.reason) for row in await stage.invitations()]
    assert [one.reminder for one in stage.post.sent] == [False, False, True]
    assert told == [(InvitationState.EXPIRED, None), (InvitationState.DROPPED, OPTED_OUT)]

"""What a person sees of a dossier, and how long guessing is put up with."""

import logging
from datetime import date, timedelta

import pytest

from bot.dossiers.follows import FOLLOW
from bot.dossiers.limits import WRONG_OF_ONE, WRONG_OVER_ALL
from bot.dossiers.model import DossierFollow, DossierLook
from bot.dossiers.service import Dossiers
from bot.dossiers.state import Status
from bot.dossiers.view import ClockState, Details, Looked, Standing
from bot.storage.database import Database
from tests.integration.dossiers.people import (
    CODE,
    LAST_FOUR,
    MINUTE,
    NOW,
    PRINTED,
    UNKNOWN_CODE,
    FakeSource,
    all_of,
    count,
    desk,
    effect,
    follower,
    new_people,
    new_person,
    state,
    take,
    unfollow,
)

ALL_DETAILS = Details(
    procedure="1.012784",
    procedure_name="Đăng ký biến động",
    stage="Thẩm định",
    unit="Chi nhánh Cái Bè",
    received_on=date(2026, 11, 5),
    finished_on=None,
    missing=("Hợp đồng công chứng",),
    money_due=1_250_000,
    money_for="lệ phí trước bạ",
    reason="",
    holder="Nguyễn Thị Bưởi",
    parcel="thửa 271, tờ 8",
)


async def fail(desk: Dossiers, person: str, times: int, start: int = 0) -> None:
    """So many wrong factors, one a minute."""
    for number in range(start, start + times):
        await desk.look(person, CODE, "0000", now=NOW + number * MINUTE)


async def test_a_code_alone_shows_status_and_appointment_only(db: Database) -> None:
    await take(db, state())
    look = await desk(db).look(await new_person(db), CODE, now=NOW)
    assert (look.code, look.result) == (CODE, Looked.SEEN)
    assert look.view is not None
    assert (look.view.status, look.view.appointment) == (Status.IN_PROGRESS, date(2026, 12, 1))
    assert look.view.standing == Standing(ClockState.RUNNING, 4)
    assert (look.view.details, look.view.followed, look.view.stale) == (None, False, False)
    assert look.view.seen_at == NOW


@pytest.mark.parametrize("factor", [LAST_FOUR, "0912345678", "+84 912 345 678", PRINTED, " k7p2 "])
async def test_a_factor_that_fits_shows_the_rest(db: Database, factor: str) -> None:
    await take(db, state())
    look = await desk(db).look(await new_person(db), CODE, factor, now=NOW)
    assert look.view is not None
    assert look.view.details == ALL_DETAILS


@pytest.mark.parametrize("factor", ["5679", "", "K7P", "0", "678", "12345678", "0912345679"])
async def test_any_other_factor_is_refused_as_for_no_dossier(db: Database, factor: str) -> None:
    await take(db, state())
    person = await new_person(db)
    wrong = await desk(db).look(person, CODE, factor, now=NOW)
    none = await desk(db).look(person, UNKNOWN_CODE, factor, now=NOW)
    assert (wrong.result, wrong.view) == (none.result, none.view) == (Looked.REFUSED, None)


async def test_without_factors_in_the_source_nothing_fits(db: Database) -> None:
    await take(db, state(phone="", lookup_code="12"))
    for factor in ("", "12", "0000", "0" * 64):
        look = await desk(db).look(await new_person(db), CODE, factor, now=NOW)
        assert look.result is Looked.REFUSED, factor


async def test_a_factor_is_remembered_for_half_an_hour_for_this_person(db: Database) -> None:
    await take(db, state())
    person, other = await new_person(db), await new_person(db)
    await desk(db).look(person, CODE, LAST_FOUR, now=NOW)
    seen = {
        minutes: await desk(db).look(who, CODE, now=NOW + minutes * MINUTE)
        for who, minutes in ((person, 30), (person, 31), (other, 1))
    }
    with_details = {at: look.view.details is not None for at, look in seen.items() if look.view}
    assert with_details == {30: True, 31: False, 1: False}


async def test_an_unknown_code_is_said_to_be_unknown(db: Database) -> None:
    look = await desk(db).look(await new_person(db), UNKNOWN_CODE, now=NOW)
    assert (look.result, look.view) == (Looked.UNKNOWN, None)


async def test_five_failures_in_a_quarter_of_an_hour_block_for_another(db: Database) -> None:
    await take(db, state())
    service, person = desk(db), await new_person(db)
    await fail(service, person, 4)
    await service.look(person, UNKNOWN_CODE, now=NOW + 4 * MINUTE)
    results = {
        minutes: (await service.look(person, CODE, LAST_FOUR, now=NOW + minutes * MINUTE)).result
        for minutes in (5, 18, 19)
    }
    assert results == {5: Looked.BLOCKED, 18: Looked.BLOCKED, 19: Looked.SEEN}
    other = await service.look(await new_person(db), CODE, LAST_FOUR, now=NOW + 5 * MINUTE)
    assert other.result is Looked.SEEN


async def test_slow_failures_block_nobody(db: Database) -> None:
    await take(db, state())
    service, person = desk(db), await new_person(db)
    for number in range(6):
        await service.look(person, CODE, "0000", now=NOW + number * 4 * MINUTE)
    assert (await service.look(person, CODE, now=NOW + 21 * MINUTE)).result is Looked.SEEN


@pytest.mark.parametrize("code", [CODE, UNKNOWN_CODE])
async def test_a_dossier_takes_no_factor_after_twenty_wrong_ones(db: Database, code: str) -> None:
    await take(db, state())
    service, bound = desk(db), await follower(db)
    for person in await new_people(db, WRONG_OF_ONE):
        await service.look(person, code, "0000", now=NOW)
    late = NOW + timedelta(hours=23)
    assert (await service.look(await new_person(db), code, LAST_FOUR, now=late)).result is Looked.REFUSED
    assert (await service.look(bound, CODE, LAST_FOUR, now=late)).result is Looked.SEEN
    assert (await service.look(await new_person(db), CODE, now=late)).result is Looked.SEEN
    next_day = NOW + timedelta(hours=25)
    opened = await service.look(await new_person(db), CODE, LAST_FOUR, now=next_day)
    assert opened.result is Looked.SEEN


async def test_while_many_guess_nobody_proves_anything_new(db: Database) -> None:
    await take(db, state())
    service, bound = desk(db), await follower(db)
    for number, guesser in enumerate(await new_people(db, WRONG_OVER_ALL)):
        await service.look(guesser, f"H58.15-261102-{number:06}", "0000", now=NOW)
    person = await new_person(db)
    assert (await service.look(person, CODE, LAST_FOUR, now=NOW)).result is Looked.BLOCKED
    assert (await service.look(person, CODE, now=NOW)).result is Looked.SEEN
    assert (await service.look(bound, CODE, now=NOW)).view.details is not None  # type: ignore[union-attr]
    assert (await service.look(person, CODE, LAST_FOUR, now=NOW + 61 * MINUTE)).result is Looked.SEEN


async def test_every_look_is_logged_without_its_code(db: Database) -> None:
    await take(db, state())
    service, person = desk(db), await new_person(db)
    await service.look(person, CODE, now=NOW)
    await service.look(person, CODE, "0000", now=NOW)
    await service.look(person, UNKNOWN_CODE, "0000", now=NOW)
    async with db.reading() as session:
        looks = await all_of(session, DossierLook)
    assert [look.result for look in looks] == ["seen", "refused", "refused"]
    assert looks[0].code_hash == looks[1].code_hash != looks[2].code_hash
    assert CODE not in str([look.code_hash for look in looks])


async def test_who_follows_sees_all_and_until_they_end_it(db: Database) -> None:
    await take(db, state())
    person, late = await follower(db), NOW + timedelta(days=9)
    assert list(await desk(db).followed(person)) == [CODE]
    bound = (await desk(db).look(person, CODE, now=late)).view
    assert bound is not None
    assert (bound.followed, bound.details) == (True, ALL_DETAILS)
    await unfollow(db, person, late)
    await unfollow(db, person, late)
    free = (await desk(db).look(person, CODE, now=late)).view
    assert free is not None
    assert (free.followed, free.details) == (False, None)
    assert list(await desk(db).followed(person)) == []


async def test_nobody_follows_without_a_factor_that_fitted_lately(
    db: Database, caplog: pytest.LogCaptureFixture
) -> None:
    await take(db, state())
    person = await new_person(db)
    await effect(db, person, FOLLOW)
    await desk(db).look(person, CODE, "0000", now=NOW)
    await effect(db, person, FOLLOW)
    await desk(db).look(person, CODE, LAST_FOUR, now=NOW)
    with caplog.at_level(logging.WARNING):
        await effect(db, person, FOLLOW, NOW + 31 * MINUTE)
    assert await count(db, DossierFollow) == 0
    assert "without having proved anything" in caplog.text
    assert CODE not in caplog.text


async def test_each_consent_is_kept_with_its_wording_and_its_end(db: Database) -> None:
    await take(db, state())
    person = await follower(db)
    await effect(db, person, FOLLOW, NOW + MINUTE)
    await unfollow(db, person, NOW + 2 * MINUTE)
    await effect(db, person, FOLLOW, NOW + 3 * MINUTE)
    async with db.reading() as session:
        follows = await all_of(session, DossierFollow)
    assert [(one.wording, one.followed_at, one.unfollowed_at) for one in follows] == [
        ("2026-11", NOW, NOW + 2 * MINUTE),
        ("2026-11", NOW + 3 * MINUTE, None),
    ]


async def test_the_source_is_asked_where_the_last_state_is_older_than_a_minute(db: Database) -> None:
    await take(db, state())
    source, person = FakeSource({CODE: state(status=Status.FINISHED, changed_at=NOW)}), await new_person(db)
    service = desk(db, source)
    fresh = await service.look(person, CODE, now=NOW + 0.9 * MINUTE)
    asked = await service.look(person, CODE, now=NOW + MINUTE)
    again = await service.look(person, CODE, now=NOW + 1.5 * MINUTE)
    assert [look.view.status for look in (fresh, asked, again) if look.view] == [
        Status.IN_PROGRESS,
        Status.FINISHED,
        Status.FINISHED,
    ]
    assert source.asked == [CODE]


async def test_a_source_that_is_down_leaves_the_last_state_with_its_time(db: Database) -> None:
    await take(db, state())
    source, person = FakeSource(), await new_person(db)
    source.down = True
    look = await desk(db, source).look(person, CODE, now=NOW + timedelta(hours=5))
    assert look.view is not None
    assert (look.view.stale, look.view.seen_at) == (True, NOW)
    unknown = await desk(db, source).look(person, UNKNOWN_CODE, now=NOW)
    assert unknown.result is Looked.UNAVAILABLE


async def test_what_the_source_does_not_know_is_shown_as_it_was_known(db: Database) -> None:
    await take(db, state())
    look = await desk(db, FakeSource()).look(await new_person(db), CODE, now=NOW + timedelta(hours=5))
    assert look.view is not None
    assert (look.view.stale, look.view.seen_at) == (False, NOW)


async def test_with_a_factor_or_for_the_blocked_no_source_is_asked(db: Database) -> None:
    await take(db, state())
    source, person = FakeSource(), await new_person(db)
    service = desk(db, source)
    await fail(service, person, 5)
    assert (await service.look(person, UNKNOWN_CODE, now=NOW + 5 * MINUTE)).result is Looked.BLOCKED
    assert source.asked == []


async def test_somebody_whom_nobody_knows_sees_nothing(db: Database) -> None:
    await take(db, state())
    assert (await desk(db).look("nobody", CODE, LAST_FOUR, now=NOW)).result is Looked.UNAVAILABLE
    assert list(await desk(db).followed("nobody")) == []

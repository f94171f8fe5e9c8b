"""Getting in, staying in, getting out."""

import asyncio
from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from bot.staff.model import AuditEntry, Officer, StaffSession, WrongPassword
from bot.staff.passwords import Passwords
from bot.storage.database import Database
from tests.integration.staff.people import (
    MINUTE,
    NOW,
    PASSWORD,
    Browser,
    Console,
    HandClock,
    running_console,
)


async def fail(browser: Browser, times: int, login: str = "lan") -> list[int]:
    """So many wrong passwords."""
    return [(await browser.sign_in(login, "khong phai mat khau")).status for _ in range(times)]


async def rows(console: Console, model: type) -> list:
    """Every row."""
    async with console.db.reading() as session:
        return list(await session.scalars(select(model)))


async def test_the_right_password_opens_the_console(console: Console) -> None:
    await console.hire("lan", "specialist")
    browser = await console.browser()
    answer = await browser.sign_in("  LAN ")
    assert (answer.status, answer.headers["Location"]) == (303, "/staff")
    for cookie in answer.headers.getall("Set-Cookie"):
        assert "HttpOnly" in cookie
        assert "SameSite=Strict" in cookie
        assert "Path=/staff" in cookie
        assert "Secure" not in cookie  # it is served over plain HTTP here
    first = await browser.get("/staff")
    assert first.headers["Location"] == "/staff/queue"
    assert (await browser.get("/staff/queue")).text == "queue of Trần Thị Lan"


async def test_behind_https_the_cookies_are_for_https_alone(db: Database, clock: HandClock) -> None:
    async with running_console(db, clock, public_url="https://chidan.example.vn") as console:
        await console.hire("lan")
        answer = await (await console.browser()).sign_in()
        assert all("Secure" in cookie for cookie in answer.headers.getall("Set-Cookie"))


async def test_neither_cookie_nor_password_nor_login_is_kept(console: Console) -> None:
    await console.hire("lan", "hotline")
    browser = await console.signed_in()
    await fail(browser, 1, PASSWORD)  # typed into the wrong field
    [session] = await rows(console, StaffSession)
    cookies = {cookie.key: cookie.value for cookie in browser.client.session.cookie_jar}
    kept = repr(
        [vars(row) for model in (Officer, AuditEntry, WrongPassword) for row in await rows(console, model)]
    )
    assert session.token_hash != cookies["chidan_staff"]
    assert len(cookies["chidan_staff"]) >= 43
    assert PASSWORD not in kept
    assert "$argon2id$" in kept


async def test_an_hour_without_a_click_ends_the_session(console: Console, clock: HandClock) -> None:
    await console.hire("lan", "hotline")
    browser = await console.signed_in()
    for _ in range(3):
        clock.move(timedelta(minutes=59))
        assert (await browser.get("/staff/queue")).status == 200
    clock.move(timedelta(minutes=60))
    assert (await browser.get("/staff/queue")).status == 303


async def test_a_screen_that_nobody_looks_at_does_not_keep_its_session(
    console: Console, clock: HandClock
) -> None:
    await console.hire("lan", "hotline")
    browser = await console.signed_in()
    for _ in range(5):
        clock.move(timedelta(minutes=11))
        assert (await browser.get("/staff/queue", **{"X-Live": "1", "HX-Request": "true"})).status == 200
        assert (await browser.get("/staff/queue", Accept="text/event-stream")).status == 200
    clock.move(timedelta(minutes=5))
    assert (await browser.get("/staff/queue", **{"X-Live": "1", "HX-Request": "true"})).status == 401


async def test_after_eight_hours_even_the_busy_sign_in_anew(console: Console, clock: HandClock) -> None:
    await console.hire("lan", "hotline")
    browser = await console.signed_in()
    for _ in range(15):
        clock.move(timedelta(minutes=30))
        assert (await browser.get("/staff/queue")).status == 200
    clock.move(timedelta(minutes=30))
    assert (await browser.get("/staff/queue")).status == 303


async def test_signing_in_makes_a_new_session_and_ends_the_old(console: Console) -> None:
    await console.hire("lan", "hotline")
    browser = await console.signed_in()
    [before] = await rows(console, StaffSession)
    await browser.sign_in()
    [after] = await rows(console, StaffSession)
    assert before.token_hash != after.token_hash
    assert before.csrf != after.csrf


async def test_signing_out_ends_this_browser_alone_or_all(console: Console) -> None:
    await console.hire("lan", "hotline")
    office, phone, home = [await console.signed_in() for _ in range(3)]
    left = await office.post("/staff/sign-out")
    assert left.headers["Location"] == "/staff/sign-in?done=signed_out"
    assert (await office.get("/staff/queue")).status == 303
    assert (await phone.get("/staff/queue")).status == 200
    await phone.post("/staff/sign-out", {"everywhere": "1"})
    assert (await home.get("/staff/queue")).status == 303


async def test_a_made_up_cookie_opens_nothing(console: Console) -> None:
    await console.hire("lan", "hotline")
    await console.signed_in()
    [session] = await rows(console, StaffSession)
    for cookie in ("", "x" * 5000, session.token_hash, session.csrf):
        browser = await console.browser()
        assert (await browser.get("/staff/queue", Cookie=f"chidan_staff={cookie}")).status == 303


async def test_five_wrong_passwords_lock_a_login_for_a_quarter_of_an_hour(
    console: Console, clock: HandClock
) -> None:
    await console.hire("lan", "hotline")
    browser = await console.browser()
    assert await fail(browser, 7) == [401] * 5 + [429] * 2
    assert (await browser.sign_in()).status == 429
    clock.move(14.9 * MINUTE)
    assert (await browser.sign_in()).status == 429
    clock.move(0.1 * MINUTE)
    assert (await browser.sign_in()).status == 303


def comes_from(browser: Browser, address: str) -> None:
    """As our own proxy would tell it."""
    browser.client.session.headers["X-Forwarded-For"] = address


async def test_many_wrong_passwords_from_one_network_stop_it_under_every_login(
    console: Console, clock: HandClock
) -> None:
    await console.hire("lan", "hotline")
    known = await console.signed_in()
    guesser, elsewhere = await console.browser(), await console.browser()
    for one in (known, guesser):
        comes_from(one, "203.0.113.7")
    comes_from(elsewhere, "198.51.100.1")
    statuses = [(await guesser.sign_in(f"co{number}", "doan thu")).status for number in range(32)]
    assert statuses == [401] * 30 + [429] * 2
    told = await guesser.sign_in("lan")
    assert told.status == 429
    assert "Từ mạng này" in told.text
    assert (await known.sign_in("lan")).status == 303  # a browser that is known is not locked out with it
    assert (await elsewhere.sign_in("lan")).status == 303
    actions = [row.action for row in await rows(console, AuditEntry)]
    assert actions.count("sign_in_crowded") == 1
    clock.move(15 * MINUTE)
    assert (await guesser.sign_in("lan")).status == 303


async def test_who_knows_one_password_cannot_guess_others_for_ever(console: Console) -> None:
    await console.hire("lan", "hotline")
    guesser = await console.browser()
    comes_from(guesser, "203.0.113.7")
    for number in range(30):
        guesser.client.session.cookie_jar.clear()
        if number % 4 == 0:
            assert (await guesser.sign_in("lan")).status == 303
            guesser.client.session.cookie_jar.clear()
        assert (await guesser.sign_in(f"co{number}", "doan thu")).status == 401
    guesser.client.session.cookie_jar.clear()
    assert (await guesser.sign_in("co99", "doan thu")).status == 429


async def test_four_wrong_ones_are_forgiven_by_a_right_one(console: Console) -> None:
    await console.hire("lan", "hotline")
    browser = await console.browser()
    for _ in range(3):
        assert await fail(browser, 4) == [401] * 4
        assert (await browser.sign_in()).status == 303


async def test_guesses_that_come_at_once_are_counted_one_by_one(console: Console) -> None:
    await console.hire("lan", "hotline")
    browsers = [await console.browser() for _ in range(12)]
    statuses = await asyncio.gather(*(fail(browser, 1) for browser in browsers))
    assert sorted(status for [status] in statuses) == [401] * 5 + [429] * 7


async def test_strangers_cannot_lock_an_officer_out_of_a_browser_used_before(
    console: Console, clock: HandClock
) -> None:
    await console.hire("lan", "hotline")
    await console.hire("minh", "hotline")
    own, stranger = await console.signed_in("lan"), await console.signed_in("minh")
    assert await fail(stranger, 6, "lan") == [401] * 5 + [429]
    clock.move(MINUTE)
    assert (await own.sign_in("lan")).status == 303
    assert await fail(own, 6, "lan") == [401] * 5 + [
        429
    ]  # who has stolen that browser gets no more than five


async def test_a_login_that_does_not_exist_looks_like_one_that_does(console: Console) -> None:
    lan = await console.hire("lan", "hotline")
    gone = await console.hire("minh", "hotline")
    await console.parts.directory.set_active(gone.id, False, NOW)
    pages = []
    for login in ("lan", "minh", "nobody"):
        browser = await console.browser()
        answers = [await browser.sign_in(login, "khong phai mat khau") for _ in range(6)]
        pages.append([(one.status, one.text.replace(f'value="{login}"', "")) for one in answers])
    assert pages[0] == pages[1] == pages[2]
    assert "không đúng" in pages[0][0][1]
    assert "15 phút" in pages[0][5][1]
    assert lan.name not in pages[0][0][1]


async def test_the_audit_tells_who_came_in_and_who_did_not(console: Console) -> None:
    lan = await console.hire("lan", "hotline")
    browser = await console.browser()
    await fail(browser, 6)
    await fail(browser, 1, "nobody")
    other = await console.hire("minh", "hotline")
    minh = await console.signed_in("minh")
    await minh.post("/staff/sign-out")
    entries = [(one.officer_id, one.action) for one in await rows(console, AuditEntry)]
    assert entries == [
        (None, "officer_added"),
        *[(lan.id, "sign_in_failed")] * 4,
        (lan.id, "sign_in_locked"),
        (None, "sign_in_failed"),
        (None, "officer_added"),
        (other.id, "signed_in"),
        (other.id, "signed_out"),
    ]
    addresses = {one.address for one in await rows(console, AuditEntry) if one.action == "signed_in"}
    assert addresses.isdisjoint({"", "127.0.0.1"})


async def test_a_hash_of_weaker_days_is_renewed_at_the_next_sign_in(db: Database, clock: HandClock) -> None:
    stronger = Passwords(PasswordHasher(time_cost=2, memory_cost=128, parallelism=1))
    async with running_console(db, clock) as console:
        await console.hire("lan")
    async with running_console(db, clock, passwords=stronger) as console:
        await console.signed_in("lan")
        [officer] = await rows(console, Officer)
        assert "m=128,t=2" in officer.password_hash
        await console.signed_in("lan")


async def test_what_has_expired_is_forgotten(console: Console, clock: HandClock) -> None:
    await console.hire("lan", "hotline")
    await console.signed_in()
    await fail(await console.browser(), 2, "nobody")
    clock.move(timedelta(hours=9))
    await console.signed_in()
    assert len(await rows(console, StaffSession)) == 1
    assert await rows(console, WrongPassword) == []


@pytest.mark.parametrize(
    "fields",
    [{"login": "lan"}, {"password": PASSWORD}, {"kept": "?"}, {"login": "la\x00n"}, {"kept": "e30="}],
)
async def test_a_broken_form_is_a_wrong_password(console: Console, fields: dict[str, str]) -> None:
    browser = await console.browser()
    assert (await browser.post("/staff/sign-in", fields)).status == 401

"""An officer's own password, and accounts in the hands of administrators."""

import asyncio
import html
import re

import pytest

from bot.staff.cards import StaffRefused
from bot.staff.model import Officer
from bot.storage.database import Database
from tests.integration.staff.people import PASSWORD, Browser, Console

NEW = "sau rieng chin cay"
CHANGE = {"password": PASSWORD, "new_password": NEW, "again": NEW}
HOA = {"login": "hoa", "name": "Ngô Thị Hoà", "unit": "Văn phòng Sở", "level": "L4"}


async def administrator(console: Console) -> Browser:
    """Somebody who may change accounts."""
    await console.hire("quang", "administrator", name="Lê Quang")
    return await console.signed_in("quang")


def shown_password(page: str) -> str:
    """The password that a page shows this once."""
    found = re.search(r'class="secret">([^<]+)<', page)
    assert found is not None
    return found[1]


async def test_the_account_says_who_one_is_and_what_one_may(console: Console) -> None:
    await console.hire("lan", "hotline", "head")
    page = (await (await console.signed_in()).get("/staff/account")).text
    for words in ("Trần Thị Lan", "Trực đường dây nóng", "Lãnh đạo đơn vị", "L2", "trên 1 máy"):
        assert words in page


async def test_a_new_password_counts_at_once_and_ends_other_sessions(console: Console) -> None:
    await console.hire("lan", "hotline")
    office, phone = await console.signed_in(), await console.signed_in()
    changed = await office.post("/staff/account", CHANGE)
    assert changed.headers["Location"] == "/staff/account?done=password_changed"
    assert "Đã đổi mật khẩu" in (await office.get(changed.headers["Location"])).text
    assert (await phone.get("/staff/queue")).status == 303
    assert (await phone.sign_in()).status == 401
    assert (await phone.sign_in(password=NEW)).status == 303


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"password": "khong phai mat khau"}, "đang dùng không đúng"),
        ({"again": "sau rieng chin cây"}, "không giống nhau"),
        ({"new_password": "ngan qua", "again": "ngan qua"}, "ít nhất 12"),
        ({"new_password": "ab" * 10, "again": "ab" * 10}, "lặp lại"),
        ({"new_password": "lanlanlan-lan", "again": "lanlanlan-lan"}, "tên đăng nhập"),
        ({"new_password": "rieng " * 40, "again": "rieng " * 40}, "quá 200"),
    ],
)
async def test_a_password_that_is_not_taken_is_said_why(
    console: Console, change: dict[str, str], words: str
) -> None:
    await console.hire("lan", "hotline")
    browser = await console.signed_in()
    answer = await browser.post("/staff/account", CHANGE | change)
    assert answer.status == 422
    assert words in answer.text
    assert PASSWORD not in answer.text
    assert (await (await console.browser()).sign_in()).status == 303


async def test_guessing_the_password_in_a_browser_left_open_is_locked_too(console: Console) -> None:
    await console.hire("lan", "hotline")
    browser = await console.signed_in()
    for _ in range(5):
        await browser.post("/staff/account", CHANGE | {"password": "khong phai mat khau"})
    assert "15 phút" in (await browser.post("/staff/account", CHANGE)).text


async def test_who_was_given_a_password_must_choose_another_first(console: Console) -> None:
    admin = await administrator(console)
    page = (await admin.post("/staff/officers", [*HOA.items(), ("role", "hotline")])).text
    hoa = await console.browser()
    given = shown_password(page)
    assert (await hoa.sign_in("hoa", given)).status == 303
    assert (await hoa.get("/staff/queue")).headers["Location"] == "/staff/account"
    await hoa.find_token()
    words = (await hoa.post("/staff/tickets/7/reply", {"text": "Dạ, đã rõ"})).text
    assert "đổi mật khẩu trước" in words
    assert "Dạ, đã rõ" in words
    await hoa.post("/staff/account", {"password": given, "new_password": NEW, "again": NEW})
    assert (await hoa.get("/staff/queue")).text == "queue of Ngô Thị Hoà"


async def test_an_administrator_adds_changes_disables_and_opens_accounts(console: Console) -> None:
    admin = await administrator(console)
    added = await admin.post("/staff/officers", [*HOA.items(), ("role", "hotline"), ("role", "head")])
    assert shown_password(added.text) not in (await admin.get("/staff/officers")).text
    hoa = await console.parts.directory.find_login("hoa")
    assert hoa is not None
    assert (hoa.name, hoa.unit, hoa.level, hoa.roles) == (
        "Ngô Thị Hoà",
        "Văn phòng Sở",
        "L4",
        ("hotline", "head"),
    )
    path = f"/staff/officers/{hoa.id}"
    await admin.post(path, {"unit": "Thanh tra", "level": "L3", "role": "inspector"})
    await admin.post(path + "/active")
    changed = await console.parts.directory.find(hoa.id)
    assert changed is not None
    assert (changed.unit, changed.level, changed.roles, changed.active) == (
        "Thanh tra",
        "L3",
        ("inspector",),
        False,
    )
    assert "đã khoá" in (await admin.get("/staff/officers")).text
    await admin.post(path + "/active", {"active": "1"})
    password = shown_password((await admin.post(path + "/password")).text)
    assert (await (await console.browser()).sign_in("hoa", password)).status == 303


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"login": "quang"}, "đã có người dùng"),
        ({"login": "Cô Hoà"}, "chữ thường không dấu"),
        ({"login": "ab"}, "từ 3 đến 40"),
        ({"name": "   "}, "Chưa ghi họ tên"),
        ({"level": "L9"}, "từ L1 đến L7"),
        ({"role": "king"}, "không có trong danh sách"),
    ],
)
async def test_an_account_that_cannot_be_keeps_what_was_written(
    console: Console, change: dict[str, str], words: str
) -> None:
    admin = await administrator(console)
    answer = await admin.post("/staff/officers", HOA | {"role": "hotline"} | change)
    assert answer.status == 422
    assert words in answer.text
    assert 'value="Văn phòng Sở"' in html.unescape(answer.text)
    assert len(await console.parts.directory.everybody()) == 1


async def test_nobody_changes_their_own_rights(console: Console) -> None:
    admin = await administrator(console)
    me = await console.parts.directory.find_login("quang")
    assert me is not None
    for path, form in (
        (f"/staff/officers/{me.id}", {"level": "L6", "role": "inspector"}),
        (f"/staff/officers/{me.id}/active", {}),
        (f"/staff/officers/{me.id}/password", {}),
    ):
        answer = await admin.post(path, form)
        assert answer.status == 422
        assert "tự sửa quyền" in answer.text
    assert await console.parts.directory.find(me.id) == me


async def test_an_officer_who_does_not_exist_is_said_not_to(console: Console) -> None:
    admin = await administrator(console)
    assert "Không có cán bộ này" in (await admin.post("/staff/officers/999/active")).text
    assert (await admin.post(f"/staff/officers/{10**17}/active")).status == 422
    assert (await admin.post("/staff/officers/x/active")).status == 404


@pytest.mark.parametrize("role", ["hotline", "specialist", "head", "inspector"])
async def test_accounts_are_for_administrators_alone(console: Console, role: str) -> None:
    lan = await console.hire("lan", role)
    browser = await console.signed_in()
    assert (await browser.get("/staff/officers")).status == 403
    for path in ("/staff/officers", f"/staff/officers/{lan.id}", f"/staff/officers/{lan.id}/password"):
        assert (await browser.post(path, HOA)).status == 403
    assert await console.parts.directory.find(lan.id) == lan


async def test_who_stands_on_a_rung_is_told_without_the_disabled(console: Console) -> None:
    lan = await console.hire("lan", "hotline", level="L2", unit="A")
    minh = await console.hire("minh", "specialist", level="L2", unit="B")
    gone = await console.hire("gone", "specialist", level="L2", unit="B")
    await console.hire("hoa", "head", level="L3", unit="B")
    directory = console.parts.directory
    await directory.set_active(gone.id, False, console.parts.clock())
    assert list(await directory.officers_at("L2")) == [lan, minh]
    assert list(await directory.officers_at("L2", "B")) == [minh]
    assert list(await directory.officers_at("L7")) == []


async def test_markup_in_names_and_units_is_shown_as_text(console: Console) -> None:
    admin = await administrator(console)
    nasty = "<script>alert(1)</script>"
    await admin.post("/staff/officers", HOA | {"name": nasty, "unit": '"><img src=x onerror=alert(1)>'})
    page = (await admin.get("/staff/officers")).text
    assert nasty not in page
    assert "<img" not in page
    assert html.escape(nasty) in page


async def test_what_cannot_be_read_is_left_out_of_names_and_units(console: Console) -> None:
    admin = await administrator(console)
    await admin.post("/staff/officers", HOA | {"name": "Ngô\x00 Thị\u200b\n Hoà", "unit": "\x00Văn phòng"})
    hoa = await console.parts.directory.find_login("hoa")
    assert hoa is not None
    assert (hoa.name, hoa.unit) == ("Ngô Thị Hoà", "Văn phòng")


async def test_two_who_add_the_same_login_at_once_make_one_account(db: Database, console: Console) -> None:
    results = await asyncio.gather(*(console.hire("lan") for _ in range(4)), return_exceptions=True)
    assert sum(isinstance(one, StaffRefused) for one in results) == 3
    async with db.reading() as session:
        assert await session.get(Officer, 1) is not None

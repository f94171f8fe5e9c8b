"""Getting in, staying in, getting out."""

from tests.integration.staff.people import Console


async def test_the_right_password_opens_the_console(console: Console) -> None:
    await console.hire("lan", "specialist")
    browser = await console.browser()
    answer = await browser.sign_in("  LAN ")
    assert (answer.status, answer.headers["Location"]) == (303, "/staff")
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert "Path=/staff" in cookie
    assert "Secure" not in cookie  # it is served over plain HTTP here
    first = await browser.get("/staff")
    assert first.headers["Location"] == "/staff/queue"
    assert (await browser.get("/staff/queue")).text == "queue of Trần Thị Lan"

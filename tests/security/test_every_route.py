"""What holds for every route of the program, whoever adds one."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from aiohttp.test_utils import TestClient
from yarl import URL

from bot.staff.cookies import COOKIE, DEVICE_COOKIE
from tests.integration.staff.people import PASSWORD, Browser
from tests.security.conftest import PUBLIC_URL

READS, SIGN_IN = ("GET", "HEAD"), "/staff/sign-in"
FOR_EVERYBODY = "/cong-khai"  # figures that any site may show
READS_NO_BODY = "/api/chat/sessions"
HUGE = 24 * 1024 * 1024
DEEP = b"[" * 200_000
BODIES = [DEEP, b'{"a":' * 100_000, b"{", b"\xff\xfe", b"nan", b'{"session":{}}', b"1e999999"]
KINDS = (
    "application/json",
    "application/x-www-form-urlencoded",
    "application/x-www-form-urlencoded; charset=none",
    "multipart/form-data; boundary=x",
    "multipart/form-data",
)
CLIMBS = ["../../../etc/passwd", "..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/etc/passwd", "..\\..\\x", "%00"]


def routes(client: TestClient[Any, Any], *, reading: bool) -> Iterator[tuple[str, str]]:
    """Method and path of each, its places filled in."""
    assert client.app is not None
    for route in client.app.router.routes():
        if route.resource is not None and (route.method in READS) is reading:
            yield route.method, re.sub(r"\{[^}]*\}", "1", route.resource.canonical)


async def test_every_answer_carries_the_headers(client: TestClient[Any, Any]) -> None:
    asked = list(routes(client, reading=True))
    assert len(asked) > 60
    for method, path in [*asked, ("GET", "/there-is-no-such-page"), ("PUT", "/")]:
        answer = await client.request(method, path, allow_redirects=False)
        sent = answer.headers
        assert answer.status < 500 or path.startswith("/health"), (path, answer.status)
        assert sent["X-Content-Type-Options"] == "nosniff", path
        assert sent["X-Frame-Options"] == "DENY", path
        assert sent["Referrer-Policy"] in ("no-referrer", "same-origin"), path
        assert sent["Strict-Transport-Security"].startswith("max-age="), path
        policy = sent["Content-Security-Policy"]
        assert "default-src 'none'" in policy, path
        assert "frame-ancestors 'none'" in policy, path
        assert "unsafe" not in policy, path
        assert ("Access-Control-Allow-Origin" in sent) is path.startswith(FOR_EVERYBODY), path


async def test_no_button_of_the_console_obeys_another_site(
    client: TestClient[Any, Any], officer: Browser
) -> None:
    pressed = [path for _, path in routes(client, reading=False) if path.startswith("/staff")]
    assert len(pressed) > 20
    for path in pressed:
        foreign = await officer.post(path, Origin="https://evil.example")
        assert foreign.status == 403, path
        nowhere = await client.post(path, data={"csrf": officer.token}, allow_redirects=False)
        assert nowhere.status == 403, path


async def test_no_button_of_the_console_obeys_without_the_token(
    client: TestClient[Any, Any], officer: Browser
) -> None:
    officer.token = "of somebody else"
    for _, path in routes(client, reading=False):
        if path.startswith("/staff") and path != SIGN_IN:
            assert (await officer.post(path)).status == 403, path
    assert (await officer.get("/staff/account")).status == 200


async def test_nothing_of_the_console_is_done_by_reading(client: TestClient[Any, Any]) -> None:
    changing = {path for _, path in routes(client, reading=False) if path.startswith("/staff")}
    both = changing & {path for _, path in routes(client, reading=True)}
    for path in both:
        before = await client.get(path, allow_redirects=False)
        assert before.status in (200, 303, 401), path


async def test_nobody_makes_the_program_take_in_any_length(client: TestClient[Any, Any]) -> None:
    for method, path in routes(client, reading=False):
        answer = await client.request(
            method, path, data=bytes(HUGE), headers={"Content-Type": "application/json"}
        )
        assert 400 <= answer.status < 500 or path == READS_NO_BODY, (path, answer.status)


@pytest.mark.parametrize(
    "body",
    [DEEP, b'{"a":' * 100_000, b"{", b"\xff\xfe", b"nan", b'{"session":{}}', b"1e999999"],
    ids=range(7),
)
async def test_no_body_breaks_a_route(client: TestClient[Any, Any], body: bytes) -> None:
    for method, path in routes(client, reading=False):
        for kind in (
            "application/json",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
        ):
            answer = await client.request(
                method, path, data=body, headers={"Content-Type": kind, "Origin": PUBLIC_URL}
            )
            assert answer.status < 500, (path, kind, answer.status)


async def test_cookies_are_for_https_for_us_and_for_no_script(
    client: TestClient[Any, Any], officer: Browser
) -> None:
    answer = await client.post(
        SIGN_IN,
        data={"login": "lan", "password": PASSWORD},
        headers={"Origin": PUBLIC_URL},
        allow_redirects=False,
    )
    for name in (COOKIE, DEVICE_COOKIE):
        cookie = answer.cookies[name]
        assert cookie["secure"], name
        assert cookie["httponly"], name
        assert (cookie["samesite"], cookie["path"]) == ("Strict", "/staff")


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80@x", 'a"><script>'], ids=range(3))
async def test_no_link_follows_the_name_by_which_we_are_asked(
    client: TestClient[Any, Any], host: str
) -> None:
    for path in ("/", "/thu-tuc/1.013978", "/api/openapi.json", "/staff/queue", "/phieu/PA-261125-ABCD"):
        answer = await client.get(path, headers={"Host": host}, allow_redirects=False)
        assert "evil.example" not in await answer.text(), path
        assert "evil" not in answer.headers.get("Location", ""), path


@pytest.mark.parametrize(
    "climb",
    ["../../../etc/passwd", "..%2f..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/etc/passwd", "..\\..\\x", "%00"],
)
async def test_no_path_climbs_out_of_its_folder(
    client: TestClient[Any, Any], climb: str, officer: Browser
) -> None:
    assert client.app is not None
    places = {
        re.sub(r"\{[^}]*\}.*", "", path.canonical)
        for path in client.app.router.resources()
        if "{" in path.canonical
    }
    base = str(client.make_url("/")).rstrip("/")
    for place in sorted(places):
        answer = await client.session.get(URL(base + place + climb, encoded=True), allow_redirects=False)
        assert answer.status < 500, place
        assert "root:" not in await answer.text(), place

"""``chidan staff …``: accounts from the command line."""

import asyncio

import pytest
from typer.testing import CliRunner, Result

from bot.clock import utc_now
from bot.commands.staff import staff_cli
from bot.staff.devices import Devices
from bot.staff.doorkeeper import Doorkeeper
from bot.staff.entry import Caller, Entered, Turned
from bot.staff.passwords import Passwords
from bot.staff.permissions import load_roles
from bot.staff.signed_in import SignedIn
from bot.storage.database import Database

CALLER = Caller("127.0.0.1")


@pytest.fixture
def url(empty_database_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("CHIDAN_DATABASE_URL", empty_database_url)
    return empty_database_url


def staff(*arguments: str, typed: str = "") -> Result:
    """The command as it is typed."""
    return CliRunner().invoke(staff_cli, list(arguments), input=typed)


def sign_in(url: str, login: str, password: str) -> SignedIn | Turned:
    """Who is let in with that password."""

    async def knock() -> SignedIn | Turned:
        db = Database(url)
        door = Doorkeeper(db, Devices("secret"), Passwords(), load_roles())
        entered = await door.sign_in(login, password, CALLER, utc_now())
        found = await door.who(entered.token, utc_now()) if isinstance(entered, Entered) else entered
        await db.close()
        assert found is not None
        return found

    return asyncio.run(knock())


def test_an_officer_is_added_with_a_password_that_is_printed_once(url: str) -> None:
    added = staff(
        "add", "lan", "--role", "hotline", "--role", "head", "--unit", "Văn phòng Sở", "--level", "L4"
    )
    assert added.exit_code == 0, added.output
    password = added.stdout.strip()
    assert password not in added.stderr
    officer = sign_in(url, "lan", password)
    assert isinstance(officer, SignedIn)
    assert (officer.roles, officer.unit, officer.level) == ({"hotline", "head"}, "Văn phòng Sở", "L4")
    assert officer.must_change_password


def test_a_password_may_be_typed_and_is_printed_nowhere(url: str) -> None:
    typed = "mua mua nuoc dang cao"
    added = staff("add", "lan", "--role", "hotline", "--ask-password", typed=f"{typed}\n{typed}\n")
    assert added.exit_code == 0, added.output
    assert typed not in added.output
    assert isinstance(sign_in(url, "lan", typed), SignedIn)


def test_everybody_is_listed_the_disabled_last(url: str) -> None:
    staff("add", "lan", "--role", "hotline", "--full-name", "Trần Thị Lan")
    staff("add", "minh", "--role", "specialist", "--level", "L2", "--unit", "Chi cục")
    assert staff("disable", "lan").exit_code == 0
    assert staff("list").stdout.splitlines() == [
        "minh  L2  specialist  Chi cục  minh",
        "lan  L1  hotline  -  Trần Thị Lan  (disabled)",
    ]


def test_the_disabled_do_not_get_in_until_they_are_enabled(url: str) -> None:
    password = staff("add", "lan", "--role", "hotline").stdout.strip()
    staff("disable", "lan")
    assert sign_in(url, "lan", password) is Turned.WRONG
    staff("enable", "lan")
    assert isinstance(sign_in(url, "lan", password), SignedIn)


def test_a_new_password_takes_the_place_of_the_old(url: str) -> None:
    old = staff("add", "lan", "--role", "hotline").stdout.strip()
    new = staff("password", "LAN").stdout.strip()
    assert sign_in(url, "lan", old) is Turned.WRONG
    assert isinstance(sign_in(url, "lan", new), SignedIn)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["add", "lan", "--role", "king"], "unknown role"),
        (["add", "Lan Anh", "--role", "hotline"], "bad login"),
        (["add", "lan", "--role", "hotline", "--level", "L0"], "bad level"),
        (["disable", "nobody"], "unknown officer"),
        (["password", "nobody"], "unknown officer"),
    ],
)
def test_what_cannot_be_is_said_in_one_line(url: str, arguments: list[str], words: str) -> None:
    result = staff(*arguments)
    assert result.exit_code == 1
    assert result.stderr.strip() == f"chidan: {words}"
    assert result.stdout == ""


def test_a_weak_password_and_a_login_that_is_taken_are_refused(url: str) -> None:
    weak = staff("add", "lan", "--role", "hotline", "--ask-password", typed="ngan\nngan\n")
    assert (weak.exit_code, "too short" in weak.stderr) == (1, True)
    assert staff("add", "lan", "--role", "hotline").exit_code == 0
    assert "login taken" in staff("add", "lan", "--role", "head").stderr


def test_no_command_takes_a_password_as_an_argument(url: str) -> None:
    for command in ("add", "password"):
        assert "--password" not in staff(command, "--help").output.replace("--ask-password", "")

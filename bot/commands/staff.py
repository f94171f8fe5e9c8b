"""``chidan staff …``: who may sign in to the console."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Annotated, TypeVar

import typer

from bot.clock import utc_now
from bot.commands.errors import clear_errors
from bot.progress import say
from bot.settings import Settings
from bot.staff.cards import OfficerCard, Place, StaffRefused
from bot.staff.directory import Directory
from bot.staff.passwords import Passwords, WeakPassword, new_password
from bot.staff.permissions import load_roles
from bot.storage.database import Database
from bot.storage.upgrade import upgrade

Result = TypeVar("Result")

ROLES_HELP = "hotline, specialist, head, inspector or administrator; may be repeated."

staff_cli = typer.Typer(help="Officers, who sign in at /staff.", no_args_is_help=True)

Login = Annotated[str, typer.Argument(metavar="NAME", help="The name that the officer signs in with.")]
AskPassword = Annotated[
    bool, typer.Option("--ask-password", help="Type the password; else one is made and printed once.")
]


@staff_cli.command("add")
def staff_add(
    login: Login,
    role: Annotated[list[str], typer.Option(help=ROLES_HELP)],
    unit: Annotated[str, typer.Option(help="The unit that they work in, as tickets name it.")] = "",
    level: Annotated[str, typer.Option(help="Their rung on the ladder, L1 to L7.")] = "L1",
    full_name: Annotated[str, typer.Option("--full-name", help="As colleagues read it; else NAME.")] = "",
    ask_password: AskPassword = False,
) -> None:
    """Add an officer. NAME is 3 to 40 of a-z, 0-9, dot and dash. A password has 12 characters or more.

    It is to be changed at the first sign-in, since whoever runs this command has seen it.
    """
    place = Place(unit, level, role)
    with _refusals():
        password = _password(ask_password)
        card = _run(
            lambda officers: officers.add(
                login, full_name or login, place, password, utc_now(), temporary=True
            )
        )
        _tell(card, None if ask_password else password)


@staff_cli.command("list")
def staff_list() -> None:
    """List officers: name, rung, roles, unit; the disabled last."""
    with _refusals():
        for one in _run(lambda officers: officers.everybody()):
            roles = ",".join(one.roles) or "no role"
            typer.echo(
                f"{one.login}  {one.level}  {roles}  {one.unit or '-'}  {one.name}"
                + ("" if one.active else "  (disabled)")
            )


@staff_cli.command("disable")
def staff_disable(login: Login) -> None:
    """Sign an officer out everywhere and let them in no more; the history keeps their name."""
    _switch(login, active=False)


@staff_cli.command("enable")
def staff_enable(login: Login) -> None:
    """Let a disabled officer in again."""
    _switch(login, active=True)


@staff_cli.command("password")
def staff_password(login: Login, ask_password: AskPassword = False) -> None:
    """Give an officer a new password, to be changed at the next sign-in; signs them out everywhere."""

    async def give(officers: Directory) -> OfficerCard:
        card = await _find(officers, login)
        await officers.set_password(card.id, password, utc_now())
        return card

    with _refusals():
        password = _password(ask_password)
        _tell(_run(give), None if ask_password else password)


def _switch(login: str, *, active: bool) -> None:
    async def switch(officers: Directory) -> OfficerCard:
        card = await _find(officers, login)
        await officers.set_active(card.id, active, utc_now())
        return card

    with _refusals():
        card = _run(switch)
        say(f"{card.login} is {'enabled' if active else 'disabled'}.")


async def _find(officers: Directory, login: str) -> OfficerCard:
    card = await officers.find_login(login)
    if card is None:
        raise StaffRefused("unknown_officer")
    return card


def _password(ask: bool) -> str:
    return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True)) if ask else new_password()


def _tell(card: OfficerCard, password: str | None) -> None:
    say(f"{card.login} signs in at /staff.")
    if password is not None:
        say("This password is shown once; it is to be changed at the first sign-in:")
        typer.echo(password)


def _run(work: Callable[[Directory], Awaitable[Result]]) -> Result:
    async def run() -> Result:
        url = Settings().effective_database_url
        await asyncio.to_thread(upgrade, url)
        db = Database(url)
        try:
            return await work(Directory(db, Passwords(), load_roles()))
        finally:
            await db.close()

    return asyncio.run(run())


@contextmanager
def _refusals() -> Iterator[None]:
    with clear_errors():
        try:
            yield
        except (StaffRefused, WeakPassword) as refused:
            say(f"chidan: {str(refused).replace('_', ' ')}")
            raise typer.Exit(1) from refused

"""``chidan zalo …``: the first tokens, how they stand, and why an event is refused. Prints no secret."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Annotated

import typer

from bot.channels.zalo.captured import advice, matching, read_capture
from bot.channels.zalo.config import ZaloConfig
from bot.channels.zalo.connection import Connection
from bot.channels.zalo.oauth import GrantFailed, GrantRefused
from bot.channels.zalo.pkce import challenge_of, new_verifier
from bot.channels.zalo.signature import SIGNATURE, TIMESTAMP
from bot.clock import utc_now
from bot.conversation.delivery import DeliveryUnknown, PermanentFailure, TemporaryFailure
from bot.health.words import load_words, told_of
from bot.storage.database import Database
from bot.storage.errors import StorageUnavailable
from bot.storage.upgrade import upgrade
from bot.storage.urls import DatabaseUrlError

# The channel's configuration, None where it is off, and the address of the database.
Setup = tuple[ZaloConfig | None, str]

HOW_TO_LOG_IN = """\
1. In Zalo's developer console, where your application is linked with the Official Account, set the callback
   address, and as its code challenge
     {challenge}
2. Open the consent link that the console then shows and agree as administrator of the Official Account.
3. The browser comes to the callback with ?code=… in its address. Within ten minutes:
     chidan zalo login --verifier={verifier} --code=CODE"""

_FAILURES = (
    GrantRefused,
    GrantFailed,
    TemporaryFailure,
    PermanentFailure,
    DeliveryUnknown,
    StorageUnavailable,
    DatabaseUrlError,
    OSError,
)


def zalo_cli(read: Callable[[], Setup]) -> typer.Typer:
    """The commands; ``read`` reads the settings when one of them runs."""
    app = typer.Typer(help="The Zalo Official Account.", no_args_is_help=True)

    @app.command()
    def login(
        code: Annotated[str, typer.Option(help="From the callback's address.")] = "",
        verifier: Annotated[str, typer.Option(help="That login printed without a code.")] = "",
    ) -> None:
        """Exchange a consent code for tokens and keep them; without a code: how to get one."""
        with _told(read) as (config, url):
            if not code:
                new = new_verifier()
                typer.echo(HOW_TO_LOG_IN.format(challenge=challenge_of(new), verifier=new))
                return
            asyncio.run(_log_in(config, url, code, verifier))

    @app.command()
    def status(
        user: Annotated[str, typer.Option(help="Zalo id of a person: may they be written to?")] = "",
    ) -> None:
        """How old the tokens are, whose account they open, and what is allowed."""
        with _told(read) as (config, url):
            asyncio.run(_tell_status(config, url, user))

    @app.command("verify-event")
    def verify_event(
        file: Annotated[Path, typer.Argument(help="The raw body, best with its headers and an empty line.")],
        timestamp: Annotated[str, typer.Option(help=f"{TIMESTAMP}, if not in the file.")] = "",
        signature: Annotated[str, typer.Option(help=f"{SIGNATURE}, if not in the file.")] = "",
    ) -> None:
        """Try every way of signing on a captured event: which one matches, or what to check."""
        with _told(read) as (config, _):
            _verify(config, file.read_bytes(), {TIMESTAMP: timestamp, SIGNATURE: signature})

    return app


def _verify(config: ZaloConfig, captured: bytes, given: dict[str, str]) -> None:
    headers, raw = read_capture(captured)
    headers.update({name: value for name, value in given.items() if value})
    variant = matching(raw, headers, config)
    if variant is None:
        typer.echo("\n- ".join(["no way of signing matches:", *advice(raw, headers, config)]))
        raise typer.Exit(1)
    typer.echo(f"the event is from Zalo, signed as {variant}")


async def _log_in(config: ZaloConfig, url: str, code: str, verifier: str) -> None:
    async with _connected(config, url) as zalo:
        await zalo.tokens.log_in(code, verifier)
    typer.echo("the tokens are kept; a running program uses them from now on")
    typer.echo("CHIDAN_ZALO_REFRESH_TOKEN is not needed any more")


async def _tell_status(config: ZaloConfig, url: str, user: str) -> None:
    async with _connected(config, url) as zalo:
        typer.echo(await zalo.tokens.age())
        for told in told_of(zalo.tokens.findings(), load_words()):
            typer.echo(f"{told.en}\n  {told.vi}")
        account = await zalo.client.account()
        typer.echo(f"account: {account.get('name')} ({account.get('oaid')}), {account.get('package_name')}")
        if user:
            detail, quota = await zalo.client.user_detail(user), await zalo.client.quota(user)
            last, cost = detail.get("user_last_interaction_date"), quota.get("cs_reply")
            typer.echo(f"person: follows {detail.get('user_is_follower')}, last active {last}, quota {cost}")


@asynccontextmanager
async def _connected(config: ZaloConfig, url: str) -> AsyncIterator[Connection]:
    db = Database(url)
    zalo = Connection(config, db, utc_now)
    try:
        yield zalo
    finally:
        await zalo.finish()
        await zalo.close()
        await db.close()


@contextmanager
def _told(read: Callable[[], Setup]) -> Iterator[tuple[ZaloConfig, str]]:
    """The settings and a migrated database; what can go wrong outside ends with a sentence."""
    config, url = read()
    if config is None:
        typer.echo("chidan: Zalo is off: CHIDAN_ZALO_APP_ID is empty", err=True)
        raise typer.Exit(1)
    try:
        upgrade(url)
        yield config, url
    except _FAILURES as error:
        typer.echo(f"chidan: Zalo: {type(error).__name__}: {error}", err=True)
        raise typer.Exit(1) from error

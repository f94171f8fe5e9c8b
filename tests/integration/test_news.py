"""What one process says the others hear soon; a database that goes away is found again."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import psycopg
import pytest

from bot.storage.news import News
from bot.storage.urls import plain_url


@contextlib.asynccontextmanager
async def running(url: str) -> AsyncIterator[tuple[News, asyncio.Queue[str]]]:
    """One process's news, and what it hears of the topic "tickets"."""
    news, heard = News(url), asyncio.Queue[str]()
    news.hear("tickets", heard.put_nowait)
    task = asyncio.create_task(news.run())
    try:
        yield news, heard
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def within(heard: "asyncio.Queue[str]", seconds: float = 3.0) -> str:
    async with asyncio.timeout(seconds):
        return await heard.get()


@pytest.fixture
def url(database_url: str) -> str:
    if not database_url.startswith("postgresql"):
        pytest.skip("one process alone has no news")
    return database_url


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_others_hear_it_and_who_said_it_does_not(url: str) -> None:
    async with running(url) as (here, own), running(url) as (_, there):
        assert (await within(own), await within(there)) == ("", "")  # whoever begins to listen looks once
        here.say("tickets", "17")
        here.say("tickets", "17")
        here.say("other", "1")
        here.say("tickets", "18")
        assert [await within(there), await within(there)] == ["17", "18"]
        assert own.empty()


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_very_many_are_told_in_several_lots(url: str) -> None:
    async with running(url) as (here, own), running(url) as (_, there):
        await within(own), await within(there)
        for number in range(1500):
            here.say("tickets", f"{number:08}")
        assert [await within(there) for _ in range(1500)] == [f"{number:08}" for number in range(1500)]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_a_connection_that_is_cut_is_made_anew_and_what_was_missed_is_looked_for(url: str) -> None:
    async with running(url) as (here, own), running(url) as (_, there):
        await within(own), await within(there)
        async with await psycopg.AsyncConnection.connect(plain_url(url), autocommit=True) as knife:
            await knife.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        assert await within(there) == ""
        assert await within(own) == ""
        here.say("tickets", "19")
        assert await within(there) == "19"


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_a_note_that_cannot_be_read_costs_that_note_alone(
    url: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with running(url) as (here, own), running(url) as (there, heard):
        numbers: list[int] = []
        there.hear("numbers", lambda note: numbers.append(int(note or 0)))
        await within(own), await within(heard)
        for note in ("17", "secret-word", "18"):
            here.say("numbers", note)
        here.say("tickets", "19")
        assert await within(heard) == "19"
    assert numbers[-2:] == [17, 18]
    assert "numbers" in caplog.text
    assert "secret-word" not in caplog.text


async def test_on_sqlite_nothing_runs() -> None:
    news = News("sqlite:////nowhere/at-all.db")
    news.say("tickets", "1")
    async with asyncio.timeout(1):
        await news.run()

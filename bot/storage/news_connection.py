"""A connection for news: whoever does not answer on it soon is taken for dead."""

import asyncio
from collections.abc import Sequence
from typing import LiteralString

import psycopg

CONNECT_SECONDS = 5
ANSWER_SECONDS = 3.0

Connection = psycopg.AsyncConnection[tuple[object, ...]]


async def connected(address: str) -> Connection:
    """Each statement is committed by itself; raises psycopg.Error, within CONNECT_SECONDS."""
    return await psycopg.AsyncConnection.connect(address, autocommit=True, connect_timeout=CONNECT_SECONDS)


async def executed(connection: Connection, query: LiteralString, values: Sequence[str] = ()) -> None:
    """Raises TimeoutError if no answer comes within ANSWER_SECONDS, and closes.

    A cancelled query of psycopg's would first ask the dead server to cancel it, for ten seconds more.
    """
    asked = asyncio.create_task(connection.execute(query, values))
    try:
        await asyncio.wait({asked}, timeout=ANSWER_SECONDS)
    finally:
        if not asked.done():
            await connection.close()
            asked.cancel()
    if asked.cancelling():
        raise TimeoutError
    await asked

"""Work on the database that a stop must not cut in two."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

Result = TypeVar("Result")


async def unbroken(work: Coroutine[Any, Any, Result]) -> Result:
    """Runs to the end even if cancelled on the way; the cancellation is raised after that.

    A cancelled commit leaves open whether it happened, and a driver with a broken connection.
    """
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait({task})
        raise

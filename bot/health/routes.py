"""``/health/live`` and ``/health/ready``: whether the process runs, and whether it can do its work."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from itertools import chain

import msgspec
from aiohttp import web

from bot.conversation.log import log_failure
from bot.findings import Finding
from bot.health.words import load_words, told_of

Check = Callable[[], Awaitable[bool]]
Look = Callable[[], Awaitable[Sequence[Finding]]]

# What takes longer counts as failed: who asks must hear of it, not wait.
CHECK_SECONDS = 2.0

logger = logging.getLogger("chidan.health")


def setup_health(
    app: web.Application,
    checks: Mapping[str, Check],
    looks: Sequence[Look] = (),
    findings: Callable[[], Sequence[Finding]] = tuple,
) -> None:
    """Adds both routes; ``checks`` maps the name of what is missing to the test that finds out.

    ``looks`` find what should be mended while all goes on, ``findings`` tells what the features know of
    themselves; neither makes anything unready, and no look is waited for longer than two seconds.
    """
    words = load_words()

    async def live(request: web.Request) -> web.Response:
        return web.json_response({"status": "ok", "program": "chidan"})

    async def ready(request: web.Request) -> web.Response:
        failed, found = await asyncio.gather(_failed(checks), _found(looks))
        missing, told = told_of(failed, words), told_of([*found, *findings()], words)
        body = {
            "status": "not ready" if missing else "ready",
            "missing": [one.en for one in missing],
            "warnings": [one.en for one in told],
            "findings": msgspec.to_builtins([*missing, *told]),
        }
        return web.json_response(body, status=503 if missing else 200)

    app.router.add_get("/health/live", live)
    app.router.add_get("/health/ready", ready)


async def _failed(checks: Mapping[str, Check]) -> list[Finding]:
    passed = await asyncio.gather(*(_passes(check) for check in checks.values()))
    return [Finding(name) for name, good in zip(checks, passed, strict=True) if not good]


async def _passes(check: Check) -> bool:
    try:
        async with asyncio.timeout(CHECK_SECONDS):
            return await check()
    except TimeoutError:
        return False


async def _found(looks: Sequence[Look]) -> list[Finding]:
    return list(chain.from_iterable(await asyncio.gather(*(_look(look) for look in looks))))


async def _look(look: Look) -> Sequence[Finding]:
    """Nothing where nobody can tell: what hinders the look is found by another."""
    try:
        async with asyncio.timeout(CHECK_SECONDS):
            return await look()
    except TimeoutError:
        return ()
    except Exception as error:
        log_failure(logger, "a look of health", error)
        return ()

"""The middleware that answers 429 to a network address from which too much comes."""

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import msgspec
from aiohttp import hdrs, web
from aiohttp.typedefs import Handler, Middleware

from bot.limits.counter import Counter
from bot.web.callers import caller_address
from bot.web.errors import error_json

RULES_FILE = Path(__file__).with_name("rules.yml")
TEXTS_FILE = Path(__file__).with_name("texts.yml")
RETRY_AFTER = "60"


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """So many requests in a minute of ``paths``: "METHOD /path", or "METHOD /path*" for all that begin so."""

    per_minute: int
    paths: tuple[str, ...]

    def fits(self, asked: str) -> bool:
        """Whether it counts that "METHOD /path"."""
        return any(
            asked.startswith(path[:-1]) if path.endswith("*") else asked == path for path in self.paths
        )


@cache
def load_rules() -> Mapping[str, Rule]:
    """By name; raises msgspec.DecodeError on a wrong file."""
    return msgspec.yaml.decode(RULES_FILE.read_bytes(), type=dict[str, Rule])


@cache
def load_texts() -> Mapping[str, str]:
    """What a citizen may be shown, by code; raises msgspec.DecodeError on a wrong file."""
    return msgspec.yaml.decode(TEXTS_FILE.read_bytes(), type=dict[str, str])


def network_limits(counter: Counter) -> Middleware:
    """Requests beyond the rules never reach their handler."""

    @web.middleware
    async def limited(request: web.Request, handler: Handler) -> web.StreamResponse:
        # HEAD does the work of GET, in the handler of GET.
        method = hdrs.METH_GET if request.method == hdrs.METH_HEAD else request.method
        asked, address = f"{method} {request.path}", caller_address(request)
        found = next((one for one in load_rules().items() if one[1].fits(asked)), None) if address else None
        if found is not None and not await counter.admits(found[0], found[1].per_minute, _mark(address)):
            return _too_many(request)
        return await handler(request)

    return limited


def _too_many(request: web.Request) -> web.Response:
    """An API's page may show its words as they are; a page of ours says them itself."""
    headers: dict[str, str] = {hdrs.RETRY_AFTER: RETRY_AFTER}
    if request.path.startswith("/api/"):
        return error_json(429, message=load_texts()["too_many_requests"], headers=headers)
    raise web.HTTPTooManyRequests(headers=headers)


def _mark(address: str) -> str:
    """Stands for the address in a store that others may read."""
    return hashlib.blake2b(address.encode(), digest_size=12).hexdigest()

"""Everything that reaches out to Zalo, opened and closed together."""

from collections.abc import Sequence

import aiohttp

from bot.channels.base import HearDate, unheard
from bot.channels.zalo.api import ZaloApi
from bot.channels.zalo.client import ZaloClient
from bot.channels.zalo.config import ZaloConfig
from bot.channels.zalo.downloads import Downloads
from bot.channels.zalo.tokens import Tokens
from bot.clock import Clock
from bot.findings import Finding
from bot.storage.database import Database


class Connection:
    """To be made in a running event loop; the database must be migrated."""

    def __init__(self, config: ZaloConfig, db: Database, clock: Clock, hear_date: HearDate = unheard) -> None:
        """Nothing is asked yet."""
        # No connection is kept: one that the other side has just closed looks like an answer that was lost,
        # and what may have arrived is never sent again.
        self._http = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(force_close=True),
            cookie_jar=aiohttp.DummyCookieJar(),
            trace_configs=[_dates_for(hear_date)],
        )
        self.tokens = Tokens(config, db, self._http, clock)
        self._api = ZaloApi(self._http, config.api_url, self.tokens)
        self.client = ZaloClient(self._api, config.own_url, clock)
        self.downloads = Downloads(config.media_hosts)

    def findings(self) -> Sequence[Finding]:
        """What an officer should mend while all goes on."""
        refusal = self._api.refusal
        refused = [Finding("zalo_takes_nothing", {"code": refusal})] if refusal is not None else []
        return [*self.tokens.findings(), *refused]

    async def finish(self) -> None:
        """Waits for tokens that are on their way; after that none are asked for, nor is the database."""
        await self.tokens.close()

    async def close(self) -> None:
        """Ends every session."""
        await self._http.close()
        await self.downloads.close()


def _dates_for(hear: HearDate) -> aiohttp.TraceConfig:
    async def ended(_session: object, _context: object, request: aiohttp.TraceRequestEndParams) -> None:
        hear(request.response.headers.get("Date"))

    config = aiohttp.TraceConfig()
    config.on_request_end.append(ended)
    return config

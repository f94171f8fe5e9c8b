"""Makes the bot known to Telegram: its menu, and how it wants its updates."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence

from bot.channels.telegram.client import TelegramClient
from bot.channels.telegram.config import TelegramConfig
from bot.channels.telegram.retrying import FIRST_PAUSE, growing_pauses, log_call
from bot.channels.telegram.routes import PATH
from bot.channels.telegram.texts import Command
from bot.findings import Finding

logger = logging.getLogger("chidan.telegram")


class Presence:
    """Once told, Telegram remembers it; it is told anew at each start."""

    def __init__(
        self,
        client: TelegramClient,
        config: TelegramConfig,
        commands: Sequence[Command],
        first_pause: float = FIRST_PAUSE,
    ) -> None:
        """``first_pause`` in seconds is the one after the first failure."""
        self._client = client
        self._config = config
        self._commands = {command.name: command.title for command in commands}
        self._first_pause = first_pause
        self._known = False

    async def open_way_in(self) -> None:
        """Returns once Telegram knows how updates are to come; tries for as long as that takes."""
        await self._until_done(self._tell_way_in)
        self._known = True

    async def show_menu(self) -> None:
        """The same for commands and menu button."""
        await self._until_done(lambda: self._client.show_menu(self._commands))

    def findings(self) -> Sequence[Finding]:
        """What somebody should mend."""
        if self._lacks_address():
            return [Finding("telegram_no_address")]
        if self._client.token_refused:
            return [Finding("telegram_token_refused")]
        return [] if self._known else [Finding("telegram_no_contact")]

    async def _tell_way_in(self) -> None:
        if self._config.mode == "polling":
            await self._client.delete_webhook()
        elif not self._lacks_address():
            url = f"{self._config.public_url.rstrip('/')}{PATH}"
            await self._client.set_webhook(url, self._config.webhook_secret)

    async def _until_done(self, tell: Callable[[], Awaitable[None]]) -> None:
        for pause in growing_pauses(self._first_pause):
            try:
                await tell()
                break
            except Exception as error:
                log_call(logger, "telling Telegram of the bot", error)
                await asyncio.sleep(pause)

    def _lacks_address(self) -> bool:
        config = self._config
        return config.mode == "webhook" and not (config.public_url and config.webhook_secret)

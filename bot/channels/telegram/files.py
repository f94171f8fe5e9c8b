"""Brings pictures and files to a chat."""

import asyncio

import aiohttp

from bot.channels.own_pages import OwnPages, Page, file_name
from bot.channels.telegram.client import WHOLE_SECONDS, TelegramClient
from bot.channels.telegram.failures import PictureRefused
from bot.conversation.delivery import TemporaryFailure

LARGEST_PICTURE = 10 * 1024 * 1024
LARGEST_FILE = 20 * 1024 * 1024
# The sender counts a reply as lost after ten seconds.
SEND_SECONDS = 9.5
FETCH_SECONDS = 3.0
# With less time left a call is not begun: one that is cut may have arrived, and is never made again.
SHORTEST_CALL = 3.0


class Files:
    """Our own pages are fetched here and uploaded; other addresses are left to Telegram."""

    def __init__(self, client: TelegramClient, own_url: str) -> None:
        """``own_url`` is where this machine reaches our pages."""
        self._client = client
        self._own = OwnPages(own_url)

    async def bring_picture(self, chat: str, address: str) -> str:
        """The number of the message; what is too long or too wide for a photo comes as a file."""
        end = _now() + SEND_SECONDS
        name, picture = await self._load(address, LARGEST_PICTURE)
        try:
            return await self._client.send_picture(chat, picture, name, _left(end))
        except PictureRefused:
            return await self._client.send_file(chat, picture, name, _left(end))

    async def bring_file(self, chat: str, address: str) -> str:
        """The number of the message."""
        end = _now() + SEND_SECONDS
        name, file = await self._load(address, LARGEST_FILE)
        return await self._client.send_file(chat, file, name, _left(end))

    async def _load(self, address: str, largest: int) -> tuple[str, str | bytes]:
        """Name and content; the address itself where Telegram fetches it."""
        page: Page | None = None
        if address.startswith("/"):
            page = await self._own.fetch(address, largest, aiohttp.ClientTimeout(total=FETCH_SECONDS))
        return (page.name, page.content) if page else (file_name(address), address)


def _now() -> float:
    return asyncio.get_running_loop().time()


def _left(end: float) -> float:
    left = end - _now()
    if left < SHORTEST_CALL:
        raise TemporaryFailure("slow")
    return min(left, WHOLE_SECONDS)

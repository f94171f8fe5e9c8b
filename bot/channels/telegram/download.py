"""Downloads from the host of the Bot API, and from nowhere else."""

import aiohttp

from bot.bounded import TooLarge, read_bounded
from bot.channels.telegram.attachments import MOST_BYTES
from bot.channels.telegram.client import TelegramClient
from bot.channels.telegram.config import TelegramConfig
from bot.conversation.attachments import Attachment, AttachmentKind
from bot.conversation.delivery import (
    AttachmentRefused,
    DeliveryUnknown,
    PermanentFailure,
    TemporaryFailure,
)

TIMEOUT = aiohttp.ClientTimeout(total=8, connect=3)
NOT_FOUND = 404


class Downloads:
    """Pictures of at most 10 MB. The host names no content type: what one is shows when it is opened."""

    def __init__(self, client: TelegramClient, config: TelegramConfig) -> None:
        """Files come from where calls go to."""
        self._client = client
        self._folder = f"{config.api_root}/file/bot{config.token}/"

    async def fetch(self, attachment: Attachment) -> bytes:
        """The picture; raises AttachmentRefused, or TemporaryFailure where it may come later."""
        if attachment.kind is not AttachmentKind.IMAGE or attachment.address is None:
            raise AttachmentRefused("kind")
        try:
            address, size = await self._client.file_path(attachment.address)
        except DeliveryUnknown as unknown:
            raise TemporaryFailure(str(unknown)) from None
        except PermanentFailure:
            raise AttachmentRefused("gone") from None
        if size > MOST_BYTES:
            raise AttachmentRefused("too_large")
        if not address.startswith(self._folder):
            raise AttachmentRefused("strange_host")
        return await _download(address)


async def _download(address: str) -> bytes:
    # Nothing of the library's own words goes on from here: they may hold the address, and that the token.
    # The environment may name a proxy; the library of the calls uses it, too.
    try:
        async with (
            aiohttp.ClientSession(timeout=TIMEOUT, trust_env=True) as http,
            http.get(address, allow_redirects=False) as response,
        ):
            return await _content(response)
    except (aiohttp.ClientError, TimeoutError):
        raise TemporaryFailure("unreachable") from None


async def _content(response: aiohttp.ClientResponse) -> bytes:
    if response.status == NOT_FOUND or 300 <= response.status < 400:
        raise AttachmentRefused("gone")
    if response.status != 200:
        raise TemporaryFailure("server_error")
    try:
        return await read_bounded(response.content, MOST_BYTES)
    except TooLarge:
        raise AttachmentRefused("too_large") from None

"""Reads what somebody else sends, and no more of it than there is room for."""

import aiohttp


class TooLarge(Exception):
    """There is more than was agreed to; the rest was not read."""


async def read_bounded(stream: aiohttp.StreamReader, largest: int) -> bytes:
    """Everything, at most so many bytes; raises TooLarge, and whatever the stream raises."""
    content = bytearray()
    async for chunk in stream.iter_any():
        content += chunk
        if len(content) > largest:
            raise TooLarge
    return bytes(content)

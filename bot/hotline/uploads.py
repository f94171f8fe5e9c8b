"""Files that were posted with a form, on their way into the store."""

import asyncio
from collections.abc import Sequence

from aiohttp import web
from multidict import MultiDictProxy

from bot.hotline.files import LARGEST, FileRefused, FileStore, StoredFile

FIELD = "files"
MOST_FILES = 5


async def store_uploads(
    store: FileStore, posted: MultiDictProxy[str | bytes | bytearray | web.FileField]
) -> Sequence[StoredFile]:
    """All of them, or none: raises FileRefused for the first that is not taken."""
    files = [one for one in posted.getall(FIELD, []) if isinstance(one, web.FileField) and one.filename]
    if len(files) > MOST_FILES:
        raise FileRefused("too_many")
    contents = [(await asyncio.to_thread(one.file.read, LARGEST + 1), one.filename) for one in files]
    return [await asyncio.to_thread(store.put, content, name) for content, name in contents]

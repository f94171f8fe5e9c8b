"""Pictures that a message may carry: kinds, sizes, and those that Zalo fetches from an address."""

from urllib.parse import urlsplit

import aiohttp

from tests.emulators.zalo.answers import beyond_limit, invalid

MAX_IMAGE = 1024 * 1024
MAX_GIF = 5 * 1024 * 1024
JPEG = b"\xff\xd8\xff"
PNG = b"\x89PNG\r\n\x1a\n"
GIFS = (b"GIF87a", b"GIF89a")
FETCH_SECONDS = 5
LOOPBACK = ("127.0.0.1", "localhost")


def check_image(content: bytes, field: str) -> None:
    """JPEG or PNG of at most 1 MB."""
    if not content.startswith((JPEG, PNG)):
        raise invalid(field)
    if len(content) > MAX_IMAGE:
        raise beyond_limit(field)


def check_gif(content: bytes, field: str) -> None:
    """GIF of at most 5 MB."""
    if not content.startswith(GIFS):
        raise invalid(field)
    if len(content) > MAX_GIF:
        raise beyond_limit(field)


CHECKS = {"image": check_image, "gif": check_gif}


def check_web_address(url: str, field: str) -> None:
    """https, or plain http on this machine."""
    address = urlsplit(url)
    if not address.hostname or address.scheme not in ("https", "http"):
        raise invalid(field)
    if address.scheme == "http" and address.hostname not in LOOPBACK:
        raise invalid(field)


async def check_picture_at(url: str, kind: str) -> None:
    """Zalo fetches the picture itself; here only from this machine, other addresses are believed."""
    check_web_address(url, "url")
    if urlsplit(url).hostname in LOOPBACK:
        CHECKS[kind](await _fetched(url), "url")


async def _fetched(url: str) -> bytes:
    timeout = aiohttp.ClientTimeout(total=FETCH_SECONDS)
    try:
        async with aiohttp.ClientSession(timeout=timeout, raise_for_status=True) as http:
            answer = await http.get(url)
            return await answer.read()
    except (aiohttp.ClientError, TimeoutError):
        raise invalid("url") from None

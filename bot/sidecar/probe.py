"""Whether a Rasa server answers now."""

import aiohttp

PROBE_TIMEOUT = aiohttp.ClientTimeout(total=3.0)


async def rasa_answers(http: aiohttp.ClientSession, url: str) -> bool:
    """True if its root answers 200 within three seconds; Rasa opens its port once the model is loaded."""
    try:
        async with http.get(f"{url}/", timeout=PROBE_TIMEOUT) as response:
            return response.status == 200
    except (aiohttp.ClientError, TimeoutError):
        return False

"""Whether a Rasa server answers now, and a first question that costs no citizen a second."""

import contextlib

import aiohttp

PROBE_TIMEOUT = aiohttp.ClientTimeout(total=3.0)
WARM_UP_TIMEOUT = aiohttp.ClientTimeout(total=20.0)


async def rasa_answers(http: aiohttp.ClientSession, url: str) -> bool:
    """True if its root answers 200 within three seconds; Rasa opens its port once the model is loaded."""
    try:
        async with http.get(f"{url}/", timeout=PROBE_TIMEOUT) as response:
            return response.status == 200
    except (aiohttp.ClientError, TimeoutError):
        return False


async def warm_up(http: aiohttp.ClientSession, url: str) -> None:
    """Asks one question of nobody's, so that what Rasa loads at its first message is loaded."""
    message = {"sender": "warm-up", "message": "xin chao"}
    with contextlib.suppress(aiohttp.ClientError, TimeoutError):
        async with http.post(f"{url}/webhooks/rest/webhook", json=message, timeout=WARM_UP_TIMEOUT) as answer:
            await answer.read()

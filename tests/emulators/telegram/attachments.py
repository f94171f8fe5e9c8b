"""The file of a call: uploaded with it, at an address, or sent before."""

from urllib.parse import unquote, urlsplit

import aiohttp

from tests.emulators.telegram.files import File, Files
from tests.emulators.telegram.parameters import Parameters, Upload
from tests.emulators.telegram.refusals import bad_request

MEGABYTE = 1024 * 1024
FETCH_SECONDS = 5
LOOPBACK = ("127.0.0.1", "localhost")
LIMITS = {"photo": (10 * MEGABYTE, 5 * MEGABYTE), "document": (50 * MEGABYTE, 20 * MEGABYTE)}
# What sendDocument takes from an address.
FETCHED_DOCUMENTS = ("application/pdf", "application/zip", "image/gif")
ATTACHED = "attach://"


async def attached(parameters: Parameters, kind: str, files: Files) -> Upload | File:
    """What the call sends as its photo or document; addresses beyond this machine are not reached."""
    given = parameters.text(kind)
    upload = parameters.uploads.get(given.removeprefix(ATTACHED) if given.startswith(ATTACHED) else kind)
    most_uploaded, most_fetched = LIMITS[kind]
    if upload is not None:
        return _fitting(upload, most_uploaded)
    if not given or given.startswith(ATTACHED):
        raise bad_request(f"there is no {kind} in the request")
    if "://" in given:
        return _of_kind(_fitting(await _fetched(given, most_fetched), most_fetched), kind)
    file = files.find(given)
    if file.kind != kind:
        raise bad_request(f"can't use file of type {file.kind.title()} as {kind.title()}")
    return file


def _fitting(upload: Upload, most: int) -> Upload:
    if not upload.content:
        raise bad_request("file must be non-empty")
    if len(upload.content) > most:
        raise bad_request(f"file is too big; the maximum is {most} bytes")
    return upload


def _of_kind(upload: Upload, kind: str) -> Upload:
    wrong = (
        upload.mime not in FETCHED_DOCUMENTS if kind == "document" else not upload.mime.startswith("image/")
    )
    if wrong:
        raise bad_request("wrong type of the web page content")
    return upload


async def _fetched(url: str, most: int) -> Upload:
    address = urlsplit(url)
    if address.scheme not in ("http", "https"):
        raise bad_request("wrong HTTP URL specified: Unsupported URL protocol")
    if address.hostname not in LOOPBACK:
        raise bad_request("failed to get HTTP URL content")
    timeout = aiohttp.ClientTimeout(total=FETCH_SECONDS)
    try:
        async with aiohttp.ClientSession(timeout=timeout, raise_for_status=True) as http:
            answer = await http.get(url)
            content = await _up_to(answer.content, most + 1)
            return Upload(unquote(address.path.rpartition("/")[2]), answer.content_type, content)
    except (aiohttp.ClientError, TimeoutError):
        raise bad_request("failed to get HTTP URL content") from None


async def _up_to(stream: aiohttp.StreamReader, most: int) -> bytes:
    content = b""
    async for chunk in stream.iter_any():
        content += chunk
        if len(content) >= most:
            break
    return content

"""The emulator's own file host, from which pictures and recordings of people are fetched."""

import secrets
from dataclasses import dataclass

from aiohttp import web

from tests.emulators.faults import Faults

# A grey dot: everybody's face.
AVATAR = bytes.fromhex(
    "47494638396101000100800000999999ffffff21f90400000000002c00000000010001000002024401003b"
)


@dataclass(frozen=True)
class HostedFile:
    """``sized`` false leaves the length out, so that it must be counted while reading."""

    content: bytes
    content_type: str
    sized: bool = True


class FileHost:
    """``/files/{name}``; faults are ordered by the name ``files``."""

    def __init__(self, faults: Faults) -> None:
        """``url`` is where the emulator is reached, known once it serves."""
        self.url = ""
        self._faults = faults
        self._files: dict[str, HostedFile | str] = {"avatar": HostedFile(AVATAR, "image/gif")}
        self.fetched: list[str] = []

    def host(self, content: bytes, content_type: str, suffix: str = "", *, sized: bool = True) -> str:
        """The address of the content from now on."""
        return self._add(HostedFile(content, content_type, sized), suffix)

    def host_redirect(self, target: str) -> str:
        """An address that leads elsewhere."""
        return self._add(target, "")

    async def get(self, request: web.Request) -> web.StreamResponse:
        """The route."""
        return await self._faults.through("files", request, self._answer)

    def _add(self, file: HostedFile | str, suffix: str) -> str:
        name = secrets.token_hex(16) + suffix
        self._files[name] = file
        return f"{self.url}/files/{name}"

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["name"]
        file = self._files.get(name)
        if file is None:
            raise web.HTTPNotFound
        self.fetched.append(name)
        if isinstance(file, str):
            raise web.HTTPFound(file)
        answer = web.Response(body=file.content, content_type=file.content_type)
        return answer if file.sized else await _streamed(request, file)


async def _streamed(request: web.Request, file: HostedFile) -> web.StreamResponse:
    answer = web.StreamResponse(headers={"Content-Type": file.content_type})
    await answer.prepare(request)
    await answer.write(file.content)
    return answer

"""``/demo``: a page on which a person writes to the bot as anybody; its calls also serve load runs."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from aiohttp import web

from tests.emulators.telegram.account import Account
from tests.emulators.telegram.citizen import HOME, Citizen
from tests.emulators.telegram.crowd import Crowd
from tests.emulators.telegram.files import Files
from tests.emulators.telegram.lines import Line
from tests.emulators.telegram.people import Standing
from tests.emulators.telegram.profile import Profile
from tests.emulators.telegram.refusals import Refused
from tests.emulators.telegram.updates import Update

PAGE = Path(__file__).parent / "demo.html"
FIRST = "Nguyễn Thị Lành"
SHOWN_OF_LINE = ("text", "caption", "location", "contact", "document")

Act = Callable[[Citizen, web.Request], Awaitable[Update]]


class Demo:
    """Shows the emulator's people and lets them act."""

    def __init__(self, account: Account, profile: Profile, files: Files, crowd: Crowd) -> None:
        self._account = account
        self._profile = profile
        self._files = files
        self._crowd = crowd

    def setup(self, app: web.Application) -> None:
        """Adds the page and its calls."""
        app.router.add_get("/demo", self._page)
        app.router.add_get("/demo/state", self._state)
        app.router.add_get("/demo/files/{id}", self._file)
        app.router.add_post("/demo/people", self._add)
        for name, act in ACTS.items():
            app.router.add_post(f"/demo/people/{{person}}/{name}", self._acting(act))

    async def _page(self, _request: web.Request) -> web.StreamResponse:
        if not any(self._crowd):
            self._crowd.add(FIRST)
        return web.FileResponse(PAGE)

    async def _add(self, request: web.Request) -> web.StreamResponse:
        name = str((await request.post()).get("name", "")).strip() or FIRST
        return web.json_response({"id": self._crowd.add(name).person.id})

    async def _state(self, request: web.Request) -> web.StreamResponse:
        """Everybody, and the chat of the person asked for."""
        chosen = self._crowd.find(request.query.get("person", ""))
        state = {
            "bot": self._account.name,
            "people": [{"id": one.person.id, "name": one.person.first_name} for one in self._crowd],
            "commands": self._commands(),
            "chat": None if chosen is None else _shown(chosen),
        }
        return web.json_response(state)

    def _commands(self) -> list[str]:
        commands = next(iter(self._profile.commands.values()), [])
        return [f"/{one.command.removeprefix('/')}" for one in commands]

    async def _file(self, request: web.Request) -> web.StreamResponse:
        try:
            file = self._files.find(request.match_info["id"])
        except Refused:
            raise web.HTTPNotFound from None
        headers = {"Content-Disposition": "inline" if file.kind == "photo" else "attachment"}
        return web.Response(body=file.content, content_type=file.mime, headers=headers)

    def _acting(self, act: Act) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def handler(request: web.Request) -> web.StreamResponse:
            citizen = self._crowd.find(request.match_info["person"])
            if citizen is None:
                raise web.HTTPNotFound
            try:
                update = await act(citizen, request)
            except (LookupError, ValueError, Refused):
                raise web.HTTPBadRequest from None
            return web.json_response({"update_id": update.id})

        return handler


async def _say(citizen: Citizen, request: web.Request) -> Update:
    return citizen.say(str((await request.post())["text"]))


async def _tap(citizen: Citizen, request: web.Request) -> Update:
    return citizen.tap(str((await request.post())["button"]))


async def _photo(citizen: Citizen, request: web.Request) -> Update:
    photo = (await request.post())["photo"]
    if not isinstance(photo, web.FileField):
        raise ValueError
    return citizen.send_photo(photo.file.read())


async def _location(citizen: Citizen, _request: web.Request) -> Update:
    return citizen.send_location(*HOME)


async def _block(citizen: Citizen, _request: web.Request) -> Update:
    return citizen.unblock() if citizen.chat.standing is Standing.THROWN_OUT else citizen.block()


ACTS: dict[str, Act] = {
    "say": _say,
    "tap": _tap,
    "photo": _photo,
    "location": _location,
    "block": _block,
}


def _shown(citizen: Citizen) -> dict[str, Any]:
    return {
        "blocked": citizen.chat.standing is Standing.THROWN_OUT,
        "keys": [key.text for key in citizen.chat.keyboard_keys()],
        "lines": [_line(line) for line in citizen.chat.lines if not line.deleted],
    }


def _line(line: Line) -> dict[str, Any]:
    shown = {name: line.message[name] for name in SHOWN_OF_LINE if name in line.message}
    photo = line.message.get("photo")
    more = {"photo": photo[-1]["file_id"]} if photo else {}
    return {"id": line.id, "bot": line.parameters is not None, "buttons": line.buttons, **shown, **more}

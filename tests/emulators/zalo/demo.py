"""A page at ``/demo`` on which a person chats as any citizen of the emulator."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from aiohttp import web

from tests.emulators.zalo.assets import Assets
from tests.emulators.zalo.citizen import Citizen
from tests.emulators.zalo.officer import Officer
from tests.emulators.zalo.people import Line, People, Person, Said, Sent
from tests.emulators.zalo.webhook import Webhook

PAGE = Path(__file__).with_name("demo.html")

Act = Callable[[Citizen, dict[str, Any]], Awaitable[object]]

ACTS: dict[str, Act] = {
    "text": lambda citizen, given: citizen.send_text(given["text"]),
    "tap": lambda citizen, given: citizen.tap(given["button"]),
    "location": lambda citizen, given: citizen.send_location(given["latitude"], given["longitude"]),
    "sticker": lambda citizen, given: citizen.send_sticker(),
    "share": lambda citizen, given: citizen.submit_info(given["name"], given["phone"]),
    "follow": lambda citizen, given: citizen.follow(),
    "unfollow": lambda citizen, given: citizen.unfollow(),
    "look": lambda citizen, given: citizen.look(),
}


class Demo:
    """Everybody who opens the page may act for everybody: it is for this machine only."""

    def __init__(
        self,
        people: People,
        citizen_of: Callable[[Person], Citizen],
        officer: Officer,
        assets: Assets,
        webhook: Webhook,
    ) -> None:
        self._people = people
        self._citizen_of = citizen_of
        self._officer = officer
        self._assets = assets
        self._webhook = webhook

    def setup(self, app: web.Application) -> None:
        """Adds the page and what it calls."""
        app.router.add_get("/demo", self._page)
        app.router.add_get("/demo/state", self._state)
        app.router.add_get("/demo/assets/{key}", self._asset)
        app.router.add_post("/demo/people", self._add_person)
        app.router.add_post("/demo/photo", self._photo)
        app.router.add_post("/demo/act", self._act)
        app.router.add_post("/demo/officer", self._officer_writes)

    async def _page(self, _request: web.Request) -> web.StreamResponse:
        return web.Response(text=PAGE.read_text(encoding="utf-8"), content_type="text/html")

    async def _state(self, request: web.Request) -> web.StreamResponse:
        person = self._people.get(request.query.get("person", ""))
        people = [{"id": p.id, "name": p.name, "follows": p.follows} for p in self._people]
        talk = [_shown(line) for line in person.talk if not _hidden(line)] if person else []
        return web.json_response({"people": people, "talk": talk, "webhook": self._webhook.enabled})

    async def _asset(self, request: web.Request) -> web.StreamResponse:
        asset = self._assets.get(request.match_info["key"])
        if asset is None:
            raise web.HTTPNotFound
        disposition = {"Content-Disposition": "inline"} if asset.kind != "file" else {}
        return web.Response(body=asset.content, headers=disposition)

    async def _add_person(self, request: web.Request) -> web.StreamResponse:
        person = self._people.add((await request.json())["name"], None)
        return web.json_response({"id": person.id})

    async def _act(self, request: web.Request) -> web.StreamResponse:
        given = await request.json()
        await ACTS[given["act"]](self._citizen(given["person"]), given)
        return web.json_response({})

    async def _photo(self, request: web.Request) -> web.StreamResponse:
        form = await request.post()
        photo = form["photo"]
        assert isinstance(photo, web.FileField)
        await self._citizen(str(form["person"])).send_photo(photo.file.read(), photo.content_type)
        return web.json_response({})

    async def _officer_writes(self, request: web.Request) -> web.StreamResponse:
        given = await request.json()
        await self._officer.write(self._person(given["person"]), given["text"])
        return web.json_response({})

    def _citizen(self, person_id: str) -> Citizen:
        return self._citizen_of(self._person(person_id))

    def _person(self, person_id: str) -> Person:
        person = self._people.get(person_id)
        if person is None:
            raise web.HTTPNotFound
        return person


def _hidden(line: Line) -> bool:
    return isinstance(line, Said) and line.hidden


def _shown(line: Line) -> dict[str, Any]:
    """What the page needs of a message."""
    attachments = list(line.body.get("attachments") or [line.body.get("attachment") or {}])
    payload = attachments[0].get("payload", {})
    side = "me" if not isinstance(line, Sent) else "officer" if line.admin_id else "oa"
    return {
        "id": line.id,
        "at": line.at.isoformat(),
        "side": side,
        "kind": line.kind,
        "text": line.body.get("text") or "",
        "payload": payload,
        "billed": isinstance(line, Sent) and line.billed,
    }

"""Zalo on this machine: OAuth, the API of an Official Account, its people and its webhook."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from bot.clock import Clock, utc_now
from tests.emulators.faults import Faults
from tests.emulators.loopback import serving
from tests.emulators.zalo.account import Account
from tests.emulators.zalo.assets import Assets
from tests.emulators.zalo.citizen import Citizen
from tests.emulators.zalo.demo import Demo
from tests.emulators.zalo.enquiries import Enquiries
from tests.emulators.zalo.events import Events
from tests.emulators.zalo.files import FileHost
from tests.emulators.zalo.gate import Gate, RateLimit, no_such_api
from tests.emulators.zalo.messages import Messages
from tests.emulators.zalo.oauth import OAuthServer
from tests.emulators.zalo.officer import Officer
from tests.emulators.zalo.outward import Outward
from tests.emulators.zalo.people import People, Person
from tests.emulators.zalo.tokens import Tokens
from tests.emulators.zalo.webhook import ANSWER_SECONDS, Webhook

MAX_BODY = 12 * 1024 * 1024


class ZaloEmulator:
    """One application with one Official Account.

    Faults are ordered by: oauth, cs, template, react, upload_image, upload_gif, upload_file, user_detail,
    getoa, quota, files, or ANY.
    """

    def __init__(
        self,
        account: Account | None = None,
        clock: Clock = utc_now,
        ladder_scale: float = 1.0,
        answer_seconds: float = ANSWER_SECONDS,
    ) -> None:
        """Nothing is served before ``running``."""
        self.account = account or Account()
        self.clock = clock
        self.url = ""
        self.faults = Faults()
        self.people = People()
        self.tokens = Tokens(clock)
        self.limit = RateLimit(clock)
        self.assets = Assets(clock)
        self.files = FileHost(self.faults)
        self.oauth = OAuthServer(self.account, self.tokens, self.faults)
        self.events = Events(self.account, clock)
        self.webhook = Webhook(self.account, ladder_scale, answer_seconds)
        self.officer = Officer(self.events, self.webhook, clock)
        outward = Outward(self.events, self.webhook)
        self.messages = Messages(self.account, self.people, self.assets, outward, clock)
        self._enquiries = Enquiries(self.account, self.people, clock)

    @asynccontextmanager
    async def running(self, port: int = 0) -> AsyncIterator["ZaloEmulator"]:
        """Serves everything at ``url`` until the end."""
        async with serving(self._app(), port) as self.url:
            self.files.url = self._enquiries.url = self.url
            await self.webhook.open()
            try:
                yield self
            finally:
                await self.webhook.close()

    def citizen(self, name: str = "Bác Năm", *, follows: bool = True) -> Citizen:
        """A new person, who follows the account since just now without an event of it."""
        return self.citizen_of(self.people.add(name, self.clock() if follows else None))

    def citizen_of(self, person: Person) -> Citizen:
        """The hands of a person who is there already."""
        return Citizen(person, self.events, self.webhook, self.files, self.clock)

    def _app(self) -> web.Application:
        app = web.Application(client_max_size=MAX_BODY)
        self.oauth.setup(app)
        app.router.add_get("/files/{name}", self.files.get)
        Demo(self.people, self.citizen_of, self.officer, self.assets, self.webhook).setup(app)
        self._add_api(app, Gate(self.faults, self.tokens, self.limit))
        app.router.add_route("*", "/{path:.*}", no_such_api)
        return app

    def _add_api(self, app: web.Application, gate: Gate) -> None:
        post, get = app.router.add_post, app.router.add_get
        post("/v3.0/oa/message/cs", gate.around("cs", self.messages.consult))
        post("/v3.0/oa/message/template", gate.around("template", self.messages.template))
        post("/v2.0/oa/message", gate.around("react", self.messages.react))
        post("/v2.0/oa/upload/image", gate.around("upload_image", self.assets.upload_image))
        post("/v2.0/oa/upload/gif", gate.around("upload_gif", self.assets.upload_gif))
        post("/v2.0/oa/upload/file", gate.around("upload_file", self.assets.upload_file))
        post("/v3.0/oa/quota/message", gate.around("quota", self._enquiries.quota))
        get("/v3.0/oa/user/detail", gate.around("user_detail", self._enquiries.user_detail))
        get("/v2.0/oa/getoa", gate.around("getoa", self._enquiries.official_account))

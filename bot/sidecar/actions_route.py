"""``POST /rasa/actions``: where Rasa calls its custom actions, which run inside this process."""

import hmac
import logging
from collections.abc import Iterable

import msgspec
from aiohttp import web
from rasa_sdk import Action
from rasa_sdk.executor import ActionExecutor, ActionNotFoundException

from bot.logs.context import about_message, message_in
from bot.sidecar.once import Once

log = logging.getLogger(__name__)

EXECUTOR = web.AppKey("rasa_action_executor", ActionExecutor)
ONCE = web.AppKey("rasa_actions_once", Once)
TOKEN = web.AppKey("rasa_actions_token", str)
PATH = "/rasa/actions"


def setup_actions(app: web.Application, actions: Iterable[Action], token: str) -> None:
    """Serves the actions to whoever shows the token; the route is on the public port, so it is checked."""
    executor = ActionExecutor()
    for action in actions:
        executor.register_action(action)
    app[EXECUTOR] = executor
    app[ONCE] = Once()
    app[TOKEN] = token
    app.router.add_post(PATH, run_action)


async def run_action(request: web.Request) -> web.Response:
    """Runs the action that Rasa names; 400 and 404 as Rasa expects them."""
    shown = request.query.get("token", "").encode(errors="replace")  # as text it would have to be ASCII
    if not hmac.compare_digest(shown, request.app[TOKEN].encode()):
        raise web.HTTPForbidden(text="token")
    try:
        call = msgspec.json.decode(await request.read(), type=dict)
    except msgspec.DecodeError as error:
        raise web.HTTPBadRequest(text="not JSON") from error
    # The actions read no domain, so Rasa is told to leave it out; the executor insists on the key.
    call.setdefault("domain", {})
    try:
        with about_message(_message_of(call)):
            log.info("action %s", call.get("next_action"))
            result = await request.app[ONCE].run(call, lambda: request.app[EXECUTOR].run(call))
    except ActionNotFoundException as error:
        raise web.HTTPNotFound(text=str(error)) from error
    if result is None:
        raise web.HTTPBadRequest(text="next_action is missing")
    return web.Response(body=msgspec.json.encode(result.model_dump()), content_type="application/json")


def _message_of(call: dict[str, object]) -> int | None:
    try:
        return message_in(msgspec.convert(call, _Call).tracker.latest_message.metadata or {})
    except msgspec.ValidationError:
        return None  # for the log alone; the executor judges the call


class _Latest(msgspec.Struct):
    metadata: dict[str, object] | None = None


class _Tracker(msgspec.Struct):
    latest_message: _Latest = msgspec.field(default_factory=_Latest)


class _Call(msgspec.Struct):
    tracker: _Tracker = msgspec.field(default_factory=_Tracker)

"""The OAuth server: consent page and token grants (version 4)."""

from collections.abc import Callable, Mapping
from urllib.parse import urlencode

from aiohttp import web

from tests.emulators.faults import Faults
from tests.emulators.zalo.account import Account
from tests.emulators.zalo.refusals import oauth_error_body
from tests.emulators.zalo.tokens import ACCESS_SECONDS, GrantRefused, TokenPair, Tokens

VERIFIER_LENGTH = 43
TOKEN_PATH = "/v4/oa/access_token"
CONSENT_PATH = "/v4/oa/permission"

Form = Mapping[str, str]


class OAuthServer:
    """Answers every error with HTTP 200 and words, as Zalo does."""

    def __init__(self, account: Account, tokens: Tokens, faults: Faults) -> None:
        """``code_challenge`` is what the console saved with the callback, if anything."""
        self._account = account
        self._tokens = tokens
        self._faults = faults
        self.code_challenge: str | None = None
        self._grants: dict[str, Callable[[Form], TokenPair]] = {
            "authorization_code": self._by_code,
            "refresh_token": self._by_refresh_token,
        }

    def setup(self, app: web.Application) -> None:
        """Adds both routes."""
        app.router.add_post(TOKEN_PATH, self._grant)
        app.router.add_get(CONSENT_PATH, self._consent)

    def consent_link(self, url: str) -> str:
        """The link that the console would show; a self-made one with another callback is refused."""
        query = {"app_id": self._account.app_id, "redirect_uri": self._account.callback_url}
        return f"{url}{CONSENT_PATH}?{urlencode(query)}"

    async def _consent(self, request: web.Request) -> web.StreamResponse:
        if request.query.get("app_id") != self._account.app_id:
            return web.json_response({"error": -14002, "message": "App is not active"})
        if request.query.get("redirect_uri") != self._account.callback_url:
            return web.json_response({"error": -14003, "message": "Invalid redirect uri"})
        query = {"code": self._tokens.issue_code(self.code_challenge), "oa_id": self._account.oa_id}
        if "state" in request.query:
            query["state"] = request.query["state"]
        raise web.HTTPFound(f"{self._account.callback_url}?{urlencode(query)}")

    async def _grant(self, request: web.Request) -> web.StreamResponse:
        return await self._faults.through("oauth", request, self._answer)

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        try:
            pair = await self._pair(request)
        except GrantRefused as refused:
            return web.json_response(oauth_error_body(refused.name, refused.reason))
        return web.json_response(
            {
                "access_token": pair.access_token,
                "refresh_token": pair.refresh_token,
                "expires_in": str(ACCESS_SECONDS),
            }
        )

    async def _pair(self, request: web.Request) -> TokenPair:
        if request.content_type != "application/x-www-form-urlencoded":
            raise GrantRefused("Invalid request.", "Content type is not supported")
        form = {name: value for name, value in (await request.post()).items() if isinstance(value, str)}
        if request.headers.get("secret_key") != self._account.app_secret:
            raise GrantRefused("Invalid secret key.", "Secret key is invalid")
        if form.get("app_id") != self._account.app_id:
            raise GrantRefused("Invalid app id.", "App id is invalid")
        grant = self._grants.get(form.get("grant_type", ""))
        if grant is None:
            raise GrantRefused("Invalid grant type.", "Grant type is invalid")
        return grant(form)

    def _by_code(self, form: Form) -> TokenPair:
        verifier = form.get("code_verifier", "")
        if self.code_challenge is not None and len(verifier) != VERIFIER_LENGTH:
            raise GrantRefused("Invalid code verifier.", "Code verifier must have 43 characters")
        return self._tokens.exchange(form.get("code", ""), verifier)

    def _by_refresh_token(self, form: Form) -> TokenPair:
        return self._tokens.refresh(form.get("refresh_token", ""))

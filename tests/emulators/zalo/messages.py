"""The routes that send to a person."""

from collections.abc import Mapping
from typing import Any

import msgspec
from aiohttp import web

from bot.clock import Clock
from tests.emulators.zalo.account import Account
from tests.emulators.zalo.answers import ZaloError, invalid
from tests.emulators.zalo.assets import Assets
from tests.emulators.zalo.content import checked_kind
from tests.emulators.zalo.outward import Outward
from tests.emulators.zalo.people import People, Person, Sent, new_message_id
from tests.emulators.zalo.reading import read
from tests.emulators.zalo.shapes import Consultation, Message, ReactionMessage, TemplateMessage
from tests.emulators.zalo.windows import check_reachable, is_billed

MAX_REACTIONS = 50
REACTIONS = ("/-strong", "/-heart", ":>", ":o", ":-((", ":-h", "/-remove")


class Messages:
    """Checks what is sent, keeps it in the person's talk and lets the events of it go out."""

    def __init__(
        self, account: Account, people: People, assets: Assets, outward: Outward, clock: Clock
    ) -> None:
        """``templates`` are the approved ones, with the names of their parameters."""
        self._account = account
        self._people = people
        self._assets = assets
        self._outward = outward
        self._clock = clock
        self.templates: dict[str, frozenset[str]] = {}
        self.templates_by_phone_only: set[str] = set()

    async def consult(self, request: web.Request) -> dict[str, Any]:
        """``/v3.0/oa/message/cs``: free for 48 hours, billed up to seven days, then refused."""
        wanted = read(await _json(request), Consultation)
        kind = await checked_kind(wanted.message, self._assets)
        person = self._person(wanted.recipient.user_id)
        _check_quote(person, wanted.message)
        check_reachable(person)
        billed = is_billed(person, self._clock())
        body = msgspec.to_builtins(wanted.message)
        return self._send(person, kind, {k: v for k, v in body.items() if v is not None}, billed)

    async def template(self, request: web.Request) -> dict[str, Any]:
        """``/v3.0/oa/message/template``: approved texts, at any time, always paid."""
        wanted = read(await _json(request), TemplateMessage)
        if wanted.template_id in self.templates_by_phone_only:
            raise ZaloError(-249)
        names = self.templates.get(wanted.template_id)
        if names is None:
            raise ZaloError(-109)
        if names != wanted.template_data.keys():
            raise ZaloError(-112)
        person = self._person(wanted.user_id)
        check_reachable(person)
        body = {"template_id": wanted.template_id, "template_data": wanted.template_data}
        return self._send(person, "template", body, billed=True)

    async def react(self, request: web.Request) -> dict[str, Any]:
        """``/v2.0/oa/message``: only reactions are left of it."""
        raw = await _json(request)
        if b"sender_action" not in raw:
            raise ZaloError(-240)
        wanted = read(raw, ReactionMessage)
        person, action = self._person(wanted.recipient.user_id), wanted.sender_action
        if person.line(action.react_message_id) is None:
            raise invalid("react_message_id")
        reaction = (action.react_message_id, action.react_icon)
        already = [message for message, _ in person.reactions if message == reaction[0]]
        if action.react_icon not in REACTIONS or len(already) >= MAX_REACTIONS:
            raise invalid("react_icon")
        person.reactions.append(reaction)
        return {"message_id": action.react_message_id, "user_id": person.id}

    def _person(self, user_id: str) -> Person:
        person = self._people.get(user_id)
        if person is None:
            raise invalid("user_id")
        return person

    def _send(self, person: Person, kind: str, body: Mapping[str, Any], billed: bool) -> dict[str, Any]:
        sent = Sent(new_message_id(), self._clock(), kind, body, billed)
        person.talk.append(sent)
        self._outward.was_sent(person, sent)
        return {
            "message_id": sent.id,
            "user_id": person.id,
            "sent_time": str(int(sent.at.timestamp() * 1000)),
            "quota": {
                "quota_type": "purchase_quota" if billed else "reply",
                "owner_type": "OA",
                "owner_id": self._account.oa_id,
            },
        }


def _check_quote(person: Person, message: Message) -> None:
    if message.quote_message_id is not None and person.line(message.quote_message_id) is None:
        raise invalid("quote_message_id")


async def _json(request: web.Request) -> bytes:
    if request.content_type != "application/json":
        raise invalid("body")
    return await request.read()

"""What we ask of Zalo: to bring a reply, and to tell of people and of the account."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.channels.zalo.api import Deadline, ZaloApi
from bot.channels.zalo.errors import UPLOAD_DIED
from bot.channels.zalo.messages import Message, file_message, image_message, phone_message, text_message
from bot.channels.zalo.uploads import FILE, IMAGE, Kind, Uploads
from bot.clock import Clock
from bot.conversation.delivery import TemporaryFailure
from bot.conversation.replies import Reply, Wanted

SEND_PATH = "/v3.0/oa/message/cs"
TEMPLATE_PATH = "/v3.0/oa/message/template"


class ZaloClient:
    """Every method raises TemporaryFailure, PermanentFailure or DeliveryUnknown."""

    def __init__(self, api: ZaloApi, own_url: str, clock: Clock) -> None:
        """Pictures and files are fetched from ``own_url``."""
        self._api = api
        self._uploads = Uploads(api, own_url, clock)

    async def upload(self, reply: Reply) -> None:
        """Has the part's picture or file, if it has one, ready at Zalo: ``send`` is one call then."""
        for address, kind in _uploads_of(reply):
            await self._uploads.uploaded(address, kind, Deadline())

    async def send(self, user_id: str, reply: Reply, phone_picture: str = "") -> str | None:
        """Brings one part, which has words, a picture or a file; returns Zalo's name for the message.

        ``phone_picture`` is what a wish for the phone number is shown with.
        """
        for address, kind in _uploads_of(reply):
            return await self._send_uploaded(user_id, address, kind)
        if reply.wants is Wanted.PHONE and phone_picture:
            return await self._send(user_id, phone_message(reply.text, phone_picture), Deadline())
        return await self._send(user_id, text_message(reply.text, reply.buttons), Deadline())

    async def send_template(self, user_id: str, template_id: str, data: Mapping[str, str]) -> str | None:
        """An approved and paid message, which goes out however long ago the person wrote."""
        body = {"user_id": user_id, "template_id": template_id, "template_data": dict(data)}
        return _message_id(await self._api.post(TEMPLATE_PATH, body))

    async def user_detail(self, user_id: str) -> Mapping[str, Any]:
        """What Zalo tells of a person."""
        return await self._api.get("/v3.0/oa/user/detail", {"user_id": user_id})

    async def quota(self, user_id: str) -> Mapping[str, Any]:
        """When the person was last active, and at whose cost a message to them would go."""
        return await self._api.post("/v3.0/oa/quota/message", {"user_id": user_id})

    async def account(self) -> Mapping[str, Any]:
        """What Zalo tells of the Official Account."""
        return await self._api.get("/v2.0/oa/getoa")

    async def _send_uploaded(self, user_id: str, address: str, kind: Kind) -> str | None:
        deadline = Deadline()
        name = await self._uploads.uploaded(address, kind, deadline)
        message = image_message(name) if kind is IMAGE else file_message(name)
        try:
            return await self._send(user_id, message, deadline)
        except TemporaryFailure as failure:
            if str(failure) == str(UPLOAD_DIED):
                self._uploads.forget(name)
            raise

    async def _send(self, user_id: str, message: Message, deadline: Deadline) -> str | None:
        body = {"recipient": {"user_id": user_id}, "message": message}
        return _message_id(await self._api.post(SEND_PATH, body, deadline))


def _uploads_of(reply: Reply) -> Sequence[tuple[str, Kind]]:
    """A part has a picture or a file or neither."""
    pictures = [(address, IMAGE) for address in reply.images[:1]]
    return pictures or ([(reply.file, FILE)] if reply.file else [])


def _message_id(data: Mapping[str, Any]) -> str | None:
    name = data.get("message_id")
    return name if isinstance(name, str) else None

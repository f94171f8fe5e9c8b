"""The bodies of the events of one account."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.clock import Clock
from tests.emulators.zalo.account import Account
from tests.emulators.zalo.people import Line, Person, Sent

Event = dict[str, Any]
Stamp = Callable[[datetime], str]

ECHOES = {
    "text": "oa_send_text",
    "image": "oa_send_image",
    "gif": "oa_send_gif",
    "file": "oa_send_file",
    "sticker": "oa_send_sticker",
    "request_user_info": "oa_send_list",
}


def milliseconds(at: datetime) -> str:
    """Zalo's timestamps: a string of milliseconds."""
    return str(int(at.timestamp() * 1000))


class Events:
    """Ids and times are strings throughout. A test replaces ``stamp`` for odd times."""

    def __init__(self, account: Account, clock: Clock, stamp: Stamp = milliseconds) -> None:
        self._account = account
        self._clock = clock
        self.stamp = stamp

    def said(self, person: Person, line: Line) -> Event:
        """``user_send_…`` of what the person sent."""
        message = {"msg_id": line.id, **line.body}
        return self._between(f"user_send_{line.kind}", person, {"id": person.id}, message)

    def echo(self, person: Person, sent: Sent) -> Event:
        """``oa_send_…``; a human in OA Manager has an ``admin_id``."""
        sender = {"id": self._account.oa_id}
        if sent.admin_id is not None:
            sender["admin_id"] = sent.admin_id
        message = {"msg_id": sent.id, **_echoed(sent)}
        return self._between(ECHOES[sent.kind], person, sender, message)

    def received(self, person: Person, sent: Sent) -> Event:
        """The message is on the person's telephone."""
        sender = {"id": self._account.oa_id}
        return self._between("user_received_message", person, sender, {"msg_id": sent.id})

    def seen(self, person: Person, message_ids: Sequence[str]) -> Event:
        """The person has looked at these messages."""
        sender = {"id": self._account.oa_id}
        return self._between("user_seen_message", person, sender, {"msg_ids": list(message_ids)})

    def info(self, person: Person, info: Mapping[str, Any]) -> Event:
        """``user_submit_info`` in either shape."""
        event = self._between("user_submit_info", person, {"id": person.id}, {})
        del event["message"], event["user_id_by_app"]
        return {**event, "info": dict(info)}

    def following(self, person: Person, event_name: str) -> Event:
        """``follow`` and ``unfollow`` have neither sender nor message."""
        follower = {"follower": {"id": person.id}, "user_id_by_app": person.id_by_app}
        return {**self._of_account(event_name), **follower, "source": "oa_profile"}

    def tagged(self, person: Person, tag: str) -> Event:
        """An officer has put a tag on the person."""
        tagged = {"user_id_by_app": person.id_by_app, "tag": {"user_ids": [person.id], "name": tag}}
        return {**self._of_account("add_user_to_tag"), **tagged}

    def feedback(self, message_id: str, rate: int, note: str, feedbacks: Sequence[str]) -> Event:
        """A rating; it does not say whose."""
        message = {
            "rating_type": "csat",
            "option": "five_emotions",
            "rate": rate,
            "note": note,
            "feedbacks": list(feedbacks),
            "submit_time": milliseconds(self._clock()),
            "msg_id": message_id,
            "tracking_id": "",
        }
        return {**self._of_account("user_feedback"), "message": message}

    def quick_reply(self, message_id: str, data: str) -> Event:
        """A tap on a button of an approved template."""
        message = {
            "submit_time": milliseconds(self._clock()),
            "button_type": "quick_reply",
            "data": data,
            "tracking_id": "",
        }
        return {**self._of_account("user_click_response_button"), "msg_id": message_id, "message": message}

    def _between(
        self, name: str, person: Person, sender: Mapping[str, str], message: Mapping[str, Any]
    ) -> Event:
        other = self._account.oa_id if sender["id"] == person.id else person.id
        return {
            "app_id": self._account.app_id,
            "user_id_by_app": person.id_by_app,
            "event_name": name,
            "timestamp": self.stamp(self._clock()),
            "sender": dict(sender),
            "recipient": {"id": other},
            "message": dict(message),
        }

    def _of_account(self, name: str) -> Event:
        return {
            "app_id": self._account.app_id,
            "oa_id": self._account.oa_id,
            "event_name": name,
            "timestamp": self.stamp(self._clock()),
        }


def _echoed(sent: Sent) -> Mapping[str, Any]:
    """What was sent, in the shape of what people send."""
    if sent.kind == "text":
        return {"text": sent.text}
    if "attachments" in sent.body:
        return sent.body
    elements = sent.body["attachment"]["payload"].get("elements") or [{}]
    url = elements[0].get("url") or ""
    words = {"text": sent.text} if sent.text else {}
    return {**words, "attachments": [{"type": sent.kind, "payload": {"url": url, "thumbnail": url}}]}

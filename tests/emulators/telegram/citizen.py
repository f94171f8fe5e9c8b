"""One person in one chat: what they do there, the bot hears as updates.

Everything returns the update at once; ``delivery.settled`` waits until it was delivered.
"""

from typing import Any

from tests.emulators.telegram.chats import Chat
from tests.emulators.telegram.formatting import entities_found
from tests.emulators.telegram.lines import Line
from tests.emulators.telegram.people import Standing
from tests.emulators.telegram.photos import photo_sizes
from tests.emulators.telegram.presence import Presence
from tests.emulators.telegram.updates import Update

# Where a person is who taps the button that shares it.
HOME = (21.853, 106.761)


class Citizen(Presence):
    """Everything that a person can do."""

    def say(self, text: str, answering: Line | None = None) -> Update:
        """A text or a command; it may answer a message."""
        reply = {} if answering is None else {"reply_to_message": answering.quoted()}
        return self._send({"text": text, **_marked("entities", text), **reply})

    def edit(self, text: str) -> Update:
        """The last text of the person is changed."""
        mine = [line for line in self.chat.lines if line.message["from"] == self.person.user()]
        last = next(line for line in reversed(mine) if "text" in line.message)
        return self._change(last, {"text": text, **_marked("entities", text)})

    def tap(self, button: str) -> Update:
        """The latest button under a message with that title or data, or the one of the keyboard."""
        for line in reversed(self.chat.sent):
            for found in () if line.deleted else line.buttons:
                if button in (found["text"], found.get("callback_data")):
                    return self._tap_under(line, found)
        return self._press(button)

    def send_photo(self, content: bytes, caption: str = "") -> Update:
        """A picture, which arrives in several sizes."""
        return self._send({"photo": photo_sizes(content, self._world.files), **_caption(caption)})

    def send_document(self, name: str, content: bytes, mime: str, caption: str = "") -> Update:
        """Any file, also a picture that is not to be made smaller."""
        file = self._world.files.keep("document", name, mime, content)
        return self._send({"document": file.as_field(file_name=name, mime_type=mime), **_caption(caption)})

    def send_voice(self, content: bytes = b"OggS", seconds: int = 3) -> Update:
        """A voice message, OGG with Opus."""
        file = self._world.files.keep("voice", "voice.oga", "audio/ogg", content)
        return self._send({"voice": file.as_field(duration=seconds, mime_type="audio/ogg")})

    def send_sticker(self, emoji: str = "👍") -> Update:
        """A sticker that stands for that emoji."""
        file = self._world.files.keep("sticker", "sticker.webp", "image/webp", b"RIFF....WEBPVP8 ")
        about = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
        return self._send({"sticker": file.as_field(emoji=emoji, set_name="HotCherry", **about)})

    def send_location(self, latitude: float, longitude: float) -> Update:
        """Where the person is."""
        return self._send({"location": {"latitude": latitude, "longitude": longitude}})

    def send_own_contact(self) -> Update:
        """The person's own number, as the button for it sends it."""
        return self.send_contact(self.person.phone, self.person.first_name, self.person.id)

    def send_contact(self, phone: str, first_name: str, user_id: int | None = None) -> Update:
        """Anybody's number; ``user_id`` is None if that one is not on Telegram."""
        known = {} if user_id is None else {"user_id": user_id}
        return self._send({"contact": {"phone_number": phone, "first_name": first_name, **known}})

    def block(self) -> Update:
        """The person blocks the bot, or throws it out of the group."""
        return self._set_standing(Standing.THROWN_OUT)

    def unblock(self) -> Update:
        """The person lets the bot in again."""
        return self._set_standing(Standing.MEMBER)

    def leave_telegram(self) -> None:
        """The account is deleted; the bot hears nothing of it."""
        self.chat.standing = Standing.DEACTIVATED

    def add_bot_to(self, title: str) -> "Citizen":
        """The person in a new group with the bot."""
        there = self.joining(self._world.chats.add_group(title))
        there.unblock()
        return there

    def joining(self, group: Chat) -> "Citizen":
        """The person in that group."""
        return Citizen(self._world, self.person, group)

    def _press(self, title: str) -> Update:
        key = next((key for key in self.chat.keyboard_keys() if key.text == title), None)
        if key is None:
            raise LookupError(f"no button {title!r} is to be seen")
        if key.request_contact:
            return self.send_own_contact()
        if key.request_location:
            return self.send_location(*HOME)
        return self.say(title)


def _caption(text: str) -> dict[str, Any]:
    return {"caption": text, **_marked("caption_entities", text)} if text else {}


def _marked(name: str, text: str) -> dict[str, Any]:
    found = entities_found(text)
    return {name: found} if found else {}

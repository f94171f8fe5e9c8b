"""A citizen on each channel who does the same: what they do, and what they are shown."""

import asyncio
import inspect
import io
import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import aiohttp
import segno

from tests.emulators.telegram.citizen import Citizen as TelegramCitizen
from tests.emulators.telegram.lines import Line
from tests.emulators.zalo.citizen import Citizen as ZaloCitizen
from tests.emulators.zalo.people import Sent

PICTURE, FILE = "a picture", "a file"
ANSWER_SECONDS, QUIET_SECONDS = 30.0, 3.0

Act = Callable[[str], object]


@dataclass(frozen=True)
class Bubble:
    """What a citizen sees of one message; what stands beside its words is only named."""

    text: str
    buttons: tuple[str, ...]
    beside: tuple[str, ...] = ()

    def __str__(self) -> str:
        buttons = " ".join(f"[{title}]" for title in self.buttons)
        return "\n".join(filter(None, (self.text, *(f"({one})" for one in self.beside), buttons)))


@dataclass(frozen=True)
class Talk:
    """One citizen on one channel: what they can do, and all that they were shown until now."""

    acts: Mapping[str, Act]
    shown: Callable[[], list[Bubble]]

    async def turn(self, act: str, what: str) -> Sequence[Bubble]:
        """What came back, once nothing more comes."""
        before = len(self.shown())
        done = self.acts[act](what)
        if inspect.isawaitable(done):
            await done
        async with asyncio.timeout(ANSWER_SECONDS):
            seen = before
            while seen == before or seen != len(self.shown()):
                seen = len(self.shown())
                await asyncio.sleep(QUIET_SECONDS)
        return self.shown()[before:]


class WebPage:
    """Calls what the page calls."""

    def __init__(self, http: aiohttp.ClientSession) -> None:
        self._http = http
        self._ids = itertools.count(1)
        self._session: dict[str, str] = {}
        self._buttons: dict[str, str] = {}
        self.shown: list[Bubble] = []

    async def say(self, text: str) -> None:
        """Types the text."""
        await self._send({"text": text})

    async def tap(self, title: str) -> None:
        """Taps the last button of that title."""
        await self._send({"text": title, "payload": self._buttons[title]})

    async def _send(self, message: dict[str, Any]) -> None:
        self._session = self._session or await self._post("sessions", {})
        body = {**self._session, "id": str(next(self._ids)), "complete": True, **message}
        for reply in (await self._post("messages?wait=30", body))["replies"]:
            buttons = {button["title"]: button["payload"] for button in reply["buttons"]}
            self._buttons |= buttons
            beside = [PICTURE] * len(reply["images"]) + [FILE] * ("file" in reply)
            self.shown.append(Bubble(reply["text"], tuple(buttons), tuple(beside)))

    async def _post(self, path: str, body: dict[str, Any]) -> Any:
        async with self._http.post(f"/api/chat/{path}", json=body, raise_for_status=True) as answer:
            return await answer.json()


def on_web(page: WebPage) -> Talk:
    """A browser."""
    acts: dict[str, Act] = dict.fromkeys(("open", "say", "show", "stick"), page.say)
    acts["tap"] = page.tap
    return Talk(acts, lambda: page.shown)


def on_zalo(citizen: ZaloCitizen) -> Talk:
    """Somebody who comes to follow the account."""
    acts: dict[str, Act] = {
        "open": lambda _: citizen.follow(),
        "say": citizen.send_text,
        "tap": citizen.tap,
        "show": lambda code: citizen.send_photo(qr_picture(code), "image/png"),
        "stick": lambda _: citizen.send_sticker(),
    }
    return Talk(acts, lambda: [_zalo_bubble(one) for one in citizen.sent])


def on_telegram(citizen: TelegramCitizen) -> Talk:
    """Somebody in a private chat."""
    acts: dict[str, Act] = {
        "open": lambda _: citizen.say("/start"),
        "say": citizen.say,
        "tap": citizen.tap,
        "show": lambda code: citizen.send_photo(qr_picture(code)),
        "stick": citizen.send_sticker,
    }
    return Talk(acts, lambda: [_telegram_bubble(one) for one in citizen.chat.sent])


def _zalo_bubble(sent: Sent) -> Bubble:
    beside = {"image": PICTURE, "file": FILE}.get(sent.kind)
    return Bubble(sent.text, _titles(sent.buttons, "title"), (beside,) if beside else ())


def _telegram_bubble(line: Line) -> Bubble:
    fields = {"photo": PICTURE, "document": FILE}
    beside = tuple(shown for field, shown in fields.items() if field in line.message)
    return Bubble(line.text, _titles(line.buttons, "text"), beside)


def _titles(buttons: Sequence[Mapping[str, Any]], field: str) -> tuple[str, ...]:
    return tuple(str(button[field]) for button in buttons)


def qr_picture(code: str) -> bytes:
    """The code as it is printed on receipts, PNG."""
    drawn = io.BytesIO()
    segno.make(code, micro=False).save(drawn, kind="png", scale=8)
    return drawn.getvalue()

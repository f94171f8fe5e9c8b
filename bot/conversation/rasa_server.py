"""One Rasa process: the wire, and whether it is worth trying."""

import time
from collections.abc import Mapping
from typing import Any

import aiohttp
import msgspec

from bot.conversation.nlu import NluAnswer, NluUnavailable
from bot.conversation.outcomes import Outcome
from bot.conversation.replies import Meta, Reply, Source
from bot.effects import Effect
from bot.logs.context import message_at_hand

HEALTH_TIMEOUT = 1.0
# After a failure a server is left alone for so long, and looked at before it gets the next message.
REST_SECONDS = 1.0


class ActionAnswer(msgspec.Struct, frozen=True):
    """What one of our actions says, inside Rasa's envelope."""

    outcome: Outcome
    replies: tuple[Reply, ...]
    meta: Meta = Meta()
    provenance: tuple[Source, ...] = ()
    effects: tuple[Effect, ...] = ()
    about: str | None = None
    forget_text: bool = False


class Envelope(msgspec.Struct, frozen=True):
    """One message of Rasa's REST channel; plain texts without our part are not for citizens."""

    custom: ActionAnswer


class RasaServer:
    """Knows how to ask and when not to."""

    def __init__(self, http: aiohttp.ClientSession, url: str) -> None:
        """``url`` is the root, without a slash at the end."""
        self._http = http
        self._url = url
        self._failed = False
        self._rests_until = 0.0

    @property
    def rests(self) -> bool:
        """Whether it failed a moment ago; trying now would only cost time."""
        return time.monotonic() < self._rests_until

    async def ask(self, sender: str, text: str, known: Mapping[str, str | None], seconds: float) -> NluAnswer:
        """One turn; raises NluUnavailable when the seconds are over or the answer is of no use.

        ``known`` is what comes with the text, for our own components and actions.
        """
        body = {"sender": sender, "message": text, "metadata": {**known, "message": message_at_hand()}}
        try:
            if self._failed:
                self._rest()  # others need not look at the same moment
                await self._look()
            answer = parse_answer(await self._post(body, seconds))
        except NluUnavailable:
            self._rest()
            raise
        self._failed, self._rests_until = False, 0.0
        return answer

    def _rest(self) -> None:
        self._failed, self._rests_until = True, time.monotonic() + REST_SECONDS

    async def _look(self) -> None:
        timeout = aiohttp.ClientTimeout(total=HEALTH_TIMEOUT)
        try:
            async with self._http.get(f"{self._url}/", timeout=timeout) as response:
                response.raise_for_status()
        except (aiohttp.ClientError, OSError) as error:
            raise NluUnavailable(type(error).__name__) from error

    async def _post(self, body: Mapping[str, Any], seconds: float) -> bytes:
        address = f"{self._url}/webhooks/rest/webhook"
        timeout = aiohttp.ClientTimeout(total=seconds)
        try:
            async with self._http.post(address, json=body, timeout=timeout) as response:
                raw = await response.read()
        except (aiohttp.ClientError, OSError) as error:
            raise NluUnavailable(type(error).__name__) from error
        if response.status != 200:
            raise NluUnavailable(f"status {response.status}", reached=True)
        return raw


def parse_answer(raw: bytes) -> NluAnswer:
    """What Rasa's REST channel answered, as one answer; raises NluUnavailable for anything else."""
    try:
        parts = msgspec.json.decode(raw, type=list[Envelope])
    except ValueError:
        # The decoder's own message may quote the answer, and with it the citizen.
        raise NluUnavailable("not our kind of answer", reached=True) from None
    if not parts:
        return NluAnswer()
    last = parts[-1].custom
    replies = tuple(reply for part in parts for reply in part.custom.replies)
    provenance = tuple(source for part in parts for source in part.custom.provenance)
    effects = tuple(effect for part in parts for effect in part.custom.effects)
    forget = any(part.custom.forget_text for part in parts)
    return NluAnswer(last.outcome, replies, last.meta, provenance, effects, last.about, forget)

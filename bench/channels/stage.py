"""The program between both emulated platforms and a stand-in for Rasa."""

import tempfile
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bench.channels.people import TelegramPerson, ZaloPerson
from bench.channels.program import Program
from tests.emulators.faults import answers
from tests.emulators.telegram.emulator import TelegramEmulator
from tests.emulators.zalo.emulator import ZaloEmulator

TELEGRAM_SECRET = "bench-secret-of-the-telegram-webhook"
# A thousandth of the pauses after which Zalo brings an event again.
LADDER_SCALE = 0.001
MOST_CALLS = 1_000


@dataclass(frozen=True)
class Heard:
    """A message that a person got."""

    at: datetime
    text: str


@dataclass(frozen=True)
class Stage:
    """Everything that a run plays on."""

    program: Program
    zalo: ZaloEmulator
    telegram: TelegramEmulator

    def people(self, count: int) -> list[ZaloPerson | TelegramPerson]:
        """New people, every other one on Zalo."""
        return [self.zalo_person() if number % 2 == 0 else self.telegram_person() for number in range(count)]

    def zalo_person(self) -> ZaloPerson:
        """Somebody new who follows the account."""
        return ZaloPerson(self.zalo)

    def telegram_person(self) -> TelegramPerson:
        """Somebody new with a chat of their own."""
        return TelegramPerson(self.telegram, TELEGRAM_SECRET)

    def heard(self) -> dict[str, list[Heard]]:
        """What everybody got so far, by the person's key."""
        found: defaultdict[str, list[Heard]] = defaultdict(list)
        for person in self.zalo.people:
            found[person.id] = [Heard(sent.at, sent.text) for sent in person.sent]
        for call in self.telegram.api.calls:
            if call.method == "sendMessage" and call.code == 200:
                found[call.parameters["chat_id"]].append(Heard(call.at, call.parameters["text"]))
        return found


@asynccontextmanager
async def stage(rasa: AbstractAsyncContextManager[str], **settings: str) -> AsyncIterator[Stage]:
    """The running program; its database and log are thrown away at the end."""
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="chidan-bench-")))
        rasa_url = await stack.enter_async_context(rasa)
        zalo = await stack.enter_async_context(ZaloEmulator(ladder_scale=LADDER_SCALE).running())
        telegram = await stack.enter_async_context(TelegramEmulator().running())
        # The run itself brings the updates: only so can it choose their moment, order and doubles.
        telegram.faults.next("setWebhook", answers(200, {"ok": True, "result": True}), MOST_CALLS)
        environment = {**_settings(zalo, telegram), "CHIDAN_RASA_URLS": rasa_url, **settings}
        program = Program(folder, environment)
        stack.push_async_callback(program.stop)
        await program.start()
        # What Zalo tells of each message that went out comes by itself.
        await zalo.webhook.save(f"{program.url}/webhooks/zalo")
        yield Stage(program, zalo, telegram)


def _settings(zalo: ZaloEmulator, telegram: TelegramEmulator) -> dict[str, str]:
    account = zalo.account
    return {
        "CHIDAN_ZALO_APP_ID": account.app_id,
        "CHIDAN_ZALO_APP_SECRET": account.app_secret,
        "CHIDAN_ZALO_OA_ID": account.oa_id,
        "CHIDAN_ZALO_OA_SECRET": account.oa_secret,
        "CHIDAN_ZALO_REFRESH_TOKEN": zalo.tokens.issue_pair().refresh_token,
        "CHIDAN_ZALO_API_URL": zalo.url,
        "CHIDAN_ZALO_OAUTH_URL": zalo.url,
        "CHIDAN_ZALO_MEDIA_HOSTS": "127.0.0.1",
        "CHIDAN_TELEGRAM_TOKEN": telegram.token,
        "CHIDAN_TELEGRAM_WEBHOOK_SECRET": TELEGRAM_SECRET,
        "CHIDAN_TELEGRAM_MODE": "webhook",
        "CHIDAN_TELEGRAM_API_URL": telegram.url,
    }

"""A program that can be killed, a Rasa that survives it, and the platforms whose people write to it."""

import shutil
import tempfile
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from bench.channels.kill_people import Talker, TelegramWriter, Writer, ZaloWriter
from bench.channels.kill_rasa import surviving_rasa
from bench.channels.program import Program
from bot.progress import say
from tests.emulators.telegram.emulator import TelegramEmulator
from tests.emulators.zalo.emulator import ZaloEmulator

RASA_SECONDS = 0.03
# What is accepted and not yet answered, or answered and not yet with its channel.
UNDER_WAY = """
SELECT (SELECT count(*) FROM inbox WHERE handled_at IS NULL)
     + (SELECT count(*) FROM outbox WHERE state IN ('created', 'sending', 'temporary_failure'))
"""


@dataclass(frozen=True)
class KillStage:
    """What a run plays on; ``talkers`` are all people, and ``chance`` decides what they do."""

    program: Program
    new_writer: Callable[[], Writer]
    chance: Random
    talkers: list[Talker] = field(default_factory=list)

    def newcomer(self) -> Talker:
        """One more person."""
        self.talkers.append(Talker(self.new_writer(), Random(self.chance.random())))
        return self.talkers[-1]

    def is_idle(self) -> bool:
        """Whether the program has done all that it can do."""
        return not any(talker.writer.waits() for talker in self.talkers) and not self.program.count(UNDER_WAY)

    def outbox(self) -> str:
        """How many replies ended in which state."""
        rows = self.program.rows("SELECT state, count(*) FROM outbox GROUP BY state ORDER BY state")
        return ", ".join(f"{count:,} {state}" for state, count in rows)


@asynccontextmanager
async def zalo_stage(chance: Random, ladder_scale: float) -> AsyncIterator[KillStage]:
    """All write on Zalo, which brings their words to the webhook."""
    async with ZaloEmulator(ladder_scale=ladder_scale).running() as zalo:
        account = zalo.account
        settings = {
            "CHIDAN_ZALO_APP_ID": account.app_id,
            "CHIDAN_ZALO_APP_SECRET": account.app_secret,
            "CHIDAN_ZALO_OA_ID": account.oa_id,
            "CHIDAN_ZALO_OA_SECRET": account.oa_secret,
            "CHIDAN_ZALO_REFRESH_TOKEN": zalo.tokens.issue_pair().refresh_token,
            "CHIDAN_ZALO_API_URL": zalo.url,
            "CHIDAN_ZALO_OAUTH_URL": zalo.url,
        }
        async with _running(settings, lambda: ZaloWriter(zalo), chance) as stage:
            await zalo.webhook.save(f"{stage.program.url}/webhooks/zalo")
            yield stage


@asynccontextmanager
async def telegram_stage(chance: Random) -> AsyncIterator[KillStage]:
    """All write on Telegram, which the program asks for their words."""
    async with TelegramEmulator().running() as telegram:
        settings = {
            "CHIDAN_TELEGRAM_TOKEN": telegram.token,
            "CHIDAN_TELEGRAM_MODE": "polling",
            "CHIDAN_TELEGRAM_API_URL": telegram.url,
        }
        async with _running(settings, lambda: TelegramWriter(telegram), chance) as stage:
            yield stage


@asynccontextmanager
async def _running(
    settings: Mapping[str, str], new_writer: Callable[[], Writer], chance: Random
) -> AsyncIterator[KillStage]:
    folder = Path(tempfile.mkdtemp(prefix="chidan-kill-"))
    async with AsyncExitStack() as stack:
        rasa_url = await stack.enter_async_context(surviving_rasa(RASA_SECONDS))
        common = {"CHIDAN_RASA_URLS": rasa_url, "CHIDAN_MESSAGES_PER_MINUTE": "0"}
        program = Program(folder, {**settings, **common})
        stack.push_async_callback(program.stop)
        await program.start()
        stage = KillStage(program, new_writer, chance)
        yield stage
        done = stage.is_idle()
    if done:
        shutil.rmtree(folder)
    else:
        say(f"  work was left: database and log are kept in {folder}")

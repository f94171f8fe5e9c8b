"""What is sent: questions over the web chat API, and signed Telegram updates."""

import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import aiohttp

from bench.channels.people import JSON, TelegramPerson
from bench.load.arrivals import Request
from tests.emulators.faults import answers
from tests.emulators.telegram.emulator import TelegramEmulator

QUESTIONS = (
    "lam so do lan dau can giay to gi",
    "phí bao nhiêu",
    "nộp ở đâu dạ",
    "sang tên đất cho con thì mất bao lâu",
    "tach thua dat can nhung gi",
    "bao nhieu ngay xong",
    "mất sổ đỏ thì làm sao",
    "có nộp qua mạng được không",
)
# After so many a citizen has gone and another one comes.
TURNS_PER_CITIZEN = 8
SECONDS_TO_WAIT = 30
SECRET = "bench-secret-of-the-telegram-webhook"
MOST_CALLS = 1_000


async def chat_requests(
    url: str, count: int, each: int = TURNS_PER_CITIZEN, questions: Sequence[str] = QUESTIONS
) -> list[Request]:
    """So many questions of citizens who take turns; each asks ``each`` of them and waits for every answer."""
    citizens = -(-count // each)
    async with aiohttp.ClientSession(url) as http:
        sessions = [await _session(http) for _ in range(citizens)]
    return [_question(sessions[n % citizens], n // citizens, questions) for n in range(count)]


async def _session(http: aiohttp.ClientSession) -> dict[str, str]:
    async with http.post("/api/chat/sessions") as response:
        found: dict[str, str] = await response.json()
        return found


def _question(session: dict[str, str], number: int, questions: Sequence[str]) -> Request:
    text = questions[number % len(questions)]
    message = {**session, "id": str(number), "text": text, "complete": True}
    return Request(f"/api/chat/messages?wait={SECONDS_TO_WAIT}", dict(JSON), json.dumps(message))


class Telegram:
    """Citizens on an emulated Telegram that says yes to everything."""

    def __init__(self, emulator: TelegramEmulator) -> None:
        self._emulator = emulator

    @property
    def settings(self) -> dict[str, str]:
        """How the program is told of it."""
        return {
            "CHIDAN_TELEGRAM_TOKEN": self._emulator.token,
            "CHIDAN_TELEGRAM_WEBHOOK_SECRET": SECRET,
            "CHIDAN_TELEGRAM_MODE": "webhook",
            "CHIDAN_TELEGRAM_API_URL": self._emulator.url,
        }

    def crowd(self, people: int) -> list[TelegramPerson]:
        """So many new people."""
        return [TelegramPerson(self._emulator, SECRET) for _ in range(people)]

    def requests(self, count: int, crowd: Sequence[TelegramPerson]) -> list[Request]:
        """So many updates of these, who take turns."""
        posts = (crowd[n % len(crowd)].write(f"câu {n}: làm lại sổ đỏ cần giấy tờ gì?") for n in range(count))
        return [Request(post.path, dict(post.headers), post.body.decode()) for post in posts]


@asynccontextmanager
async def telegram() -> AsyncIterator[Telegram]:
    """Runs while the block does; the run itself brings the updates."""
    async with TelegramEmulator().running() as emulator:
        emulator.faults.next("setWebhook", answers(200, {"ok": True, "result": True}), MOST_CALLS)
        yield Telegram(emulator)

"""``chidan ask``: questions put to the real pipeline over the web chat API, each in a fresh conversation."""

import asyncio
import codecs
import sys
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Annotated, Any

import aiohttp
import msgspec

WAIT_SECONDS = 30
SIDE_BY_SIDE = 4
STANDARD_INPUT = Path("-")
META = (
    "intent",
    "intent_confidence",
    "aspect",
    "procedure",
    "candidates",
    "dossier_code",
    "track",
    "outcome",
)


class AskError(Exception):
    """The questions cannot be read, or the pipeline gave no answer; the message says which and why."""


class Question(msgspec.Struct, frozen=True, forbid_unknown_fields=False):
    """One line of an input file: a single text, or the turns of one conversation."""

    id: str | int
    text: str | None = None
    turns: Annotated[tuple[str, ...], msgspec.Meta(min_length=1)] | None = None

    def __post_init__(self) -> None:
        if (self.text is None) == (self.turns is None):
            raise ValueError("exactly one of `text` and `turns` is needed")


def read_questions(path: Path) -> list[Question]:
    """Every line of a JSONL file; raises AskError with file and line before anything is asked."""
    questions = []
    try:
        raw = sys.stdin.buffer.read() if path == STANDARD_INPUT else path.read_bytes()
    except OSError as error:
        raise AskError(f"{path}: {error.strerror}") from error
    for number, line in enumerate(raw.removeprefix(codecs.BOM_UTF8).splitlines(), start=1):
        if not line.strip():
            continue
        try:
            questions.append(msgspec.json.decode(line, type=Question))
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise AskError(f"{path}:{number}: {error}") from error
    return questions


async def ask_all(base_url: str, questions: Sequence[Question]) -> AsyncIterator[dict[str, Any]]:
    """The answers in the order of the questions, a few asked side by side."""
    turnstile = asyncio.Semaphore(SIDE_BY_SIDE)
    timeout = aiohttp.ClientTimeout(total=WAIT_SECONDS + 10)
    async with aiohttp.ClientSession(base_url, timeout=timeout) as http:

        async def one(question: Question) -> dict[str, Any]:
            async with turnstile:
                return await _converse(http, question)

        tasks = [asyncio.create_task(one(question)) for question in questions]
        try:
            for task in tasks:
                yield await task
        finally:
            for task in tasks:
                task.cancel()


async def _converse(http: aiohttp.ClientSession, question: Question) -> dict[str, Any]:
    async with http.post("/api/chat/sessions") as response:
        session = await _json(response)
    texts = (question.text,) if question.text is not None else question.turns or ()
    answers = []
    for number, text in enumerate(texts):
        # Complete: nobody here presses Enter after every few words, so nothing more is waited for.
        message = {**session, "id": str(number), "text": text, "complete": True}
        async with http.post(f"/api/chat/messages?wait={WAIT_SECONDS}", json=message) as response:
            answers.append({"text": text} | _answer(response.status, await _json(response)))
    if question.text is not None:
        return {"id": question.id} | answers[0]
    return {"id": question.id, "turns": answers}


def _answer(status: int, body: dict[str, Any]) -> dict[str, Any]:
    if status == 202:
        raise AskError(f"no answer within {WAIT_SECONDS} s")
    error = body.get("error", {})
    if status >= 500:
        raise AskError(f"the API answered {status}: {error.get('code')}")
    if status != 200:
        # What the API refuses (empty, too long) is an answer too: the caller's file goes on.
        refused = dict.fromkeys(META) | {"candidates": [], "outcome": "refused", "latency_ms": 0}
        return refused | {"messages": [{"text": error.get("message", ""), "buttons": []}]}
    meta = body["meta"]
    messages = [{"text": reply["text"], "buttons": reply["buttons"]} for reply in body["replies"]]
    return {key: meta.get(key) for key in META} | {"messages": messages, "latency_ms": meta["latency_ms"]}


async def _json(response: aiohttp.ClientResponse) -> dict[str, Any]:
    try:
        body: dict[str, Any] = await response.json()
    except (aiohttp.ContentTypeError, ValueError) as error:
        raise AskError(f"{response.url.path} answered {response.status} without JSON") from error
    return body


def readable(answer: dict[str, Any]) -> str:
    """An answer as a person reads it: bubbles, then buttons in brackets; a conversation turn by turn."""
    if "turns" in answer:
        return "\n\n".join(f"> {turn['text']}\n\n{readable(turn)}" for turn in answer["turns"])
    lines = []
    for message in answer["messages"]:
        lines.append(message["text"])
        if message["buttons"]:
            lines.append("  ".join(f"[ {button['title']} ]" for button in message["buttons"]))
    return "\n\n".join(lines)

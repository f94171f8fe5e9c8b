"""An action runs once for each question that is asked of Rasa, whichever of its workers calls for it."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeVar

Answer = TypeVar("Answer")

# Longer than any question is under way.
KEPT_SECONDS = 30.0


class Once:
    """Gives the answer of the first run to whoever calls for the same again.

    A worker may fall after it had an action run and before it told what came of it. The question then goes to
    another one, and what an action changed by itself (words added to a ticket) must not be changed twice.
    """

    def __init__(self, kept_seconds: float = KEPT_SECONDS) -> None:
        """Answers are kept for so long in memory."""
        self._kept_seconds = kept_seconds
        self._runs: dict[tuple[str, str], asyncio.Task[Any]] = {}

    async def run(self, call: Mapping[str, Any], work: Callable[[], Awaitable[Answer]]) -> Answer:
        """What ``work`` gives, or gave for this call; a run that failed is no answer and is done again."""
        key = _key(call)
        if key is None:
            return await work()
        known = self._runs.get(key)
        if known is None:
            known = self._runs[key] = asyncio.ensure_future(_as_coroutine(work))
            known.add_done_callback(lambda task: self._done(key, task))
        # The worker that called first may be gone; the run goes on for the next.
        answer: Answer = await asyncio.shield(known)
        return answer

    def _done(self, key: tuple[str, str], task: asyncio.Task[Any]) -> None:
        if task.cancelled() or task.exception() is not None:
            self._runs.pop(key, None)
        else:
            asyncio.get_running_loop().call_later(self._kept_seconds, self._runs.pop, key, None)


async def _as_coroutine(work: Callable[[], Awaitable[Answer]]) -> Answer:
    return await work()


def _key(call: Mapping[str, Any]) -> tuple[str, str] | None:
    """The question, as its asker named it, and the action; None for a question without a name."""
    tracker = call.get("tracker")
    message = tracker.get("latest_message") if isinstance(tracker, dict) else None
    metadata = message.get("metadata") if isinstance(message, dict) else None
    question = metadata.get("question") if isinstance(metadata, dict) else None
    return (question, str(call.get("next_action"))) if isinstance(question, str) else None

"""Those who ask the same at the same moment share one question."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class _Flight(Generic[T]):
    def __init__(self, task: "asyncio.Task[T]") -> None:
        self.task = task
        self.waiting = 0


class Flights(Generic[T]):
    """What is being asked just now, by its key."""

    def __init__(self) -> None:
        """Nothing is asked yet."""
        self._flights: dict[str, _Flight[T]] = {}

    async def join(self, key: str, ask: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """What ``ask`` brings or raises; it is given up when nobody waits for it any more."""
        flight = self._flights.get(key) or self._start(key, ask)
        flight.waiting += 1
        try:
            return await asyncio.shield(flight.task)
        finally:
            flight.waiting -= 1
            if not flight.waiting:
                self._end(key, flight)

    def _start(self, key: str, ask: Callable[[], Coroutine[Any, Any, T]]) -> _Flight[T]:
        flight = self._flights[key] = _Flight(asyncio.create_task(ask()))
        flight.task.add_done_callback(lambda _task: self._forget(key, flight))
        return flight

    def _end(self, key: str, flight: _Flight[T]) -> None:
        self._forget(key, flight)
        flight.task.cancel()

    def _forget(self, key: str, flight: _Flight[T]) -> None:
        if self._flights.get(key) is flight:
            del self._flights[key]

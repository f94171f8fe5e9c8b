"""When the background tasks of this process last did their rounds."""

from collections.abc import AsyncIterator, Iterator

from aiohttp import web
from prometheus_client import Metric
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from bot.metrics.meters import Meters
from bot.pulse import Pulses


def setup_pulses(app: web.Application, meters: Meters, pulses: Pulses) -> None:
    """From its start on the application's tasks are known; to be called before it starts."""
    meters.registry.register(TasksCollector(pulses))

    async def listening(_app: web.Application) -> AsyncIterator[None]:
        pulses.listen()
        yield

    app.cleanup_ctx.insert(0, listening)  # before any task begins


class TasksCollector(Collector):
    """Two gauges for each task: when it did its last round, and how long one waits for the next."""

    def __init__(self, pulses: Pulses) -> None:
        """Looks at them at each scrape."""
        self._pulses = pulses

    def collect(self) -> Iterator[Metric]:
        """Until its first round a task counts from its beginning."""
        last = GaugeMetricFamily(
            "chidan_task_round_timestamp_seconds", "When it last did its round", labels=["task"]
        )
        every = GaugeMetricFamily("chidan_task_every_seconds", "How long it then waits", labels=["task"])
        for pulse in self._pulses.all():
            last.add_metric([pulse.task], pulse.last.timestamp())
            every.add_metric([pulse.task], pulse.every.total_seconds())
        yield last
        yield every

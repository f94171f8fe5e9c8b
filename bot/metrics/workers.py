"""The Rasa workers as this process sees them at the moment of a scrape."""

from collections.abc import Callable, Iterator, Sequence

from prometheus_client import Metric
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from bot.conversation.rasa_server import RasaState


class WorkersCollector(Collector):
    """How many take messages, how many failed a moment ago, and how many questions they have in hand."""

    def __init__(self, states: Callable[[], Sequence[RasaState]]) -> None:
        """``states`` is asked at each scrape."""
        self._states = states

    def collect(self) -> Iterator[Metric]:
        """Without addresses: a worker that is replaced would be a new label."""
        states = self._states()
        # Not one.rests: one that is down rests for a second only, until the next message tries it.
        resting = sum(one.failing for one in states)
        workers = GaugeMetricFamily("chidan_rasa_workers", "Rasa workers by state", labels=["state"])
        workers.add_metric(["answers"], len(states) - resting)
        workers.add_metric(["rests"], resting)
        yield workers
        busy = sum(one.busy for one in states)
        yield GaugeMetricFamily("chidan_rasa_questions", "Questions that they have in hand", value=busy)

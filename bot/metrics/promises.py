"""What officers owe citizens and is late."""

from collections.abc import Callable, Iterator, Mapping

from prometheus_client import Metric
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

Late = Callable[[], Mapping[tuple[str, str], int]]


class PromisesCollector(Collector):
    """The same in every process of one database, a minute old at most."""

    def __init__(self, late: Late) -> None:
        """``late`` tells how many by the kind of the promise and the level of its ticket."""
        self._late = late

    def collect(self) -> Iterator[Metric]:
        """Nothing where nothing is late."""
        found = GaugeMetricFamily(
            "chidan_late_promises", "Promises on open tickets past their time", labels=["kind", "level"]
        )
        for labels, count in self._late().items():
            found.add_metric(labels, count)
        yield found

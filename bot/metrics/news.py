"""Whether this process hears of the others."""

from collections.abc import Callable, Iterator

from prometheus_client import Metric
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector


class NewsCollector(Collector):
    """One gauge; only for processes that share a database."""

    def __init__(self, connected: Callable[[], bool]) -> None:
        """``connected`` is asked at each scrape."""
        self._connected = connected

    def collect(self) -> Iterator[Metric]:
        """1 while news from other processes come, else 0."""
        words = "Whether news from other processes come"
        yield GaugeMetricFamily("chidan_news_connected", words, value=self._connected())

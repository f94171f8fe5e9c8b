"""What is tried while Rasa is down."""

from datetime import datetime, timedelta

from bot.conversation.outage import BETWEEN_PROBES, Outage
from tests.unit.conversation.turns import NOW


class Watch:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


def test_without_an_outage_nothing_is_probed() -> None:
    outage = Outage(Watch())
    assert not outage.lasts
    assert not outage.probe_due()


def test_one_probe_each_time() -> None:
    watch = Watch()
    outage = Outage(watch)
    outage.begin()
    assert outage.lasts
    assert not outage.probe_due()
    watch.now += BETWEEN_PROBES
    assert outage.probe_due()
    assert not outage.probe_due()


def test_further_failures_do_not_put_the_probe_off() -> None:
    watch = Watch()
    outage = Outage(watch)
    outage.begin()
    for _ in range(10):
        watch.now += timedelta(seconds=BETWEEN_PROBES.total_seconds() / 10)
        outage.begin()
    assert outage.probe_due()


def test_an_answer_ends_it() -> None:
    outage = Outage(Watch())
    outage.begin()
    outage.end()
    assert not outage.lasts

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
    outage.fail(reached=False)
    assert outage.lasts
    assert not outage.probe_due()
    watch.now += BETWEEN_PROBES
    assert outage.probe_due()
    assert not outage.probe_due()


def test_further_failures_do_not_put_the_probe_off() -> None:
    watch = Watch()
    outage = Outage(watch)
    outage.fail(reached=False)
    for _ in range(10):
        watch.now += timedelta(seconds=BETWEEN_PROBES.total_seconds() / 10)
        outage.fail(reached=False)
    assert outage.probe_due()


def test_an_answer_ends_it() -> None:
    outage = Outage(Watch())
    outage.fail(reached=False)
    outage.end()
    assert not outage.lasts


def test_one_failure_may_be_the_messages_fault_and_two_in_a_row_are_an_outage() -> None:
    outage = Outage(Watch())
    assert outage.fail(reached=True)
    assert not outage.lasts
    outage.end()
    assert outage.fail(reached=True)
    assert not outage.fail(reached=True)
    assert outage.lasts


def test_a_server_out_of_reach_is_never_the_messages_fault() -> None:
    outage = Outage(Watch())
    assert not outage.fail(reached=False)
    assert outage.lasts


def test_one_slow_message_is_no_outage_while_others_are_answered() -> None:
    watch = Watch()
    outage = Outage(watch)
    watch.now += timedelta(seconds=5)
    outage.end()
    outage.suspect(silence=timedelta(seconds=2))
    assert not outage.lasts
    watch.now += timedelta(seconds=2)
    outage.suspect(silence=timedelta(seconds=2))
    assert outage.lasts

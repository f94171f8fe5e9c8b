"""What `make security` calls a pass, and what not."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from bench.security.__main__ import exit_code
from bench.security.accepted import Accepted, load_accepted, overdue
from bench.security.advisories import COULD_NOT, ask, judged, locked_packages
from bench.security.check import Check, State
from bench.security.parts import Part, carry_out
from bench.security.report import page
from bench.security.suites import load_suites
from bench.security.tool import output_of
from bot.settings import PROJECT_ROOT

TODAY = date(2026, 11, 27)
KNOWN = Accepted("CVE-1", "aiohttp==3.9.5", "3.10", "client alone", TODAY, read=True)
HOLE = {"id": "GHSA-1", "aliases": ["CVE-1"], "fix_versions": ["3.10"]}


def told(*holes: dict[str, object]) -> dict[str, object]:
    return {"dependencies": [{"name": "aiohttp", "version": "3.9.5", "vulns": list(holes)}]}


def test_an_advisory_fails_until_it_is_explained() -> None:
    assert judged("nlu", told(HOLE), [], TODAY).findings == ("GHSA-1 of aiohttp, mended in 3.10",)
    assert judged("nlu", told(HOLE), [], TODAY).state is State.FAILED
    assert judged("nlu", told(HOLE), [KNOWN], TODAY).state is State.PASSED


def test_an_explanation_ends_with_its_day() -> None:
    late = judged("nlu", told(HOLE), [KNOWN], TODAY + timedelta(days=1))
    assert late.state is State.FAILED
    assert len(late.findings) == 2
    assert judged("nlu", told(), [KNOWN], TODAY + timedelta(days=1)).state is State.FAILED


@pytest.mark.parametrize(
    "silent",
    [{}, {"dependencies": [{"name": "aiohttp", "skip_reason": "not found"}]}],
    ids=["none", "skipped"],
)
def test_silence_is_no_pass(silent: dict[str, object]) -> None:
    check = judged("nlu", silent, [], TODAY)
    assert check.state is State.NOT_ASKED
    assert "could not be asked" in check.findings[0]


def test_the_shell_is_told_which_it_was() -> None:
    passed, failed, silent = State.PASSED, State.FAILED, State.NOT_ASKED
    assert exit_code([passed], offline=False) == 0
    assert exit_code([passed, silent], offline=False) == 2
    assert exit_code([passed, silent], offline=True) == 0
    assert exit_code([silent, failed], offline=True) == 1
    assert exit_code([passed, State.NOT_RUN], offline=True) == 2


def test_what_is_there_is_kept_when_a_run_is_cut_short() -> None:
    kept: list[Sequence[Check]] = []

    def end() -> Check:
        raise KeyboardInterrupt

    first = Check("a", "looks", "1 test", State.PASSED)
    with pytest.raises(KeyboardInterrupt):
        carry_out([Part("a", "looks", lambda: first), Part("b", "asks", end)], kept.append)
    waiting = Check("b", "asks", "", State.NOT_RUN, ("this run was cut short",))
    assert kept == [[first, waiting]]


def test_a_part_that_takes_too_long_is_stopped_and_the_next_one_runs() -> None:
    def sleep() -> Check:
        output_of("timeit", "-n1", "-r1", "__import__('time').sleep(30)", seconds=1)
        raise AssertionError("it was not stopped")

    last = Check("b", "asks", "1 test", State.PASSED)
    done = carry_out([Part("a", "sleeps", sleep), Part("b", "asks", lambda: last)], lambda _checks: None)
    assert done == [Check("a", "sleeps", "", State.NOT_RUN, ("stopped, since it took more than 1 s",)), last]


def test_offline_nobody_is_asked_and_the_page_says_so() -> None:
    check = ask("app", TODAY, offline=True)
    assert check.state is State.NOT_ASKED
    number = check.cases.split()[0]
    assert check.findings == (COULD_NOT.format(missing=number, total=number),)


def test_every_accepted_advisory_has_a_reason_and_a_day_to_come() -> None:
    entries = load_accepted()
    assert len({(one.id, one.package) for one in entries}) == len(entries)
    assert all(one.why and one.package.count("==") == 1 for one in entries)
    assert overdue(entries, TODAY) == []


def test_every_accepted_version_is_the_locked_one() -> None:
    lock = (PROJECT_ROOT / "uv.lock").read_text()
    for one in load_accepted():
        name, version = one.package.split("==")
        assert f'name = "{name}"\nversion = "{version}"' in lock, one.package


def test_every_suite_has_its_tests() -> None:
    for suite in load_suites().values():
        assert [path for path in suite.tests if not (PROJECT_ROOT / path).exists()] == []


def test_the_page_tells_what_was_not_asked() -> None:
    silent = Check("advisories, nlu", "pip-audit", "0 packages", State.NOT_ASKED, ("could not be asked",))
    text = page([silent], [KNOWN], TODAY)
    assert "| advisories, nlu | pip-audit | 0 packages | **not asked** |" in text
    assert "- advisories, nlu: could not be asked" in text
    assert "27/11/2026" in text


def test_each_environment_is_asked_about_by_its_own_python() -> None:
    app, nlu = locked_packages("app"), locked_packages("nlu")
    assert not [name for name in app if name.startswith("rasa==")]
    assert {"rasa==3.6.21", "aiohttp==3.9.5", "tensorflow-cpu==2.12.0"} <= set(nlu)
    assert {one.package for one in load_accepted()} <= {*app, *nlu}

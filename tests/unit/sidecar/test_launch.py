"""What a worker is told at its start."""

from pathlib import Path

import pytest

from bot.settings import Settings
from bot.sidecar.launch import rasa_launch


@pytest.mark.parametrize(
    ("database", "memory"),
    [
        ("", "sqlite:////data/tracker.db"),
        ("sqlite:////elsewhere/chidan.db", "sqlite:////data/tracker.db"),
        ("postgresql://me:p%40ss@db/chidan", "postgresql://me:p%40ss@db/chidan"),
        ("postgres+psycopg://me@db:5433/chidan", "postgresql://me@db:5433/chidan"),
    ],
)
def test_its_memory_lies_in_the_same_postgresql_else_in_a_file(database: str, memory: str) -> None:
    settings = Settings(data_dir=Path("/data"), database_url=database)
    launch = rasa_launch(settings, Path("m.tar.gz"), "http://127.0.0.1:5005", "http://app/x", "token")
    assert launch.environment["CHIDAN_TRACKER_URL"] == memory
    assert "p%40ss" not in " ".join(launch.command)


def test_it_listens_where_it_is_told_and_calls_whom_it_may() -> None:
    settings = Settings(data_dir=Path("/data"), actions_hosts="app1, app2")
    launch = rasa_launch(settings, Path("m.tar.gz"), "http://[::1]:5006", "http://app/x", "token", "two.log")
    at = launch.command.index("--interface")
    assert launch.command[at : at + 4] == ["--interface", "::1", "--port", "5006"]
    assert launch.environment["CHIDAN_ACTIONS_HOSTS"] == "app1,app2"
    assert launch.log_file == Path("/data/two.log")


def test_many_records_give_it_more_time_to_answer() -> None:
    settings = Settings(data_dir=Path("/data"))
    few, many = (
        rasa_launch(settings, Path("m.tar.gz"), "http://127.0.0.1:5005", "x", "token", records=records)
        for records in (184, 65_000)
    )
    assert few.start_seconds < 130
    assert many.start_seconds > 1_800

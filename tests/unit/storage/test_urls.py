"""Database addresses as people write them."""

import pytest

from bot.storage.urls import DatabaseUrlError, async_url, sync_url


@pytest.mark.parametrize(
    ("written", "asynchronous", "blocking"),
    [
        (
            "sqlite:////var/lib/chidan.db",
            "sqlite+aiosqlite:////var/lib/chidan.db",
            "sqlite:////var/lib/chidan.db",
        ),
        (
            "postgresql://u:p%40@h:5/d",
            "postgresql+psycopg://u:p%40@h:5/d",
            "postgresql+psycopg://u:p%40@h:5/d",
        ),
        ("postgres://h/d", "postgresql+psycopg://h/d", "postgresql+psycopg://h/d"),
        ("postgresql+asyncpg://h/d", "postgresql+psycopg://h/d", "postgresql+psycopg://h/d"),
    ],
)
def test_drivers_are_ours_to_choose(written: str, asynchronous: str, blocking: str) -> None:
    assert async_url(written).render_as_string(hide_password=False) == asynchronous
    assert sync_url(written).render_as_string(hide_password=False) == blocking


@pytest.mark.parametrize("written", ["", "chidan.db", "mysql://h/d", "sqlite://", "sqlite:///:memory:"])
def test_other_addresses_are_refused(written: str) -> None:
    with pytest.raises(DatabaseUrlError):
        async_url(written)

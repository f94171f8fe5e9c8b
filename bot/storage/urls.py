"""Database addresses: what people write, and what the drivers want."""

from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

_SQLITE = ("sqlite", "aiosqlite")
_POSTGRESQL = ("postgresql", "psycopg")
# Names under which people and hosting services write the same two databases.
_BACKENDS = {"sqlite": _SQLITE, "postgresql": _POSTGRESQL, "postgres": _POSTGRESQL}


class DatabaseUrlError(ValueError):
    """The address names no database that the program can use."""


def async_url(url: str) -> URL:
    """The address with its asynchronous driver; raises DatabaseUrlError."""
    parsed, (backend, driver) = _parse(url)
    return parsed.set(drivername=f"{backend}+{driver}")


def sync_url(url: str) -> URL:
    """The address with a blocking driver, for migrations; raises DatabaseUrlError."""
    parsed, (backend, driver) = _parse(url)
    return parsed.set(drivername=backend if backend == "sqlite" else f"{backend}+{driver}")


def plain_url(url: str) -> str:
    """The address without any driver, as PostgreSQL's own library takes it; raises DatabaseUrlError."""
    parsed, (backend, _) = _parse(url)
    return parsed.set(drivername=backend).render_as_string(hide_password=False)


def is_shared(url: str) -> bool:
    """Whether several processes may work on that database; raises DatabaseUrlError."""
    return _parse(url)[1] is _POSTGRESQL


def sqlite_path(url: URL) -> Path | None:
    """The file of a SQLite address."""
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None


def _parse(url: str) -> tuple[URL, tuple[str, str]]:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise DatabaseUrlError("expected sqlite:///PATH or postgresql://USER@HOST/NAME") from error
    backend = _BACKENDS.get(parsed.drivername.partition("+")[0])
    if backend is None:
        raise DatabaseUrlError(f"{parsed.drivername}: only sqlite and postgresql are supported")
    if backend is _SQLITE and parsed.database in (None, "", ":memory:"):
        raise DatabaseUrlError("a database in memory would lose messages: give sqlite:///PATH")
    return parsed, backend

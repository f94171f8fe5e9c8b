"""The one failure that callers of the database need to know."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import exc

# A full disk, a lock held too long, a server that went away. A broken constraint is a mistake of ours
# and stays what it is.
_OPERATIONAL = (exc.OperationalError, exc.InterfaceError, exc.InternalError, exc.TimeoutError)


class StorageUnavailable(Exception):
    """The database did not do the work, and nothing of the transaction was kept."""


@contextmanager
def operational_errors_translated() -> Iterator[None]:
    """Raises StorageUnavailable for whatever says that the database itself is in trouble."""
    try:
        yield
    except _OPERATIONAL as error:
        raise StorageUnavailable(type(error).__name__) from error
    except exc.DBAPIError as error:
        if not error.connection_invalidated:
            raise
        raise StorageUnavailable(type(error).__name__) from error

"""How the command line tells of what went wrong."""

from collections.abc import Iterator
from contextlib import contextmanager

import typer
from pydantic import ValidationError

from bot.ask import AskError
from bot.backup.archive import BackupError
from bot.conversation.outcomes import OutcomesError
from bot.department import DepartmentError
from bot.dossiers_wiring import DossierSettingsError
from bot.own_data_request import NobodyFound
from bot.progress import say
from bot.sidecar.model import TrainingFailed
from bot.storage.errors import StorageUnavailable
from bot.storage.upgrade import UnknownRevision
from bot.storage.urls import DatabaseUrlError
from procedures_kb.loader import KnowledgeBaseError
from procedures_kb.portal.rows import ImportRefused

EXPECTED = (
    AskError,
    BackupError,
    DatabaseUrlError,
    DepartmentError,
    DossierSettingsError,
    ImportRefused,
    KnowledgeBaseError,
    NobodyFound,
    OSError,
    OutcomesError,
    StorageUnavailable,
    TrainingFailed,
    UnknownRevision,
    ValidationError,
)


@contextmanager
def clear_errors() -> Iterator[None]:
    """What can go wrong outside the program ends it with a sentence and exit code 1, without a trace."""
    try:
        yield
    except EXPECTED as error:
        say(f"chidan: {explained(error)}")
        raise typer.Exit(1) from error


def explained(error: Exception) -> str:
    """What went wrong, in the words of whoever has to mend it."""
    if isinstance(error, ValidationError):
        return "\n".join(f"CHIDAN_{str(one['loc'][0]).upper()}: {one['msg']}" for one in error.errors())
    if isinstance(error, StorageUnavailable):
        return f"the database does not answer: {str(error.__cause__).splitlines()[0]}"
    return str(error)

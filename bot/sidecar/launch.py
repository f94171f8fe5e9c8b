"""How one Rasa worker is started: by ``chidan serve``, which watches it, or alone by ``chidan rasa``."""

from pathlib import Path

from yarl import URL

from bot.settings import PROJECT_ROOT, Settings
from bot.sidecar.command import rasa_command, rasa_environment
from bot.sidecar.process import RasaLaunch
from bot.storage.urls import plain_url

# Rasa reads a thousand records in 8 s (bench/load/base_size.py); a machine may be several times as slow.
SECONDS_PER_RECORD = 0.03
ACTIONS_SECRET = "rasa-actions"  # noqa: S105 - the purpose that a secret is derived for


def rasa_launch(
    settings: Settings,
    model: Path,
    url: str,
    actions_url: str,
    token: str,
    log_name: str = "rasa.log",
    records: int = 0,
) -> RasaLaunch:
    """How Rasa is started with that model at that address; ``actions_url`` is for messages that name none.

    The more `records` it has to read, the longer it may take to answer.
    """
    address = URL(url)
    arguments = ["run", "--model", str(model), "--interface", address.host or "", "--port", str(address.port)]
    arguments += ["--endpoints", "endpoints.yml", "--credentials", "credentials.yml"]
    environment = {
        "CHIDAN_ACTIONS_HOSTS": ",".join(settings.actions_hosts),
        "CHIDAN_ACTIONS_TOKEN": token,
        "CHIDAN_ACTIONS_URL": actions_url,
        "CHIDAN_TRACKER_URL": _memory(settings),
        "LOG_LEVEL": "WARNING",
    }
    return RasaLaunch(
        command=rasa_command(PROJECT_ROOT, arguments),
        environment=rasa_environment(environment),
        folder=PROJECT_ROOT,
        url=url,
        log_file=settings.data_dir / log_name,
        start_seconds=RasaLaunch.start_seconds + records * SECONDS_PER_RECORD,
    )


def _memory(settings: Settings) -> str:
    """Where Rasa remembers conversations: in the same PostgreSQL, else in a file of its own."""
    url = plain_url(settings.effective_database_url)
    return f"sqlite:///{settings.data_dir / 'tracker.db'}" if url.startswith("sqlite") else url

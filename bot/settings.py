"""The only reader of the environment."""

import contextlib
import hashlib
import hmac
import os
import secrets
import tempfile
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.conversation.flood import Limit
from bot.conversation.pieces import USUAL_PAUSE

PROJECT_ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """Every variable that the program reads; each begins with ``CHIDAN_`` and may stand in ``.env``."""

    model_config = SettingsConfigDict(
        env_prefix="CHIDAN_", env_file=PROJECT_ROOT / ".env", env_ignore_empty=True, extra="ignore"
    )

    host: str = Field("127.0.0.1", description="Address to listen on")
    port: int = Field(8080, ge=0, le=65535, description="Port to listen on; 0 takes a free one")
    data_dir: Path = Field(PROJECT_ROOT / "data", description="Folder of the database, the model and files")
    database_url: str = Field("", description="sqlite:///PATH or postgresql://…; empty: a file in DATA_DIR")
    rasa_urls: Annotated[tuple[str, ...], NoDecode] = Field(
        (), description="Rasa servers that run elsewhere, with commas; empty: RASA_WORKERS are started here"
    )
    rasa_workers: int = Field(1, ge=1, le=64, description="Rasa processes that are started and watched")
    actions_url: str = Field("", description="Where Rasa reaches this process; empty: on this machine")
    actions_hosts: Annotated[tuple[str, ...], NoDecode] = Field(
        (), description="Hosts besides this machine that Rasa may call actions at, with commas"
    )
    redis_url: str = Field("", repr=False, description="Redis that counts callers for all processes")
    public_url: str = Field("", description="Address that citizens see, for links and QR codes")
    secret_key: str = Field(
        "", repr=False, description="Key for derived secrets; empty: made once and kept in DATA_DIR"
    )
    quiet_seconds: float = Field(
        USUAL_PAUSE.quiet.total_seconds(),
        ge=0,
        le=10,
        description="Silence after a short message before it is answered, since more may follow",
    )
    messages_per_minute: float = Field(
        Limit().per_minute,
        ge=0,
        description="Messages that one person may send; ten more at once; 0: any number",
    )
    zalo_app_id: str = Field("", description="Zalo application; empty: the channel is off")
    zalo_app_secret: str = Field("", repr=False, description="Its secret key")
    zalo_oa_id: str = Field("", description="The Official Account")
    zalo_oa_secret: str = Field("", repr=False, description="Secret of the webhook page of the console")
    zalo_refresh_token: str = Field("", repr=False, description="Starts the first pair of tokens")
    zalo_api_url: str = Field("https://openapi.zalo.me", description="Zalo's API")
    zalo_oauth_url: str = Field("https://oauth.zaloapp.com", description="Where Zalo gives tokens")
    zalo_media_hosts: Annotated[tuple[str, ...], NoDecode] = Field(
        (".zdn.vn", ".zadn.vn", ".zalo.me"), description="Hosts of citizens' pictures, with commas"
    )
    zalo_survey_template: str = Field(
        "",
        description="Zalo's approved template, its places code and token; empty: officers call",
    )
    telegram_token: str = Field("", repr=False, description="Token of the bot; empty: the channel is off")
    telegram_webhook_secret: str = Field("", repr=False, description="Proof that an update is Telegram's")
    telegram_mode: Literal["webhook", "polling"] = Field(
        "polling",
        description="webhook: Telegram calls PUBLIC_URL; polling: we ask, nothing need be reachable",
    )
    telegram_api_url: str = Field("https://api.telegram.org", description="Telegram's API")
    dossiers_folder: Path | None = Field(None, description="Exports put here are taken in; empty: off")
    dossiers_url: str = Field("", description="The one-stop system's API; empty: it is not asked")
    dossiers_token: str = Field("", repr=False, description="What it knows us by")
    dossiers_field_map: Path | None = Field(None, description="How its answers are read; empty: as ours")
    log_format: Literal["auto", "json", "text"] = Field(
        "auto", description="Of the log: json, text, or auto: text on a terminal, else json"
    )
    metrics_from: Annotated[tuple[IPv4Network | IPv6Network, ...], NoDecode] = Field(
        (), description="Networks that may read /metrics, with commas; this machine always may"
    )
    department_file: Path = Field(
        PROJECT_ROOT / "bot" / "department.yml", description="Name, hotline, province of the department"
    )

    @field_validator("rasa_urls", "zalo_media_hosts", "actions_hosts", "metrics_from", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(one.strip().rstrip("/") for one in value.split(",") if one.strip())
        return value

    @field_validator("data_dir", "department_file", "dossiers_folder", "dossiers_field_map")
    @classmethod
    def _from_project_root(cls, value: Path | None) -> Path | None:
        # The same .env must mean the same folder wherever the command is typed.
        return value and PROJECT_ROOT / value

    def throwaway(self, folder: Path, **changes: object) -> "Settings":
        """The same for a server that nobody else knows: data in that folder, no channel, no limit."""
        own: dict[str, object] = {
            "data_dir": folder,
            "host": "127.0.0.1",
            "port": 0,
            "database_url": "",
            "redis_url": "",
            "messages_per_minute": 0,
            "zalo_app_id": "",
            "telegram_token": "",
            "dossiers_folder": None,
            "dossiers_url": "",
        }
        return self.model_copy(update=own | changes)

    @property
    def effective_database_url(self) -> str:
        """The database in use, with the SQLite file in DATA_DIR as default."""
        return self.database_url or f"sqlite:///{self.data_dir / 'chidan.db'}"

    @property
    def runtime_file(self) -> Path:
        """Where a running server writes the address of its Rasa, for ``chidan ask``."""
        return self.data_dir / "rasa.url"

    @property
    def key(self) -> str:
        """The key that is given, else the one in DATA_DIR, made when it is first asked for."""
        return self.secret_key or _kept_secret(self.data_dir / "secret.key")

    def derived_secret(self, purpose: str) -> str:
        """A secret of its own for each purpose, the same in every process that shares the key."""
        return hmac.new(self.key.encode(), purpose.encode(), hashlib.sha256).hexdigest()


def _kept_secret(path: Path) -> str:
    """The key in the file; made on the first call, readable by its owner only."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        # Linked into place whole, so that a process that starts at the same moment never reads half a key.
        with tempfile.NamedTemporaryFile("w", dir=path.parent) as draft:
            draft.write(secrets.token_hex(32))
            draft.flush()
            with contextlib.suppress(FileExistsError):
                os.link(draft.name, path)
    return path.read_text().strip()


def child_environment(extra: dict[str, str]) -> dict[str, str]:
    """The environment for a child process: ours without any ``CHIDAN_`` value, plus ``extra``."""
    return {name: value for name, value in os.environ.items() if not name.startswith("CHIDAN_")} | extra

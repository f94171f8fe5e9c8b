"""What the application is built from."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.channels.telegram.config import TelegramConfig
from bot.channels.zalo.config import ZaloConfig
from bot.conversation.flood import Limit
from bot.conversation.pieces import USUAL_PAUSE, Pause
from bot.department import Department
from bot.dossiers_wiring import DossierSetup
from bot.hotline_setup import HotlineSetup
from bot.live_base import LiveBase
from bot.metrics.routes import Network
from bot.sidecar.workers import RasaWorkers
from procedures_kb.loader import KnowledgeBase


@dataclass(frozen=True)
class Parts:
    """What the application is built from; the database must be migrated."""

    database_url: str
    department: Department
    knowledge_base: KnowledgeBase
    rasa_urls: Sequence[str]
    rasa_answers: Callable[[], Awaitable[bool]]
    actions_token: str
    actions_url: str | None = None  # where Rasa calls them; None: where its own settings say
    workers: RasaWorkers | None = None  # started here; they join the rasa_urls once they answer
    redis_url: str = field(default="", repr=False)  # counts callers for all processes
    public_url: str = ""
    pause: Pause = USUAL_PAUSE  # for several short messages in a row
    limit: Limit | None = None  # of messages that one person may send
    zalo: ZaloConfig | None = None
    telegram: TelegramConfig | None = None
    dossiers: DossierSetup | None = None  # None: no dossier can be looked up
    hotline: HotlineSetup | None = None  # None: no tickets, no officers, no switches
    surveys: str | None = field(default=None, repr=False)  # the secret of tokens; None: nobody is asked
    own_data: str | None = field(default=None, repr=False)  # the secret of links; None: no page of one's own
    data_dir: Path | None = None  # its disk is watched
    metrics_from: Sequence[Network] = ()  # who beside this machine may read /metrics
    live: LiveBase | None = None  # follows the files of the knowledge base; None: they are read once

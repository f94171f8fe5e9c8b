"""How dossiers are put together: what settings switch on, what runs in the background, what health tells."""

import asyncio
from collections.abc import Coroutine, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path

import msgspec

from actions.dossier_notice import notice
from actions.services import Services
from bot.calendar.work_calendar import load_calendar
from bot.clock import Clock, utc_now
from bot.conversation.delivery import Delivery
from bot.conversation.proactive import conversation_of, post
from bot.conversation.replies import Reply
from bot.dossiers.intake import Intake
from bot.dossiers.notifier import Notifier
from bot.dossiers.rounds import Rounds
from bot.dossiers.service import HTTP, Dossiers
from bot.dossiers.sources.field_map import DEFAULT_FILE, FieldMapError, load_field_map
from bot.dossiers.sources.folder import WatchedFolder
from bot.dossiers.sources.http import HttpSource, HttpSourceConfig, one_stop_http
from bot.dossiers.view import View
from bot.dossiers.watch import Watch
from bot.findings import Finding, findings_of
from bot.settings import Settings
from bot.storage.database import Database

SECRET = "dossiers"  # noqa: S105 - the purpose that a secret is derived for


class DossierSettingsError(Exception):
    """A setting of the one-stop system cannot be used; the message says which and why."""


@dataclass(frozen=True)
class DossierSetup:
    """What the settings say of dossiers; without folder and source they come by the command line alone."""

    secret: str = field(repr=False)
    folder: Path | None = None
    source: HttpSourceConfig | None = None


def dossier_setup(settings: Settings) -> DossierSetup:
    """Reads the field map where a system is asked; raises DossierSettingsError."""
    return DossierSetup(settings.derived_secret(SECRET), settings.dossiers_folder, _source(settings))


def _source(settings: Settings) -> HttpSourceConfig | None:
    if not settings.dossiers_url:
        return None
    try:
        fields = load_field_map(settings.dossiers_field_map or DEFAULT_FILE)
        return HttpSourceConfig(settings.dossiers_url, settings.dossiers_token, fields)
    except FieldMapError as error:
        raise DossierSettingsError(f"CHIDAN_DOSSIERS_FIELD_MAP: {error}") from error
    except ValueError as error:
        raise DossierSettingsError(f"CHIDAN_DOSSIERS_URL, CHIDAN_DOSSIERS_TOKEN: {error}") from error


class DossierPart:
    """The feature as one piece of the application; to be made in a running event loop."""

    def __init__(self, setup: DossierSetup, db: Database, clock: Clock = utc_now) -> None:
        """Nothing runs yet; ``service`` can be asked at once."""
        self._db = db
        self._clock = clock
        self._calendar = load_calendar()
        self._http = one_stop_http()
        self._source = HttpSource(setup.source, self._http) if setup.source else None
        self.service = Dossiers(db, setup.secret, conversation_of, self._calendar, self._source)
        self._watch = Watch(db, clock)
        intake = Intake(db, setup.secret)
        self._rounds = (
            Rounds(db, self._source, Intake(db, setup.secret, HTTP), clock) if self._source else None
        )
        self._folder = WatchedFolder(setup.folder, intake, clock) if setup.folder else None

    def tasks(self, services: Services, channels: Mapping[str, Delivery]) -> Iterator[asyncio.Task[None]]:
        """Starts what runs in the background; whoever takes the tasks cancels them."""
        running: list[Coroutine[None, None, None]] = [
            self._notifier(services, channels).run(),
            self._watch.run(),
        ]
        running += [self._rounds.run()] if self._rounds else []
        running += [self._folder.follow()] if self._folder else []
        return (asyncio.create_task(one, name="dossiers") for one in running)

    def findings(self) -> Sequence[Finding]:
        """What officers should mend or look into."""
        return findings_of((self._watch, self._source, self._folder))

    async def close(self) -> None:
        """Gives the connections to the one-stop system back."""
        await self._http.close()

    def _notifier(self, services: Services, channels: Mapping[str, Delivery]) -> Notifier[Reply]:
        def render(view: View) -> Sequence[Reply]:
            return [msgspec.convert(asdict(reply), Reply) for reply in notice(view, services)]

        post_now = partial(post, channels=channels)
        return Notifier(self._db, render, post_now, self._calendar, self._clock)

"""The features that are on, as one piece: what they give to actions, turns, pages and the background."""

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from aiohttp import web

from actions.services import Services
from bot.answering_wiring import AnsweringPart
from bot.channels.base import Channel
from bot.channels.zalo.channel import WINDOW, Zalo
from bot.channels_on import SURVEY_TEMPLATE
from bot.console_pages import setup_console
from bot.corrections import service as corrections
from bot.department_view import department_view
from bot.dossiers import follows
from bot.dossiers_wiring import DossierPart
from bot.effects import EffectHandlers
from bot.findings import Finding, findings_of
from bot.hotline_wiring import HotlinePart
from bot.insight_wiring import InsightPart
from bot.own_data_wiring import OwnData
from bot.parts import Parts
from bot.retention_wiring import daily_forgetting
from bot.storage.database import Database
from bot.survey_post import Window, Windows
from bot.surveys_wiring import InvitingPart


class Features:
    """Dossiers, hotline, surveys and insight, as far as the parts switch them on."""

    def __init__(self, parts: Parts, db: Database, today: Callable[[], date]) -> None:
        """Nothing runs yet; to be called inside a running event loop."""
        self._parts, self._db = parts, db
        department, kb = parts.department, parts.knowledge_base
        self.dossiers = DossierPart(parts.dossiers, db) if parts.dossiers else None
        self.hotline = hotline = (
            HotlinePart(parts.hotline, db, department, kb, parts.public_url) if parts.hotline else None
        )
        self._surveys = (
            AnsweringPart(parts.surveys, db, hotline.desk, department.surveys)
            if parts.surveys and hotline
            else None
        )
        self._inviting = InvitingPart(db, self._surveys, department, kb) if self._surveys else None
        asks_none = self._surveys.opt_outs.has_conversation if self._surveys else None
        self._own_data = OwnData(db, hotline.shelf if hotline else None, parts.own_data, asks_none)
        self._insight = InsightPart(db, department, kb)
        self.services = Services(
            kb=kb,
            department=department_view(department, parts.public_url),
            today=today,
            places=department.read_places(),
            dossiers=self.dossiers.service if self.dossiers else None,
            tickets=hotline.tickets if hotline else None,
            live=hotline.live.keeper if hotline else None,
            surveys=self._surveys.chat if self._surveys else None,
            own_data=self._own_data,
        )

    @property
    def effects(self) -> EffectHandlers:
        """Who takes what answers change."""
        own = {**corrections.EFFECTS, **follows.EFFECTS, **self._own_data.effects}
        return {**own, **(self.hotline.effects if self.hotline else {})}

    def setup(self, app: web.Application, channels: Mapping[str, Channel]) -> None:
        """Adds the public pages and the console; from now on citizens are written to on these channels."""
        self._insight.setup(app)
        self._own_data.setup(app)
        if self._surveys:
            self._surveys.setup(app)
        if self.hotline is None:
            return
        self.hotline.attach(self.services, channels)
        frame, names = self.hotline.frame, list(channels)
        more = [*self._insight.pages(frame), *(self._surveys.pages(frame) if self._surveys else ())]
        more += self._inviting.pages(frame, names) if self._inviting else ()
        setup_console(app, self.hotline, names, more)

    def tasks(self, channels: Mapping[str, Channel]) -> Iterator[asyncio.Task[None]]:
        """Starts what runs in the background; whoever takes the tasks cancels them."""
        if self.dossiers:
            yield from self.dossiers.tasks(self.services, channels)
        if self.hotline:
            yield from self.hotline.tasks()
        shelf = self.hotline.shelf if self.hotline else None
        forgetting = daily_forgetting(self._db, self._parts.department.retention, shelf)
        yield asyncio.create_task(forgetting.run(), name="retention")
        yield from self._insight.tasks()
        if self._inviting:
            yield from self._inviting.tasks(self.services, channels, self._windows())

    def findings(self) -> Sequence[Finding]:
        """What officers should mend or look into."""
        return findings_of((self.dossiers, self.hotline, self._inviting))

    async def close(self) -> None:
        """Gives back what is held outside the database."""
        if self.dossiers:
            await self.dossiers.close()

    def _windows(self) -> Windows:
        zalo = self._parts.zalo
        return {Zalo.name: Window(WINDOW, SURVEY_TEMPLATE in zalo.templates)} if zalo else {}

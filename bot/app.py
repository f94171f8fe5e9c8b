"""The composition root: the only place that builds engines, clients and clocks, and wires the parts."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from aiohttp import web

from actions.registry import build_actions
from actions.services import DepartmentView, Services
from bot.channels.base import Channel
from bot.channels.telegram.channel import Telegram
from bot.channels.telegram.config import TelegramConfig
from bot.channels.webchat.channel import Webchat
from bot.channels.zalo.channel import Zalo
from bot.channels.zalo.config import ZaloConfig
from bot.conversation.engine import ConversationEngine
from bot.conversation.flood import Limit
from bot.conversation.outcomes import load_outcomes
from bot.conversation.pieces import USUAL_PAUSE, Pause
from bot.conversation.rasa_client import RasaClient, rasa_http
from bot.conversation.steps.order import TURN_STEPS
from bot.corrections import service as corrections
from bot.department import Department
from bot.dossiers import follows
from bot.dossiers_wiring import DossierPart, DossierSetup
from bot.health import setup_health
from bot.live_base import LiveBase
from bot.records import service as records
from bot.sidecar.actions_route import setup_actions
from bot.storage.database import Database
from bot.web.setup import setup_web
from procedures_kb.loader import KnowledgeBase

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass(frozen=True)
class Parts:
    """What the application is built from; the database must be migrated."""

    database_url: str
    department: Department
    knowledge_base: KnowledgeBase
    rasa_urls: Sequence[str]
    rasa_answers: Callable[[], Awaitable[bool]]
    actions_token: str
    public_url: str = ""
    pause: Pause = USUAL_PAUSE  # for several short messages in a row
    limit: Limit | None = None  # of messages that one person may send
    zalo: ZaloConfig | None = None
    telegram: TelegramConfig | None = None
    dossiers: DossierSetup | None = None  # None: no dossier can be looked up
    live: LiveBase | None = None  # follows the files of the knowledge base; None: they are read once


def today_in_vietnam() -> date:
    """The calendar day that citizens and offices go by."""
    return datetime.now(VIETNAM).date()


def build_app(parts: Parts) -> web.Application:
    """The whole web process, not yet listening; to be called inside a running event loop."""
    app = web.Application()
    department, kb = parts.department, parts.knowledge_base
    setup_web(
        app, knowledge_base=kb, department=department, today=today_in_vietnam, public_url=parts.public_url
    )
    db = Database(parts.database_url)
    dossiers = DossierPart(parts.dossiers, db) if parts.dossiers else None
    services = Services(
        kb=kb,
        department=department_view(department),
        today=today_in_vietnam,
        places=department.read_places(),
        dossiers=dossiers.service if dossiers else None,
    )
    setup_actions(app, build_actions(services), parts.actions_token)
    _setup_conversation(app, parts, db, services, dossiers)
    return app


def _setup_conversation(
    app: web.Application, parts: Parts, db: Database, services: Services, dossiers: DossierPart | None
) -> None:
    http = rasa_http()
    facts = {"department": parts.department.name, "hotline_number": parts.department.hotline.number}
    rasa, outcomes = RasaClient(http, parts.rasa_urls), load_outcomes(facts)
    effects = {**corrections.EFFECTS, **follows.EFFECTS}
    engine = ConversationEngine(db, rasa, outcomes, TURN_STEPS, effects, pause=parts.pause, limit=parts.limit)
    channels = build_channels(parts, db, engine)
    for channel in channels:
        channel.setup(app)
        engine.add_channel(channel)
    checks = {
        "the database does not answer": db.answers,
        "Rasa does not answer: it is starting, or rasa.log says why": parts.rasa_answers,
    }
    setup_health(app, checks, lambda: _warnings(parts, channels, dossiers))

    async def lifetime(_app: web.Application) -> AsyncIterator[None]:
        running = [asyncio.create_task(engine.run(), name="conversation-engine")]
        if parts.live:
            running.append(asyncio.create_task(parts.live.follow(_keeper(db)), name="knowledge-base"))
        if dossiers:
            running += dossiers.tasks(services, {channel.name: channel for channel in channels})
        yield
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        if dossiers:
            await dossiers.close()
        await http.close()
        await db.close()

    app.cleanup_ctx.append(lifetime)


def build_channels(parts: Parts, db: Database, engine: ConversationEngine) -> Sequence[Channel]:
    """The channels that are on; each is one line here and a folder of its own."""
    inbox, events = engine.inbox, engine.events
    found: list[Channel] = [Webchat(db, inbox, engine.answers)]
    found += [Zalo(parts.zalo, db, inbox, events)] if parts.zalo else []
    found += [Telegram(parts.telegram, db, inbox, events)] if parts.telegram else []
    return found


def _warnings(parts: Parts, channels: Sequence[Channel], dossiers: DossierPart | None) -> Sequence[str]:
    found = (part.warnings() for part in (parts.live, *channels, dossiers) if part)
    return [words for warnings in found for words in warnings]


def _keeper(db: Database) -> Callable[[KnowledgeBase], Awaitable[object]]:
    return lambda kb: records.keep(db, kb, datetime.now(VIETNAM))


def department_view(department: Department) -> DepartmentView:
    """The department as the actions may speak of it."""
    hotline = department.hotline
    return DepartmentView(
        name=department.name,
        hotline_number=hotline.number,
        hotline_hours=hotline.hours,
        hotline_name=hotline.name,
        portal_url=department.portal_url,
        province=department.province,
        offices=department.offices,
    )

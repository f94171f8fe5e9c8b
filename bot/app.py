"""The composition root: the only place that builds engines, clients and clocks, and wires the parts."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from aiohttp import web

from actions.registry import build_actions
from actions.services import Services
from bot.answering_wiring import AnsweringPart
from bot.channels.base import Channel
from bot.channels.telegram.channel import Telegram
from bot.channels.webchat.channel import Webchat
from bot.channels.zalo.channel import WINDOW, Zalo
from bot.channels_on import SURVEY_TEMPLATE
from bot.console_pages import setup_console
from bot.conversation.engine import ConversationEngine
from bot.conversation.handed_over import NO_SHELF
from bot.conversation.off_switch import NOTHING_OFF
from bot.conversation.outcomes import load_outcomes
from bot.conversation.rasa_client import RasaClient, rasa_http
from bot.conversation.steps.order import TURN_STEPS
from bot.corrections import service as corrections
from bot.department_view import department_view
from bot.dossiers import follows
from bot.dossiers_wiring import DossierPart
from bot.health import Warns, setup_health
from bot.hotline_wiring import HotlinePart
from bot.insight_wiring import InsightPart
from bot.parts import Parts
from bot.records import service as records
from bot.retention_wiring import daily_forgetting
from bot.sidecar.actions_route import setup_actions
from bot.storage.database import Database
from bot.survey_post import Window, Windows
from bot.surveys_wiring import InvitingPart
from bot.web.setup import setup_web
from procedures_kb.loader import KnowledgeBase

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


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
    hotline = HotlinePart(parts.hotline, db, department, kb, parts.public_url) if parts.hotline else None
    terms = department.surveys
    surveys = AnsweringPart(parts.surveys, db, hotline.desk, terms) if parts.surveys and hotline else None
    services = Services(
        kb=kb,
        department=department_view(department, parts.public_url),
        today=today_in_vietnam,
        places=department.read_places(),
        dossiers=dossiers.service if dossiers else None,
        tickets=hotline.tickets if hotline else None,
        live=hotline.live.keeper if hotline else None,
        surveys=surveys.chat if surveys else None,
    )
    setup_actions(app, build_actions(services), parts.actions_token)
    insight = InsightPart(db, department, kb)
    insight.setup(app)
    if surveys:
        surveys.setup(app)
    _setup_conversation(app, parts, db, services, dossiers, hotline, insight, surveys)
    return app


def _setup_conversation(
    app: web.Application,
    parts: Parts,
    db: Database,
    services: Services,
    dossiers: DossierPart | None,
    hotline: HotlinePart | None,
    insight: InsightPart,
    surveys: AnsweringPart | None,
) -> None:
    http = rasa_http()
    inviting = InvitingPart(db, surveys, parts.department, parts.knowledge_base) if surveys else None
    facts = {"department": parts.department.name, "hotline_number": parts.department.hotline.number}
    rasa, outcomes = RasaClient(http, parts.rasa_urls), load_outcomes(facts)
    effects = {**corrections.EFFECTS, **follows.EFFECTS, **(hotline.effects if hotline else {})}
    off = hotline.switches if hotline else NOTHING_OFF
    shelf = hotline.shelf if hotline else NO_SHELF
    engine = ConversationEngine(
        db,
        rasa,
        outcomes,
        TURN_STEPS,
        effects,
        pause=parts.pause,
        limit=parts.limit,
        off=off,
        shelf=shelf,
        lock=hotline.tickets.lock if hotline else None,
    )
    channels = build_channels(parts, db, engine)
    for channel in channels:
        channel.setup(app)
        engine.add_channel(channel)
    if hotline:
        hotline.attach(services, {channel.name: channel for channel in channels})
        names = [channel.name for channel in channels]
        more = [*insight.pages(hotline.frame), *(surveys.pages(hotline.frame) if surveys else ())]
        more += inviting.pages(hotline.frame, names) if inviting else ()
        setup_console(app, hotline, names, more)
    checks = {
        "the database does not answer": db.answers,
        "Rasa does not answer: it is starting, or rasa.log says why": parts.rasa_answers,
    }
    setup_health(app, checks, lambda: _warnings(parts.live, *channels, dossiers, hotline, inviting))

    async def lifetime(_app: web.Application) -> AsyncIterator[None]:
        running = [asyncio.create_task(engine.run(), name="conversation-engine")]
        if parts.live:
            running.append(asyncio.create_task(parts.live.follow(_keeper(db)), name="knowledge-base"))
        if dossiers:
            running += dossiers.tasks(services, {channel.name: channel for channel in channels})
        if hotline:
            running += hotline.tasks()
        forgetting = daily_forgetting(db, parts.department.retention, hotline.shelf if hotline else None)
        running.append(asyncio.create_task(forgetting.run(), name="retention"))
        running += insight.tasks()
        if inviting:
            by_name = {channel.name: channel for channel in channels}
            running += inviting.tasks(services, by_name, _windows(parts))
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
    photos = parts.hotline.folder / "webchat_photos" if parts.hotline else None
    found: list[Channel] = [Webchat(db, inbox, engine.answers, photos=photos)]
    found += [Zalo(parts.zalo, db, inbox, events)] if parts.zalo else []
    found += [Telegram(parts.telegram, db, inbox, events)] if parts.telegram else []
    return found


def _windows(parts: Parts) -> Windows:
    return {Zalo.name: Window(WINDOW, SURVEY_TEMPLATE in parts.zalo.templates)} if parts.zalo else {}


def _warnings(*parts: Warns | None) -> Sequence[str]:
    return [words for part in parts if part is not None for words in part.warnings()]


def _keeper(db: Database) -> Callable[[KnowledgeBase], Awaitable[object]]:
    return lambda kb: records.keep(db, kb, datetime.now(VIETNAM))

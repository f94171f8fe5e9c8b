"""The composition root: the only place that builds engines, clients and clocks, and wires the parts."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

import aiohttp
from aiohttp import web

from actions.registry import build_actions
from bot.backup.making import STAMP
from bot.channels.base import Channel
from bot.channels.telegram.channel import Telegram
from bot.channels.webchat.channel import Webchat
from bot.channels.zalo.channel import Zalo
from bot.clock import utc_now
from bot.conversation.engine import ConversationEngine
from bot.conversation.handed_over import NO_SHELF
from bot.conversation.off_switch import NOTHING_OFF
from bot.conversation.outcomes import load_outcomes
from bot.conversation.rasa_client import RasaClient, rasa_http
from bot.conversation.steps.order import TURN_STEPS
from bot.features import Features
from bot.health import BackupAge, DiskSpace, setup_health
from bot.limits.counter import Counter
from bot.limits.network import network_limits
from bot.metrics.meters import Meters
from bot.metrics.routes import setup_metrics
from bot.metrics.watched import WatchedDelivery, WatchedNlu
from bot.metrics.workers import WorkersCollector
from bot.parts import Parts
from bot.records import service as records
from bot.sidecar.actions_route import setup_actions
from bot.storage.database import Database
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
    counter = Counter(parts.redis_url)
    if parts.limit:
        app.middlewares.append(network_limits(counter))
    db, http = Database(parts.database_url), rasa_http()
    features = Features(parts, db, today_in_vietnam)
    setup_actions(app, build_actions(features.services), parts.actions_token)
    meters = Meters()
    engine = build_engine(parts, db, http, features, meters)
    channels = {channel.name: channel for channel in build_channels(parts, db, engine)}
    for channel in channels.values():
        channel.setup(app)
        engine.add_channel(WatchedDelivery(channel, meters))
    features.setup(app, channels)
    setup_metrics(app, meters, db, parts.metrics_from)
    checks = {
        "the database does not answer": db.answers,
        "Rasa does not answer: it is starting, or rasa.log says why": parts.rasa_answers,
    }
    disk = DiskSpace(parts.data_dir) if parts.data_dir else None
    backups = BackupAge(parts.data_dir / STAMP, utc_now) if parts.data_dir else None
    warn = (disk, backups, counter, db.news, parts.live, parts.workers, *channels.values(), features)
    setup_health(app, checks, lambda: [words for part in warn if part for words in part.warnings()])

    async def lifetime(_app: web.Application) -> AsyncIterator[None]:
        running = [asyncio.create_task(engine.run(), name="conversation-engine")]
        running.append(asyncio.create_task(db.news.run(), name="news"))
        if parts.live:
            running.append(asyncio.create_task(parts.live.follow(_keeper(db)), name="knowledge-base"))
        running += features.tasks(channels)
        yield
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        await features.close()
        await http.close()
        await counter.close()
        await db.close()

    app.cleanup_ctx.append(lifetime)
    return app


def build_engine(
    parts: Parts, db: Database, http: aiohttp.ClientSession, features: Features, meters: Meters
) -> ConversationEngine:
    """The conversation engine, with Rasa behind it and no channel yet."""
    hotline = features.hotline
    rasa = RasaClient(http, parts.rasa_urls, actions_url=parts.actions_url)
    meters.registry.register(WorkersCollector(rasa.states))
    if parts.workers:
        parts.workers.attach(rasa)
    facts = {"department": parts.department.name, "hotline_number": parts.department.hotline.number}
    return ConversationEngine(
        db,
        WatchedNlu(rasa, meters),
        load_outcomes(facts),
        TURN_STEPS,
        features.effects,
        pause=parts.pause,
        limit=parts.limit,
        off=hotline.switches if hotline else NOTHING_OFF,
        shelf=hotline.shelf if hotline else NO_SHELF,
        lock=hotline.tickets.lock if hotline else None,
        watch=meters,
    )


def build_channels(parts: Parts, db: Database, engine: ConversationEngine) -> Sequence[Channel]:
    """The channels that are on; each is one line here and a folder of its own."""
    inbox, events = engine.inbox, engine.events
    photos = parts.hotline.folder / "webchat_photos" if parts.hotline else None
    found: list[Channel] = [Webchat(db, inbox, engine.answers, photos=photos)]
    found += [Zalo(parts.zalo, db, inbox, events)] if parts.zalo else []
    found += [Telegram(parts.telegram, db, inbox, events)] if parts.telegram else []
    return found


def _keeper(db: Database) -> Callable[[KnowledgeBase], Awaitable[object]]:
    return lambda kb: records.keep(db, kb, datetime.now(VIETNAM))

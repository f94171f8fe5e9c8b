"""The composition root: the only place that builds engines, clients and clocks, and wires the parts."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from aiohttp import web

from actions.registry import build_actions
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
from bot.findings import findings_of
from bot.health.channels import OuterClocks
from bot.health.routes import setup_health
from bot.health_wiring import health_looks
from bot.limits.counter import Counter
from bot.limits.network import network_limits
from bot.metrics.meters import Meters
from bot.metrics.promises import PromisesCollector
from bot.metrics.routes import setup_metrics
from bot.metrics.tasks import setup_pulses
from bot.metrics.watched import WatchedDelivery, WatchedNlu
from bot.metrics.workers import WorkersCollector
from bot.parts import Parts
from bot.pulse import Pulses
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
    meters, pulses = Meters(), Pulses()
    db, http = Database(parts.database_url, meters.used_database), rasa_http()
    features = Features(parts, db, today_in_vietnam)
    setup_actions(app, build_actions(features.services), parts.actions_token)
    rasa = RasaClient(http, parts.rasa_urls, actions_url=parts.actions_url)
    engine = build_engine(parts, db, rasa, features, meters)
    clocks = OuterClocks(utc_now)
    channels = {channel.name: channel for channel in build_channels(parts, db, engine, clocks)}
    for channel in channels.values():
        channel.setup(app)
        engine.add_channel(WatchedDelivery(channel, meters))
    features.setup(app, channels)
    setup_metrics(app, meters, db, parts.metrics_from)
    setup_pulses(app, meters, pulses)
    if features.hotline:
        late = features.hotline.late
        meters.registry.register(PromisesCollector(lambda: late.promises))
    checks = {"database": db.answers, "rasa": parts.rasa_answers}
    looks = [*health_looks(parts, db, rasa, channels.values(), pulses, clocks)]
    knowing = (counter, db.news, parts.live, parts.workers, *channels.values(), features)
    setup_health(app, checks, looks, lambda: findings_of(knowing))

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
    parts: Parts, db: Database, rasa: RasaClient, features: Features, meters: Meters
) -> ConversationEngine:
    """The conversation engine, with Rasa behind it and no channel yet."""
    hotline = features.hotline
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


def build_channels(
    parts: Parts, db: Database, engine: ConversationEngine, clocks: OuterClocks
) -> Sequence[Channel]:
    """The channels that are on; each is one line here and a folder of its own."""
    inbox, events = engine.inbox, engine.events
    photos = parts.hotline.folder / "webchat_photos" if parts.hotline else None
    found: list[Channel] = [Webchat(db, inbox, engine.answers, photos=photos)]
    if parts.zalo:
        found.append(Zalo(parts.zalo, db, inbox, events, hear_date=clocks.ear(Zalo.name)))
    if parts.telegram:
        found.append(Telegram(parts.telegram, db, inbox, events, hear_date=clocks.ear(Telegram.name)))
    return found


def _keeper(db: Database) -> Callable[[KnowledgeBase], Awaitable[object]]:
    return lambda kb: records.keep(db, kb, datetime.now(VIETNAM))

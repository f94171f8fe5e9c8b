"""Rows as the features leave them behind, for statistics to count."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from itertools import count
from typing import Any

from sqlalchemy import insert

from bot.conversation.model import Contact, Conversation, InboxMessage, Turn
from bot.hotline.model import Ticket
from bot.hotline.promise import TicketPromise
from bot.storage.base import Base
from bot.storage.database import Database
from bot.surveys.model import SurveyAnswer, SurveyResponse, SurveyWave

NUMBERS = count(1)


async def add(db: Database, model: type[Base], *rows: Mapping[str, Any]) -> None:
    """Inserts rows as they are."""
    async with db.transaction() as session:
        if rows:
            await session.execute(insert(model), list(rows))


async def add_wave(db: Database) -> None:
    """The wave that responses and invitations belong to."""
    day = date(2026, 1, 1)
    wave = {"id": 1, "name": "2026", "subject": "dossier", "instrument": "2026-1", "form": "full"}
    rest = {"method": "everyone", "seed": "1", "shares": {}, "begins_on": day, "ends_on": day}
    await add(db, SurveyWave, wave | rest)


def moment(day: date, hour: int = 5) -> datetime:
    """That hour of the day in UTC, by which it is the same day in Vietnam until five in the afternoon."""
    return datetime.combine(day, time(hour), UTC)


def response(day: date, **other: Any) -> dict[str, Any]:
    """A response without its answers."""
    number = next(NUMBERS)
    return {
        "id": number * 7919 % 1_000_003,
        "key": f"key{number}",
        "wave_id": 1,
        "subject": "dossier",
        "instrument": "2026-1",
        "form": "full",
        "mode": "chat",
        "month": f"{day:%Y-%m}",
        "field": "dat-dai",
        "procedure": "1.000001",
        "commune": "Xã A",
        "channel": "zalo",
        "answered_on": day,
        "flagged": None,
    } | other


async def add_responses(db: Database, given: Mapping[int, Mapping[str, int]], *rows: dict[str, Any]) -> None:
    """Responses, and their answers by the responses' ids."""
    await add(db, SurveyResponse, *rows)
    answers = [
        {"response_id": number, "question": question, "value": value}
        for number, values in given.items()
        for question, value in values.items()
    ]
    await add(db, SurveyAnswer, *answers)


def invitation(day: date, **other: Any) -> dict[str, Any]:
    """One that was sent on that day."""
    number = next(NUMBERS)
    return {
        "wave_id": 1,
        "subject": "dossier",
        "subject_id": number,
        "state": "sent",
        "field": "dat-dai",
        "procedure": "1.000001",
        "commune": "Xã A",
        "channel": "zalo",
        "subject_on": day,
        "sent_at": moment(day),
        "expires_at": moment(day),
    } | other


def dossier(appointment: date, finished_on: date | None, **other: Any) -> dict[str, Any]:
    """One that was received on the day of its appointment, to keep the months together."""
    number = next(NUMBERS)
    texts = dict.fromkeys(("procedure_name", "stage", "money_for", "reason", "holder", "parcel"), "")
    return {
        **texts,
        "code": f"H19.{number}",
        "status": "returned" if finished_on else "in_progress",
        "procedure": "1.000001",
        "unit": "Xã A",
        "received_at": moment(appointment),
        "appointment": appointment,
        "finished_on": finished_on,
        "missing": [],
        "factors": [],
        "source": "table",
        "fingerprint": "",
        "seen_at": moment(appointment),
    } | other


async def add_ticket(db: Database, created: datetime, promises: list[dict[str, Any]], **other: Any) -> int:
    """A ticket with its promises; its id."""
    number = next(NUMBERS)
    row = {
        "id": number,
        "code": f"PA-{number}",
        "pin_hash": "",
        "form_id": f"form{number}",
        "track": "feedback_conduct",
        "state": "closed",
        "level": "L1",
        "priority": "normal",
        "anonymous": True,
        "summary": "",
        "channel": "zalo",
        "created_at": created,
        "updated_at": created,
        "version": 1,
    } | other
    await add(db, Ticket, row)
    owed = {"ticket_id": number, "since": created, "source": "", "is_law": True, "expected": False}
    await add(db, TicketPromise, *[owed | {"kind": "solution"} | one for one in promises])
    return number


async def add_turns(db: Database, people: int, turns: list[dict[str, Any]]) -> None:
    """Every one of so many people has these turns."""
    for _ in range(people):
        number = next(NUMBERS)
        now = turns[0]["created_at"]
        contact = {"id": number, "channel": "webchat", "contact_key": f"c{number}", "created_at": now}
        talk = {"id": number, "contact_id": number, "created_at": now, "free_from": now}
        await add(db, Contact, contact)
        await add(db, Conversation, talk)
        for turn in turns:
            inbox = next(NUMBERS)
            message = {"id": inbox, "conversation_id": number, "channel": "webchat"}
            await add(db, InboxMessage, message | {"external_id": f"m{inbox}", "received_at": now})
            row = {"conversation_id": number, "inbox_id": inbox, "joined": [], "provenance": []}
            await add(db, Turn, row | {"text": "x", "meta": {}, "latency_ms": 1} | turn)

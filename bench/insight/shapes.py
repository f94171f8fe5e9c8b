"""One row of each table, as the features would leave it behind."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from bench.insight.world import MODES, Case, World

LATE_SHARE = 0.08
Row = dict[str, Any]


def moment(day: date, hour: int) -> datetime:
    """That hour of the day, in UTC."""
    return datetime.combine(day, time(hour), UTC)


def stratum(case: Case) -> Row:
    """What statistics are cut by."""
    return {
        "field": case.field,
        "procedure": case.procedure,
        "commune": case.commune,
        "channel": case.channel,
    }


def dossier(case: Case, dice: random.Random) -> Row:
    """Finished and returned, a few too late."""
    late = timedelta(days=dice.choice((1, 2, 5, 9)) if dice.random() < LATE_SHARE else 0)
    texts = dict.fromkeys(("procedure_name", "stage", "money_for", "holder", "parcel", "fingerprint"), "")
    reason = "Chờ cơ quan thuế" if late and dice.random() < 0.6 else ""
    return texts | {
        "code": f"H19.{case.number:09}",
        "status": "returned",
        "procedure": case.procedure,
        "unit": case.commune,
        "received_at": moment(case.day, 3) - timedelta(days=20),
        "appointment": case.day,
        "finished_on": case.day + late,
        "returned_on": case.day + late,
        "reason": reason,
        "missing": [],
        "factors": [],
        "source": "table",
        "seen_at": moment(case.day, 9),
    }


def invitation(case: Case) -> Row:
    """Sent on the day of the result."""
    at = moment(case.day, 4)
    return stratum(case) | {
        "wave_id": 1,
        "subject": "dossier",
        "subject_id": case.number,
        "state": "sent",
        "subject_on": case.day,
        "sent_at": at,
        "expires_at": at + timedelta(days=14),
        "outbox_ids": [],
    }


def response(case: Case, dice: random.Random) -> Row:
    """Given on the day of the result."""
    return stratum(case) | {
        "id": dice.getrandbits(62),
        "key": f"{case.number:064}",
        "wave_id": 1,
        "subject": "dossier",
        "instrument": "2026-1",
        "form": "full",
        "mode": MODES[case.channel],
        "month": f"{case.day:%Y-%m}",
        "answered_on": case.day,
        "complete": True,
    }


def ticket(place: int, day: date, dice: random.Random) -> Row:
    """Nearly all are closed."""
    at = moment(day, 2)
    return {
        "id": place,
        "code": f"PA-{place}",
        "pin_hash": "",
        "form_id": str(place),
        "track": dice.choice(("question", "feedback_conduct", "feedback_rules", "pollution")),
        "state": "closed" if dice.random() < 0.97 else "in_progress",
        "level": "L1",
        "priority": "normal",
        "anonymous": True,
        "summary": dice.choice(("phải nộp sổ đỏ hai lần", "chờ lâu", "hỏi tờ khai thuế", "không ai trả lời")),
        "channel": "zalo",
        "created_at": at,
        "updated_at": at,
        "version": 1,
    }


def promises(ticket: int, day: date, dice: random.Random) -> Iterator[Row]:
    """Those of the law, nine of ten kept."""
    for kind, days in (("acknowledge", 0), ("first_reply", 2), ("solution", 15)):
        due = moment(day + timedelta(days=days), 9)
        kept = due + timedelta(hours=-2 if dice.random() < 0.9 else 30)
        yield {
            "ticket_id": ticket,
            "kind": kind,
            "since": moment(day, 2),
            "due_at": due,
            "source": "",
            "is_law": kind != "acknowledge",
            "expected": False,
            "stops": [],
            "kept_at": kept,
        }


def turn(number: int, conversation: int, world: World) -> Row:
    """Most are answered."""
    dice = world.dice
    outcome = dice.choices(
        ("answered", "answered_status", "asked_back_procedure", "unknown", "handed_over", "chatted"),
        (50, 15, 12, 10, 5, 8),
    )[0]
    _, procedure, _ = world.drawn_procedure()
    aspect = dice.choice(("papers", "fee", "time", "place", "online"))
    meta = {"procedure": {"code": procedure, "confidence": 0.9}, "aspect": aspect, "track": None}
    day = world.first + timedelta(days=dice.randrange(world.days))
    return {
        "conversation_id": conversation,
        "inbox_id": number,
        "joined": [],
        "text": dice.choice(("mất sổ đỏ thì làm sao", "tách thửa cần bản vẽ", "con mèo kêu")),
        "outcome": outcome,
        "meta": meta if outcome.startswith("answered") else {},
        "provenance": [],
        "latency_ms": 40,
        "created_at": moment(day, 5),
    }

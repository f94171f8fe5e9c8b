"""A year of the department as rows: dossiers, invitations, answers, tickets and turns, in bulk."""

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import Connection, insert

from bench.insight.world import MODES, Case, Item, World
from bot.conversation.model import Contact, Conversation, InboxMessage, Turn
from bot.dossiers.model import Dossier
from bot.hotline.model import Ticket, TicketPromise
from bot.storage.base import Base
from bot.surveys.instrument import Instrument
from bot.surveys.model import SurveyAnswer, SurveyInvitation, SurveyResponse, SurveyWave

AT_ONCE = 5_000
LATE_SHARE = 0.08
Row = dict[str, Any]


@dataclass
class Written:
    """What a test of the figures has to know of the rows."""

    asked: int = 0
    answered: list[Case] = field(default_factory=list)


def items_of(instrument: Instrument, form: str, dice: random.Random) -> list[Item]:
    """The questions of that form that have scores, some easier than others."""
    by_code = {question.code: question for question in instrument.questions}
    found = []
    for code in instrument.forms[form]:
        scores = [one.score for one in by_code[code].choices if one.score is not None]
        if scores:
            found.append(Item(code, dice.gauss(1.3, 0.5), sorted(scores)))
    return found


def value_of(instrument: Instrument) -> Mapping[tuple[str, int], int]:
    """The value of the choice with that score."""
    return {
        (question.code, choice.score): choice.value
        for question in instrument.questions
        for choice in question.choices
        if choice.score is not None
    }


def write_wave(connection: Connection, world: World) -> None:
    """The wave that everything belongs to."""
    wave = {"id": 1, "name": "bench", "subject": "dossier", "instrument": "2026-1", "form": "full"}
    days = {"begins_on": world.first, "ends_on": world.first + timedelta(days=world.days)}
    _write(connection, SurveyWave, [wave | days | {"method": "everyone", "seed": "", "shares": {}}])


def write_cases(connection: Connection, world: World, cases: Iterable[Case]) -> None:
    """A dossier each; some are late."""
    _write(connection, Dossier, (_dossier(case, world.dice) for case in cases))


def write_answers(
    connection: Connection,
    world: World,
    instrument: Instrument,
    cases: Sequence[Case],
    wanted: int,
    rate: float = 1.0,
) -> Written:
    """Asks everybody in that order until so many have answered."""
    values, written = value_of(instrument), Written()
    responses: list[Row] = []
    answers: list[Row] = []
    for case in cases:
        if len(written.answered) == wanted:
            break
        written.asked += 1
        if not world.does_answer(case, rate):
            continue
        written.answered.append(case)
        responses.append(_response(case, world.dice))
        number = responses[-1]["id"]
        for question, score in world.answers(case, world.items).items():
            answers.append({"response_id": number, "question": question, "value": values[question, score]})
    _write(connection, SurveyInvitation, (_invitation(case) for case in cases[: written.asked]))
    _write(connection, SurveyResponse, responses)
    _write(connection, SurveyAnswer, answers)
    return written


def write_tickets(connection: Connection, world: World, number: int) -> None:
    """Tickets with the promises of the law, nine of ten kept."""
    tickets: list[Row] = []
    promises: list[Row] = []
    for place in range(1, number + 1):
        day = world.first + timedelta(days=world.dice.randrange(world.days - 30))
        tickets.append(_ticket(place, day, world.dice))
        promises += _promises(place, day, world.dice)
    _write(connection, Ticket, tickets)
    _write(connection, TicketPromise, promises)


def write_turns(connection: Connection, world: World, people: int, each: int) -> None:
    """So many people with so many messages each."""
    now = _moment(world.first, 3)
    contacts = [
        {"id": one, "channel": "zalo", "contact_key": f"b{one}", "created_at": now}
        for one in range(1, people + 1)
    ]
    _write(connection, Contact, contacts)
    talks = (
        {"id": one, "contact_id": one, "created_at": now, "free_from": now} for one in range(1, people + 1)
    )
    _write(connection, Conversation, ({**one, "nlu_sender": f"{one['id']:032}"} for one in talks))
    numbers = range(1, people * each + 1)
    messages = (
        {"id": one, "conversation_id": (one - 1) // each + 1, "channel": "zalo", "external_id": f"b{one}"}
        for one in numbers
    )
    _write(connection, InboxMessage, (one | {"received_at": now, "handled_at": now} for one in messages))
    _write(connection, Turn, (_turn(one, (one - 1) // each + 1, world) for one in numbers))


def _write(connection: Connection, model: type[Base], rows: Iterable[Row]) -> None:
    rest: Iterator[Row] = iter(rows)
    while lot := list(islice(rest, AT_ONCE)):
        connection.execute(insert(model), lot)


def _moment(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), UTC)


def _stratum(case: Case) -> Row:
    return {
        "field": case.field,
        "procedure": case.procedure,
        "commune": case.commune,
        "channel": case.channel,
    }


def _dossier(case: Case, dice: random.Random) -> Row:
    late = timedelta(days=dice.choice((1, 2, 5, 9)) if dice.random() < LATE_SHARE else 0)
    texts = dict.fromkeys(("procedure_name", "stage", "money_for", "holder", "parcel", "fingerprint"), "")
    reason = "Chờ cơ quan thuế" if late and dice.random() < 0.6 else ""
    return texts | {
        "code": f"H19.{case.number:09}",
        "status": "returned",
        "procedure": case.procedure,
        "unit": case.commune,
        "received_at": _moment(case.day, 3) - timedelta(days=20),
        "appointment": case.day,
        "finished_on": case.day + late,
        "returned_on": case.day + late,
        "reason": reason,
        "missing": [],
        "factors": [],
        "source": "table",
        "seen_at": _moment(case.day, 9),
    }


def _invitation(case: Case) -> Row:
    at = _moment(case.day, 4)
    return _stratum(case) | {
        "wave_id": 1,
        "subject": "dossier",
        "subject_id": case.number,
        "state": "sent",
        "subject_on": case.day,
        "sent_at": at,
        "expires_at": at + timedelta(days=14),
        "outbox_ids": [],
    }


def _response(case: Case, dice: random.Random) -> Row:
    return _stratum(case) | {
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


def _ticket(place: int, day: date, dice: random.Random) -> Row:
    at = _moment(day, 2)
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


def _promises(ticket: int, day: date, dice: random.Random) -> Iterator[Row]:
    for kind, days in (("acknowledge", 0), ("first_reply", 2), ("solution", 15)):
        due = _moment(day + timedelta(days=days), 9)
        kept = due + timedelta(hours=-2 if dice.random() < 0.9 else 30)
        yield {
            "ticket_id": ticket,
            "kind": kind,
            "since": _moment(day, 2),
            "due_at": due,
            "source": "",
            "is_law": kind != "acknowledge",
            "expected": False,
            "stops": [],
            "kept_at": kept,
        }


def _turn(number: int, conversation: int, world: World) -> Row:
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
        "created_at": _moment(day, 5),
    }

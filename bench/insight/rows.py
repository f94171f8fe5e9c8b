"""A year of the department as rows: dossiers, invitations, answers, tickets and turns, in bulk."""

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import islice

from sqlalchemy import Connection, insert

from bench.insight.shapes import Row, dossier, invitation, moment, promises, response, ticket, turn
from bench.insight.world import Case, Item, World
from bot.conversation.model import Contact, Conversation, InboxMessage, Turn
from bot.dossiers.model import Dossier
from bot.hotline.model import Ticket
from bot.hotline.promise import TicketPromise
from bot.storage.base import Base
from bot.surveys.instrument import Instrument
from bot.surveys.model import SurveyAnswer, SurveyInvitation, SurveyResponse, SurveyWave

AT_ONCE = 5_000


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
    _write(connection, Dossier, (dossier(case, world.dice) for case in cases))


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
        responses.append(response(case, world.dice))
        number = responses[-1]["id"]
        for question, score in world.answers(case, world.items).items():
            answers.append({"response_id": number, "question": question, "value": values[question, score]})
    _write(connection, SurveyInvitation, (invitation(case) for case in cases[: written.asked]))
    _write(connection, SurveyResponse, responses)
    _write(connection, SurveyAnswer, answers)
    return written


def write_tickets(connection: Connection, world: World, number: int) -> None:
    """Tickets with the promises of the law, nine of ten kept."""
    tickets: list[Row] = []
    owed: list[Row] = []
    for place in range(1, number + 1):
        day = world.first + timedelta(days=world.dice.randrange(world.days - 30))
        tickets.append(ticket(place, day, world.dice))
        owed += promises(place, day, world.dice)
    _write(connection, Ticket, tickets)
    _write(connection, TicketPromise, owed)


def write_turns(connection: Connection, world: World, people: int, each: int) -> None:
    """So many people with so many messages each."""
    now = moment(world.first, 3)
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
    _write(connection, Turn, (turn(one, (one - 1) // each + 1, world) for one in numbers))


def _write(connection: Connection, model: type[Base], rows: Iterable[Row]) -> None:
    rest: Iterator[Row] = iter(rows)
    while lot := list(islice(rest, AT_ONCE)):
        connection.execute(insert(model), lot)
